"""Where the lineages of a store speak of a thing, and which models stand near it: each at most so many, by a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from lineage_rdf.codec.names import text
from lineage_rdf.pages.live_labels import named, things, values
from lineage_rdf.pages.material import Relative, Some, Use
from lineage_rdf.pages.things import Kind, Thing
from lineage_rdf.picture.wording import short_code
from lineage_rdf.store import Row, Store
from lineage_rdf.vocabulary.namespaces import FTL, scheme_namespace

PREFIXES: Final = "PREFIX ftl: <https://w3id.org/ftl#> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <http://schema.org/>\n"
_ROLES: Final = {
    "producedModel": "result",
    "baseModel": "base model",
    "rewardModel": "reward model",
    "teacherModel": "teacher",
    "referenceModel": "reference model",
    "mergeBase": "merge base",
}
# A step, its lineage and what came out of it.
_STEP: Final = "?lineage ftl:hasStep ?step OPTIONAL { ?step ftl:producedModel ?result }"
_METHODS: Final = "ftl:hasObjective|ftl:hasParameterization|ftl:usesMergeMethod|ftl:usesQuantizationMethod"
_MODEL: Final = (
    "{ VALUES (?property ?words) { "
    + " ".join(f'(ftl:{name} "{words}")' for name, words in _ROLES.items())
    + " } ?step ?property ?this . @STEP } "
    "UNION { ?part ftl:contributesModel ?this . ?step ftl:hasMergeContribution ?part . @STEP "
    'BIND("base model" AS ?words) } '
    'UNION { ?act ftl:generatorModel ?this . ?lineage ftl:hasActivity ?act BIND("generator of data" AS ?words) }'
)
_DATASET: Final = (
    "{ ?use ftl:usesDataset ?this . ?step ftl:hasDatasetUse ?use . @STEP "
    "OPTIONAL { ?use ftl:hasDatasetRole ?role } } "
    "UNION { ?one ftl:measuredOnDataset ?this . ?act ftl:hasResult ?one . ?lineage ftl:hasActivity ?act "
    'BIND("evaluation" AS ?words) } '
    'UNION { ?act ftl:sourceDataset ?this . ?lineage ftl:hasActivity ?act BIND("source of prepared data" AS ?words) } '
    'UNION { ?act ftl:producedDataset ?this . ?lineage ftl:hasActivity ?act BIND("prepared data" AS ?words) }'
)
_AGENT: Final = (
    "{ ?item prov:agent ?this . ?step prov:qualifiedAssociation ?item . @STEP "
    "OPTIONAL { ?item prov:hadRole ?role } } "
    'UNION { ?lineage ftl:accountableAgent ?this BIND("accountable" AS ?words) } '
    "UNION { ?item prov:agent ?this . ?act prov:qualifiedAssociation ?item . ?lineage ftl:hasActivity ?act "
    "OPTIONAL { ?item prov:hadRole ?role } } "
    "UNION { ?end prov:wasAttributedTo ?this . ?act ftl:hasSignOff ?end . ?lineage ftl:hasActivity ?act "
    'BIND("signed off" AS ?words) } '
    'UNION { ?model prov:wasAttributedTo ?this . ?lineage ftl:headModel ?model BIND("maker" AS ?words) }'
)
_TERM: Final = (
    "{ ?step ?property ?this . @STEP } "
    "UNION { ?part ?property ?this . ?step ?holds ?part . @STEP } "
    "UNION { ?lineage ftl:hasFactStatus ?status . ?status ?property ?this } "
    "UNION { ?lineage ftl:hasActivity ?act . ?act ?holds ?part . ?part ?property ?this } "
    "UNION { GRAPH ?g { ?data ftl:hasAccessLevel ?this . ?lineage a ftl:FineTuneLineage } }"
)
_WHERE: Final[Mapping[Kind, str]] = {
    Kind.MODEL: _MODEL,
    Kind.DATASET: _DATASET,
    Kind.AGENT: _AGENT,
    Kind.TERM: _TERM,
}


def uses(store: Store, thing: Thing, limit: int) -> Some[Use]:
    """Return where lineages speak of a model, dataset, agent or term.

    Args:
        store: the store.
        thing: what they speak of.
        limit: at most so many places.
    """
    where = _WHERE[thing.kind].replace("@STEP", _STEP).replace("?this", str(NamedNode(thing.iri)))
    rows = list(
        store.select(
            f"{PREFIXES}SELECT DISTINCT ?lineage ?step ?data ?words ?role ?result {{ {where} "
            f"}} LIMIT {limit + 1}"
        )
    )
    return Some.first(_uses(store, rows), limit)


def _uses(store: Store, rows: list[Row]) -> list[Use]:
    lineages = things(store, _all(rows, "lineage"), Kind.LINEAGE)
    steps = things(store, _all(rows, "step"), Kind.STEP)
    data = things(store, _all(rows, "data"), Kind.DATASET)
    results = things(store, _all(rows, "result"), Kind.MODEL)
    found = []
    for row in rows:
        lineage = lineages[text(row["lineage"])]
        place = (
            steps[text(row["step"])]
            if "step" in row
            else data[text(row["data"])]
            if "data" in row
            else lineage
        )
        result = results[text(row["result"])] if "result" in row else None
        found.append(Use(place, _words(row), lineage, result))
    return sorted(found, key=lambda use: (use.lineage.label, use.thing.label, use.words, use.thing.iri))


def _words(row: Row) -> str:
    if "words" in row:
        return text(row["words"])
    role = text(row["role"]) if "role" in row else ""
    for scheme in ("dataset-role", "agent-role"):
        if role.startswith(scheme_namespace(scheme)):
            return short_code(role.removeprefix(scheme_namespace(scheme)), scheme)
    return ""


def _all(rows: Iterable[Row], name: str) -> list[str]:
    return [text(row[name]) for row in rows if name in row]


def siblings(store: Store, model: str, limit: int) -> Some[Relative]:
    """Return the models made from the bases of a model.

    Args:
        store: the store.
        model: IRI of the model.
        limit: at most so many.
    """
    this = NamedNode(model)
    query = (
        f"{PREFIXES}SELECT DISTINCT ?from ?to {{ {this} ftl:derivedFromModel ?from . ?to ftl:derivedFromModel ?from "
        f"FILTER(?to != {this}) }} LIMIT {limit + 1}"
    )
    pairs = {text(row["to"]): text(row["from"]) for row in store.select(query)}
    return Some.first(_relatives(store, pairs), limit)


def family(store: Store, model: str, limit: int) -> Some[Relative]:
    """Return what descends from a model, each after what it was made from.

    Args:
        store: the store.
        model: IRI of the model.
        limit: at most so many.
    """
    parents: dict[str, str] = {}
    level, seen = [model], {model}
    while level and len(parents) <= limit:
        below: dict[str, str] = {}
        for batch in named(level):
            room = limit + 1 - len(parents) - len(below)
            if room > 0:
                query = (
                    f"{PREFIXES}SELECT DISTINCT ?from ?to {{ VALUES ?from {{ {values(batch)} }} "
                    "?to ftl:derivedFromModel ?from } "
                    f"ORDER BY ?from ?to LIMIT {room + len(seen)}"
                )
                for row in store.ordered(query):
                    if text(row["to"]) not in seen:
                        below.setdefault(text(row["to"]), text(row["from"]))
        seen.update(below)
        parents.update(below)
        level = list(below)
    return Some.first(_relatives(store, parents), limit)


def _relatives(store: Store, parents: Mapping[str, str]) -> list[Relative]:
    """Return relatives with what was done, in the order of the mapping from model to parent."""
    done = _done(store, parents)
    found = things(store, parents, Kind.MODEL)
    return [Relative(found[iri], parent, *done.get(iri, ("", ""))) for iri, parent in parents.items()]


def _done(store: Store, models: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return IRI of a model -> the kind of the step that made it, and its methods."""
    kinds: dict[str, set[str]] = {}
    methods: dict[str, set[str]] = {}
    for batch in named(models):
        query = (
            f"{PREFIXES}SELECT DISTINCT ?model ?kind ?method {{ VALUES ?model {{ {values(batch)} }} "
            f"?step ftl:producedModel ?model ; a ?kind OPTIONAL {{ ?step {_METHODS} ?method }} "
            f"FILTER(?kind NOT IN (ftl:TransformationStep, ftl:LineageActivity, prov:Activity)) }} LIMIT {len(batch) * 30}"
        )
        for row in store.select(query):
            model = text(row["model"])
            kinds.setdefault(model, set()).add(text(row["kind"]).removeprefix(FTL))
            if "method" in row:
                methods.setdefault(model, set()).add(_method(text(row["method"])))
    return {
        model: (max(found, key=_special), " · ".join(sorted(methods.get(model, ()))))
        for model, found in kinds.items()
    }


def _special(kind: str) -> tuple[bool, str]:
    """Order kinds: what has a kind below FineTuning is that and no plain fine-tuning."""
    return kind != "FineTuning", kind


def _method(iri: str) -> str:
    for scheme in ("objective", "parameterization", "merge-method", "quantization-method"):
        space = scheme_namespace(scheme)
        if iri.startswith(space):
            return short_code(iri.removeprefix(space), scheme)
    return short_code(iri, "objective")
