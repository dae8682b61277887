"""The pages of lineages, and what machines find beside them.

Two passes over lineages make a site of files: the first adds each to an `Index`, the second asks for the `materials` of its
pages. A server asks `Live` for the material of one page.

Example:
    >>> index = Index()
    >>> for quads in lineages:                                              # doctest: +SKIP
    ...     index.add(divide(quads))
    >>> addresses = Addresses("https://example.org/")
    >>> for quads, verdict in zip(lineages, verdicts(lineages)):            # doctest: +SKIP
    ...     for material in materials(divide(quads), index, verdict):
    ...         html = render(material, addresses)        # at addresses.key(material.thing.iri) + ".html"
    ...         turtle = write_turtle(material.quads)     # what the RDF documents of the page hold
    >>> for material in term_materials(index):                              # doctest: +SKIP
    ...     html = render(material, addresses)

Beside them stand `home`, `list_pages` of each kind, the scripts of the search (`row` of each model, `shards`), and `assets`.
"""

from lineage_rdf.pages.addresses import HOME, RESERVED, Addresses, anchor, clashing
from lineage_rdf.pages.assets import assets
from lineage_rdf.pages.description import Dump, Whole, description, service, whole_data
from lineage_rdf.pages.gather import materials, term_material, term_materials
from lineage_rdf.pages.home import home
from lineage_rdf.pages.index import Index
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
from lineage_rdf.pages.site import FORMS, MENU, Form, Page, Site, document
from lineage_rdf.pages.things import Division, Kind, Thing, divide
from lineage_rdf.pages.verdicts import Verdict, verdicts

__all__ = [
    "FORMS",
    "HOME",
    "LINKSET_ENDING",
    "LINKSET_MEDIA",
    "LISTS",
    "MENU",
    "RESERVED",
    "Addresses",
    "Division",
    "Dump",
    "Form",
    "Index",
    "Kind",
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
    "materials",
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
    "term_materials",
    "verdicts",
    "whole_data",
]
