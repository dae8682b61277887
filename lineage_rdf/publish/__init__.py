"""Sites of lineages for any web host: every IRI of theirs can be followed, by people and by machines."""

from lineage_rdf.publish.run import Plan, Published, publish

__all__ = ["Plan", "Published", "publish"]
