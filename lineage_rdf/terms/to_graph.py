"""A glossary as RDF: SKOS and schema.org DefinedTerm side by side, and our own properties where neither has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.terms import properties as p
from lineage_rdf.terms.addresses import Addresses, note_iri
from lineage_rdf.terms.model import Citation, Glossary, Reading, Relation, Term
from lineage_rdf.terms.relations import PROPERTIES, properties_of
from lineage_rdf.vocabulary.namespaces import SKOS, XSD
from lineage_rdf.vocabulary.schemes import fold


def glossary_quads(glossary: Glossary, *, base: str = "") -> list[Quad]:
    """Return the statements of a glossary, each once; no blank node is among them.

    Lists become sets: RDF does not keep the order of aliases or examples.

    Args:
        glossary: the terms.
        base: the address under which its categories, roles and tags stand; empty for `urn:uuid:` IRIs.
    """
    quads = [*_scheme(glossary)]
    names, groups = _names(glossary), _group_iris(glossary, base)
    for term in glossary.terms:
        quads += _term(term, glossary, names)
        quads += _groups(term, groups)
    return list(dict.fromkeys(quads))


def term_quads(term: Term, glossary: Glossary, *, base: str = "") -> list[Quad]:
    """Return the statements of one term of a glossary, and those of its categories, roles and tags.

    Args:
        term: the term.
        glossary: the glossary that it is from.
        base: as for `glossary_quads`.
    """
    groups = _group_iris(glossary, base)
    return list(dict.fromkeys((*_term(term, glossary, _names(glossary)), *_groups(term, groups))))


def _group_iris(glossary: Glossary, base: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return kind and name of each category, role and tag -> its IRI, that of the source or one of ours, and its label.

    Spellings of one name are one group, whose label is the first of them; names that only make one address, such as C and
    C++, get an address each.
    """
    addresses = Addresses(glossary.title, base)
    kinds = {**{attribute: kind for attribute, (_, kind) in p.GROUPS.items()}, "categories": p.CATEGORY}
    labels: dict[tuple[str, str], str] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for term in glossary.terms:
        for attribute, kind in kinds.items():
            for name in getattr(term, attribute):
                names[kind, name] = key = (kind, fold(name))
                labels.setdefault(key, name)
    known = {(kind, name): iri for kind, name, iri in glossary.groups}
    iris = {key: known.get((key[0], name)) or addresses.part(key[0], name) for key, name in labels.items()}
    counts = Counter(iris.values())
    own = {key: iri if counts[iri] == 1 else note_iri(iri, "group", key[1]) for key, iri in iris.items()}
    return {name: (own[key], labels[key]) for name, key in names.items()}


def _names(glossary: Glossary) -> dict[str, str]:
    return {term.iri: term.name for term in glossary.terms}


def _scheme(glossary: Glossary) -> Iterator[Quad]:
    node = glossary.iri
    yield from _links(node, p.TYPE, *p.SCHEME)
    for predicate in p.TITLE:
        yield _text(node, predicate, glossary.title, glossary.language)
    if glossary.description:
        yield _text(node, p.DESCRIPTION, glossary.description, glossary.language)
    yield from _license(node, glossary.license)
    plain = ((p.VERSION, glossary.version), (p.PUBLISHER, glossary.publisher))
    yield from (_text(node, predicate, value) for predicate, value in plain if value)
    days = ((p.RETRIEVED, glossary.accessed), (p.ISSUED, glossary.issued))
    yield from (_day(node, predicate, day) for predicate, day in days if day)
    yield from _links(node, p.URL, *([glossary.url] if glossary.url else []))
    yield from _links(node, p.SEE_ALSO, *glossary.pages)
    for part in glossary.parts:
        yield from _links(part.iri, p.TYPE, *p.SCHEME)
        yield from _links(part.iri, p.PART_OF, node)
        yield from _links(part.iri, p.SEE_ALSO, *part.pages)
        if part.title:
            yield from (_text(part.iri, predicate, part.title, glossary.language) for predicate in p.TITLE)
    for term in glossary.terms:
        if glossary.iri in term.sets:
            yield from _links(node, p.HAS_TERM, term.iri)
            if not term.related("broader"):
                yield from _links(node, p.TOP, term.iri)


def _term(term: Term, glossary: Glossary, names: Mapping[str, str]) -> Iterator[Quad]:
    node, language = term.iri, term.language
    yield from _links(node, p.TYPE, *p.CONCEPT)
    yield from (_text(node, name, term.name, language) for name in p.NAMES)
    if term.definition:
        yield from (_text(node, name, term.definition, language) for name in p.DEFINITION)
    for attribute, predicates in p.TEXTS.items():
        for value in getattr(term, attribute):
            yield from (_text(node, predicate, value, language) for predicate in predicates)
    for attribute, predicate in p.PLAIN.items():
        if value := getattr(term, attribute):
            yield _text(node, predicate, value)
    if term.code:
        yield _text(node, p.NOTATION, term.code)
    for predicate in p.IN_SET:
        yield from _links(node, predicate, *term.sets)
    yield from _links(node, p.URL, *term.pages)
    yield from _life(term, glossary)
    for reading in term.readings:
        yield from _reading(term, reading)
    for relation in term.relations:
        yield from _relation(term, relation, names)
    for citation in term.citations:
        yield from _citation(term, citation)


def _life(term: Term, glossary: Glossary) -> Iterator[Quad]:
    """Yield licence, dates, and what is said of a term that should not be used any more."""
    yield from _license(term.iri, term.license)
    if term.reviewed:
        yield _day(term.iri, p.MODIFIED, term.reviewed)
    if term.version and glossary.accessed:
        yield _day(term.iri, p.RETRIEVED, glossary.accessed)
    if term.is_deprecated:
        yield _quad(term.iri, p.DEPRECATED, Literal("true", datatype=NamedNode(f"{XSD}boolean")))
    yield from _links(term.iri, p.REPLACED_BY, *term.replaced_by)


def _groups(term: Term, groups: Mapping[tuple[str, str], tuple[str, str]]) -> Iterator[Quad]:
    for attribute, (predicate, kind) in p.GROUPS.items():
        for name in getattr(term, attribute):
            group, label = groups[kind, name]
            yield from _links(term.iri, predicate, group)
            yield from _links(group, p.TYPE, p.CONCEPT[0])
            yield _text(group, f"{SKOS}prefLabel", label)
    for name in term.categories:
        group, label = groups[p.CATEGORY, name]
        yield from _links(group, p.TYPE, p.COLLECTION)
        yield _text(group, f"{SKOS}prefLabel", label, term.language)
        yield from _links(group, p.MEMBER, term.iri)


def _reading(term: Term, reading: Reading) -> Iterator[Quad]:
    node = note_iri(term.iri, reading.kind, reading.audience, reading.text)
    yield from _links(term.iri, p.READING[reading.kind], node)
    yield from _links(node, p.TYPE, p.QUALIFIED_NOTE)
    yield _text(node, p.VALUE, reading.text, term.language)
    yield _text(node, p.AUDIENCE, reading.audience)
    yield from (_text(node, p.SOURCE, source) for source in reading.sources)


def _relation(term: Term, relation: Relation, names: Mapping[str, str]) -> Iterator[Quad]:
    """Yield the direct statements if the other term is known, and a node where there is more to say.

    A label that is not the name of the other term, as one of its aliases or another spelling, is more to say.
    """
    properties = properties_of(relation.kind)
    if relation.target:
        yield from (link for name in properties for link in _links(term.iri, name, relation.target))
    plain = relation.label in ("", names.get(relation.target, relation.label)) and not relation.rationale
    if relation.target and plain and relation.kind in PROPERTIES:
        return
    node = note_iri(
        term.iri, "relation", relation.kind, relation.target or relation.label, relation.rationale
    )
    yield from _links(term.iri, p.HAS_RELATION, node)
    yield from _links(node, p.TYPE, p.QUALIFIED_RELATION)
    yield _text(node, p.RELATION_TYPE, relation.kind)
    yield from _links(node, p.RELATION_TARGET, *([relation.target] if relation.target else []))
    if relation.label:
        yield _text(node, p.TARGET_LABEL, relation.label, term.language)
    if relation.rationale:
        yield _text(node, p.RATIONALE, relation.rationale, term.language)


def _citation(term: Term, citation: Citation) -> Iterator[Quad]:
    if not citation.url:
        yield _text(term.iri, p.CITATION, citation.source)
        return
    yield from _links(term.iri, p.SOURCE, citation.url)
    if citation.source:
        node = note_iri(term.iri, "citation", citation.source, citation.url)
        yield from _links(term.iri, p.CITATION, node)
        yield from _links(node, p.TYPE, p.CREATIVE_WORK)
        yield _text(node, p.NAME, citation.source)
        yield from _links(node, p.URL, citation.url)


def _license(node: str, license_: str) -> Iterator[Quad]:
    if license_.startswith(("http://", "https://")):
        yield from _links(node, p.LICENSE, license_)
        yield from _links(node, p.SCHEMA_LICENSE, license_)
    elif license_:
        yield _text(node, p.RIGHTS, license_)


def _quad(subject: str, predicate: str, value: Literal | NamedNode) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value)


def _links(subject: str, predicate: str, *objects: str) -> Iterator[Quad]:
    """Yield links; what is no IRI, as an address that somebody mistyped, stays a text."""
    return (
        _quad(subject, predicate, NamedNode(value) if is_iri(value) else Literal(value)) for value in objects
    )


def _text(subject: str, predicate: str, value: str, language: str = "") -> Quad:
    return _quad(subject, predicate, Literal(value, language=language) if language else Literal(value))


def _day(subject: str, predicate: str, day: str) -> Quad:
    return _quad(subject, predicate, Literal(f"{day}T00:00:00Z", datatype=NamedNode(f"{XSD}dateTime")))
