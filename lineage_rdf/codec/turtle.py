"""Write Turtle and TriG in one fixed order, so that the same statements always give the same bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from lineage_rdf.vocabulary.namespaces import PREFIXES, RDF, XSD

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Properties: TypeAlias = dict[str, set[str]]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\Z")
_SHORT = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+\Z"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"),
    f"{XSD}boolean": re.compile(r"(?:true|false)\Z"),
}
_TYPE = f"{RDF}type"


class Shortener:
    """Turns terms into Turtle text and remembers which prefixes it used.

    Args:
        prefixes: prefix to namespace.
    """

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self.used: dict[str, str] = {}
        self._iris: dict[str, str] = {}

    def iri(self, value: str) -> str:
        """Return an IRI as a prefixed name if one fits."""
        text = self._iris.get(value)
        if text is None:
            text = self._iris[value] = self._shorten(value)
        return text

    def _shorten(self, value: str) -> str:
        for prefix, namespace in self._by_length:
            if value.startswith(namespace) and _LOCAL.match(value[len(namespace) :]):
                self.used[prefix] = namespace
                return f"{prefix}:{value[len(namespace) :]}"
        return str(NamedNode(value))

    def term(self, term: Term | DefaultGraph) -> str:
        """Return a term; numbers and truth values in their short form where that spells them as they are."""
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Triple):
            parts = (self.term(part) for part in (term.subject, term.predicate, term.object))
            return f"<<( {' '.join(parts)} )>>"
        if isinstance(term, BlankNode):
            return self.blank(term)
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def blank(self, term: BlankNode) -> str:
        """Return a blank node."""
        return str(term)

    def is_short(self, literal: Literal) -> bool:
        """Say whether a number or truth value may stand without quotes and datatype, spelt as it is."""
        pattern = _SHORT.get(literal.datatype.value)
        return pattern is not None and pattern.match(literal.value) is not None

    def quoted(self, text: str) -> str:
        """Return a text in quotes."""
        return str(Literal(text))

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if literal.language:
            return self.quoted(literal.value) + str(literal).rpartition('"')[2]
        if datatype == f"{XSD}string":
            return self.quoted(literal.value)
        if self.is_short(literal):
            return literal.value
        return f"{self.quoted(literal.value)}^^{self.iri(datatype)}"


def write_turtle(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the default graph of `quads` as Turtle, sorted by subject, predicate and object.

    Args:
        quads: statements; those in named graphs are left out (`write_trig` keeps them).
        prefixes: prefix to namespace; only the prefixes that are used are declared.
    """
    return write_trig((quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)), prefixes)


def write_trig(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return `quads` as TriG: the default graph first, then the named graphs in order."""
    shortener = Shortener(prefixes)
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        default = isinstance(quad.graph_name, DefaultGraph)
        graphs["" if default else shortener.term(quad.graph_name)].append(quad)
    parts = []
    for name in sorted(graphs):
        body = "\n".join(blocks(graphs[name], shortener))
        parts.append(f"{name} {{\n{body}}}\n" if name else body)
    head = "".join(f"@prefix {prefix}: <{shortener.used[prefix]}> .\n" for prefix in sorted(shortener.used))
    return head + "\n" * bool(head and parts) + "\n".join(parts)


def blocks(quads: Iterable[Quad], shortener: Shortener) -> list[str]:
    """Return the statements, whatever their graph, as one text per subject, sorted by subject, predicate and object."""
    subjects: dict[str, Properties] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        predicate = "a" if quad.predicate.value == _TYPE else shortener.iri(quad.predicate.value)
        subjects[shortener.term(quad.subject)][predicate].add(shortener.term(quad.object))
    return [_block(subject, subjects[subject]) for subject in sorted(subjects)]


def _block(subject: str, properties: Properties) -> str:
    lines = [
        f"    {predicate} {', '.join(sorted(properties[predicate]))}"
        for predicate in sorted(properties, key=lambda name: (name != "a", name))
    ]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n"
