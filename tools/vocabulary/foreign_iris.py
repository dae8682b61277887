"""Write the list of foreign IRIs that the vocabulary uses, and where each was found to exist.

Usage: python -m tools.vocabulary.foreign_iris [--check]

The list is ontology/source/foreign-iris.tsv. Writing it needs the copies of other vocabularies beside the
repository (`../shared`, or the folder that LINEAGE_RDF_SHARED names); reading it needs nothing.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tools.vocabulary.build import generated
from tools.vocabulary.foreign_vocabularies import CITED, DOCUMENT, VOCABULARIES, Vocabulary
from tools.vocabulary.source import ROOT, Source

LIST = ROOT / "ontology" / "source" / "foreign-iris.tsv"
SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", ROOT.parent / "shared"))
COLUMNS = ("iri", "vocabulary", "checked_in")
Row = tuple[str, str, str]


def turtle_iris(text: str) -> set[str]:
    """Return every IRI in a Turtle text, datatypes included."""
    return {iri for triple in parse(text.encode(), format=RdfFormat.TURTLE) for iri in _iris_of(triple)}


def _iris_of(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def is_foreign(iri: str) -> bool:
    """Tell whether an IRI is outside our namespaces."""
    return not (iri == ONTOLOGY or iri.startswith((f"{ONTOLOGY}#", f"{ONTOLOGY}/")))


def used_iris(source: Source) -> set[str]:
    """Return every foreign IRI in the ontology files that `source` gives and in its CASRAI table."""
    iris = {iri for path, text in generated(source) if path.suffix == ".ttl" for iri in turtle_iris(text)}
    iris |= {text for text in _texts(source.casrai) if text.startswith(("http://", "https://"))}
    return {iri for iri in iris if is_foreign(iri)}


def vocabulary_of(iri: str) -> Vocabulary:
    """Return the vocabulary whose namespace is the longest start of `iri`, else the entry for documents."""
    owners = [known for known in VOCABULARIES if iri.startswith(known.namespace)]
    return max(owners, key=lambda known: len(known.namespace), default=DOCUMENT)


def where_checked(iri: str, shared: Path = SHARED) -> str:
    """Return the copy in which `iri` was found, or that it is only cited; a namespace is found in the copy of its terms.

    Raises:
        LookupError: the vocabulary has a copy, and the IRI is not in it.
    """
    known = vocabulary_of(iri)
    if known.rdflib_name:
        if not _in_rdflib(known, iri):
            raise LookupError(f"{iri} is not in {known.name} as rdflib knows it")
        return f"rdflib.namespace.{known.rdflib_name}"
    for file in known.files:
        if iri == known.namespace or iri in _copy_iris(shared / file, known.any_place):
            return file
    if known.files:
        raise LookupError(f"{iri} is not in {', '.join(known.files)}")
    return CITED


def _in_rdflib(known: Vocabulary, iri: str) -> bool:
    """Tell whether rdflib's closed list of the vocabulary has the name; the namespace itself counts."""
    from rdflib import namespace

    return iri == known.namespace or iri in getattr(namespace, known.rdflib_name)


@cache
def _copy_iris(path: Path, any_place: bool) -> frozenset[str]:
    """Return the IRIs that a copy defines, or, with `any_place`, that it mentions."""
    if path.suffix in {".json", ".jsonld"}:
        return frozenset(_json_iris(json.loads(path.read_text(encoding="utf-8"))))
    syntax = RdfFormat.N_TRIPLES if path.suffix == ".nt" else RdfFormat.TURTLE
    triples = parse(path=str(path), format=syntax, lenient=True)
    if any_place:
        return frozenset(iri for triple in triples for iri in _iris_of(triple))
    return frozenset(triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode))


def _json_iris(document: dict[str, Any]) -> Iterator[str]:
    """Yield the IRIs of a JSON document, and its prefixed names under the prefixes of its own context."""
    context = document.get("@context", {})
    parts = context if isinstance(context, list) else [context]
    entries = [entry for part in parts if isinstance(part, dict) for entry in part.items()]
    prefixes = {key: iri for key, iri in entries if isinstance(iri, str)}
    for text in _texts(document):
        prefix, colon, name = text.partition(":")
        yield prefixes[prefix] + name if colon and prefix in prefixes else text


def _texts(value: Any) -> Iterator[str]:
    """Yield the keys and texts of nested lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)


def rows(source: Source, shared: Path = SHARED) -> list[Row]:
    """Return the rows of the list, sorted by IRI.

    Raises:
        LookupError: some IRIs are not in the copies of their vocabularies; the message names all of them.
    """
    found: list[Row] = []
    missing: list[str] = []
    for iri in sorted(used_iris(source)):
        try:
            found.append((iri, vocabulary_of(iri).name, where_checked(iri, shared)))
        except LookupError as error:
            missing.append(str(error))
    if missing:
        raise LookupError("\n".join(missing))
    return found


def read_list(path: Path = LIST) -> list[Row]:
    """Return the rows of the committed list."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.reader(file, delimiter="\t")
        header = tuple(next(table))
        if header != COLUMNS:
            raise ValueError(f"{path.name}: the columns are {header}, not {COLUMNS}")
        return [(iri, vocabulary, checked) for iri, vocabulary, checked in table]


def list_text(table: list[Row]) -> str:
    """Return the list as the text of a tab-separated file."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows([COLUMNS, *table])
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write the list, or with `--check` compare it; return 1 if it is stale or an IRI does not exist."""
    if not SHARED.is_dir():
        sys.stderr.write(f"no copies of other vocabularies in {SHARED.name}; set LINEAGE_RDF_SHARED\n")
        return 2
    try:
        text = list_text(rows(Source()))
    except LookupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if "--check" in arguments:
        return int(not LIST.is_file() or LIST.read_text(encoding="utf-8") != text)
    LIST.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
