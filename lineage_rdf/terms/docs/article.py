"""A term as an article: what it means, how it stands to others, what checks it, how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from lineage_rdf.plain_text import counted
from lineage_rdf.site.markup import escape, facts_list, fragment, link, list_of, outside, text
from lineage_rdf.terms.docs import highlight
from lineage_rdf.terms.docs.links import Links, up
from lineage_rdf.terms.docs.material import Code
from lineage_rdf.terms.docs.model import Collection, Fact, Snippet, Term, Use

_TONES: Final = {"Class": "class", "Object property": "object", "Datatype property": "datatype"}
_WEIGHTS: Final = ("violation", "warning", "info")
# So many values are shown at once; a longer list is folded.
_SHOWN: Final = 12


def article(term: Term, collection: Collection, links: Links, codes: Mapping[str, Code]) -> str:
    """Return a term as HTML, with its heading on the third level.

    Args:
        term: the term.
        collection: what it belongs to.
        links: where terms stand.
        codes: the codes of checks.
    """
    name = escape(term.name)
    parts = [
        f'<article class="term" id="{name}" aria-labelledby="_{name}">',
        *_heading(term),
        *_words(term),
        _facts(term, links),
        _checks(term.uses, term.page, links, codes),
        _snippet(term, links),
        _files(collection),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def badge(kind: str) -> str:
    """Return the kind of a term as a mark."""
    return f'<span class="kind {_TONES.get(kind, "member")}">{text(kind)}</span>'


def _heading(term: Term) -> Iterator[str]:
    name = escape(term.name)
    anchor = link(f"#{fragment(term.name)}", "#", f' class="here" aria-label="Link to {text(term.label)}"')
    yield f'<header>{badge(term.kind)}<h3 id="_{name}">{text(term.label)}</h3> {anchor}'
    yield f'<p class="iri"><code data-copy>{text(term.iri)}</code></p></header>'


def _words(term: Term) -> Iterator[str]:
    if term.definition:
        yield f'<p class="definition">{text(term.definition)}</p>'
    else:
        yield '<p class="definition missing">No definition yet: the source is named below, its text was not read.</p>'
    for example in term.examples:
        yield f'<p class="example"><b>For example</b> {text(example)}</p>'
    for note in term.notes:
        yield f'<p class="note"><b>Note</b> {text(note)}</p>'


def _facts(term: Term, links: Links) -> str:
    rows = [
        *_names("Also called", term.aliases),
        *_names("Written as", term.spellings, code=True),
        *((fact.title, _values(fact, term.page, links)) for fact in term.facts),
        *((fact.title, _values(fact, term.page, links)) for fact in term.matches),
    ]
    if term.sources:
        rows.append(("Sources", list_of(map(outside, term.sources))))
    return facts_list(rows)


def _names(title: str, names: Sequence[str], *, code: bool = False) -> Iterator[tuple[str, str]]:
    if names:
        pieces = [f"<code>{text(name)}</code>" if code else text(name) for name in names]
        yield title, ", ".join(pieces)


def _values(fact: Fact, here: str, links: Links) -> str:
    items = [links.value(value, here) for value in fact.values]
    if any(value.reason for value in fact.values):
        return list_of(items, "reasons")
    if len(items) <= _SHOWN:
        return list_of(items, "inline")
    head = f"<summary>{len(items)} terms</summary>"
    return f"<details>{head}{list_of(items, 'inline')}</details>"


def _checks(uses: Sequence[Use], here: str, links: Links, codes: Mapping[str, Code]) -> str:
    if not uses:
        return ""
    grouped = [(code, list(group)) for code, group in groupby(uses, key=lambda use: use.code)]
    rows = "".join(_check_row(code, group, here, links, codes) for code, group in grouped)
    return (
        f'<details class="checks"><summary>Checked by {counted(len(grouped), "code")}</summary>'
        '<div class="wide" tabindex="0" role="group" aria-label="Checks"><table><thead><tr><th scope="col">Code</th>'
        f'<th scope="col">Finding</th><th scope="col">Weight</th></tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _check_row(code: str, uses: Iterable[Use], here: str, links: Links, codes: Mapping[str, Code]) -> str:
    title = codes[code].title if code in codes else ""
    return f'<tr><th scope="row">{links.code(code, here)}</th><td>{text(title)}</td><td>{weights(uses)}</td></tr>'


def weights(uses: Iterable[Use]) -> str:
    """Return how much a finding weighs in which profiles, the heaviest first."""
    profiles: dict[str, dict[str, None]] = {}
    for use in uses:
        profiles.setdefault(use.severity, {})[use.profile] = None
    known = [*(weight for weight in _WEIGHTS if weight in profiles), *sorted(profiles.keys() - _WEIGHTS)]
    return "; ".join(f"{_severity(weight)} in {text(', '.join(profiles[weight]))}" for weight in known)


def _severity(weight: str) -> str:
    return f'<span class="severity {text(weight)}">{text(weight or "as its parts say")}</span>'


def _snippet(term: Term, links: Links) -> str:
    snippet = term.snippet
    if snippet is None:
        return '<p class="origin">No example uses this term.</p>'
    return (
        f'<details class="snippet"><summary>Example in Turtle and JSON-LD</summary>'
        f'<p class="origin">{origin(term, snippet, links)}</p>{snippet_blocks(snippet, term.label, links, term.page)}</details>'
    )


def snippet_blocks(snippet: Snippet, name: str, links: Links, here: str) -> str:
    """Return a snippet in both syntaxes.

    Args:
        snippet: the statements.
        name: what they are an example of.
        links: where terms stand.
        here: the page.
    """
    return (
        f'<div class="pair">{code_block("Turtle", name, highlight.turtle(snippet.turtle, links, here))}'
        f"{code_block('JSON-LD', name, highlight.json(snippet.jsonld, links, here))}</div>"
    )


def code_block(syntax: str, name: str, body: str) -> str:
    """Return a block of code that can be scrolled by keyboard and copied.

    Args:
        syntax: what it is written in.
        name: what it is an example of.
        body: the code as HTML.
    """
    label = f"{syntax}: {text(name)}"
    return (
        f'<figure><figcaption>{syntax}</figcaption><pre tabindex="0" role="region" aria-label="{label}" '
        f'data-syntax="{syntax.lower()}"><code data-copy>{body}</code></pre></figure>'
    )


_ORIGINS: Final = {
    "vocabulary": "What the vocabulary says of a thing of its own.",
    "illustration": "Made up: no example lineage uses this term yet.",
    "made": "Made from what the vocabulary says of the term: no example lineage uses it yet.",
}


def origin(term: Term, snippet: Snippet, links: Links) -> str:
    """Return in words where a snippet is from."""
    words = _ORIGINS.get(snippet.origin, "")
    if snippet.origin == "example":
        target = f"{up(term.page)}examples/lineages/{snippet.source}.ttl"
        words = f"From the example lineage {link(target, snippet.source)}."
    if snippet.left_out:
        words += f" {counted(snippet.left_out, 'further value')} left out."
    narrower = links.term(snippet.through)
    if narrower is not None:
        words += f" It uses the narrower {link(links.to(narrower.iri, term.page), narrower.label)}."
    return words


def _files(collection: Collection) -> str:
    way = up(collection.page)
    name = collection.files[0]
    return (
        f'<p class="files">{link(f"{way}{name}.ttl", "View in Turtle")} '
        f"{link(f'{way}{name}.jsonld', 'View as JSON-LD')}</p>"
    )
