"""The tables of the HTML report, which become lists on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from lineage_rdf.check.reports.summary import MORE, lineage_name
from lineage_rdf.check.verdicts import Verdict
from lineage_rdf.plain_text import clean, web_link

MOST_ROWS: Final = 200


def table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table of HTML that can be scrolled by keyboard.

    Args:
        name: what it is called for those who do not see it.
        columns: the headings, plain words.
        rows: cells of HTML; the first of a row is its heading.
    """
    yield f'<div class="wide" role="region" aria-label="{escape(name)}" tabindex="0"><table class="stack"><thead><tr>'
    yield "".join(f'<th scope="col">{escape(column)}</th>' for column in columns) + "</tr></thead><tbody>"
    for first, *others in rows:
        pairs = zip(columns[1:], others, strict=True)
        cells = "".join(f'<td data-name="{escape(name)}">{cell}</td>' for name, cell in pairs)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def rest(number: int) -> str:
    """Return the line that counts what is not shown of `number` rows; empty if all are."""
    return f"<p>and {number - MOST_ROWS:,} more ({MORE})</p>" if number > MOST_ROWS else ""


def lineage_link(verdict: Verdict) -> str:
    """Return the name of a lineage as HTML, linked if it has a web address."""
    text, link = escape(clean(lineage_name(verdict))), web_link(verdict.lineage)
    return f'<a href="{escape(link)}" rel="noreferrer">{text}</a>' if link else text
