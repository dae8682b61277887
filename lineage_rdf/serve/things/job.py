"""The work behind the addresses of things, done in a worker process."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote

from lineage_rdf.codec.write import write_quads
from lineage_rdf.pages.addresses import Addresses, anchor
from lineage_rdf.pages.linksets import LINKSET_MEDIA, link_set, page_links
from lineage_rdf.pages.linksets import Link as PageLink
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.render import render
from lineage_rdf.serve import media
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.links import Link, link_header
from lineage_rdf.serve.site import SITE, addresses_of
from lineage_rdf.serve.things.find import find
from lineage_rdf.serve.things.gather import gather, statements

_KEPT: Final = "-._~!$&'()*+,;=:@/"


def lead(here: Opened, path: str, written: str, base: str, suffix: str) -> Answer:
    """Lead from the IRI of a thing to a document about it (303, W3C Cool URIs for the Semantic Web).

    Args:
        here: what is open.
        path: see `find`.
        written: see `find`.
        base: see `find`.
        suffix: of the form that the client takes; empty if it takes none of those there are.

    Raises:
        Refusal: with status 404 if the store does not describe it, 406 if the client takes no form of it.
    """
    key = addresses_of(base).key(_found(here, path, written, base))
    forms = media.DOCUMENTS
    ways = {form.suffix: _way(path, f"{key}.{form.suffix}") for form in forms}
    links = link_header(Link(ways[form.suffix], "alternate", form.media_type) for form in forms)
    if not suffix:
        fix = f"accept one of {', '.join(form.media_type for form in forms)}"
        raise Refusal(406, "there is no form of it that the Accept header lets through", fix, {"link": links})
    return Answer(b"", "", (("location", ways[suffix]), ("link", links)), 303)


def document(here: Opened, path: str, name: str, base: str) -> Answer:
    """Return a document about a thing; the page of a part is that of the thing it belongs to.

    Args:
        here: what is open.
        path: the path of the document without its suffix.
        name: the name of its form.
        base: the address of the server, without a slash at its end.

    Raises:
        Refusal: if there is none, or the form cannot hold what it says.
    """
    iri = _found(here, path, path, base)
    form = next(form for form in media.DOCUMENTS if form.name == name)
    if addresses_of(base).key(iri) != path:
        return lead(here, path, path, base, form.suffix)
    return _page(here, iri, base) if form is media.HTML else _data(here, iri, form, base)


def link_document(here: Opened, path: str, base: str) -> Answer:
    """Return the link set of a page (RFC 9264).

    Args:
        here: what is open.
        path: the path of the page without its suffix.
        base: the address of the server, without a slash at its end.

    Raises:
        Refusal: if there is no such page.
    """
    iri = _found(here, path, path, base)
    gathered = gather(here, iri)
    if gathered is None or gathered.part:
        raise _nothing()
    addresses = addresses_of(base)
    page = addresses.absolute(addresses.key(iri), ".html")
    found = link_set(page, _links(gathered.material, addresses))
    return Answer(json.dumps(found, ensure_ascii=False, indent=1).encode(), LINKSET_MEDIA)


def _page(here: Opened, iri: str, base: str) -> Answer:
    gathered = gather(here, iri)
    if gathered is None:
        raise _nothing()
    addresses, thing = addresses_of(base), gathered.material.thing
    if gathered.part:
        way = _way(addresses.key(iri), f"{addresses.key(thing.iri)}.html")
        return Answer(b"", "", (("location", f"{way}#{anchor(iri)}"),), 303)
    links = _links(gathered.material, addresses)
    header = link_header(Link(link.target, link.relation, link.media) for link in links)
    body = render(gathered.material, addresses, SITE).encode()
    return Answer(body, media.HTML.media_type, (("link", header),))


def _links(material: Material, addresses: Addresses) -> list[PageLink]:
    return page_links(material, addresses, SITE, linkset=True)


def _data(here: Opened, iri: str, form: media.Form, base: str) -> Answer:
    written = write_quads(statements(here, iri), media.syntax(form))
    if written.lost:
        raise Refusal(406, "; ".join(written.lost), "ask for another form, such as Turtle")
    key = addresses_of(base).key(iri)
    links = [Link(_way(key, f"{key}.html"), "describes", media.HTML.media_type)]
    links += [Link(_way(key, f"{key}.{one.suffix}"), "alternate", one.media_type) for one in media.DOCUMENTS]
    return Answer(written.text.encode(), form.media_type, (("link", link_header(links)),))


def _found(here: Opened, path: str, written: str, base: str) -> str:
    iri = find(here, path, written, base)
    if not iri:
        raise _nothing()
    return iri


def _nothing() -> Refusal:
    return Refusal(404, "there is nothing at this address, or the store says nothing of it")


def _way(path: str, target: str) -> str:
    """Return the way from an address to another one of this server, wherever its root is."""
    here, there = path.split("/")[:-1], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    way = "../" * (len(here) - same) + "/".join(there[same:])
    # A colon in the first part would make a scheme of it (RFC 3986, 4.2).
    return quote(way if way.startswith("../") else f"./{way}", safe=_KEPT)
