"""Makes the shapes of the profile `licence` from its rules and from the tables of what licences ask for.

Each way on which a term reaches a model is a SPARQL constraint of its own: engines take the models first and follow one chain
from each, which a UNION inside one query would undo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lineage_rdf.vocabulary.licence_terms import (
    UNNAMED,
    Duty,
    carrying,
    duties,
    families_of_kind,
    families_with,
    kinds_with,
    made_of,
)
from lineage_rdf.vocabulary.licences import PLACEHOLDERS
from tools.shapes.source import Row, licences
from tools.shapes.turtle import block, quoted, targets

_MACRO = re.compile(r"%\{([a-z-]+)(?::([a-z0-9-]+))?\}")
_MODELS = ["objectsOf:producedModel", "subjectsOf:derivedFromModel"]
BASE = "ftl:derivedFromModel"  # alone, as in queries: a plain path is followed ten times as fast
_SAME_DATA = "(^ftl:producedDataset/ftl:sourceDataset)*"
_TRAINED = (
    "?step ftl:producedModel {model} ; ftl:hasDatasetUse ?use . "
    "FILTER (NOT EXISTS {{ ?use ftl:hasDatasetRole <https://w3id.org/ftl/dataset-role/evaluation> }} || "
    "EXISTS {{ ?use ftl:hasDatasetRole ?role . FILTER (?role != <https://w3id.org/ftl/dataset-role/evaluation>) }}) "
    "?use ftl:usesDataset"
)
_LICENCE = "?value (ftl:{name}|(prov:specializationOf/ftl:{name})) ?licence ."
# Reach -> the ways: what leads from the model to ?value, and the property of its licence.
WAYS = {
    "weights": [(f"$this {BASE}+ ?value .", "weightsLicence")],
    "outputs": [
        (
            f"$this {BASE}* ?trained . ?step ftl:producedModel ?trained ; (ftl:teacherModel|ftl:rewardModel) ?maker . "
            f"?maker {BASE}* ?value .",
            "weightsLicence",
        ),
        (
            f"$this {BASE}* ?trained . {_TRAINED.format(model='?trained')} ?used . ?used {_SAME_DATA} ?data . "
            f"?preparation ftl:producedDataset ?data ; ftl:generatorModel ?maker . ?maker {BASE}* ?value .",
            "weightsLicence",
        ),
    ],
    "data": [
        (
            f"$this {BASE}* ?trained . {_TRAINED.format(model='?trained')} ?used . ?used {_SAME_DATA} ?value .",
            "dataLicence",
        )
    ],
}


def licence_shapes() -> Iterator[tuple[str, str]]:
    """Yield (file, Turtle block) of each rule."""
    for row in licences():
        # Where queries speak for themselves, their messages hold the values, and the shape has a description.
        told = f"sh:description {quoted(row['plain'])}@en" if "plain" in row else _message(row)
        common = [
            *targets(row.get("targets", _MODELS)),
            f"sh:name {quoted(row['name'])}@en",
            told,
            f"sh:severity sh:{row['severity']}",
            f"dcterms:identifier {quoted('FTL-' + row['code'])}",
        ]
        kind = row.get("kind", "NodeShape")
        yield row["file"], block(f"licence:{row['shape']}", [f"a sh:{kind}", *common, *_constraints(row)])


def _message(row: Row) -> str:
    return f"sh:message {quoted(row['message'])}@en"


def _constraints(row: Row) -> Iterator[str]:
    if "constraint" in row:
        yield filled(row["constraint"], turtle=True)
        return
    selects = [_select(row, filled(row["where"]), "?value ?own")] if "where" in row else list(_selects(row))
    for select in selects:
        yield (
            "sh:sparql [\n        a sh:SPARQLConstraint ;\n        sh:prefixes wellformed:prefixes ;\n"
            f'        {_message(row)} ;\n        sh:select """{select}""" ;\n    ]'
        )


def _selects(row: Row) -> Iterator[str]:
    """Yield the query of each way on which the term of a rule reaches."""
    for reach, ways in WAYS.items():
        found = duties(row["term"], reach)
        if not found or row.get("reach", reach) != reach:
            continue
        for way, name in ways:
            where = (
                f"{way}\n{_LICENCE.format(name=name)}\n"
                f'FILTER (REGEX(?licence, "{carrying(duty.family for duty in found)}", "i"))\n'
                f"BIND ({_source(found)} AS ?source)"
            )
            told = " ".join(name for name in ("?name", "?own") if name in row["message"])
            yield _select(row, where, f"?value ?licence ?source {told}".strip())


def _select(row: Row, where: str, told: str) -> str:
    lines = f"{filled(row['when'])}\n{where}".splitlines()
    body = "\n".join(f"                {line}" for line in lines)
    return f"\n            SELECT DISTINCT $this {told} WHERE {{\n{body}\n            }}"


def _source(found: tuple[Duty, ...]) -> str:
    """Return the expression that gives text and section for ?licence."""
    expression = '""'
    for duty in reversed(found):
        expression = (
            f'IF (REGEX(?licence, "{carrying([duty.family])}", "i"), {quoted(duty.source)}, {expression})'
        )
    return expression


def filled(text: str, *, turtle: bool = False) -> str:
    """Return a text of the table with the patterns that its `%{...}` name.

    Args:
        text: the text.
        turtle: whether it is Turtle, in whose texts a backslash is escaped.
    """

    def pattern(found: re.Match[str]) -> str:
        made = _pattern(found[1], found[2] or "")
        return made.replace("\\", "\\\\") if turtle else made

    return _MACRO.sub(pattern, text)


def _pattern(name: str, term: str) -> str:
    match name:
        case "base":
            return BASE
        case "trained":
            return _TRAINED.format(model="$this")
        case "expression":
            return expression()
        case "placeholders":
            return "|".join(sorted(PLACEHOLDERS))
        case "unnamed":
            return UNNAMED
        case "permissive":
            return made_of(families_with("permissive"))
        case "commercial":
            return carrying(families_with("commercial"))
        case "carrying":
            return carrying(families_with(term))
        case "holds":
            (held,) = {duty.holds for duty in duties(term)}
            return held
        case "holders":
            accounts = sorted({account for duty in duties(term) for account in duty.family.holders})
            return f"^({'|'.join(accounts)})/"
        case "kind":
            (kind,) = {duty.holds for duty in duties(term)}
            return carrying(families_of_kind(kind))
        case "differs":
            kinds = [carrying(families_of_kind(kind)) for kind in kinds_with(term)]
            both = (f'(REGEX(?licence, "{kind}", "i") && !REGEX(?own, "{kind}", "i"))' for kind in kinds)
            return " || ".join(both)
    raise KeyError(name)


@cache
def expression() -> str:
    """Return the pattern of SPDX expressions whose ids SPDX knows or that are references (SPDX 3.0.1, licence expressions)."""
    path = Path(__file__).parent / "source" / "spdx_licence_ids.txt"
    ids = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    known = "|".join(name.replace(".", "[.]").replace("+", "[+]") for name in ids)
    reference = "(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+"
    return f"^([(]*({known}|{reference})[+]?( WITH [A-Za-z0-9.-]+)?[)]*( (AND|OR) |$))+$"
