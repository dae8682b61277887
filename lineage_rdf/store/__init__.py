"""Places of data that are asked and written in SPARQL: stores on disk, and SPARQL 1.1 servers."""

from lineage_rdf.store.canary import Canary, canary
from lineage_rdf.store.interface import Row, Store, Term, Writer
from lineage_rdf.store.open import open_store, open_writer

__all__ = ["Canary", "Row", "Store", "Term", "Writer", "canary", "open_store", "open_writer"]
