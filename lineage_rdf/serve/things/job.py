"""The work behind the addresses of things, done in a worker process."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.names import text as name_of
from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.codec.write import write_quads
from lineage_rdf.pages.addresses import Addresses, anchor
from lineage_rdf.pages.linksets import LINKSET_MEDIA, Link, header, link_set, page_links
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.render import render
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.frame import page
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.site import SITE, addresses_of
from lineage_rdf.serve.things.asking import live
from lineage_rdf.serve.things.find import find
from lineage_rdf.serve.things.linking import Linking
from lineage_rdf.site import media
from lineage_rdf.site.frame import HeadLink
from lineage_rdf.site.markup import facts_list, link, text
from lineage_rdf.site.uris import path_as_uri
from lineage_rdf.vocabulary.namespaces import prefixed


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
    links = header(_alternates(path, key))
    if not suffix:
        fix = f"accept one of {', '.join(form.media_type for form in media.DOCUMENTS)}"
        raise Refusal(406, "there is no form of it that the Accept header lets through", fix, {"link": links})
    return Answer(b"", "", (("location", _way(path, f"{key}.{suffix}")), ("link", links)), 303)


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
    addresses = addresses_of(base)
    iri = _found(here, path, path, base)
    material = live(here, judge=False).material(iri)
    if material is None:
        raise _nothing()
    found = link_set(addresses.absolute(addresses.key(iri), ".html"), _links(material, addresses))
    return Answer(json.dumps(found, ensure_ascii=False, indent=1).encode(), LINKSET_MEDIA)


def _page(here: Opened, iri: str, base: str) -> Answer:
    addresses = addresses_of(base)
    material = live(here).material(iri)
    if material is not None:
        links = (("link", header(_links(material, addresses))),)
        return Answer(render(material, addresses, SITE).encode(), media.HTML.media_type, links)
    owner = live(here).owner(iri)
    if owner:
        way = _way(addresses.key(iri), f"{addresses.key(owner)}.html")
        return Answer(b"", "", (("location", f"{way}#{anchor(iri)}"),), 303)
    return _other_page(here, iri, base)


def _links(material: Material, addresses: Addresses) -> list[Link]:
    return page_links(material, addresses, SITE, linkset=True)


def _other_page(here: Opened, iri: str, base: str) -> Answer:
    """Return the page of what is no thing or part of a lineage: what the store says of it, and no more."""
    quads = live(here).statements(iri)
    key = addresses_of(base).key(iri)
    terms = [term for quad in quads for term in (quad.predicate, quad.object)]
    linking = Linking.of(here, [term for term in terms if isinstance(term, NamedNode)], key, base)
    alternates = _alternates(key, key)[1:]
    body = [f"<h1>{text(iri)}</h1>", facts_list(_rows(quads, linking))]
    heads = [HeadLink(one.relation, one.target, one.media) for one in alternates]
    content = page(key, iri, f"What is said of {iri}", body, links=heads)
    return Answer(content, media.HTML.media_type, (("link", header(alternates)),))


def _rows(quads: list[Quad], linking: Linking) -> Iterator[tuple[str, str]]:
    for quad in quads:
        iri = quad.object.value if isinstance(quad.object, NamedNode) else ""
        target = linking.address(iri) if iri else ""
        words = prefixed(iri) if iri else name_of(quad.object)
        yield prefixed(quad.predicate.value), link(target, words) if target else text(words)


def _data(here: Opened, iri: str, form: media.Form, base: str) -> Answer:
    written = write_quads(live(here).statements(iri), syntax_of(form.name))
    if written.lost:
        raise Refusal(406, "; ".join(written.lost), "ask for another form, such as Turtle")
    key = addresses_of(base).key(iri)
    links = [Link("describes", _way(key, f"{key}.html"), media.HTML.media_type), *_alternates(key, key)]
    return Answer(written.text.encode(), form.media_type, (("link", header(links)),))


def _alternates(here: str, key: str) -> list[Link]:
    """Return links from an address to the documents of a key, the page first."""
    return [
        Link("alternate", _way(here, f"{key}.{form.suffix}"), form.media_type) for form in media.DOCUMENTS
    ]


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
    return path_as_uri(way if way.startswith("../") else f"./{way}")
