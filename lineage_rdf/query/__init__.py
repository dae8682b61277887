"""Questions about lineages, asked in SPARQL 1.1 of the union of all lineage graphs of a place.

The catalogue holds questions with typed parameters; a question of one's own is a SELECT, ASK or CONSTRUCT query.

Example:
    >>> from lineage_rdf.query import open_place, run_query
    >>> with open_place("hub") as store:                                    # doctest: +SKIP
    ...     found = run_query(store, "descendants", {"model": "mistralai/Mistral-7B-v0.1"})
    ...     print(found.columns, len(found.rows))
"""

from lineage_rdf.query.catalogue_files import catalogue, entry
from lineage_rdf.query.entry import Entry, Parameter
from lineage_rdf.query.index.make import make_index
from lineage_rdf.query.own import ask_own
from lineage_rdf.query.place import in_memory, open_place
from lineage_rdf.query.results import Results, Statements
from lineage_rdf.query.run import explain_query, run_query

__all__ = [
    "Entry",
    "Parameter",
    "Results",
    "Statements",
    "ask_own",
    "catalogue",
    "entry",
    "explain_query",
    "in_memory",
    "make_index",
    "open_place",
    "run_query",
]
