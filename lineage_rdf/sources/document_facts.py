"""What bills of materials have in common: parts that are models, and how such documents name models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from urllib.parse import unquote

from attrs import frozen

from lineage_rdf.claims import ModelReference, Value
from lineage_rdf.claims.identity import identify, is_commit
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_references import is_followable, name_of

NO_ANCESTOR: Final = "FTL-R121"
MAX_MODELS: Final = 200
MAX_NAME: Final = 300
MAX_NOTE: Final = 500
_PURL = re.compile(r"pkg:huggingface/([^/@?#]+/)?([^/@?#]+)(?:@([^?#]+))?", re.IGNORECASE)
_HUB = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}\Z")
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@frozen
class DocumentFacts(ConfigFacts):
    """One model of a document, as a part of the file where there are several.

    Args:
        part: the number of the model within the document, from 1; 0 if it tells of one only.
    """

    part: int = 0

    def say(self, element: str, value: Value, key: str, **more: Any) -> None:
        """Add a claim about this model."""
        super().say(element, value, key, **{"part": self.part, **more})


def reference_of(
    name: Any, *, purl: Any = None, address: Any = None, version: Any = None, digest: str | None = None
) -> ModelReference | None:
    """Return a model as a document names it, or None if it does not.

    Package URL (https://github.com/package-url/purl-spec, type huggingface) and an address on the Hub say where it
    is; a name alone is only a name.

    Args:
        name: the name of the model in the document.
        purl: its package URL.
        address: where it can be had.
        version: its version, which pins a repository only if it is a commit.
        digest: `sha256:<hex>`.
    """
    called = name_of(name)
    found = _PURL.match(purl) if isinstance(purl, str) else None
    pinned = version.strip() if isinstance(version, str) and is_commit(version.strip()) else None
    if found:
        revision = unquote(found[3]) if found[3] else pinned
        return ModelReference(unquote(f"{found[1] or ''}{found[2]}"), revision, digest, called)
    place = name_of(address)
    if place and is_hub_address(place):
        return ModelReference(place, pinned, digest, called)
    return ModelReference(called, pinned, digest) if called else None


def is_hub_address(address: str) -> bool:
    """Return whether an address is that of a repository on the Hub."""
    return bool(_HUB.match(address)) and identify(address).is_hub


def say_bases(facts: DocumentFacts, bases: Sequence[tuple[str, ModelReference]], key: str) -> None:
    """Say the models that a model was made from, and which kind of step that suggests.

    Args:
        facts: the model.
        bases: key and model of each.
        key: where models would stand if there are none.
    """
    if not bases:
        facts.warn(NO_ANCESTOR, "the document names no model that this one was made from", key)
    elif len(bases) > 1:
        facts.infer("step-kind", "Merging", bases[0][0], "the model was made from several models")
    else:
        facts.infer("step-kind", "FineTuning", bases[0][0], "the model was made from one other model")
    for at, base in bases:
        if not is_followable(base.raw) and not is_hub_address(base.raw):
            facts.warn("FTL-R034", "an ancestor goes by a place that is not an identifier on the Hub", at)
        facts.say("base-model", base, at)


def sha256_of(hashes: Any, algorithm: str, value: str) -> str | None:
    """Return the one SHA-256 among the hashes of a thing as `sha256:<hex>`; None if there is not exactly one.

    Args:
        hashes: the list in the document.
        algorithm: the key of the algorithm in an item.
        value: the key of the value in an item.
    """
    items = [item for item in hashes if isinstance(item, dict)] if isinstance(hashes, list) else []
    named = [item.get(value) for item in items if _is_sha256(item.get(algorithm))]
    found = {text.lower() for text in named if isinstance(text, str) and _SHA256.match(text)}
    return f"sha256:{found.pop()}" if len(found) == 1 else None


def _is_sha256(name: Any) -> bool:
    return isinstance(name, str) and name.casefold().replace("-", "") == "sha256"


def note_of(value: Any) -> str | None:
    """Return a text, or the texts of a list, as one note; None if it is long or holds an e-mail address."""
    parts = value if isinstance(value, list) else [value]
    text = "; ".join(name for part in parts if (name := name_of(part)))
    return text if text and len(text) <= MAX_NOTE and not _E_MAIL.search(text) else None


def say_sum(facts: DocumentFacts, element: str, amounts: Sequence[Decimal | None], key: str) -> None:
    """Say the sum of some amounts that are all known and not negative; nothing where one is not."""
    known = [amount for amount in amounts if amount is not None and amount >= 0]
    if (
        known
        and len(known) == len(amounts)
        and all(abs(amount.adjusted()) < 18 for amount in known if amount)
    ):
        facts.say(element, sum(known, Decimal(0)), key)


def amount_of(item: Any, value: str, unit: str, factors: dict[str, Decimal]) -> Decimal | None:
    """Return an amount in our unit; None for another unit or no number.

    Args:
        item: the mapping that holds it.
        value: the key of the number.
        unit: the key of the unit.
        factors: unit in lower case -> what one of it is in our unit.
    """
    if not isinstance(item, dict):
        return None
    name, amount = item.get(unit), number(item.get(value))
    factor = factors.get(name.rsplit("/", 1)[-1].casefold()) if isinstance(name, str) else None
    return amount * factor if amount is not None and factor is not None else None
