"""Many models at once: tables of cards and folders of model folders into one file of lineages."""

from lineage_rdf.bulk.columns import parse_map
from lineage_rdf.bulk.inputs import Input, open_inputs
from lineage_rdf.bulk.many import RowRead, read_many
from lineage_rdf.bulk.one import How
from lineage_rdf.bulk.pool import usable_cores
from lineage_rdf.bulk.run import read_bulk
from lineage_rdf.bulk.summary import Summary

__all__ = [
    "How",
    "Input",
    "RowRead",
    "Summary",
    "open_inputs",
    "parse_map",
    "read_bulk",
    "read_many",
    "usable_cores",
]
