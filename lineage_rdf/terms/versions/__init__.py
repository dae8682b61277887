"""What changed between two versions of a vocabulary, and what that means for those who use it."""

from lineage_rdf.terms.versions.compare import compare
from lineage_rdf.terms.versions.difference import Change, Impact, TermChange, VersionDifference, What
from lineage_rdf.terms.versions.places import read_version
from lineage_rdf.terms.versions.step import Step
from lineage_rdf.terms.versions.vocabulary import Vocabulary, vocabulary_of

__all__ = [
    "Change",
    "Impact",
    "Step",
    "TermChange",
    "VersionDifference",
    "Vocabulary",
    "What",
    "compare",
    "read_version",
    "vocabulary_of",
]
