"""Lineages into stores and out of them, each whole or not at all."""

from lineage_rdf.loading.contents import Held, held_lineages
from lineage_rdf.loading.counts import Counts, Refused
from lineage_rdf.loading.indexing import keep_index, refuse_index
from lineage_rdf.loading.load import load_all
from lineage_rdf.loading.sources import How
from lineage_rdf.loading.unload import unload_all

__all__ = [
    "Counts",
    "Held",
    "How",
    "Refused",
    "held_lineages",
    "keep_index",
    "load_all",
    "refuse_index",
    "unload_all",
]
