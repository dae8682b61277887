"""The page of a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

from lineage_rdf.pages import lineage_page, model_page, other_pages, sections
from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.linksets import head_links, page_links
from lineage_rdf.pages.lists import LISTS, list_key
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.parts import Part
from lineage_rdf.pages.schema_org import embedded_data
from lineage_rdf.pages.site import Page, Site, document
from lineage_rdf.pages.statements import statements
from lineage_rdf.pages.things import Kind
from lineage_rdf.plain_text import clean
from lineage_rdf.site.markup import link, text

_Parts = Callable[[Material, Leads, str], Iterator[Part]]


@frozen
class _Writer:
    """How the page of a kind is written."""

    summary: Callable[[Material], str]
    parts: _Parts


_WRITERS: Final[Mapping[Kind, _Writer]] = {
    Kind.LINEAGE: _Writer(lineage_page.summary, lineage_page.parts),
    Kind.MODEL: _Writer(model_page.summary, model_page.parts),
    Kind.STEP: _Writer(other_pages.step_summary, other_pages.step_parts),
    Kind.DATASET: _Writer(other_pages.dataset_summary, other_pages.dataset_parts),
    Kind.AGENT: _Writer(other_pages.agent_summary, other_pages.agent_parts),
    Kind.TERM: _Writer(other_pages.term_summary, other_pages.term_parts),
}


def render(
    material: Material, addresses: Addresses, site: Site | None = None, *, linkset: bool = False
) -> str:
    """Return the page of a thing as HTML; the same material gives the same text.

    Args:
        material: what is known of the thing.
        addresses: where pages stand.
        site: what all pages share.
        linkset: whether there is a link set beside the page.
    """
    site = site or Site()
    thing, leads = material.thing, Leads(material, addresses)
    summary = summary_of(material)
    parts = [
        part
        for part in _WRITERS[thing.kind].parts(material, leads, _rest(leads, addresses, site))
        if any(part.body)
    ]
    parts.append(Part("_get", "Get and cite", list(sections.get_as(material, addresses, site))))
    body = [
        *sections.opening(material, text(summary)),
        *(piece for part in parts for piece in sections.section(part.ident, part.title, part.body)),
        *statements(material, leads),
    ]
    page = Page(
        key=leads.here,
        title=clean(thing.label),
        summary=summary,
        body=body,
        contents=[*((part.ident, part.title) for part in parts), ("_statements", "All statements")],
        data=embedded_data(material, summary),
        links=head_links(page_links(material, addresses, site, linkset=linkset)),
        menu=list_key(thing.kind) if thing.kind in LISTS else "",
        scripts=["graph.js"] if thing.kind in (Kind.MODEL, Kind.LINEAGE) else [],
    )
    return document(page, addresses, site)


def summary_of(material: Material) -> str:
    """Return what the page of a thing tells in one sentence."""
    return clean(_WRITERS[material.thing.kind].summary(material))


def _rest(leads: Leads, addresses: Addresses, site: Site) -> str:
    """Return where the rest of a long list can be asked for, as HTML."""
    if not site.catalogue:
        return ""
    return link(addresses.way(site.catalogue, leads.here, addresses.ending), "ask the catalogue of questions")
