"""The SHACL engine: shapes compiled to SPARQL queries, each of which finds every violation of one constraint at once."""

from lineage_rdf.check.compiled.engine import validate, validate_many

__all__ = ["validate", "validate_many"]
