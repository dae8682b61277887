"""How findable, accessible, interoperable and reusable an ontology file is, as far as the file alone can tell.

The criteria are those of FOOPS! (github.com/oeg-upm/fair_ontologies), by its identifiers and with its rules for passing.
"""

from lineage_rdf.terms.fair.assess import Assessment, assess, assess_file
from lineage_rdf.terms.fair.criteria import CRITERIA, Criterion
from lineage_rdf.terms.fair.ontology import Ontology, ontology_of
from lineage_rdf.terms.fair.outcome import Outcome

__all__ = [
    "CRITERIA",
    "Assessment",
    "Criterion",
    "Ontology",
    "Outcome",
    "assess",
    "assess_file",
    "ontology_of",
]
