"""The rows of the matrix, and docs/conformance.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from attrs import asdict, fields_dict, frozen

from lineage_rdf.codec.jsonld_context import keys_by_iri
from tools.conformance import exports, queries, readers, records, shapes
from tools.conformance.vocabulary import Match, Term, matches, terms


@frozen
class Row:
    """A row of the matrix: one term. Several values in one cell are divided by `; `.

    Args:
        term: `ftl:X`, or `scheme/member`.
        kind: class, object property, data property, or the scheme.
        label: its label.
        extends: what it is a kind of in PROV-O or schema.org.
        neighbours: `neighbour kind term`, for each match.
        read_from: the kinds of input that fill it.
        shapes: `profile code code ...`, for each profile whose shapes use it.
        record: the classes or fields of records that hold it.
        jsonld_key: its key in the context; for a member the key under which its notation stands.
        exports: the forms beside RDF that carry it.
        keys: of a hyperparameter `framework key`, for each framework that recipes are written for.
        queries: the queries of the catalogue that name it.
    """

    term: str
    kind: str
    label: str
    extends: str
    neighbours: str
    read_from: str
    shapes: str
    record: str
    jsonld_key: str
    exports: str
    keys: str
    queries: str


def rows(effort: tuple[int, int] = exports.THOROUGH) -> list[Row]:
    """Return the rows: classes and properties by name, then the members of the schemes.

    Args:
        effort: how many lineages to try for the forms that carry a term.
    """
    all_terms = list(terms())
    facts = _Facts([term.iri for term in all_terms if not term.is_member], effort)
    return [facts.row(term) for term in all_terms]


class _Facts:
    """All that the matrix is made from."""

    def __init__(self, own: Iterable[str], effort: tuple[int, int]) -> None:
        self.matches = matches()
        self.readers = readers.filled_from()
        self.shapes = shapes.used_in_shapes()
        self.exports = exports.carried(own, effort)
        self.keys = exports.keys()
        self.queries = queries.asked_by()
        self.records = records.held_in()
        self.pointing = records.pointing_at()

    def row(self, term: Term) -> Row:
        at = sorted(self.pointing.get(term.kind, ())) if term.is_member else [term.iri]
        keys = self.keys.get(term.name.partition("/")[2], {}) if term.kind == "hyperparameter" else {}
        return Row(
            term.name,
            term.kind,
            term.label,
            "; ".join(term.extends),
            "; ".join(map(_match, self.matches.get(term.iri, ()))),
            "; ".join(sorted(self.readers.get(term.iri, ()))),
            _by_profile(self.shapes.get(term.iri, {})),
            "; ".join(self.records.get(term.iri, ())),
            "; ".join(sorted(keys_by_iri()[iri].name for iri in at if iri in keys_by_iri())),
            "; ".join(sorted(set().union(*(self.exports.get(iri, ()) for iri in at)))),
            "; ".join(f"{form} {key}" for form, key in keys.items()),
            "; ".join(sorted(self.queries.get(term.iri, ()))),
        )


def _match(match: Match) -> str:
    return f"{match.neighbour} {match.kind} {match.target}"


def _by_profile(table: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(f"{profile} {' '.join(sorted(codes))}" for profile, codes in table.items())


def as_csv(table: Iterable[Row]) -> str:
    """Return the matrix as a table of text."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(fields_dict(Row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in table)
    return stream.getvalue()
