"""The pages of the catalogue: all queries, and one query with its parameters as a form and its rows below."""

from __future__ import annotations

from collections.abc import Iterator

from lineage_rdf.query import Entry, Parameter, catalogue, entry
from lineage_rdf.query.entry import KINDS
from lineage_rdf.serve.catalogue.question import Part, Question
from lineage_rdf.serve.frame import field, turns
from lineage_rdf.serve.table import Address, table
from lineage_rdf.site import media
from lineage_rdf.site.markup import escape, link, text


def example_address(item: Entry) -> str:
    """Return the address that asks a query with its example, as it is written at the root of the server."""
    return Question(item.name, given_in(item)).address()


def given_in(item: Entry) -> tuple[tuple[str, str], ...]:
    """Return the parameters in the example of a query."""
    pairs = (word.partition("=") for word in item.example.split())
    return tuple(sorted((key, value) for key, _, value in pairs))


def overview(root: str) -> Iterator[str]:
    """Yield the page of all queries.

    Args:
        root: the way to the root of the server.
    """
    yield "<h1>Questions</h1>"
    yield '<p class="lead-in">What can be asked of these lineages with a click. Each question is an address, too: '
    yield "programs get its rows as JSON, CSV, TSV or XML.</p>"
    yield '<div class="cards">'
    for item in catalogue().values():
        yield f'<a href="{root}query/{escape(item.name)}"><b>{text(item.title)}</b><p>{text(item.question)}</p></a>'
    yield "</div>"
    yield f"<p>{link(f'{root}openapi.json', 'OpenAPI description')} · {link(f'{root}sparql', 'Ask in SPARQL')}</p>"


def question_page(asked: Question, part: Part | None, address: Address, root: str) -> Iterator[str]:
    """Yield the page of a question.

    Args:
        asked: the question.
        part: its rows; None if a parameter is missing and nothing was asked.
        address: where the page of a thing is.
        root: the way to the root of the server.
    """
    item = entry(asked.name)
    yield f"<h1>{text(item.title)}</h1>"
    yield f'<p class="lead-in">{text(item.question)}</p>'
    yield from _form(item, asked, root)
    if part is not None:
        yield from _rows(asked, part, address, root)
    if item.about:
        yield f"<section><h2>About the rows</h2><p>{text(item.about)}</p></section>"


def _form(item: Entry, asked: Question, root: str) -> Iterator[str]:
    given = dict(asked.given)
    yield f'<form class="asking" method="get" action="{root}query/{escape(item.name)}">'
    for parameter in item.parameters:
        yield _field(parameter, given.get(parameter.name, ""))
    yield '<p><button type="submit">Ask</button>'
    if item.example:
        yield f" or {link(root + example_address(item), f'try {item.example}')}"
    yield "</p></form>"


def _field(parameter: Parameter, value: str) -> str:
    label = f"{text(parameter.name)} <small>{text(parameter.need)}</small>"
    hint = parameter.default if parameter.default is not None else _HINTS.get(parameter.kind, "")
    return field(parameter.name, label, value, hint, parameter.meaning, required=parameter.required)


_HINTS = dict(zip(KINDS, ("ORG/NAME", "ORG/NAME", "ACCOUNT", "name of a term", "1", "0.5", ""), strict=True))


def _rows(asked: Question, part: Part, address: Address, root: str) -> Iterator[str]:
    found = part.found
    yield '<section><h2 id="_rows">Rows</h2>'
    for line in found.told:
        yield f"<p>{text(line)}</p>"
    if not found.rows:
        yield "<p>There is no row.</p></section>"
        return
    first, last = asked.offset + 1, asked.offset + len(found.rows)
    yield f"<p>Rows {first:,} to {last:,}{', and there are more' if part.more else ''}.</p>"
    yield from table(found, address, lambda name: root + asked.address(sort=_turned(asked.sort, name)))
    before = root + asked.previous.address() if asked.offset else ""
    yield turns(before, root + asked.next.address() if part.more else "", "Rows")
    forms = (link(root + asked.address(form.name), form.title) for form in media.RESULTS)
    yield f'<div class="downloads" aria-label="Get these rows as">{"".join(forms)}</div></section>'


def _turned(sort: str, name: str) -> str:
    """Return by what to sort when the head of a column is followed: the other way round if it is sorted by it already."""
    return f"-{name}" if sort == name else name
