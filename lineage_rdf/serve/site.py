"""What the pages of a server have in common with those of a published site, and what only a server has."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lineage_rdf.pages.addresses import HOME, Addresses
from lineage_rdf.pages.lists import LISTS, list_key
from lineage_rdf.pages.site import Site
from lineage_rdf.pages.things import Kind
from lineage_rdf.site.media import RDF

QUESTIONS: Final = "query"
SPARQL: Final = "sparql"
EDITOR: Final = ("yasgui.min.js", "yasgui.min.css")  # the editor of queries, where it was bundled
LISTED: Final = (Kind.MODEL, Kind.DATASET, Kind.AGENT, Kind.LINEAGE)
SITE: Final = Site(
    menu=(
        (HOME, "Overview"),
        *((list_key(kind), LISTS[kind][1]) for kind in LISTED),
        (QUESTIONS, "Questions"),
        (SPARQL, "SPARQL"),
    ),
    forms=RDF,
    catalogue=QUESTIONS,
    foot=(("void.ttl", "About these data"), ("openapi.json", "OpenAPI")),
)


@lru_cache(maxsize=64)
def addresses_of(base: str) -> Addresses:
    """Return where the pages of a server stand; links lead to the IRIs themselves, from which the server leads on.

    Args:
        base: the address of the server, without a slash at its end.
    """
    return Addresses(base=f"{base}/", root=f"{base}/", ending="")
