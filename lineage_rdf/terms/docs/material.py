"""Everything the pages are made of, read once: ontology, schemes, alignments, shapes, codes, example lineages."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import field, frozen

from lineage_rdf.errors import InputError
from lineage_rdf.terms.docs.alignment_tables import alignment_rows, casrai_rows
from lineage_rdf.terms.docs.graph import Graph, TurtleFile, read_turtle
from lineage_rdf.terms.files import own_files
from lineage_rdf.vocabulary.namespaces import PREFIXES

CORE_FILES: Final = ("ontology/ftl", "ontology/terms")
_OWN: Final = Path(__file__).parent


@frozen
class Code:
    """A row of the table of codes.

    Args:
        code: for example `FTL-E011`.
        mnemonic: its name.
        title: what is wrong, in words.
        fix: what to do.
    """

    code: str
    mnemonic: str
    title: str
    fix: str


@frozen
class Material:
    """What the pages are made of.

    Args:
        files: path without suffix, for example `ontology/ftl` -> the file, in the order in which they are published.
        graph: what ontology, schemes and alignments say together.
        examples: name -> the graph of an example lineage.
        illustrations: statements made up for what no example lineage shows.
        profiles: name of a profile -> its shapes and its description.
        shape_files: path, for example `shapes/lineage/profile.ttl` -> the file as it is.
        codes: the codes of checks.
        reasons: (term, match property, foreign term) -> why they match.
        foreign_names: IRI of a foreign term -> its name, as the alignment tables have it.
        prefixes: prefix -> namespace.
        context: the JSON-LD context as it is in its file.
        logo: the picture that the headers of the files name.
    """

    files: Mapping[str, TurtleFile]
    graph: Graph
    examples: Mapping[str, Graph]
    illustrations: Graph
    profiles: Mapping[str, Graph]
    shape_files: Mapping[str, bytes] = field(repr=False)
    codes: Mapping[str, Code]
    reasons: Mapping[tuple[str, str, str], str]
    foreign_names: Mapping[str, str]
    prefixes: Mapping[str, str]
    context: bytes = field(repr=False)
    logo: bytes = field(repr=False)


def read_material(folder: Path) -> Material:
    """Read the data of an installation.

    Args:
        folder: holds `ontology`, `shapes` and `examples` (`vocabulary.resources.data_folder`).

    Raises:
        InputError: if a file is missing or cannot be read.
    """
    files = {str(path.with_suffix("").as_posix()): read_turtle(folder / path) for path in _paths(folder)}
    vocabulary = {name: item for name, item in files.items() if name.startswith("ontology/")}
    prefixes = {key: value for item in vocabulary.values() for key, value in item.prefixes.items()}
    tables = folder / "ontology" / "source"
    rows = [*casrai_rows(tables / "casrai.yaml"), *alignment_rows(tables / "align")]
    return Material(
        files,
        Graph(quad for item in vocabulary.values() for quad in item.quads),
        {item.name: Graph(item.quads) for name, item in files.items() if name.startswith("examples/")},
        Graph(read_turtle(_OWN / "illustrations.ttl").quads),
        {path.name: _shapes(path) for path in sorted((folder / "shapes").iterdir()) if path.is_dir()},
        dict(_shape_files(folder)),
        dict(_codes(folder / "shapes" / "codes.csv")),
        {(row.term, row.match, row.other): row.reason for row in rows},
        {row.other: row.other_name for row in rows},
        {**prefixes, **PREFIXES},
        _bytes(folder / "ontology" / "context.jsonld"),
        _bytes(folder / "ontology" / "logo.svg"),
    )


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the published Turtle files, relative to the folder, core first."""
    examples = sorted((folder / "examples" / "lineages").glob("*.ttl"))
    yield from (path.relative_to(folder) for path in (*own_files(folder / "ontology"), *examples))


def _shapes(folder: Path) -> Graph:
    return Graph(quad for path in sorted(folder.glob("*.ttl")) for quad in read_turtle(path).quads)


def _shape_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((folder / "shapes").glob("*/*.ttl")):
        yield path.relative_to(folder).as_posix(), _bytes(path)


def _codes(path: Path) -> Iterator[tuple[str, Code]]:
    for row in csv.DictReader(_bytes(path).decode("utf-8").splitlines()):
        yield row["code"], Code(row["code"], row["mnemonic"], row["title"], row["fix"])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"it cannot be read: {error.strerror}", path.name, "install lineage-rdf again"
        ) from None
