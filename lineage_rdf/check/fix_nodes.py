"""What stands for the placeholders of a snippet at one finding, and how each syntax writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.snippets import Rendered, Term, with_nodes
from lineage_rdf.claims.mint import digest_of
from lineage_rdf.codec.jsonld_context import context_names
from lineage_rdf.codec.names import node
from lineage_rdf.plain_text import turtle_escape
from lineage_rdf.vocabulary.namespaces import XSD

# Stands for a node that nothing tells; example.org belongs to nobody.
UNKNOWN: Final = "https://example.org/REPLACE-"
_CLASS: Final = re.compile(r"not typed as ((?:ftl|schema|prov):\w+)")
_DATATYPE: Final = re.compile(r"not a valid xsd:(\w+)")


class Nodes:
    """What stands for the placeholders of a snippet at one finding.

    Args:
        finding: the finding.
        places: what is known around it, such as its lineage.
    """

    def __init__(self, finding: Finding, places: Mapping[str, Term]) -> None:
        self._finding = finding
        self._places = places
        self.unknown: dict[str, None] = {}
        self._known: dict[tuple[bool, str], str] = {}

    def terms(self, turtle: str) -> dict[str, Term]:
        """Return what a snippet has that depends on the finding and is no node: properties, classes and literals."""
        finding = self._finding
        found: dict[str, Term] = {
            "setting-property": node("stringValue"),
            "setting-value": Literal("VALUE"),
            "ordinal": Literal("999", datatype=NamedNode(f"{XSD}integer")),
            **(_LACKING if not self._places.keys() & _LACKING.keys() else {}),
            **{name: term for name, term in self._places.items() if name in _TERMS or name in _LACKING},
        }
        path, named = iri_or_none(finding.path), _CLASS.search(finding.message)
        if path:
            found["path"] = path
        if named:
            found["class"] = node(named[1].removeprefix("ftl:"))
        literal = _of_datatype(finding)
        if literal:
            found["literal"] = literal
        return {name: term for name, term in found.items() if f"this:the-{name} " in turtle}

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
        if not is_new and (known := getattr(iri_or_none(known), "value", "")):
            return known
        if is_new or name in _MADE:
            return f"urn:uuid:{digest_of(self._finding.focus, *name.split('/'))}"
        self.unknown[f"{UNKNOWN}{name.upper()}"] = None
        return f"{UNKNOWN}{name.upper()}"


# Names of places that are no nodes, and of nodes that are made where there are none.
_TERMS: Final = ("setting-property", "setting-value", "ordinal")
_MADE: Final = ("environment",)
# Names of places that stand in a snippet only where they lack something.
_LACKING: Final[dict[str, Term]] = {
    name: NamedNode(f"{UNKNOWN}{name.upper()}") for name in ("uncounted-step", "uncounted-root")
}


def iri_or_none(text: str) -> NamedNode | None:
    """Return the node of an IRI, or None if the text is none."""
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _in_turtle(iri: str) -> str:
    if iri.isprintable():
        return f"<{iri}>"
    return f"<{''.join(letter if letter.isprintable() else turtle_escape(letter) for letter in iri)}>"


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
