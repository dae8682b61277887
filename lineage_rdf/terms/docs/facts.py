"""How a term stands to others, as headings with values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from lineage_rdf.codec.jsonld_context import keys_by_iri
from lineage_rdf.terms.docs.graph import TYPE, Graph
from lineage_rdf.terms.docs.material import Material
from lineage_rdf.terms.docs.model import Fact, Value
from lineage_rdf.vocabulary.namespaces import FTL, OWL, RDFS, SCHEMA, SKOS, prefixed

Ask: TypeAlias = Callable[[Graph, str], Iterable[str]]


def _out(*predicates: str) -> Ask:
    return lambda graph, iri: [name for predicate in predicates for name in graph.objects(iri, predicate)]


def _in(*predicates: str) -> Ask:
    return lambda graph, iri: [name for predicate in predicates for name in graph.subjects(predicate, iri)]


def _both(out: str, back: str) -> Ask:
    return lambda graph, iri: [*graph.objects(iri, out), *graph.subjects(back, iri)]


_SAME: Final = (f"{OWL}disjointWith", f"{OWL}disjointWith")
_DOMAIN: Final = (f"{RDFS}domain", f"{SCHEMA}domainIncludes")
_RANGE: Final = (f"{RDFS}range", f"{SCHEMA}rangeIncludes")


def _sets(graph: Graph, iri: str) -> list[str]:
    """Return the schemes that hold the instances of a class."""
    found = {name for member in graph.typed(iri) for name in graph.objects(member, f"{SKOS}inScheme")}
    return sorted(found)


# A heading and what stands under it, in the order of the page.
_HEADINGS: Final[tuple[tuple[str, Ask], ...]] = (
    ("Subclass of", _out(f"{RDFS}subClassOf")),
    ("Subclasses", _in(f"{RDFS}subClassOf")),
    ("Disjoint with", _both(*_SAME)),
    ("Has properties", _in(*_DOMAIN)),
    ("Is value of", _in(*_RANGE)),
    ("Members in", _sets),
    ("Sub-property of", _out(f"{RDFS}subPropertyOf")),
    ("Sub-properties", _in(f"{RDFS}subPropertyOf")),
    ("Domain", _out(_DOMAIN[0])),
    ("Used on", _out(_DOMAIN[1])),
    ("Range", _out(_RANGE[0])),
    ("Values may be", _out(_RANGE[1])),
    ("Inverse of", _both(f"{OWL}inverseOf", f"{OWL}inverseOf")),
    ("Unit", _out(f"{FTL}hasUnit")),
    ("Unit of", _in(f"{FTL}hasUnit")),
)
_SCHEME_HEADINGS: Final[tuple[tuple[str, Ask], ...]] = (
    ("Broader", _both(f"{SKOS}broader", f"{SKOS}narrower")),
    ("Narrower", _both(f"{SKOS}narrower", f"{SKOS}broader")),
    ("Related", _both(f"{SKOS}related", f"{SKOS}related")),
)
_WORDS: Final = {"true": "yes", "false": "no"}


def facts_of(iri: str, material: Material, *, core: bool) -> Iterator[Fact]:
    """Yield what is said of a term, in the order of the page.

    Args:
        iri: the term.
        material: what is known.
        core: whether it is a class or property; those stand in a hierarchy of their own, and SKOS only repeats it.
    """
    graph = material.graph
    for title, ask in _HEADINGS if core else (*_HEADINGS, *_SCHEME_HEADINGS):
        found = [name for name in dict.fromkeys(ask(graph, iri)) if name != iri]
        if found:
            yield Fact(title, tuple(_value(name, material) for name in found))
    yield from _relations(iri, graph)
    yield from _marks(iri, graph)


def _value(name: str, material: Material) -> Value:
    return Value(name, prefixed(name, material.prefixes))


def _relations(iri: str, graph: Graph) -> Iterator[Fact]:
    """Yield the relations that carry a reason (`ftl:TermRelation`), from both ends."""
    found: dict[str, list[Value]] = {}
    for end, other, words in (("Subject", "Target", "{}"), ("Target", "Subject", "“{}” from")):
        for node in graph.subjects(f"{FTL}relation{end}", iri):
            kind = graph.first(graph.first(node, f"{FTL}relationKind"), f"{SKOS}prefLabel") or "related"
            title = words.format(kind[:1].upper() + kind[1:])
            target = graph.first(node, f"{FTL}relation{other}")
            found.setdefault(title, []).append(Value(target, target, graph.first(node, f"{FTL}rationale")))
    for title in sorted(found):
        yield Fact(title, tuple(found[title]))


def _marks(iri: str, graph: Graph) -> Iterator[Fact]:
    """Yield what is told by a word."""
    if f"{OWL}TransitiveProperty" in graph.objects(iri, TYPE):
        yield Fact("Characteristics", (Value(text="transitive"),))
    kinds = graph.objects(iri, f"{FTL}valueKind")
    if kinds:
        yield Fact("Kind of value", tuple(Value(text=kind) for kind in kinds))
    better = graph.first(iri, f"{FTL}higherIsBetter")
    if better:
        yield Fact("Higher is better", (Value(text=_WORDS.get(better, better)),))
    key = keys_by_iri().get(iri)
    if key:
        yield Fact("JSON-LD key", (Value(text=key.name),))


_MATCHES: Final = {
    "exactMatch": "Exact match",
    "closeMatch": "Close match",
    "broadMatch": "Broad match",
    "narrowMatch": "Narrow match",
    "relatedMatch": "Related match",
}


def matches_of(iri: str, material: Material) -> Iterator[Fact]:
    """Yield the terms of other vocabularies that match a term, the nearest first."""
    for name, title in _MATCHES.items():
        values = [
            Value(other, _foreign_name(other, material), material.reasons.get((iri, SKOS + name, other), ""))
            for other in material.graph.objects(iri, SKOS + name)
        ]
        if values:
            yield Fact(title, tuple(values))


def _foreign_name(iri: str, material: Material) -> str:
    own = material.graph.first(iri, f"{SKOS}prefLabel")
    return f"CASRAI: {own}" if own else prefixed(iri, material.prefixes)
