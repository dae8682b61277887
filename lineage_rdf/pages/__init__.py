"""The pages of lineages, and what machines find beside them.

Every lineage is divided into things (`divide`). The `material` of the page of a thing comes from the lineage that tells most
about it, with what is `Known` across lineages; a server asks `Live` for it. `render` makes the page, and the statements of the
material are what its RDF documents hold.

Example:
    >>> division = divide(quads)                                            # doctest: +SKIP
    >>> found = material(thing, division, known, verdict)                   # doctest: +SKIP
    >>> addresses = Addresses("https://example.org/")
    >>> html = render(found, addresses)           # doctest: +SKIP
    >>> place = addresses.key(thing.iri) + ".html"                          # doctest: +SKIP

Beside them stand `home`, `list_pages` of each kind, the scripts of the search (`row` of each model, `shards`), and `assets`.
"""

from lineage_rdf.pages.addresses import HOME, RESERVED, Addresses, anchor, clashing
from lineage_rdf.pages.assets import assets
from lineage_rdf.pages.description import Dump, Whole, description, service, whole_data
from lineage_rdf.pages.gather import Known, material, term_material
from lineage_rdf.pages.home import home
from lineage_rdf.pages.linksets import (
    LINKSET_ENDING,
    LINKSET_MEDIA,
    Link,
    head_links,
    header,
    link_set,
    page_links,
)
from lineage_rdf.pages.lists import LISTS, list_key, list_page, list_pages, page_size
from lineage_rdf.pages.live import Live
from lineage_rdf.pages.material import Limits, Material, Relative, Some, Use
from lineage_rdf.pages.render import render, summary_of
from lineage_rdf.pages.search import Row, row, shard_count, shard_path, shards
from lineage_rdf.pages.site import MENU, Page, Site, document
from lineage_rdf.pages.things import Division, Kind, Thing, divide
from lineage_rdf.pages.verdicts import Verdict, verdicts

__all__ = [
    "HOME",
    "LINKSET_ENDING",
    "LINKSET_MEDIA",
    "LISTS",
    "MENU",
    "RESERVED",
    "Addresses",
    "Division",
    "Dump",
    "Kind",
    "Known",
    "Limits",
    "Link",
    "Live",
    "Material",
    "Page",
    "Relative",
    "Row",
    "Site",
    "Some",
    "Thing",
    "Use",
    "Verdict",
    "Whole",
    "anchor",
    "assets",
    "clashing",
    "description",
    "divide",
    "document",
    "head_links",
    "header",
    "home",
    "link_set",
    "list_key",
    "list_page",
    "list_pages",
    "material",
    "page_links",
    "page_size",
    "render",
    "row",
    "service",
    "shard_count",
    "shard_path",
    "shards",
    "summary_of",
    "term_material",
    "verdicts",
    "whole_data",
]
