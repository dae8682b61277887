"""Fixes: what to do about a finding, in which file, and what to write there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fix_files import file_of, is_lineage_yaml, stage_folder
from lineage_rdf.check.fix_nodes import Nodes
from lineage_rdf.check.snippets import Snippet, Term, rendered, snippet_of

_FOLDER: Final = "FOLDER"
# What YAML takes for text without quotes; words such as `yes` are none of it.
_PLAIN: Final = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|y|n)\Z)[A-Za-z][\w/-]*", re.ASCII | re.IGNORECASE
)
_HUB_ID: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)


@frozen
class Fix:
    """What to do about a finding.

    Args:
        text: what to do, in words.
        file: the file to edit, relative where the origin is; empty where the data came from no file.
        turtle: statements to add, or the right form of those that are there; parses by itself. Empty where none can be given.
        jsonld: the same statements as compacted JSON-LD.
        yaml: lines of lineage.yaml that say the same, where that is the file.
        examples: what in the snippets is only an example and has to be replaced.
    """

    text: str
    file: str = ""
    turtle: str = ""
    jsonld: str = ""
    yaml: str = ""
    examples: tuple[str, ...] = ()


def fix_of(
    finding: Finding,
    origin: str,
    *,
    places: Mapping[str, Term] | None = None,
    file: str | None = None,
) -> Fix:
    """Return what to do about a finding; the same finding and origin give the same fix.

    Args:
        finding: the finding.
        origin: where the lineage was read: a path, `<standard input>`, a store or the address of an endpoint.
        places: what else is known around the finding, as `Surroundings.places` gives it;
            without it snippets have nodes to replace.
        file: the file of a finding of a shape, if `file_of` was asked for this origin already.
    """
    if not finding.profile:  # a reader's problem is about a source file
        return Fix(finding.fix, file_of(origin, finding.focus))
    file = file_of(origin) if file is None else file
    snippet = snippet_of(finding.code)
    nodes = Nodes(finding, places or {})
    filled = rendered(snippet, frozenset(nodes.terms(snippet.turtle).items()))
    turtle, jsonld = nodes.fill(filled)
    yaml = _yaml(snippet, finding, file) if is_lineage_yaml(file) else ""
    invented = (*filled.examples, *nodes.unknown) if turtle else ()
    return Fix(
        text=_text(finding, snippet, file),
        file=file,
        turtle=turtle,
        jsonld=jsonld,
        yaml=yaml,
        examples=(*invented, _FOLDER) if f"stage: {_FOLDER}\n" in yaml else invented,
    )


def fix_text(finding: Finding, origin: str, *, file: str | None = None) -> str:
    """Return the `text` of the fix alone, which takes a small part of the time where there are very many findings.

    Args:
        finding: the finding.
        origin: where the lineage was read; see `fix_of`.
        file: the file to name, if `file_of` was asked for this origin already.
    """
    if not finding.profile:
        return finding.fix
    return _text(finding, snippet_of(finding.code), file_of(origin) if file is None else file)


def has_snippet(finding: Finding) -> bool:
    """Say whether there are statements or lines of lineage.yaml to write about a finding."""
    snippet = snippet_of(finding.code)
    return bool(finding.profile and (snippet.turtle or snippet.yaml))


def _text(finding: Finding, snippet: Snippet, file: str) -> str:
    """Return what to do: the fix of the code as it is for lineage.yaml, told for statements where a graph is edited."""
    known, in_yaml = codes().get(finding.code), is_lineage_yaml(file)
    if known is None or in_yaml or "lineage.yaml" not in finding.fix:
        return " ".join(part for part in (finding.fix, "" if in_yaml else snippet.note) if part)
    first = _FIRST.get(known.fault, _ADD) if snippet.turtle else ""
    if known.fault == "missing" and "undisclosed" in finding.fix:
        first += _OR_WITHHOLD
    where = f"in {file}" if file else "in the graph"
    parts = [f"{first.replace('{where}', where)}." if first else "", snippet.note]
    parts.append(f"Where the graph is made from a model folder: {finding.fix[:1].lower()}{finding.fix[1:]}")
    return " ".join(part for part in parts if part)


_ADD: Final = "Add the statements {where}"
_OR_WITHHOLD: Final = ", or, if it is not to be told, a ftl:FactStatus of the kind status:undisclosed"
# Fault of a code -> what to do in a graph, where it is more than adding statements.
_FIRST: Final = {
    "datatype": "Give the statements {where} this form",
    "undisclosed": "If it can be told, add the statements {where} and take out the ftl:FactStatus about it",
    "inferred": "Check the value {where}; take out the ftl:FactStatus about it, and put the right value in place of a wrong one",
    "conflicting": "Decide which value is right, keep that one {where}, and take out the ftl:FactStatus about it",
}


def _yaml(snippet: Snippet, finding: Finding, file: str) -> str:
    # A JSON text is a YAML scalar too, and letters that could mislead a reader are escaped in it.
    name = finding.label if _HUB_ID.fullmatch(finding.label) else "ORG/MODEL"
    folder = stage_folder(finding.label, file) or _FOLDER
    stage = folder if _PLAIN.fullmatch(folder) else json.dumps(folder)
    lines = snippet.yaml.replace(f"stage: {_FOLDER}\n", f"stage: {stage}\n")
    return lines.replace("NAMED", name).replace("LABEL", json.dumps(finding.label))
