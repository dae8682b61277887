"""Pieces of HTML in which every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as escape
from urllib.parse import quote

from lineage_rdf.plain_text import clean, clean_lines, web_link


def text(words: str) -> str:
    """Return a text as HTML, on one line and without letters that nobody sees."""
    return escape(clean(words))


def lines(words: str) -> str:
    """Return a text as HTML with its line ends, for `pre`."""
    return escape(clean_lines(words))


def link(target: str, words: str, more: str = "") -> str:
    """Return a link to a place of this site.

    Args:
        target: the address, not escaped.
        words: what it says.
        more: attributes, as HTML.
    """
    return f'<a href="{escape(target)}"{more}>{text(words)}</a>'


def outside(iri: str, words: str = "") -> str:
    """Return a link to an address of the web, or only the words if it is none."""
    if not web_link(iri):
        return f"<code>{text(words or iri)}</code>"
    return link(iri, words or iri, ' rel="external"')


def fragment(name: str) -> str:
    """Return a name as the fragment of an address; letters that an address may hold stay as they are."""
    return quote(name, safe="-._~!$&'()*+,;=:@/?")


def list_of(items: Iterable[str], classes: str = "") -> str:
    """Return a list of pieces of HTML."""
    attribute = f' class="{classes}"' if classes else ""
    return f"<ul{attribute}>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def facts_list(rows: Iterable[tuple[str, str]], classes: str = "facts") -> str:
    """Return headings with what stands under each.

    Args:
        rows: heading as text, content as HTML.
        classes: the class of the list.
    """
    body = "".join(f"<div><dt>{text(title)}</dt><dd>{content}</dd></div>" for title, content in rows)
    return f'<dl class="{classes}">{body}</dl>' if body else ""


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], classes: str = "") -> str:
    """Return a table, which a narrow screen moves sideways; the first cell of a row is its heading.

    Args:
        title: what it shows, for those who hear it.
        heads: the headings of its columns, as text.
        rows: the cells of each row, as HTML.
        classes: its class; empty for none.
    """
    attribute = f' class="{classes}"' if classes else ""
    head = "".join(f'<th scope="col">{text(words)}</th>' for words in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>\n'
        for first, *rest in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{text(title)}"><table{attribute}>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )
