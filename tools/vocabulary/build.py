"""Write every generated file of the vocabulary, or with `--check` say which of them are out of date.

Usage: python -m tools.vocabulary.build [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.vocabulary.align import align_turtle, casrai_turtle
from tools.vocabulary.context import context_json
from tools.vocabulary.core import core_turtle
from tools.vocabulary.deprecation import deprecation_faults
from tools.vocabulary.facts import facts_ntriples
from tools.vocabulary.glossary import glossary_turtle
from tools.vocabulary.graph import write_if_changed
from tools.vocabulary.python_terms import python_terms
from tools.vocabulary.schemes import scheme_turtle
from tools.vocabulary.source import ROOT, Source
from tools.vocabulary.terms import terms_turtle


def generated(source: Source) -> Iterator[tuple[Path, str]]:
    """Yield path (relative to the repository) and text of each generated file."""
    ontology = Path("ontology")
    yield Path("lineage_rdf/vocabulary/terms.py"), python_terms(source)
    core = core_turtle(source)
    schemes = {scheme["scheme"]: scheme_turtle(source, scheme) for scheme in source.schemes}
    yield ontology / "ftl.ttl", core
    yield ontology / "terms.ttl", terms_turtle(source)
    yield ontology / "context.jsonld", context_json(source)
    for name, text in schemes.items():
        yield ontology / "schemes" / f"{name}.ttl", text
    yield ontology / "facts.nt", facts_ntriples(core, schemes.values())
    yield ontology / "glossary.ttl", glossary_turtle(source)
    if (source.folder / "casrai.yaml").is_file():
        yield ontology / "casrai.ttl", casrai_turtle(source)
    for name, rows in source.alignments():
        yield ontology / "align" / f"{name}.ttl", align_turtle(source, name, rows)


def out_of_date(source: Source, root: Path = ROOT) -> list[Path]:
    """Return the generated files whose text on disk differs from what the source gives."""
    return [
        path
        for path, text in generated(source)
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Build or check; return 1 when `--check` finds a stale file."""
    source = Source()
    faults = [f"core.yaml has a key that means nothing: {line}" for line in source.unknown_keys()]
    faults += deprecation_faults(source)
    if faults:
        sys.stderr.writelines(f"{line}\n" for line in faults)
        return 1
    if "--check" in arguments:
        stale = out_of_date(source)
        sys.stderr.writelines(f"out of date: {path}\n" for path in stale)
        return int(bool(stale))
    for path, text in generated(source):
        if write_if_changed(ROOT / path, text):
            sys.stdout.write(f"wrote {path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
