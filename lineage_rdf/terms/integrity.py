"""Whether a glossary holds together: links that lead nowhere or one way, circles, names that two terms claim, and the like."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from lineage_rdf.terms.defects import Defect, Link
from lineage_rdf.terms.glossaries.fields import MISSING
from lineage_rdf.terms.integrity_hierarchy import hierarchy_defects
from lineage_rdf.terms.integrity_links import link_defects
from lineage_rdf.terms.integrity_names import NO_DEFINITION, name_defects
from lineage_rdf.terms.links import Links
from lineage_rdf.terms.model import Glossary, Imported, Relation, Remark, Term


def integrity(glossary: Glossary) -> tuple[Remark, ...]:
    """Return one remark for each defect of a glossary, with what to do about it.

    Args:
        glossary: the terms.

    Source: SKOS Reference, section 8.4 (S27: related is disjoint with broader-transitive); Mader, Haslhofer and Isaac,
    Finding quality issues in SKOS vocabularies, TPDL 2012, for labels, circles and one-way links.
    """
    return tuple(defect.remark for defect in _defects(glossary))


def checked(imported: Imported) -> tuple[Remark, ...]:
    """Return the remarks of an import and those on its glossary; a definition that is missing is told once.

    Args:
        imported: what an importer gave.
    """
    told = {
        remark.term for remark in imported.remarks if remark.code == MISSING and "short_def" in remark.what
    }
    more = integrity(imported.glossary)
    return (
        *imported.remarks,
        *(remark for remark in more if remark.code != NO_DEFINITION or remark.term not in told),
    )


def repaired(glossary: Glossary) -> Imported:
    """Return a glossary without the defects that can be mended safely, and the remarks on all of them.

    Links are given their way back, labels that name a term become links to it, links of a term to itself and repeated ones are
    dropped, and so are other names that are the name itself, and plain `related` where `broader` holds. What needs a decision
    stays: circles, names that two terms claim, labels that no term has.

    Args:
        glossary: the terms.
    """
    defects = list(_defects(glossary))
    drops: dict[int, set[Relation]] = {}
    adds: dict[int, list[Relation]] = {}
    aliases: dict[int, set[str]] = {}
    for defect in defects:
        for place, relation in defect.drops:
            drops.setdefault(place, set()).add(relation)
        for place, relation in defect.adds:
            adds.setdefault(place, []).append(relation)
        for place, alias in defect.aliases:
            aliases.setdefault(place, set()).add(alias)
    terms = tuple(
        _mended(term, drops.get(place, set()), adds.get(place, []), aliases.get(place, set()))
        for place, term in enumerate(glossary.terms)
    )
    remarks = tuple(
        evolve(defect.remark, fix=defect.done, repaired=True) if defect.done else defect.remark
        for defect in defects
    )
    return Imported(evolve(glossary, terms=terms), remarks)


def _mended(term: Term, drops: set[Relation], adds: list[Relation], aliases: set[str]) -> Term:
    relations: dict[tuple[str, str], Relation] = {}
    for relation in (*(known for known in term.relations if known not in drops), *adds):
        end = (relation.kind, relation.target or relation.label)
        if not relations.setdefault(end, relation).rationale:
            relations[end] = relation
    return evolve(
        term,
        relations=tuple(relations.values()),
        aliases=tuple(alias for alias in term.aliases if alias not in aliases),
    )


def _defects(glossary: Glossary) -> Iterator[Defect]:
    links = Links(glossary)
    clashes: set[Link] = set()
    yield from name_defects(glossary)
    yield from hierarchy_defects(links, clashes)
    yield from link_defects(links, clashes)
