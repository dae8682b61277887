"""Changes to files that people edit: lineage.yaml and the model card. What is not meant to change stays byte for byte."""

from lineage_rdf.editing.card import card_diff, card_front_matter, lineage_section, updated_card
from lineage_rdf.editing.lineage_yaml import MissingFact, write_missing

__all__ = [
    "MissingFact",
    "card_diff",
    "card_front_matter",
    "lineage_section",
    "updated_card",
    "write_missing",
]
