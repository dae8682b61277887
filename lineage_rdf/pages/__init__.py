"""The pages of lineages, and what machines find beside them.

Two passes over lineages make a site: the first adds each to an `Index`, the second asks for the `materials` of its pages.

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
"""

from lineage_rdf.pages.addresses import HOME, Addresses, anchor, clashing
from lineage_rdf.pages.gather import materials, term_material, term_materials
from lineage_rdf.pages.index import Index
from lineage_rdf.pages.material import Limits, Material, Relative, Some, Use
from lineage_rdf.pages.render import render
from lineage_rdf.pages.site import FORMS, Form, Site
from lineage_rdf.pages.things import Division, Kind, Thing, divide
from lineage_rdf.pages.verdicts import Verdict, verdicts

__all__ = [
    "FORMS",
    "HOME",
    "Addresses",
    "Division",
    "Form",
    "Index",
    "Kind",
    "Limits",
    "Material",
    "Relative",
    "Site",
    "Some",
    "Thing",
    "Use",
    "Verdict",
    "anchor",
    "clashing",
    "divide",
    "materials",
    "render",
    "term_material",
    "term_materials",
    "verdicts",
]
