"""Puts into docs/commands.md what the program says of each command: `python -m tools.command_page`."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from lineage_rdf.cli.main import run

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
_BLOCK = re.compile(r"```text\n\$ lineage-rdf (.*?--help)\n.*?```", re.DOTALL)


def help_of(arguments: str) -> str:
    """Return what `lineage-rdf ARGUMENTS` prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        run(arguments.split())
    return printed.getvalue()


def main() -> None:
    """Write the page anew; a command that has no block on it gets none."""
    text = PAGE.read_text(encoding="utf-8")
    done = _BLOCK.sub(lambda found: f"```text\n$ lineage-rdf {found[1]}\n{help_of(found[1])}```", text)
    PAGE.write_text(done, encoding="utf-8")


if __name__ == "__main__":
    main()
