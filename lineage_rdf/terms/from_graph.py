"""A glossary from RDF: SKOS, schema.org DefinedTerm, or both, ours or another's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import Quad

from lineage_rdf.terms import properties as p
from lineage_rdf.terms.glossaries.entry import is_day
from lineage_rdf.terms.model import Citation, Glossary, Part, Reading, Relation, Term
from lineage_rdf.terms.relations import ASSOCIATIVE, KIND_OF
from lineage_rdf.terms.statements import Statements, first

_PREFERRED_LANGUAGE = "en"


def glossary_of(quads: Iterable[Quad], *, scheme: str = "") -> Glossary:
    """Return the glossary that a document holds, its terms sorted by IRI and its lists by letter.

    Args:
        quads: the statements.
        scheme: IRI of the scheme to take; empty for all terms under the first scheme that has any.
    """
    found = Statements(quads)
    groups = {
        group
        for predicate, _ in p.GROUPS.values()
        for node in found
        for group in found.links(node, predicate)
    }
    nodes = [node for node in found.typed(*p.CONCEPT) if node not in groups]
    iri = scheme or _scheme(found, nodes)
    if scheme:
        nodes = [node for node in nodes if scheme in found.links(node, *p.IN_SET)]
    categories = _categories(found)
    language = _language(found, iri, *p.TITLE)
    return Glossary(
        iri=iri,
        title=_title(found, iri, language) or iri,
        terms=tuple(_term(found, node, categories) for node in nodes),
        license=_license(found, iri),
        version=first(found.texts(iri, p.VERSION, p.VERSION_INFO)),
        accessed=_day(found, iri, p.RETRIEVED, p.ACCESSED),
        publisher=first(found.addresses(iri, p.PUBLISHER)),
        url=first(found.addresses(iri, p.URL)),
        pages=tuple(found.addresses(iri, p.SEE_ALSO)),
        description=first(found.texts(iri, p.DESCRIPTION, language=language)),
        language=language,
        groups=tuple(_groups(found)),
        issued=_day(found, iri, p.ISSUED),
        parts=tuple(
            _part(found, part) for part in found.typed(*p.SCHEME) if iri in found.links(part, p.PART_OF)
        ),
    )


def _groups(found: Statements) -> Iterable[tuple[str, str, str]]:
    """Yield kind, name and IRI of the categories, roles and tags; a blank node has no IRI that could be kept."""
    pairs = [(p.CATEGORY, group) for group in found.typed(p.COLLECTION)]
    pairs += [
        (kind, group)
        for predicate, kind in p.GROUPS.values()
        for node in found
        for group in found.links(node, predicate)
    ]
    for kind, group in dict.fromkeys(pairs):
        if not group.startswith("_:"):
            yield kind, _group_name(found, group), group


def _group_name(found: Statements, group: str) -> str:
    return first(found.texts(group, p.PREFERRED, p.LABEL)) or group


def _title(found: Statements, iri: str, language: str) -> str:
    return first(found.texts(iri, *p.TITLE, *p.NAMES, p.LABEL, language=language))


def _part(found: Statements, iri: str) -> Part:
    title = _title(found, iri, _language(found, iri, *p.TITLE))
    return Part(iri, title, tuple(found.addresses(iri, p.SEE_ALSO)))


def _scheme(found: Statements, nodes: list[str]) -> str:
    """Return the one scheme that is no part of another; of several the one that most terms name."""
    whole = [scheme for scheme in found.typed(*p.SCHEME) if not found.links(scheme, p.PART_OF)]
    if len(whole) == 1:
        return whole[0]
    counts: dict[str, int] = {}
    for node in nodes:
        for scheme in found.links(node, *p.IN_SET):
            counts[scheme] = counts.get(scheme, 0) + 1
    if counts:
        return min(counts, key=lambda scheme: (-counts[scheme], scheme))
    return first(found.typed(*p.SCHEME))


def _term(found: Statements, node: str, categories: dict[str, tuple[str, ...]]) -> Term:
    language = _language(found, node)
    texts = {
        field: tuple(found.texts(node, *predicates, language=language))
        for field, predicates in p.TEXTS.items()
    }
    plain = {field: first(found.texts(node, predicate)) for field, predicate in p.PLAIN.items()}
    groups = {
        field: tuple(sorted(found.made_of(group, _group_name) for group in found.links(node, predicate)))
        for field, (predicate, _) in p.GROUPS.items()
    }
    plain["code"] = plain["code"] or first(found.texts(node, p.NOTATION))
    if not plain["status"] and "true" in found.texts(node, p.DEPRECATED):
        plain["status"] = "deprecated"
    several: dict[str, Any] = {**texts, **plain, **groups}
    return Term(
        iri=node,
        name=first(found.texts(node, *p.NAMES, p.LABEL, language=language)) or node,
        definition=first(found.texts(node, *p.DEFINITION, language=language)),
        readings=tuple(_readings(found, node)),
        relations=tuple(_relations(found, node)),
        citations=tuple(_citations(found, node)),
        categories=categories.get(node, ()),
        replaced_by=tuple(found.links(node, p.REPLACED_BY)),
        reviewed=_day(found, node, p.MODIFIED),
        sets=tuple(found.links(node, *p.IN_SET)),
        pages=tuple(found.addresses(node, p.URL)),
        license=_license(found, node),
        language=language,
        **several,
    )


def _language(found: Statements, node: str, *more: str) -> str:
    """Return the language of the names of a term or set, and of texts under more properties: English if any, else the first."""
    languages = [name for name in found.languages(node, *p.NAMES, p.LABEL, *more) if name]
    english = (name for name in languages if name.split("-")[0] == _PREFERRED_LANGUAGE)
    return first(english) or first(languages) or _PREFERRED_LANGUAGE


def _readings(found: Statements, node: str) -> Iterable[Reading]:
    for kind, predicate in p.READING.items():
        rows = (Reading(kind, *found.made_of(note, _told)) for note in found.links(node, predicate))
        yield from sorted(rows, key=lambda reading: (reading.audience, reading.text))


def _told(found: Statements, note: str) -> tuple[str, str, tuple[str, ...]]:
    """Return audience, text and sources of a note."""
    sources = tuple(found.texts(note, p.SOURCE))
    return first(found.texts(note, p.AUDIENCE)), first(found.texts(note, p.VALUE)), sources


def _relations(found: Statements, node: str) -> list[Relation]:
    """Return the links of a term: those that a node tells more about, and the direct ones that it does not."""
    told = [found.made_of(note, _qualified) for note in found.links(node, p.HAS_RELATION)]
    direct = [
        Relation(kind, found.made_of(target, _name), target)
        for predicate, kind in KIND_OF.items()
        for target in found.links(node, predicate)
    ]
    known = {(relation.kind, relation.target) for relation in told}
    closer = {relation.target for relation in (*told, *direct) if relation.kind not in KIND_OF.values()}
    closer |= {r.target for r in (*told, *direct) if r.kind in ASSOCIATIVE and r.kind != "related"}
    rest = [
        relation
        for relation in direct
        if (relation.kind, relation.target) not in known
        and not (relation.kind == "related" and relation.target in closer)
    ]
    return sorted((*told, *rest), key=lambda relation: (relation.kind, relation.label, relation.target))


def _qualified(found: Statements, note: str) -> Relation:
    target = first(found.links(note, p.RELATION_TARGET))
    return Relation(
        first(found.texts(note, p.RELATION_TYPE)),
        first(found.texts(note, p.TARGET_LABEL)) or found.made_of(target, _name),
        target,
        first(found.texts(note, p.RATIONALE)),
    )


def _name(found: Statements, node: str) -> str:
    return first(found.texts(node, *p.NAMES, p.LABEL, language=_language(found, node)))


def _citations(found: Statements, node: str) -> list[Citation]:
    told = [found.made_of(work, _work) for work in found.links(node, p.CITATION)]
    urls = {citation.url for citation in told}
    rest = [Citation("", url) for url in found.addresses(node, p.SOURCE) if url not in urls]
    texts = [Citation(source) for source in found.texts(node, p.CITATION)]
    return sorted((*told, *rest, *texts), key=lambda citation: (citation.source, citation.url))


def _work(found: Statements, work: str) -> Citation:
    return Citation(first(found.texts(work, p.NAME)), first(found.addresses(work, p.URL)))


def _categories(found: Statements) -> dict[str, tuple[str, ...]]:
    """Return term -> the names of the collections that it is in."""
    names: dict[str, set[str]] = {}
    for group in found.typed(p.COLLECTION):
        name = _group_name(found, group)
        for member in found.links(group, p.MEMBER):
            names.setdefault(member, set()).add(name)
    return {member: tuple(sorted(groups)) for member, groups in names.items()}


def _license(found: Statements, node: str) -> str:
    """Return the licence that is named; a statement of rights may stand beside it and counts where none is."""
    return first(found.addresses(node, p.LICENSE, p.SCHEMA_LICENSE)) or first(found.addresses(node, p.RIGHTS))


def _day(found: Statements, node: str, *predicates: str) -> str:
    """Return the day with which a date or time begins; what begins with none is left out, for nothing could read it."""
    return first(text[:10] for text in found.texts(node, *predicates) if is_day(text[:10]))
