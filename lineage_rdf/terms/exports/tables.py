"""Terms as a table."""

from __future__ import annotations

from typing import Final

from lineage_rdf.spreadsheet import csv_text
from lineage_rdf.terms.model import Glossary, Term
from lineage_rdf.terms.relations import MATCHES

_LINKS: Final = ("broader", "narrower", "related", *MATCHES)
COLUMNS: Final = (
    *("iri", "name", "aliases", "code", "definition", "scope", "is_not", "examples", "counter_examples"),
    *_LINKS,
    *("sets", "status", "reviewed", "version", "license", "sources"),
)
# Between the values of one cell; RFC 4180 has nothing for that.
_BETWEEN: Final = " | "


def terms_csv(glossary: Glossary) -> str:
    """Return one row for each term; several values of a cell stand between bars."""
    return csv_text(COLUMNS, (_row(term) for term in glossary.terms))


def _row(term: Term) -> list[str]:
    several = (term.scope, term.is_not, term.examples, term.counter_examples)
    links = [tuple(link.target or link.label for link in term.related(kind)) for kind in _LINKS]
    sources = tuple(citation.url or citation.source for citation in term.citations)
    return [
        *(term.iri, term.name, _BETWEEN.join(term.aliases), term.code, term.definition),
        *map(_BETWEEN.join, several),
        *map(_BETWEEN.join, links),
        *(_BETWEEN.join(term.sets), term.status, term.reviewed, term.version, term.license),
        _BETWEEN.join(sources),
    ]
