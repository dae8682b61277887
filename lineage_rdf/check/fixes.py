"""Fixes: what to do about a finding, in which file, and what to write there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.codes import Code, codes
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fix_files import LINEAGE_YAML, file_of
from lineage_rdf.check.snippets import Rendered, Snippet, Term, rendered, snippet_of, with_nodes
from lineage_rdf.claims.mint import digest_of
from lineage_rdf.codec.jsonld_context import context_names
from lineage_rdf.codec.names import node
from lineage_rdf.vocabulary.namespaces import XSD

# Stands for a node that nothing tells; example.org belongs to nobody.
UNKNOWN: Final = "https://example.org/REPLACE-"
_CLASS: Final = re.compile(r"not typed as ((?:ftl|schema|prov):\w+)")
_DATATYPE: Final = re.compile(r"not a valid xsd:(\w+)")


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


def fix_of(finding: Finding, origin: str, *, places: Mapping[str, Term] | None = None) -> Fix:
    """Return what to do about a finding; the same finding and origin give the same fix.

    Args:
        finding: the finding.
        origin: where the lineage was read: a path, `<standard input>`, a store or the address of an endpoint.
        places: what is known around the finding, as `places_of` gives it; without it the snippets have nodes to replace.
    """
    known = codes().get(finding.code)
    if not finding.profile:  # a reader's problem is about a source file
        return Fix(finding.fix, file_of(origin, finding.focus))
    file = file_of(origin)
    snippet = snippet_of(finding.code)
    nodes = _Nodes(finding, places or {})
    filled = rendered(snippet, frozenset(nodes.terms().items()))
    turtle, jsonld = nodes.fill(filled)
    in_yaml = PurePosixPath(file).name == LINEAGE_YAML
    return Fix(
        text=_text(finding, known, snippet, file, in_yaml=in_yaml, shown=bool(turtle)),
        file=file,
        turtle=turtle,
        jsonld=jsonld,
        yaml=_yaml(snippet, finding) if in_yaml else "",
        examples=(*filled.examples, *nodes.unknown) if turtle else (),
    )


def _text(
    finding: Finding, known: Code | None, snippet: Snippet, file: str, *, in_yaml: bool, shown: bool
) -> str:
    """Return what to do: the fix of the code as it is for lineage.yaml, told for statements where a graph is edited."""
    if known is None or in_yaml or "lineage.yaml" not in finding.fix:
        return " ".join(part for part in (finding.fix, "" if in_yaml else snippet.note) if part)
    where = f"in {file}" if file else "in the graph"
    first = _FIRST.get(known.fault, _ADD) if shown or known.fault in _FIRST else ""
    if known.fault == "missing" and "undisclosed" in finding.fix:
        first += _OR_WITHHOLD
    parts = [f"{first.format(where=where)}." if first else "", snippet.note]
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


def _yaml(snippet: Snippet, finding: Finding) -> str:
    # A JSON text is a YAML scalar too, and letters that could mislead a reader are escaped in it.
    return snippet.yaml.replace("LABEL", json.dumps(finding.label))


class _Nodes:
    """What stands for the placeholders of a snippet at one finding.

    Args:
        finding: the finding.
        places: what is known around it.
    """

    def __init__(self, finding: Finding, places: Mapping[str, Term]) -> None:
        self._finding = finding
        self._places = places
        self.unknown: dict[str, None] = {}
        self._known: dict[tuple[bool, str], str] = {}

    def terms(self) -> dict[str, Term]:
        """Return what depends on the finding and is no node: properties, classes and literals."""
        finding = self._finding
        found: dict[str, Term] = {
            "setting-property": node("stringValue"),
            "setting-value": Literal("VALUE"),
            "ordinal": Literal("999", datatype=NamedNode(f"{XSD}integer")),
            **({} if self._places else {name: NamedNode(f"{UNKNOWN}{name.upper()}") for name in _IF_LACKING}),
            **{name: term for name, term in self._places.items() if name in (*_TERMS, *_IF_LACKING)},
        }
        path, named = _iri(finding.path), _CLASS.search(finding.message)
        if path:
            found["path"] = path
        if named:
            found["class"] = node(named[1].removeprefix("ftl:"))
        literal = _of_datatype(finding)
        if literal:
            found["literal"] = literal
        return found

    def fill(self, filled: Rendered) -> tuple[str, str]:
        """Return Turtle and JSON-LD with the nodes of the finding; the second is empty where JSON-LD cannot name one."""
        if not filled.turtle:
            return "", ""
        turtle = with_nodes(filled.turtle, self._node, _in_turtle)
        examples = ", ".join((*filled.examples, *self.unknown))
        head = f"# To be replaced by your own: {examples}\n" if examples else ""
        try:
            jsonld = with_nodes(filled.jsonld, self._node, _in_json)
        except ValueError:
            jsonld = ""
        return head + turtle, jsonld

    def _node(self, is_new: bool, name: str) -> str:
        key = (is_new, name)
        if key not in self._known:
            self._known[key] = self._find(is_new, name)
        return self._known[key]

    def _find(self, is_new: bool, name: str) -> str:
        own = {"focus": self._finding.focus, "value": self._finding.value}.get(name)
        place = self._places.get(name)
        known = own if own is not None else place.value if isinstance(place, NamedNode) else ""
        if not is_new and (known := getattr(_iri(known), "value", "")):
            return known
        if is_new or name in _MADE:
            return f"urn:uuid:{digest_of(self._finding.focus, *name.split('/'))}"
        self.unknown[f"{UNKNOWN}{name.upper()}"] = None
        return f"{UNKNOWN}{name.upper()}"


# Names of places that are no nodes, and of nodes that are made where there are none.
_TERMS: Final = ("setting-property", "setting-value", "ordinal")
_MADE: Final = ("environment",)
# Names of places that stand in a snippet only where they lack something.
_IF_LACKING: Final = ("uncounted-step", "uncounted-root")


def _iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _in_turtle(iri: str) -> str:
    if iri.isprintable():
        return f"<{iri}>"
    return f"<{''.join(letter if letter.isprintable() else _escape(letter) for letter in iri)}>"


def _escape(letter: str) -> str:
    """Return a letter that is not seen as an escape of Turtle."""
    number = ord(letter)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def _in_json(iri: str) -> str:
    scheme, _, rest = iri.partition(":")
    if scheme in context_names() and not rest.startswith("//"):
        raise ValueError(f"JSON-LD would read {iri} as a short name")
    return json.dumps(iri, ensure_ascii=not iri.isprintable())


# Datatype -> an example, and what the values of it look like that are taken over.
_SAMPLES: Final = {
    "decimal": ("0.999", r"-?[0-9]{1,20}(\.[0-9]{1,18})?"),
    "integer": ("999", r"-?[0-9]{1,18}"),
    "dateTime": ("9999-09-09T09:09:09Z", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "boolean": ("true", r"true|false"),
    "string": ("TEXT", r"[\w .,:/@+-]{1,200}"),
}


def _of_datatype(finding: Finding) -> Literal | None:
    """Return the value as a literal of the datatype that the message asks for; an example if it cannot be one."""
    asked = _DATATYPE.search(finding.message)
    if not asked or asked[1] not in _SAMPLES:
        return None
    sample, pattern = _SAMPLES[asked[1]]
    fits = re.fullmatch(pattern, finding.value, re.ASCII)
    return Literal(finding.value if fits else sample, datatype=NamedNode(f"{XSD}{asked[1]}"))
