"""Statements on terms as JSON-LD with the prefixes of SKOS and its neighbours as context.

The context of lineages (`lineage_rdf.codec.jsonld_write`) has a key for each property of ours and none for SKOS, so a glossary
written by it has a long head that it does not use.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import text
from lineage_rdf.vocabulary.namespaces import PREFIXES, RDF, XSD

_TYPE = f"{RDF}type"


def prefixed_jsonld(quads: Iterable[Quad]) -> str:
    """Return statements as a document: nodes sorted by IRI, of the prefixes those that are used.

    Args:
        quads: statements of one graph without blank nodes, as `glossary_quads` gives them.
    """
    rows = sorted(set(quads), key=_place)
    names = _Names(rows)
    nodes: dict[str, dict[str, Any]] = {}
    for quad in rows:
        subject, predicate = text(quad.subject), quad.predicate.value
        node = nodes.setdefault(subject, {"@id": subject})
        if predicate == _TYPE and isinstance(quad.object, NamedNode):
            node.setdefault("@type", []).append(names.short(quad.object.value))
        else:
            node.setdefault(names.short(predicate), []).append(_value(quad.object, names))
    graph = [{key: _single(value) for key, value in node.items()} for node in nodes.values()]
    document = {"@context": names.used(), "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _place(quad: Quad) -> tuple[str, bool, str, str]:
    """Return the place of a statement: the types of a node come first."""
    return text(quad.subject), quad.predicate.value != _TYPE, quad.predicate.value, str(quad.object)


class _Names:
    """The prefixes that may stand in a document: none that is also the scheme of an IRI in it, which would be read as one."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        schemes = {
            term.value.partition(":")[0]
            for quad in quads
            for term in (quad.subject, quad.object)
            if isinstance(term, NamedNode)
        }
        self._spaces = {name: space for name, space in PREFIXES.items() if name not in schemes}
        self._used: set[str] = set()

    def short(self, iri: str) -> str:
        """Return an IRI with the longest prefix that fits, and note that it is used."""
        fitting = [
            (len(space), name)
            for name, space in self._spaces.items()
            if iri.startswith(space) and not iri[len(space) :].startswith("//")
        ]
        if not fitting:
            return iri
        length, name = max(fitting)
        self._used.add(name)
        return f"{name}:{iri[length:]}"

    def used(self) -> dict[str, str]:
        """Return the context."""
        return {name: self._spaces[name] for name in sorted(self._used)}


def _value(term: object, names: _Names) -> Any:
    if not isinstance(term, Literal):
        return {"@id": text(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    return (
        term.value if datatype == f"{XSD}string" else {"@value": term.value, "@type": names.short(datatype)}
    )


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
