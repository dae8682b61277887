"""The page on which people ask in SPARQL: a plain form and a table; YASGUI takes their place where it was bundled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from lineage_rdf.errors import LineageError
from lineage_rdf.query import catalogue, explain_query
from lineage_rdf.query.results import Results
from lineage_rdf.serve.catalogue.page import given_in
from lineage_rdf.serve.site import EDITOR
from lineage_rdf.serve.table import Address, table
from lineage_rdf.site import media
from lineage_rdf.site.files import bundled
from lineage_rdf.site.markup import lines, link, text

SCRIPTS: Final = (EDITOR[0], "query.js")
STYLES: Final = (EDITOR[1],)
# YASGUI writes styles into the page; scripts come from our own address only, as on every page.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
# This one counts in a header only.
NO_FRAMES: Final = "frame-ancestors 'none'"
SHOWN: Final = 1_000  # rows in the page; the other forms have all
_FIRST: Final = """PREFIX ftl: <https://w3id.org/ftl#>
SELECT ?lineage ?model WHERE {
  ?lineage a ftl:FineTuneLineage ; ftl:headModel ?model .
}
ORDER BY ?lineage
LIMIT 20
"""


def has_editor() -> bool:
    """Tell whether YASGUI was bundled."""
    return all(bundled(name) is not None for name in EDITOR)


def query_page(
    query: str, found: Results | bool | str | LineageError | None, address: Address, *, more: bool = False
) -> Iterator[str]:
    """Yield the page.

    Args:
        query: what was asked; empty if nothing was.
        found: rows, an answer, statements as Turtle, why there is no answer, or None if nothing was asked.
        address: where the page of a thing is.
        more: whether there is more than this.
    """
    yield "<h1>Ask in SPARQL</h1>"
    yield '<p class="lead-in">The default graph holds all lineages together; each stands in a named graph of its own, too.</p>'
    yield '<div id="_editor" data-endpoint="sparql"></div>'
    yield '<form class="asking" id="_plain" method="get" action="sparql">'
    yield '<p><label for="_query">Query</label>'
    yield f'<textarea id="_query" name="query" rows="14" spellcheck="false" required>{lines(query or _FIRST)}</textarea></p>'
    yield '<p><button type="submit">Ask</button></p></form>'
    if isinstance(found, LineageError):
        yield f'<section role="alert"><h2>No answer</h2><p>{text(found.what)}</p><p>{text(found.fix)}</p></section>'
    elif found is not None:
        yield from _answer(query, found, address, more)
    yield from _examples()


def _answer(query: str, found: Results | bool | str, address: Address, more: bool) -> Iterator[str]:
    yield '<section id="_answer"><h2 id="_rows">Answer</h2>'
    if isinstance(found, bool):
        yield f"<p><b>{'Yes' if found else 'No'}</b></p>"
    elif isinstance(found, str):
        yield "<p>This is the beginning; the other forms have all.</p>" if more else ""
        yield f'<pre tabindex="0" role="region" aria-label="Statements"><code>{lines(found)}</code></pre>'
    elif found.rows:
        words = f"The first {len(found.rows):,} rows" if more else f"Rows: {len(found.rows):,}"
        yield f"<p>{text(words)}.</p>"
        yield from table(found, address)
    else:
        yield "<p>There is no row.</p>"
    forms = media.RDF if isinstance(found, str) else media.RESULTS
    links = (link(f"sparql?{urlencode({'query': query, 'format': form.name})}", form.title) for form in forms)
    yield f'<div class="downloads">{"".join(links)}</div></section>'


def _examples() -> Iterator[str]:
    yield "<section><h2>Examples</h2>"
    yield "<p>Questions of the catalogue as they are asked in SPARQL.</p>"
    for item in catalogue().values():
        query = explain_query(item.name, dict(given_in(item)))
        asking = link(f"sparql?{urlencode({'query': query})}", "Ask it")
        yield f"<details><summary>{text(item.title)}</summary>"
        yield f'<pre tabindex="0" role="region" aria-label="{text(item.title)} in SPARQL"><code>{lines(query)}</code></pre>'
        yield f"<p>{asking}</p></details>"
    yield "</section>"
