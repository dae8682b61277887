"""What follows from lineages by the vocabulary: fixed rules as SPARQL updates, and OWL-RL as the reference."""

from lineage_rdf.transform.inference.axioms import USUAL, Axioms, Rule, axioms_of, core_ontology
from lineage_rdf.transform.inference.in_store import (
    InStore,
    infer_in_store,
    lineage_graphs,
    remove_inferred,
    statements,
)
from lineage_rdf.transform.inference.infer import ACROSS, MOST, Inferred, infer
from lineage_rdf.transform.inference.owl_rl import owl_rl
from lineage_rdf.transform.inference.updates import too_many

__all__ = [
    "ACROSS",
    "MOST",
    "USUAL",
    "Axioms",
    "InStore",
    "Inferred",
    "Rule",
    "axioms_of",
    "core_ontology",
    "infer",
    "infer_in_store",
    "lineage_graphs",
    "owl_rl",
    "remove_inferred",
    "statements",
    "too_many",
]
