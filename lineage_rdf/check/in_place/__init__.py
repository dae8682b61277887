"""Checks data where they lie: in a store on disk or behind a SPARQL 1.1 endpoint, of which only the violations are fetched.

The queries are those that check files, in the form that stores of somebody else take (see `compiled.scope.Scope`). Every
named graph is checked by itself. What differs from checking the same statements as a file:

* literals are judged as the store gives them (Oxigraph turns `5.0` into `5`, and `xsd:long` into `xsd:integer`);
* queries of users over values of several kinds are answered by the store as it sees fit (see `compiled.doubts`);
* blank nodes behind an endpoint have no name from one query to the next, so one node may stand in several findings.
"""

from lineage_rdf.check.in_place.check import StoreRun, check_store

__all__ = ["StoreRun", "check_store"]
