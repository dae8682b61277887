"""Reads Hugging Face model cards.

A card is read in four layers of falling trust: front matter, configurations embedded in the body, sentences and lists of
the body, tags. HTML comments, code and tables of other models are not lineage.
"""

from lineage_rdf.sources.model_card.reader import READER

__all__ = ["READER"]
