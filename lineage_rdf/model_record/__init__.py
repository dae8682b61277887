"""CASRAI's minimum metadata for a model record: eleven fields, made from a lineage, and to and from model cards.

The field names are those of CASRAI's page for implementers
(https://casrai.org/dictionary/domain/ai-ml-research-outputs/implement). CASRAI gives no types; those of
`model-record.schema.json` are ours. `crosswalk.csv` tells where each field stands in the vocabulary and in a model card.
"""

from lineage_rdf.model_record.from_lineage import model_record
from lineage_rdf.model_record.read import read_model_record
from lineage_rdf.model_record.record import FIELDS, Compute, Metric, ModelRecord
from lineage_rdf.model_record.to_card import card_text

__all__ = ["FIELDS", "Compute", "Metric", "ModelRecord", "card_text", "model_record", "read_model_record"]
