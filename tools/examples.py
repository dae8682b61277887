"""Write what is read from each example folder as Turtle and JSON-LD into examples/lineages, so that a change shows in a diff.

Usage: python -m tools.examples
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from lineage_rdf.lineage import read
from tools.vocabulary.graph import write_if_changed

ROOT = Path(__file__).resolve().parents[1]
LINEAGES = ROOT / "examples" / "lineages"
# Terms, of which no model is made.
GLOSSARY = ROOT / "examples" / "glossary"


def folders() -> list[Path]:
    """Return the example model folders, sorted."""
    found = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())
    return [path for path in found if path not in (LINEAGES, GLOSSARY)]


def written() -> Iterator[tuple[Path, str]]:
    """Yield path and text of each example lineage."""
    for folder in folders():
        lineage = read(folder)
        yield LINEAGES / f"{folder.name}.ttl", lineage.to_turtle()
        yield LINEAGES / f"{folder.name}.jsonld", lineage.to_jsonld()


if __name__ == "__main__":
    for path, text in written():
        if write_if_changed(path, text):
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
