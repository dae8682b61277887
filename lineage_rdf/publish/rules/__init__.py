"""How web servers answer for a published site: each IRI leads to its page or its statements, whichever is asked for."""

from lineage_rdf.publish.rules.files import rule_files
from lineage_rdf.publish.rules.place import Place

__all__ = ["Place", "rule_files"]
