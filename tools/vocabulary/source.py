"""Reads the tables in `ontology/source`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
Table = dict[str, Any]

# What a row of core.yaml may hold.
_KEYS = frozenset(
    {
        *("label", "alt", "definition", "example", "note", "source", "hub"),
        *("parents", "domain", "range", "used_on", "many", "characteristics"),
        *("deprecated", "replaced_by"),
    }
)


class Source:
    """The source tables of the vocabulary.

    Args:
        folder: the folder that holds core.yaml, casrai.yaml, glossary.yaml, schemes/ and align/.
    """

    def __init__(self, folder: Path = ROOT / "ontology" / "source") -> None:
        """Remember the folder; tables are read when they are asked for."""
        self.folder = folder

    @cached_property
    def core(self) -> Table:
        """The classes and properties."""
        return _load(self.folder / "core.yaml")

    @cached_property
    def casrai(self) -> Table:
        """The known CASRAI terms and what they match."""
        return _load(self.folder / "casrai.yaml")

    @cached_property
    def glossary(self) -> Table:
        """What imported glossaries need beyond SKOS and schema.org."""
        return _load(self.folder / "glossary.yaml")

    @cached_property
    def schemes(self) -> list[Table]:
        """The concept schemes, in order of their names."""
        return [_load(path) for path in sorted((self.folder / "schemes").glob("*.yaml"))]

    def alignments(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Yield the name and the rows of each SSSOM table."""
        for path in sorted((self.folder / "align").glob("*.sssom.tsv")):
            lines = [
                line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
            ]
            yield (
                path.name.removesuffix(".sssom.tsv"),
                list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)),
            )

    def alignment_source(self, name: str) -> str:
        """Return the IRI of the vocabulary that an SSSOM table matches ours to, its `object_source`."""
        text = (self.folder / "align" / f"{name}.sssom.tsv").read_text(encoding="utf-8")
        header = "\n".join(line[1:] for line in text.splitlines() if line.startswith("#"))
        return str(yaml.safe_load(header)["object_source"])

    def unknown_keys(self) -> list[str]:
        """Return what stands in core.yaml under a key that nothing reads, for example the rest of a text cut at a comma."""
        return [f"{name}: {key}" for _, name, row in self.core_terms() for key in row if key not in _KEYS]

    def core_terms(self) -> Iterator[tuple[str, str, Table]]:
        """Yield (kind, name, row) of every class and property; kind is class, object or data."""
        for table, kind in (
            ("classes", "class"),
            ("term_classes", "class"),
            ("object_properties", "object"),
            ("data_properties", "data"),
        ):
            for name, row in self.core[table].items():
                yield kind, name, row


def _load(path: Path) -> Table:
    table: Table = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table


def split_name(name: str) -> str:
    """Return the words of a camel-case name: `hasDatasetUse` gives `has dataset use`."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.strip()
