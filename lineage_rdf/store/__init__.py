"""Places of data that are asked in SPARQL: stores on disk, and SPARQL 1.1 servers."""

from lineage_rdf.store.interface import Row, Store, Term

__all__ = ["Row", "Store", "Term"]
