"""Rows as a table of HTML: every text is escaped, and only what has an address is linked.

Which columns are shown, and what stands in a cell, is what `query.forms` says for the terminal too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import NamedNode

from lineage_rdf.query.forms import is_number_column, shown_columns, words_of
from lineage_rdf.query.results import Results
from lineage_rdf.site.markup import link, text
from lineage_rdf.store import Term

Address: TypeAlias = Callable[[str], str]  # IRI -> where its page is; empty if it has none


def table(found: Results, address: Address, sorted_by: Callable[[str], str] | None = None) -> Iterator[str]:
    """Yield rows as a table.

    Args:
        found: the rows.
        address: where the page of a thing is.
        sorted_by: column -> the address of the same rows sorted by it; None where they cannot be.
    """
    columns = shown_columns(found)
    numbers = {name for name in columns if is_number_column(found, name)}
    yield '<div class="wide" tabindex="0" role="region" aria-label="Rows">'
    yield '<table class="rows">'
    yield f"<thead><tr>{''.join(_head(name, sorted_by, name in numbers) for name in columns)}</tr></thead>"
    yield "<tbody>"
    for row in found.rows:
        known = dict(zip(found.columns, row, strict=True))
        yield f"<tr>{''.join(_cell(name, known, address, name in numbers) for name in columns)}</tr>"
    yield "</tbody></table></div>"


def _head(name: str, sorted_by: Callable[[str], str] | None, is_number: bool) -> str:
    words = name.replace("_", " ")
    inner = link(sorted_by(name), words, ' rel="nofollow"') if sorted_by else text(words)
    kind = ' class="number"' if is_number else ""
    return f'<th scope="col"{kind}>{inner}</th>'


def _cell(name: str, row: Mapping[str, Term | None], address: Address, is_number: bool) -> str:
    term, words = row[name], words_of(name, row)
    target = address(term.value) if isinstance(term, NamedNode) else ""
    inner = link(target, words, f' title="{text(str(term))}"') if target else text(words)
    kind = ' class="number"' if is_number else ""
    return f"<td{kind}>{inner}</td>"
