"""Links for machines that follow no page: FAIR Signposting in heads and headers, and link sets (RFC 9264).

The relations are those of the profile at https://signposting.org/FAIR/: from the page of a thing to its IRI (`cite-as`), to its
descriptions (`describedby`), to its kind (`type`), its licence, its makers, and to and from what holds it (`collection`, `item`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from lineage_rdf.pages.addresses import HOME, Addresses
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.schema_org import TYPES
from lineage_rdf.pages.site import Site
from lineage_rdf.pages.things import Kind
from lineage_rdf.plain_text import web_link
from lineage_rdf.site.frame import HeadLink
from lineage_rdf.site.uris import uri_of
from lineage_rdf.vocabulary.namespaces import SCHEMA

LINKSET_ENDING: Final = ".linkset.json"
LINKSET_MEDIA: Final = "application/linkset+json"
_ABOUT_PAGE: Final = f"{SCHEMA}AboutPage"
_SCHEME: Final = re.compile(r"[^/?#]*:")  # what is no relative reference (RFC 3986, section 4.2)
_LONGEST: Final = 6000  # letters of a header; proxies refuse much longer ones
_SPDX: Final = "https://spdx.org/licenses/"


@frozen
class Link:
    """A typed link (RFC 8288).

    Args:
        relation: its relation.
        target: where it leads.
        media: the media type of what is there; empty for none.
    """

    relation: str
    target: str
    media: str = ""


def page_links(material: Material, addresses: Addresses, site: Site, *, linkset: bool = False) -> list[Link]:
    """Return the links of the page of a thing; addresses are whole if that of the site is known, else relative to the page.

    Args:
        material: what the page is made from.
        addresses: where pages stand.
        site: what all pages share.
        linkset: whether there is a link set beside the page.
    """
    return list(_of_page(material, addresses, site, linkset=linkset))


def _of_page(material: Material, addresses: Addresses, site: Site, *, linkset: bool) -> Iterator[Link]:
    thing = material.thing
    key = addresses.key(thing.iri)
    if web_link(thing.iri):
        yield Link("cite-as", thing.iri)
    for form in site.forms:
        yield Link("describedby", _document(key, key, form.ending, addresses), form.media_type)
    for iri in (_ABOUT_PAGE, SCHEMA + TYPES[thing.kind]):
        yield Link("type", iri)
    yield from (Link("license", iri) for iri in _licences(material, site))
    yield from (Link("author", iri) for iri in _authors(material))
    yield Link("collection", _document(HOME, key, addresses.ending, addresses))
    if thing.kind is Kind.LINEAGE and material.record is not None:
        for step in material.record.ordered_steps:
            yield Link("item", _document(addresses.key(step.iri), key, addresses.ending, addresses))
    if linkset:
        yield Link("linkset", _document(key, key, LINKSET_ENDING, addresses), LINKSET_MEDIA)


def _document(key: str, here: str, ending: str, addresses: Addresses) -> str:
    if addresses.site:
        # The first page is the folder of the site.
        return (
            addresses.site if key == HOME and ending == addresses.ending else addresses.absolute(key, ending)
        )
    return addresses.way(key, here, ending)


def _licences(material: Material, site: Site) -> Iterator[str]:
    """Yield the licence of a model's weights or of a dataset; for everything else that of the descriptions."""
    thing, record = material.thing, material.record
    model = record.model(thing.iri) if record else None
    dataset = record.dataset(thing.iri) if record else None
    told = (model and model.weights_licence) or (dataset and dataset.licence) or ""
    if (
        told
        and told.replace("-", "").replace(".", "").replace("+", "").isalnum()
        and not told.startswith("LicenseRef")
    ):
        yield f"{_SPDX}{told}"
    elif not told and site.licence and thing.kind in (Kind.LINEAGE, Kind.STEP):
        yield site.licence


def _authors(material: Material) -> Iterator[str]:
    record = material.record
    if record is None:
        return
    model = record.model(material.thing.iri)
    agents: Sequence[str] = model.attributed_to if model else ()
    if material.thing.kind is Kind.LINEAGE:
        agents = record.accountable_agents
    yield from (iri for iri in agents if web_link(iri))


def head_links(links: Sequence[Link]) -> list[HeadLink]:
    """Return links for the head of a page; descriptions are alternates of it too."""
    found = [HeadLink(link.relation, link.target, link.media) for link in links]
    return found + [
        HeadLink("alternate", link.target, link.media) for link in links if link.relation == "describedby"
    ]


def header(links: Iterable[Link]) -> str:
    """Return links as the value of the HTTP header `Link` (RFC 8288, section 3): nothing in a target can end it.

    Links to what is no web address are left out, and so are those that would make the header too long.

    Args:
        links: the links, the most important ones first.
    """
    found: list[str] = []
    length = 0
    for link in dict.fromkeys(links):
        if _SCHEME.match(link.target) and not web_link(link.target):
            continue
        media = f'; type="{link.media}"' if link.media else ""
        words = f'<{uri_of(link.target)}>; rel="{link.relation}"{media}'
        length += len(words) + 2
        if length > _LONGEST:
            break
        found.append(words)
    return ", ".join(found)


def link_set(page: str, links: Sequence[Link]) -> dict[str, Any]:
    """Return the links of a page, and those back to it, as a link set in JSON (RFC 9264, section 4.2).

    Args:
        page: the address of the page.
        links: its links.
    """
    context: dict[str, Any] = {"anchor": page}
    for link in links:
        context.setdefault(link.relation, []).append(_target(link.target, link.media))
    back = [
        {"anchor": link.target, "describes": [_target(page, "text/html")]}
        for link in links
        if link.relation == "describedby"
    ]
    return {"linkset": [context, *back]}


def _target(address: str, media: str) -> Mapping[str, str]:
    return {"href": address, "type": media} if media else {"href": address}
