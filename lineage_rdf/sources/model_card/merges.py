"""Reads what a card says of a merge in words; a configuration in the card, where there is one, says it better."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.claims import ModelReference
from lineage_rdf.sources.model_card.card import MERGING, Card
from lineage_rdf.sources.model_card.mentions import LINK, model_at
from lineage_rdf.sources.model_card.subjects import subject_reason

_METHOD: Final = re.compile(r"merged using the ([^\n]{2,200}?) merge method", re.IGNORECASE)
_BASE: Final = re.compile(r"merge method using ([^\n]{2,200}?) as (?:a|the) base", re.IGNORECASE)
_OF: Final = re.compile(
    r"\bmerge of (?:the following (?:models|base models)|pre-?trained language models)", re.IGNORECASE
)
_LIST_HEADINGS: Final = ("### models merged", "merge of the following models")
_ITEM: Final = re.compile(r"[ \t]*[-*+][ \t]+(?=\[|`|[\w.-]+/|[/~]|[A-Za-z]:[\\/])")
_LAYERS: Final = re.compile(
    r"\b(?:result of|made by|created by|built by|obtained by|by) (?:interleaving|stacking|alternating|duplicating)"
    r" (?:the )?layers (?:of|from) ",
    re.IGNORECASE,
)
_LINE_END: Final = re.compile(r"\.(?=\s)|\n|\Z")
_LINK_TARGET: Final = re.compile(r"\]\([^)\n]*\)")
MAX_MODELS: Final = 60


def read_merge(card: Card) -> None:
    """Add method, base and parts of a merge that the body describes in words."""
    if " layers " in card.lower and not card.has_config:
        _read_layers(card)
    if "merge" not in card.lower:
        return
    method = _METHOD.search(card.prose) if "merged using the" in card.lower else None
    of = _OF.search(card.prose) if "merge of" in card.lower else None
    if method or of:
        card.note_at(MERGING, (method or of).start(), "merge-sentence")  # type: ignore[union-attr]
    if card.has_config:
        return
    if method:
        _read_method(card, method)
    for heading in _LIST_HEADINGS:
        at = card.lower.find(heading)
        if at >= 0:
            _read_models(card, at)
            return


def _read_layers(card: Card) -> None:
    """Read that a model was put together from layers of others, or of one model alone."""
    match = _LAYERS.search(card.prose)
    if match is None or subject_reason(card, match.start()) is None:
        return
    end = _LINE_END.search(card.prose, match.end())
    links = list(LINK.finditer(card.prose, match.end(), end.start() if end else len(card.prose)))
    models = [model for link in links if (model := model_at(card.prose, link.start())[0]) is not None]
    if models:
        card.note_at(MERGING, match.start(), "layers-of")
    for model in models:
        _say_part(card, model, match.start())


def _read_method(card: Card, match: re.Match[str]) -> None:
    from lineage_rdf.vocabulary.schemes import lookup

    words = " ".join(_LINK_TARGET.sub("", match[1]).replace("[", " ").replace("*", " ").split())
    notation = lookup("merge-method", words)
    if notation:
        card.say("merge-method", notation, match.start(), "merge-method")
    else:
        card.say("method", words, match.start(), "merge-method")
    base = _BASE.search(card.prose, match.start())
    model = model_at(card.prose, base.start(1))[0] if base else None
    if model is not None and base is not None:
        card.say("merge-base", model, base.start(), "merge-base")


def _read_models(card: Card, at: int) -> None:
    """Read the list of models below a heading or sentence."""
    text = card.prose
    start = text.find("\n", at) + 1
    for _ in range(MAX_MODELS if start else 0):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        item = _ITEM.match(text, start, end)
        if item:
            model, _ = model_at(text, item.end())
            if model is not None:
                _say_part(card, model, start)
        elif text[start:end].lstrip().startswith(("#", "|", "```")):
            return
        start = end + 1
        if start >= len(text):
            return


def _say_part(card: Card, model: ModelReference, at: int) -> None:
    card.say("base-model", model, at, "models-merged")
    if model.raw not in card.bases:
        card.bases.append(model.raw)
