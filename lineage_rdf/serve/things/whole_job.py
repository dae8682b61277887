"""The work behind the first page, the lists, and what tells machines of the whole; done in a worker process."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from pyoxigraph import Literal

from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.codec.write import write_quads
from lineage_rdf.pages.description import Whole, description, whole_data
from lineage_rdf.pages.linksets import Link, header
from lineage_rdf.pages.lists import LISTS
from lineage_rdf.pages.sitemap import MOST, sitemap, sitemap_index
from lineage_rdf.pages.things import Kind
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.frame import page
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.site import SITE, addresses_of
from lineage_rdf.serve.things.asking import live, whole
from lineage_rdf.serve.things.lists import ON_A_PAGE, Search, first_page, list_page
from lineage_rdf.site import media
from lineage_rdf.site.frame import HeadLink

_MAPPED: Final = (Kind.LINEAGE, Kind.MODEL, Kind.DATASET, Kind.AGENT, Kind.STEP)
_XML: Final = "application/xml"


@frozen
class Place:
    """Where a server is.

    Args:
        base: its address, without a slash at its end.
        updates: whether its endpoint takes updates.
        union: whether its default graph is the union of all graphs.
    """

    base: str
    updates: bool = False
    union: bool = True


def first(here: Opened, place: Place) -> Answer:
    """Return the first page.

    Args:
        here: what is open.
        place: where the server is.
    """
    counts = live(here).counts()
    links = _describing("./")
    heads = [HeadLink(one.relation, one.target, one.media) for one in links]
    data = whole_data(_described(place, counts))
    body = page("", "", SITE.summary, first_page(counts), links=heads, data=data)
    return Answer(body, media.HTML.media_type, (("link", header(links)),))


def _describing(root: str) -> list[Link]:
    forms = (Link("describedby", f"{root}void.{form.suffix}", form.media_type) for form in media.RDF)
    return [*forms, Link("service-desc", f"{root}openapi.json", "application/openapi+json")]


def listed(here: Opened, search: Search, base: str) -> Answer:
    """Return the page of a list.

    Args:
        here: what is open.
        search: what is looked for.
        base: the address of the server, without a slash at its end.
    """
    found = live(here).listed(search.kind, search.offset, ON_A_PAGE + 1, search.where())
    name, title, _ = LISTS[search.kind]
    body = list_page(search, found, addresses_of(base))
    return Answer(page(f"list/{name}", title, f"All {title.lower()}", body), media.HTML.media_type)


def about(here: Opened, place: Place, name: str) -> Answer:
    """Return the description of the whole: VoID, DCAT, and SPARQL 1.1 Service Description.

    Args:
        here: what is open.
        place: where the server is.
        name: the name of a form of RDF.
    """
    form = next(form for form in media.RDF if form.name == name)
    gathers = live(here)
    query = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"
    numbers = (row["count"] for row in whole(here).select(query))
    triples = next((int(number.value) for number in numbers if isinstance(number, Literal)), 0)
    examples = gathers.iris(Kind.LINEAGE, 0, 3)
    told = _described(place, gathers.counts(), triples, tuple(examples))
    links = (("link", header([Link("describes", f"{place.base}/", media.HTML.media_type)])),)
    return Answer(write_quads(description(told), syntax_of(form.name)).text.encode(), form.media_type, links)


def _described(
    place: Place, counts: dict[Kind, int], triples: int | None = None, examples: tuple[str, ...] = ()
) -> Whole:
    root = f"{place.base}/"
    return Whole(
        address=root,
        title=SITE.title,
        summary=SITE.summary,
        counts=counts,
        triples=triples,
        base=root,
        examples=examples,
        endpoint=f"{root}sparql",
        updates=place.updates,
        union=place.union,
    )


def map_index(here: Opened, base: str) -> Answer:
    """Return the index of the maps of all pages.

    Args:
        here: what is open.
        base: the address of the server, without a slash at its end.
    """
    counts = live(here).counts()
    names = [
        f"{base}/sitemaps/{kind}-{number}.xml"
        for kind in _MAPPED
        for number in range(1, -(-counts.get(kind, 0) // MOST) + 1)
    ]
    return Answer(sitemap_index(names), _XML)


def map_part(here: Opened, kind: str, number: int, base: str) -> Answer:
    """Return a map of pages.

    Args:
        here: what is open.
        kind: a kind of things.
        number: which part of its pages, from 1.
        base: the address of the server, without a slash at its end.

    Raises:
        Refusal: with status 404, if there is no such map.
    """
    known = {str(one): one for one in _MAPPED}
    iris = live(here).iris(known[kind], (number - 1) * MOST, MOST) if kind in known else []
    if not iris:
        raise Refusal(404, "there is no such map")
    addresses = addresses_of(base)
    return Answer(sitemap(addresses.absolute(addresses.key(iri), ".html") for iri in iris), _XML)
