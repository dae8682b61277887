"""The documentation of the vocabulary as HTML: a page for the ontology, one for each scheme, and the RDF files beside them."""

from lineage_rdf.terms.docs.site import site as site
from lineage_rdf.terms.docs.writing import write_site as write_site
