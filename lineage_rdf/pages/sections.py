"""Parts that pages of several kinds have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.material import Material, Relative, Some, Use
from lineage_rdf.pages.site import Site
from lineage_rdf.pages.things import Kind
from lineage_rdf.pages.verdicts import Rung, Verdict
from lineage_rdf.plain_text import clean
from lineage_rdf.site.markup import facts_list, link, list_of, table, text

KINDS: Final = {
    Kind.LINEAGE: "Lineage",
    Kind.STEP: "Step",
    Kind.MODEL: "Model",
    Kind.DATASET: "Dataset",
    Kind.AGENT: "Maker",
    Kind.TERM: "Term",
}
_OPEN: Final = 6  # so many items are seen at once
NOT_STATED: Final = '<span class="sure missing">not stated</span>'


def opening(material: Material, lead: str = "") -> Iterator[str]:
    """Yield the head of a page: the kind, the name, the IRI.

    Args:
        material: what the page is made from.
        lead: a sentence, as HTML.
    """
    thing = material.thing
    yield f'<header class="opening"><span class="kind {thing.kind}">{KINDS[thing.kind]}</span>'
    yield f'<h1>{text(thing.label)}</h1><p class="iri"><code data-copy>{text(thing.iri)}</code></p>'
    if lead:
        yield f"<p>{lead}</p>"
    yield "</header>"


def section(ident: str, title: str, body: Iterable[str]) -> list[str]:
    """Return a section; nothing if nothing is in it.

    Args:
        ident: the name of its heading.
        title: its heading.
        body: pieces of HTML.
    """
    pieces = [piece for piece in body if piece]
    head = f'<section aria-labelledby="{ident}"><h2 id="{ident}">{text(title)}</h2>'
    return [head, *pieces, "</section>"] if pieces else []


def get_as(material: Material, addresses: Addresses, site: Site) -> Iterator[str]:
    """Yield the forms in which a thing can be had, and how to cite it."""
    key = addresses.key(material.thing.iri)
    yield '<p class="downloads">'
    for form in site.forms:
        yield link(addresses.way(key, key, form.ending), form.title, f' type="{text(form.media_type)}"')
    yield "</p>"
    yield from _cite(material, addresses.absolute(key, ".html") if addresses.site else "", site)


def _cite(material: Material, page: str, site: Site) -> Iterator[str]:
    thing = material.thing
    where = page or thing.iri
    seen = f" ({where})" if where != thing.iri else ""
    words = clean(f"{thing.label}. {KINDS[thing.kind]} in {site.title}. {thing.iri}{seen}")
    yield f'<p class="cite"><b>Cite this as</b> <q><span data-copy>{text(words)}</span></q></p>'


def completeness(verdict: Verdict | None) -> Iterator[str]:
    """Yield how complete the lineage is for each profile, and what is missing."""
    if verdict is None:
        return
    heads = ("Profile", "Verdict", "Facts", "What is missing")
    yield table("Completeness", heads, map(_rung, verdict.rungs), "rungs")


def _rung(rung: Rung) -> tuple[str, str, str, str]:
    done = rung.completeness
    words, kind = ("passed", "yes") if rung.passed else ("not passed", "no")
    told = f"{done.have} of {done.of}"
    facts = f'<meter min="0" max="{done.of}" value="{done.have}">{told}</meter> {told}'
    missing = _folded([text(line) for line in done.missing])
    verdict = f'<span class="verdict {kind}">{words}</span>'
    return text(rung.profile), verdict, facts if done.of else "none asked for", missing or "nothing"


def _folded(items: Sequence[str]) -> str:
    """Return a list, of which the longer part is folded."""
    if len(items) <= _OPEN:
        return list_of(items) if items else ""
    return f"{list_of(items[:_OPEN])}<details><summary>{len(items) - _OPEN} more</summary>{list_of(items[_OPEN:])}</details>"


def licences(material: Material, models: Sequence[str], leads: Leads) -> Iterator[str]:
    """Yield the licences of the models of a chain and what the profile of licences warns of.

    Args:
        material: what the page is made from.
        models: the IRIs of the models, the roots first.
        leads: how the page leads to things.
    """
    record = material.record
    if record is None:
        return
    rows = [row for iri in models for row in _weights(iri, material, leads)]
    rows += [
        (leads.iri(one.iri), "dataset", _licence(one.licence, one.licences_as_found))
        for one in record.datasets
        if one.licence or one.licences_as_found
    ]
    if rows:
        yield table("Licences", ("What", "Kind", "Licence"), rows)
    findings = material.verdict.licences if material.verdict else ()
    if findings:
        yield '<ul class="findings">'
        for finding in findings:
            fix = f' <span class="also">{text(finding.fix)}</span>' if finding.fix else ""
            yield f'<li><b class="severity {text(finding.severity)}">{text(finding.severity)}</b> '
            yield f"{text(finding.label)}: {text(finding.message)} <code>{text(finding.code)}</code>{fix}</li>"
        yield "</ul>"


def _weights(iri: str, material: Material, leads: Leads) -> Iterator[tuple[str, str, str]]:
    model = material.record.model(iri) if material.record else None
    if model is not None:
        told = _licence(model.weights_licence, model.licences_as_found)
        yield leads.iri(iri), "weights", told or NOT_STATED


def _licence(spdx: str | None, found: Sequence[str]) -> str:
    others = [words for words in found if words != spdx]
    also = f' <span class="also">as found: {text(", ".join(others))}</span>' if others else ""
    return text(spdx or "") + also if spdx or found else ""


def uses(found: Some[Use], leads: Leads, title: str, rest: str = "") -> Iterator[str]:
    """Yield where lineages speak of a thing, as a table.

    Args:
        found: the places.
        leads: how the page leads to things.
        title: what the table shows, for those who hear it.
        rest: where the places that are not shown can be had, as HTML.
    """
    if not found.items:
        return
    told = any(use.words for use in found.items)
    heads = ("Where", *(("As",) if told else ()), "Result", "Lineage")
    yield table(title, heads, (_use(use, leads, told) for use in found.items))
    yield _rest(found, rest)


def _use(use: Use, leads: Leads, told: bool) -> list[str]:
    words = [text(use.words)] if told else []
    result = leads.thing(use.result) if use.result else ""
    return [leads.thing(use.thing), *words, result, leads.thing(use.lineage)]


def siblings(found: Some[Relative], leads: Leads, rest: str = "") -> Iterator[str]:
    """Yield the models made from the same base as a list."""
    if found.items:
        items = "".join(f"<li>{leads.thing(one.thing)}{_how(one)}</li>" for one in found.items)
        yield f'<ul class="index">{items}</ul>'
        yield _rest(found, rest)


def _how(one: Relative) -> str:
    return f' <span class="also">{text(one.words)}</span>' if one.words else ""


def _rest(found: Some[Any], rest: str) -> str:
    count = "There are" if found.open else f"{found.more:,}" if found.more else ""
    return f"<p>{count} more: {rest or 'not shown here'}.</p>" if count else ""


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Return facts as a list, without those of which nothing is known."""
    return facts_list((title, content) for title, content in rows if content)
