"""Places of data that are asked in SPARQL: stores on disk, and SPARQL 1.1 servers."""

from lineage_rdf.store.canary import Canary, canary
from lineage_rdf.store.interface import Row, Store, Term
from lineage_rdf.store.open import open_store

__all__ = ["Canary", "Row", "Store", "Term", "canary", "open_store"]
