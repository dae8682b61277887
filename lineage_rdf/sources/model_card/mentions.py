"""Reads models and datasets as sentences name them: a link, an identifier, or a few words."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.claims.private import holds_address
from lineage_rdf.sources.model_card.placeholders import is_placeholder

_LEAD: Final = re.compile(
    r"(?:(?:the|an?|our|official|original|base|pre-?trained)(?=\s)|[\s*_`\"'“])+(?=\S)", re.IGNORECASE
)
LINK: Final = re.compile(r"\[([^\]\n]{0,300})\]\(\s*([^)\s]{0,600})[^)\n]{0,200}\)")
_HUB: Final = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:huggingface\.co|hf\.co)/(datasets/)?([^?#\s]*)", re.IGNORECASE
)
_REPOSITORY: Final = re.compile(
    r"([\w.-]+/[\w.-]+|[\w.-]+)(?:/(?:tree|blob|resolve|commit)/([\w.-]+)(?:/.*)?)?/?$"
)
_NOT_MODELS: Final = frozenset(
    {"spaces", "docs", "papers", "blog", "collections", "models", "datasets", "join", "tasks", "learn"}
)
_TOKEN: Final = re.compile(r"(?:[A-Za-z]:[\\/]|[~.]{0,2}/)?\w[\w.\-/\\+:]*")
_LONGEST_HOST: Final = 300
_VERSION: Final = re.compile(r"[ ](?:v?\d[\w.]*|[A-Z][\w.-]*\d[\w.-]*)")
_PATH: Final = re.compile(r"[~.]{0,2}[/\\]|[A-Za-z]:[\\/]")


def hub_id(url: str, *, dataset: bool = False) -> tuple[str, str | None] | None:
    """Return repository and revision of a Hub address; None for any other address.

    Args:
        url: an address as it stands in a link.
        dataset: whether a dataset is looked for rather than a model.
    """
    match = _HUB.match(url)
    if match is None or bool(match[1]) != dataset:
        return None
    found = _REPOSITORY.match(match[2])
    if found is None or found[1].split("/")[0] in _NOT_MODELS or is_placeholder(found[1]):
        return None
    revision = found[2] if found[2] not in (None, "main") else None
    return found[1], revision


def is_path(raw: str) -> bool:
    """Return whether a name is a place on a disk rather than a repository."""
    if "://" in raw:
        return raw.startswith("file:")
    return bool(_PATH.match(raw)) or "\\" in raw or raw.strip("/").count("/") > 1


def model_at(text: str, start: int) -> tuple[ModelReference | None, int]:
    """Return the model named at an offset and the offset behind the name; None if no model is named there."""
    lead = _LEAD.match(text, start)
    at = lead.end() if lead else start
    link = LINK.match(text, at)
    if link:
        return _linked(link[1], link[2]), link.end()
    token = _TOKEN.match(text, at)
    if token is None or _in_address(text, at, token.end()):
        return None, at
    raw = token[0].rstrip(".,:;-/")
    end = at + len(raw)
    if not (
        any(sign.isdigit() or sign in "/-_" for sign in raw)
        or (raw[0].isupper() and _VERSION.match(text, end))
    ):
        return None, end
    more = _VERSION.match(text, end) if "/" not in raw else None
    if more and raw[0].isupper():
        raw, end = raw + more[0].rstrip("."), end + len(more[0].rstrip("."))
    return (None if is_placeholder(raw) else ModelReference(raw)), end


def _in_address(text: str, start: int, end: int) -> bool:
    """Say whether a name goes on as an e-mail address or a login, of which nothing must be told."""
    return text.startswith("@", end) and holds_address(text[start : end + _LONGEST_HOST].split()[0])


def _linked(label: str, url: str) -> ModelReference | None:
    """Return the model of a link: the repository it leads to, else its label if that is a name."""
    words = label.strip().strip("*`_ ")
    if is_placeholder(words):
        return None
    found = hub_id(url) if not is_path(words) else None
    if found:
        repository, revision = found
        return ModelReference(
            repository, revision=revision, name=None if words == repository else words or None
        )
    return ModelReference(words) if re.search(r"[\d/_-]", words) and words.count(" ") < 5 else None


def dataset_mentions(phrase: str) -> list[DatasetMention]:
    """Return the datasets that the words before "dataset" name.

    Args:
        phrase: for example `[squad](https://...)`, `glue`, `a, the b and the c`, `a custom`.
    """
    links = [found for link in LINK.finditer(phrase) if (found := _linked_dataset(link[1], link[2]))]
    if links:
        return links
    parts = re.split(r",?\s+and the\s+|,\s+the\s+", phrase)
    return [found for part in parts if (found := _named_dataset(part.strip(" *`_\"'")))]


def _linked_dataset(label: str, url: str) -> DatasetMention | None:
    found = hub_id(url, dataset=True)
    if found:
        return DatasetMention(raw=found[0], revision=found[1])
    words = label.strip(" *`_")
    return DatasetMention(raw=words) if words and not is_placeholder(words) and len(words) <= 80 else None


_DESCRIBING: Final = re.compile(
    r"(?:an?|my|our|own|custom|private|proprietary|internal|in-house|new|this|same|following|above|very|large|small|huge|various"
    r"|several|multiple|different|some|two|three|mix|mixture|subset|combination|variety|set|version|variant|collection|curated)\b",
    re.IGNORECASE,
)
_PRIVATE: Final = re.compile(r"\b(?:private|proprietary|internal|in-house|confidential)\b", re.IGNORECASE)


def _named_dataset(words: str) -> DatasetMention | None:
    if not words or is_placeholder(words) or len(words) > 200:
        return None
    if _DESCRIBING.match(words) or words.count(" ") > 5:
        private = "private" if _PRIVATE.search(words) else None
        return DatasetMention(description=f"{words} dataset", access=private)
    name, dash, configuration = words.partition(" - ")
    return DatasetMention(raw=name.strip(), configuration=configuration.strip() or None if dash else None)
