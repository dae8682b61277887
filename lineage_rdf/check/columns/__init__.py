"""The compiled shapes evaluated over columns of integers: the same results, for much data many times as fast.

One lineage has a few hundred statements, and its queries run on a store within milliseconds. A hub has millions: there it is
cheaper to number the terms once and to judge every constraint over whole columns. What columns cannot judge, queries of users
above all, is left to the queries, on the statements that they ask for.
"""

from lineage_rdf.check.columns.graphs import Graphs
from lineage_rdf.check.columns.run import find

__all__ = ["Graphs", "find"]
