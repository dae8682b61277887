"""Writes docs/conformance.csv and docs/conformance.md: `python -m tools.conformance`."""

from __future__ import annotations

import sys
from typing import Final

from tools.conformance.page import page
from tools.conformance.table import as_csv, rows
from tools.vocabulary.graph import write_if_changed
from tools.vocabulary.source import ROOT

TABLE: Final = ROOT / "docs" / "conformance.csv"
PAGE: Final = ROOT / "docs" / "conformance.md"


def main() -> None:
    """Write both."""
    table = rows()
    for path, text in ((TABLE, as_csv(table)), (PAGE, page(table))):
        if write_if_changed(path, text):
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
