"""What the pages of a server have in common with those of a published site, and what only a server has."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lineage_rdf.pages.addresses import HOME, Addresses
from lineage_rdf.pages.site import Site
from lineage_rdf.site.media import RDF

QUESTIONS: Final = "query"
SPARQL: Final = "sparql"
LISTS: Final = (
    ("models", "Models"),
    ("datasets", "Datasets"),
    ("agents", "Makers"),
    ("lineages", "Lineages"),
)
SITE: Final = Site(
    menu=(
        (HOME, "Overview"),
        *((f"list/{name}", words) for name, words in LISTS),
        (QUESTIONS, "Questions"),
        (SPARQL, "SPARQL"),
    ),
    forms=RDF,
    catalogue=QUESTIONS,
)


@lru_cache(maxsize=64)
def addresses_of(base: str) -> Addresses:
    """Return where the pages of a server stand; links lead to the IRIs themselves, from which the server leads on.

    Args:
        base: the address of the server, without a slash at its end.
    """
    return Addresses(base=f"{base}/", root=f"{base}/", ending="")
