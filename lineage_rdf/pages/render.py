"""The page of a thing."""

from __future__ import annotations

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.site import Page, Site, document
from lineage_rdf.pages.statements import statements
from lineage_rdf.site.markup import text


def render(material: Material, addresses: Addresses, site: Site | None = None) -> str:
    """Return the page of a thing as HTML; the same material gives the same text.

    Args:
        material: what is known of the thing.
        addresses: where pages stand.
        site: what all pages share.
    """
    thing, leads = material.thing, Leads(material, addresses)
    body = [f"<h1>{text(thing.label)}</h1>", *statements(material, leads)]
    page = Page(key=leads.here, title=thing.label, summary=f"{thing.kind} {thing.label}", body=body)
    return document(page, addresses, site or Site())
