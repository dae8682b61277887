"""Why terms of ours match terms of others: the tables from which the alignments are made."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml
from attrs import frozen

from lineage_rdf.vocabulary.namespaces import FTL, ONTOLOGY, SKOS


@frozen
class MatchRow:
    """A row of a table.

    Args:
        term: the IRI of our term.
        match: the IRI of the SKOS property.
        other: the IRI of the other term.
        other_name: what the other vocabulary calls it.
        reason: why they match so.
    """

    term: str
    match: str
    other: str
    other_name: str
    reason: str


def alignment_rows(folder: Path) -> Iterator[MatchRow]:
    """Yield the rows of the SSSOM tables of a folder (SSSOM/TSV: comment lines, then a table)."""
    for path in sorted(folder.glob("*.sssom.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        prefixes = dict(_curies(lines))
        table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in table:
            term, match, other = (_expanded(row[name], prefixes) for name in _COLUMNS)
            yield MatchRow(term, match, other, row["object_label"], row["comment"])


_COLUMNS: Final = ("subject_id", "predicate_id", "object_id")


def _curies(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        prefix, colon, namespace = line.removeprefix("#").partition(": ")
        if line.startswith("#  ") and colon:
            yield prefix.strip(), namespace.strip()


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, rest = name.partition(":")
    return prefixes[prefix] + rest if prefix in prefixes else name


def casrai_rows(path: Path) -> Iterator[MatchRow]:
    """Yield the matches with CASRAI; without the file there are none."""
    if not path.is_file():
        return
    for term in yaml.safe_load(path.read_text(encoding="utf-8"))["terms"]:
        for row in (term, *term.get("also", ())):
            for name in row["ours"]:
                match = f"{SKOS}{row['match']}Match"
                yield MatchRow(_own_iri(name), match, term["id"], term["name"], row["reason"])


def _own_iri(name: str) -> str:
    """Return the IRI of `ftl:Name` or `scheme/name`."""
    return FTL + name.removeprefix("ftl:") if name.startswith("ftl:") else f"{ONTOLOGY}/{name}"
