"""Claims and the identity of the things they are about."""

from lineage_rdf.claims.claim import Claim, Problem, Source, Trust
from lineage_rdf.claims.values import (
    CodeMention,
    DatasetMention,
    MergeMention,
    ModelReference,
    ResultMention,
    ReviewMention,
    Undisclosed,
    Value,
)

__all__ = [
    "Claim",
    "CodeMention",
    "DatasetMention",
    "MergeMention",
    "ModelReference",
    "Problem",
    "ResultMention",
    "ReviewMention",
    "Source",
    "Trust",
    "Undisclosed",
    "Value",
]
