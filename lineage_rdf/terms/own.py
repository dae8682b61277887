"""Our own vocabulary as glossaries: the classes and properties, and each concept scheme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from attrs import evolve
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.terms.docs.alignment_tables import alignment_rows, casrai_rows
from lineage_rdf.terms.files import alignment_files
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Glossary, Relation, Term
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, SCHEMES, SKOS
from lineage_rdf.vocabulary.resources import ontology_folder
from lineage_rdf.vocabulary.schemes import CORE

# The classes and properties first, then the schemes.
OWN: Final = (CORE, *SCHEMES)


@cache
def own_glossary(scheme: str) -> Glossary:
    """Return the terms of one scheme of ours, or of `core`, with what they match in other vocabularies.

    Raises:
        KeyError: if there is no such scheme.
    """
    if scheme not in OWN:
        raise KeyError(f"there is no scheme {scheme!r}")
    name = "terms" if scheme == CORE else scheme
    path = ontology_folder() / ("terms.ttl" if scheme == CORE else f"schemes/{scheme}.ttl")
    return glossary_of([*_statements(path), *_matches()], scheme=f"{ONTOLOGY}/{name}")


def with_reasons(glossary: Glossary) -> Glossary:
    """Return a scheme of ours with the reasons for its matches, and with what the other vocabulary calls the other term.

    The ontology has the matches alone; why they hold stands in the tables from which it is made.

    Args:
        glossary: a scheme of ours.
    """
    source = ontology_folder() / "source"
    told = {
        (row.term, row.match.removeprefix(SKOS), row.other): row
        for row in (*alignment_rows(source / "align"), *casrai_rows(source / "casrai.yaml"))
    }

    def reasoned(term: Term, link: Relation) -> Relation:
        row = told.get((term.iri, link.kind, link.target))
        return evolve(link, label=link.label or row.other_name, rationale=row.reason) if row else link

    terms = (
        evolve(term, relations=tuple(reasoned(term, link) for link in term.relations))
        for term in glossary.terms
    )
    return evolve(glossary, terms=tuple(terms))


@cache
def _matches() -> tuple[Quad, ...]:
    return tuple(quad for path in alignment_files() for quad in _statements(path))


def _statements(path: Path) -> Iterator[Quad]:
    yield from parse(path=path, format=RdfFormat.TURTLE)
