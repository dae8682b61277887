"""The SHACL engine: shapes compiled to SPARQL queries, each of which finds every violation of one constraint at once.

Where it and pySHACL differ, it follows the W3C's recommendation and test suite:

* values that SPARQL cannot compare violate a bound (pySHACL compares what Python makes of them, or stops);
* an ASK validator reports the value node for property shapes too;
* unknown terms of SHACL, recursive shapes and regular expressions with look-around are refused.
"""
