"""The ontology and the schemes as collections of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve

from lineage_rdf.terms.docs.facts import facts_of, matches_of
from lineage_rdf.terms.docs.graph import TYPE, Graph
from lineage_rdf.terms.docs.material import CORE_FILES, Material
from lineage_rdf.terms.docs.model import Collection, Fact, Term, Use, Value
from lineage_rdf.terms.docs.shape_uses import uses_of_terms
from lineage_rdf.terms.docs.snippets import Snippets
from lineage_rdf.vocabulary.namespaces import (
    BIBO,
    DCTERMS,
    FTL,
    GLOSSARY,
    ONTOLOGY,
    OWL,
    RDFS,
    SCHEMES,
    SKOS,
    VANN,
    scheme_namespace,
)

CORE: Final = "terms"
# The module of what other people's glossaries say of a term.
WORDS: Final = "glossary"
CLASS: Final = "Class"
OBJECT_PROPERTY: Final = "Object property"
DATATYPE_PROPERTY: Final = "Datatype property"
_KINDS: Final = {
    f"{OWL}Class": CLASS,
    f"{OWL}ObjectProperty": OBJECT_PROPERTY,
    f"{OWL}DatatypeProperty": DATATYPE_PROPERTY,
    f"{OWL}AnnotationProperty": "Annotation property",
}
_FILES: Final = {CORE: CORE_FILES, WORDS: ("ontology/glossary",)}
_NAMESPACES: Final = {CORE: FTL, WORDS: GLOSSARY}


def collections_of(material: Material) -> tuple[Collection, ...]:
    """Return the classes and properties, the schemes in their usual order, and the words for glossaries."""
    uses, snippets = uses_of_terms(material.profiles), Snippets(material)
    return tuple(_collection(page, material, uses, snippets) for page in (CORE, *SCHEMES, WORDS))


def _collection(
    page: str, material: Material, uses: Mapping[str, tuple[Use, ...]], snippets: Snippets
) -> Collection:
    graph, core = material.graph, page == CORE
    iri = ONTOLOGY if core else f"{ONTOLOGY}/{page}"
    term_set = f"{ONTOLOGY}/terms" if core else iri
    terms = [_term(name, page, depth, material, uses) for name, depth in _ordered(term_set, core, graph)]
    return Collection(
        page,
        iri,
        term_set,
        graph.first(iri, f"{DCTERMS}title") or page,
        graph.first(iri, f"{DCTERMS}description"),
        tuple(_header(iri, graph)),
        _FILES.get(page, (f"ontology/schemes/{page}",)),
        tuple(evolve(term, snippet=snippets.of(term.iri, page)) for term in terms),
    )


def _ordered(term_set: str, core: bool, graph: Graph) -> Iterator[tuple[str, int]]:
    """Yield the terms of a set with their depths: each below the first of the terms above it, else by label."""
    upwards = f"{RDFS}subClassOf" if core else f"{SKOS}broader"
    own = sorted(graph.subjects(f"{SKOS}inScheme", term_set), key=lambda iri: _sort_key(iri, graph))
    known, seen = frozenset(own), set()

    def branch(iri: str, depth: int) -> Iterator[tuple[str, int]]:
        if iri in seen:
            return
        seen.add(iri)
        yield iri, depth
        below = (name for name in graph.subjects(upwards, iri) if name in known)
        for name in sorted(below, key=lambda name: _sort_key(name, graph)):
            yield from branch(name, depth + 1)

    for iri in own:
        if known.isdisjoint(graph.objects(iri, upwards)):
            yield from branch(iri, 0)
    for iri in own:  # what stands in a circle has no first term
        yield from branch(iri, 0)


def _sort_key(iri: str, graph: Graph) -> tuple[str, str]:
    return _label(iri, graph).casefold(), iri


def _label(iri: str, graph: Graph) -> str:
    return graph.first(iri, f"{SKOS}prefLabel") or graph.first(iri, f"{RDFS}label")


def _term(iri: str, page: str, depth: int, material: Material, uses: Mapping[str, tuple[Use, ...]]) -> Term:
    graph = material.graph
    name = iri.removeprefix(_NAMESPACES.get(page) or scheme_namespace(page))

    def texts(*predicates: str) -> tuple[str, ...]:
        found = (text for predicate in predicates for text in graph.objects(iri, predicate))
        return tuple(text for text in dict.fromkeys(found) if text not in ("", name))

    return Term(
        iri,
        name,
        page,
        label=_label(iri, graph) or name,
        kind=_kind(iri, graph),
        definition=graph.first(iri, f"{SKOS}definition"),
        examples=texts(f"{SKOS}example"),
        notes=texts(f"{SKOS}scopeNote"),
        aliases=texts(f"{SKOS}altLabel"),
        spellings=texts(f"{SKOS}notation", f"{SKOS}hiddenLabel"),
        facts=tuple(facts_of(iri, material, core=page in _NAMESPACES)),
        sources=texts(f"{DCTERMS}source"),
        matches=tuple(matches_of(iri, material)),
        uses=uses.get(iri, ()),
        depth=depth,
    )


def _kind(iri: str, graph: Graph) -> str:
    types = graph.objects(iri, TYPE)
    own = (_label(name, graph) for name in types if name.startswith(FTL))
    kind = next((_KINDS[name] for name in types if name in _KINDS), "") or next(own, "concept")
    return kind[:1].upper() + kind[1:]


def _header(iri: str, graph: Graph) -> Iterator[Fact]:
    """Yield what the head of an ontology says of itself."""
    for title, predicate in (
        ("Version", f"{OWL}versionInfo"),
        ("Version IRI", f"{OWL}versionIRI"),
        ("Changed", f"{DCTERMS}modified"),
        ("Prefix", f"{VANN}preferredNamespacePrefix"),
        ("Namespace", f"{VANN}preferredNamespaceUri"),
        ("Made by", f"{DCTERMS}creator"),
        ("Licence", f"{DCTERMS}license"),
        ("Status", f"{BIBO}status"),
        ("Cite as", f"{DCTERMS}bibliographicCitation"),
    ):
        found = graph.objects(iri, predicate)
        if found:
            values = (text.removesuffix("T00:00:00Z") for text in found)
            yield Fact(title, tuple(Value(text=text) for text in values))
