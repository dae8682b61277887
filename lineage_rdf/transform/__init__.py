"""Lineages and other RDF turned into something else: their difference, canonical form, union, one form, and what follows."""

from lineage_rdf.transform.canon import canonical, canonical_hash
from lineage_rdf.transform.diff import diff
from lineage_rdf.transform.difference import Change, Difference, Value
from lineage_rdf.transform.inference import Inferred, Rule, infer, owl_rl
from lineage_rdf.transform.many import diff_all
from lineage_rdf.transform.merge import Merged, Source, merge
from lineage_rdf.transform.normalise import Normalised, normalise
from lineage_rdf.transform.statements import StatementDifference, statement_difference

__all__ = [
    "Change",
    "Difference",
    "Inferred",
    "Merged",
    "Normalised",
    "Rule",
    "Source",
    "StatementDifference",
    "Value",
    "canonical",
    "canonical_hash",
    "diff",
    "diff_all",
    "infer",
    "merge",
    "normalise",
    "owl_rl",
    "statement_difference",
]
