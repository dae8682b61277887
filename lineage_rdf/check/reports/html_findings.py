"""The findings of the HTML report: a card for each code, with the nodes it was found at and what to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from lineage_rdf.check.fixes import Fix
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.places import origin_name
from lineage_rdf.check.reports.summary import MORE, Group, Told, lineage_name, severity_word
from lineage_rdf.plain_text import clean, clean_lines, counted, web_link

MOST_OF_ONE_CODE: Final = 50


def findings_section(groups: Sequence[Group]) -> Iterator[str]:
    """Yield the section of all findings as HTML.

    Args:
        groups: the findings by severity and code, the worst first.
    """
    if not groups:
        return
    yield '<section aria-labelledby="findings"><h2 id="findings">Findings</h2>'
    fixing = Fixing(published=True)
    for number, group in enumerate(groups, 1):
        yield from _card(group, f"code-{number}", fixing)
    yield "</section>"


def _card(group: Group, name: str, fixing: Fixing) -> Iterator[str]:
    general = fixing.words_for(group)
    yield f'<article aria-labelledby="{name}"><header>'
    yield f'<h3 id="{name}"><span class="{group.severity}">{severity_word(group.severity)}</span> '
    yield f"{escape(clean(group.code))} {escape(clean(group.mnemonic))}</h3>"
    yield f"<p>{escape(clean(group.title))} ({counted(len(group.told), 'finding')})</p>"
    if group.shape:
        yield f"<p>Shape: {_iri(group.shape)}</p>"
    if general:
        yield f"<p><strong>Fix:</strong> {escape(clean(general))}</p>"
    yield "</header><ol>"
    for told in group.told[:MOST_OF_ONE_CODE]:
        yield from _item(told, general, fixing)
    yield "</ol>"
    if len(group.told) > MOST_OF_ONE_CODE:
        yield f"<p>and {len(group.told) - MOST_OF_ONE_CODE:,} more ({MORE})</p>"
    yield "</article>"


def _item(told: Told, general: str, fixing: Fixing) -> Iterator[str]:
    finding = told.finding
    fix = fixing.fix(finding, told.verdict)
    yield f"<li><p><strong>{escape(clean(finding.label or finding.focus))}</strong>"
    where = lineage_name(told.verdict) or origin_name(told.verdict.origin)
    yield f'<span class="soft"> in {escape(clean(where))}</span></p>'
    yield f"<p>{escape(clean(finding.message))}</p>"
    if fix.text and fix.text != general:
        yield f"<p><strong>Fix:</strong> {escape(clean(fix.text))}</p>"
    yield from _facts(told, fix)
    yield from _snippets(fix)
    yield "</li>"


def _facts(told: Told, fix: Fix) -> Iterator[str]:
    finding = told.finding
    facts = [
        ("Node", _iri(finding.focus)),
        ("Property", _property(finding.path)),
        ("Value", _iri(finding.value) if finding.value != finding.focus else ""),
        ("File", escape(clean(fix.file)) if fix.file else ""),
        *(("From", escape(clean(claim))) for claim in finding.claims),
    ]
    yield "<dl>" + "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in facts if text) + "</dl>"


def _iri(text: str) -> str:
    link = web_link(text)
    return f'<a href="{escape(link)}" rel="noreferrer">{escape(link)}</a>' if link else escape(clean(text))


def _property(path: str) -> str:
    """Return a path as HTML; `^` in front of an IRI means that the property leads to the node."""
    return f"inverse of {_iri(path[1:])}" if path.startswith("^") else _iri(path)


def _snippets(fix: Fix) -> Iterator[str]:
    for name, text in (("lineage.yaml", fix.yaml), ("Turtle", fix.turtle), ("JSON-LD", fix.jsonld)):
        if text:
            code = escape(clean_lines(text).strip("\n"))
            yield f"<details><summary>What to write in {name}</summary>"
            yield f'<pre tabindex="0"><code>{code}</code></pre></details>'
    if fix.examples and (fix.turtle or fix.yaml):
        yield f'<p class="soft">To be replaced: {escape(clean(", ".join(fix.examples)))}</p>'
