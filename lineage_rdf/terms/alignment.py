"""Links of a lineage to the terms of the CASRAI Dictionary, and the edition in which these were seen.

A node of a class that matches a CASRAI term exactly gets that term as `schema:additionalType`, which schema.org has for
types of other vocabularies, and which is below `rdf:type`. Whatever matches less closely may be linked by
`dcterms:relation`, which says no more than that the two have to do with each other. Nothing that is there is changed, and no
IRI of CASRAI is made up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, TypeAlias
from uuid import uuid5

from attrs import frozen
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node, short_class
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.casrai import DICTIONARY, TITLE, casrai_terms, edition
from lineage_rdf.vocabulary.namespaces import CASRAI, FTL, FTL_UUID, XSD
from lineage_rdf.vocabulary.schemes import casrai_matches
from lineage_rdf.vocabulary.terms import SUPERCLASSES

EXACT: Final = "exact"
WEAKER: Final = ("close", "broad", "narrow", "related")
LINEAGE_TERM: Final = f"{CASRAI}model-fine-tune-lineage"
# One of these on a training step tells its procedure, without which CASRAI sees no fine-tune lineage.
PROCEDURE: Final = ("hasObjective", "hasParameterization", "methodText", "stageName")

_Graph: TypeAlias = NamedNode | BlankNode | DefaultGraph
_TYPE, _STEP = node("rdf:type"), node("hasStep")
_PROCEDURE = frozenset(map(node, PROCEDURE))
_LINEAGE, _TRAINING = "FineTuneLineage", "FineTuning"


@frozen
class Alignment:
    """What was added to a document.

    Args:
        quads: the new statements, none of which was there.
        linked: how many nodes got a link to each CASRAI term, by the slug of the term.
    """

    quads: tuple[Quad, ...]
    linked: dict[str, int]


def align(quads: Iterable[Quad], *, also: Collection[str] = ()) -> Alignment:
    """Return the links of the nodes of a document to CASRAI terms, with what is known of these terms.

    A lineage is linked to "model fine-tune lineage" only where a training step of it tells its procedure: the term itself
    excludes base models without a training history and the bare statement that a model was fine-tuned.

    Args:
        quads: the statements of the document, of any graph.
        also: kinds of weaker matches to add by `dcterms:relation`: close, broad, narrow, related.

    Returns:
        What to add; every statement goes into the graph of the node that it is about.

    Raises:
        UsageError: for an unknown kind of match.
    """
    for kind in also:
        if kind not in WEAKER:
            raise UsageError(f"there is no weaker match {kind!r}", "--also", f"use {', '.join(WEAKER)}")
    statements = list(quads)
    there = set(statements)
    links = list(dict.fromkeys(_links(statements, (EXACT, *also))))
    more = [quad for quad in dict.fromkeys((*links, *_told(links, statements))) if quad not in there]
    linked: dict[str, int] = {}
    for quad in links:
        slug = casrai_terms()[_iri(quad.object)].slug
        linked[slug] = linked.get(slug, 0) + 1
    return Alignment(tuple(more), dict(sorted(linked.items())))


def _links(quads: Sequence[Quad], kinds: Collection[str]) -> Iterator[Quad]:
    """Yield the links of all nodes whose class has a match of one of some kinds."""
    told = _training_told(quads)
    tells = {quad.subject for quad in quads if quad.predicate == _STEP and quad.object in told}
    matches = casrai_matches()
    for quad in quads:
        for name in _classes(quad):
            for kind, term in matches.get(FTL + name, ()):
                if kind not in kinds or (term == LINEAGE_TERM and quad.subject not in tells):
                    continue
                link = node("schema:additionalType" if kind == EXACT else "dcterms:relation")
                yield Quad(quad.subject, link, NamedNode(term), quad.graph_name)


def _classes(quad: Quad) -> tuple[str, ...]:
    """Return the class of ours that a statement tells and those above it."""
    if quad.predicate != _TYPE or not isinstance(quad.object, NamedNode):
        return ()
    name = short_class(quad.object.value) or ""
    return (name, *SUPERCLASSES[name]) if name in SUPERCLASSES else ()


def _training_told(quads: Sequence[Quad]) -> set[object]:
    """Return the training steps that tell a method or a stage name."""
    training = {quad.subject for quad in quads if _TRAINING in _classes(quad)}
    return {quad.subject for quad in quads if quad.predicate in _PROCEDURE and quad.subject in training}


def _told(links: Sequence[Quad], quads: Sequence[Quad]) -> Iterator[Quad]:
    """Yield what is known of the terms in each graph that has links, and that its lineages cite the edition."""
    terms: dict[_Graph, set[str]] = defaultdict(set)
    for link in links:
        terms[link.graph_name].add(_iri(link.object))
    for graph, iris in terms.items():
        for subject, name, target in _description(iris):
            yield Quad(subject, node(name), target, graph)
    cited = edition_node()
    for quad in quads:
        if quad.graph_name in terms and _LINEAGE in _classes(quad):
            yield Quad(quad.subject, node("schema:citation"), cited, quad.graph_name)


_Row: TypeAlias = tuple[NamedNode, str, NamedNode | Literal]


def _description(iris: Iterable[str]) -> Iterator[_Row]:
    """Yield the edition, and the name and the set of each term."""
    seen, about = edition(), edition_node()
    yield about, "rdf:type", node("schema:DefinedTermSet")
    yield about, "schema:name", Literal(TITLE)
    yield about, "schema:version", Literal(seen.version)
    # PAV 2.3: when a source was consulted from which nothing was copied; what is imported has pav:retrievedOn.
    yield about, "pav:sourceAccessedOn", Literal(seen.accessed, datatype=NamedNode(f"{XSD}dateTime"))
    yield about, "dcterms:isVersionOf", NamedNode(DICTIONARY)
    yield about, "schema:license", NamedNode(seen.licence)
    yield about, "schema:creditText", Literal(seen.attribution)
    for iri in sorted(iris):
        term = casrai_terms()[iri]
        yield about, "schema:hasDefinedTerm", NamedNode(iri)
        yield NamedNode(iri), "rdf:type", node("schema:DefinedTerm")
        yield NamedNode(iri), "schema:name", Literal(term.name)
        if term.term_set:
            yield NamedNode(iri), "schema:inDefinedTermSet", NamedNode(term.term_set)


def edition_node() -> NamedNode:
    """Return the node of the edition: the same in every lineage, for it is the same dictionary seen on the same day.

    CASRAI publishes no address of an edition, so the name is a UUID that follows from version and day (decisions section 1.4).
    """
    seen = edition()
    return NamedNode(f"urn:uuid:{uuid5(FTL_UUID, chr(0).join((DICTIONARY, seen.version, seen.accessed)))}")


def _iri(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value
