"""Puts into docs/queries.md what the catalogue says of its queries: `python -m tools.query_page`."""

from __future__ import annotations

import re
from pathlib import Path

from lineage_rdf.cli.querying import example
from lineage_rdf.query import Entry, catalogue

PAGE = Path(__file__).parents[1] / "docs" / "queries.md"
PLACE = "lineages.nq"
_PART = re.compile(r"(<!-- catalogue -->\n).*(<!-- end of catalogue -->)", re.DOTALL)


def section(item: Entry) -> str:
    """Return what the page says of one query."""
    lines = [f"### {item.name}", "", f"{item.question}" + (f" {item.about}" if item.about else ""), ""]
    if item.parameters:
        lines += ["| parameter | kind | | |", "|---|---|---|---|"]
        lines += [f"| `{p.name}` | {p.type} | {p.need} | {p.meaning} |" for p in item.parameters] + [""]
    return "\n".join([*lines, "```console", f"$ {example(item, PLACE)}", "```", ""])


def page(text: str) -> str:
    """Return the page with its catalogue written anew.

    Args:
        text: the page as it is.
    """
    whole = "\n".join(section(item) for item in catalogue().values())
    return _PART.sub(lambda found: f"{found[1]}\n{whole}\n{found[2]}", text)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
