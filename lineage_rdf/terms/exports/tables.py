"""Terms as a table, and their matches with other vocabularies as SSSOM."""

from __future__ import annotations

import json
from typing import Final

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.plain_text import clean
from lineage_rdf.spreadsheet import csv_text
from lineage_rdf.terms.glossaries.yaml_scalars import scalar
from lineage_rdf.terms.model import Glossary, Term
from lineage_rdf.terms.relations import MATCHES
from lineage_rdf.vocabulary.namespaces import SKOS

_LINKS: Final = ("broader", "narrower", "related", *MATCHES)
COLUMNS: Final = (
    *("iri", "name", "aliases", "code", "definition", "scope", "is_not", "examples", "counter_examples"),
    *_LINKS,
    *("sets", "status", "reviewed", "version", "license", "sources"),
)
# Between the values of one cell; RFC 4180 has nothing for that.
_BETWEEN: Final = " | "

# The columns that SSSOM asks for (https://mapping-commons.github.io/sssom/, Mapping) and why the match was made.
_SSSOM: Final = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "comment"),
)
_BY_HAND: Final = "semapv:ManualMappingCuration"


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


def sssom(glossary: Glossary) -> str:
    """Return the matches of all terms as an SSSOM table with its metadata, sorted.

    The metadata are comment lines in front of the table, as SSSOM/TSV has them.
    """
    head = [
        "#curie_map:",
        "#  semapv: https://w3id.org/semapv/vocab/",
        f"#  skos: {SKOS}",
        f"#mapping_set_id: {_value(glossary.iri)}",
        f"#mapping_set_title: {_value(glossary.title)}",
        *([f"#mapping_set_version: {_quoted(glossary.version)}"] if glossary.version else []),
        *([f"#license: {_value(glossary.license)}"] if glossary.license else []),
    ]
    rows = sorted(
        (term.iri, term.name, f"skos:{match.kind}", match.target, match.label, _BY_HAND, match.rationale)
        for term in glossary.terms
        for match in term.related(*MATCHES)
        if match.target
    )
    table = ["\t".join(_SSSOM), *("\t".join(map(_cell, row)) for row in rows)]
    return "\n".join([*head, *table]) + "\n"


def _cell(text: str) -> str:
    """Return a text for a cell of tab-separated values; one with a quotation mark is quoted as in CSV, as readers expect it."""
    line = clean(text)
    return _quoted_cell(line) if '"' in line else line


def _quoted_cell(line: str) -> str:
    doubled = line.replace('"', '""')
    return f'"{doubled}"'


def _value(text: str) -> str:
    """Return a text as a value of YAML on one line; an address needs no quotes."""
    line = clean(text)
    return line if is_iri(line) else scalar(line)


def _quoted(text: str) -> str:
    return json.dumps(clean(text), ensure_ascii=False)
