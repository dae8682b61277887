"""Reads tags of the front matter: base model, data, licence and method, as training libraries and the Hub write them."""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.sources.model_card import codes
from lineage_rdf.sources.model_card.card import FINE_TUNING, MERGING, QUANTIZING, REWARD, Card
from lineage_rdf.sources.model_card.mentions import is_path
from lineage_rdf.sources.model_card.metadata import RELATIONS, warn_of_base
from lineage_rdf.sources.model_card.placeholders import is_placeholder

# Tags of TRL (its trainers' tag names) -> notation of the scheme objective.
OBJECTIVES: Final = {
    tag: tag
    for tag in [
        "sft",
        "dpo",
        "kto",
        "grpo",
        "rloo",
        "a2po",
        "async-grpo",
        "bco",
        "cpo",
        "distillation",
        "gkd",
        "gmpo",
        "gold",
        "iw-opd",
        "minillm",
        "nash-md",
        "online-dpo",
        "orpo",
        "ppo",
        "prm",
        "sdft",
        "sdpo",
        "server-distillation",
        "ssd",
        "tpo",
        "xpo",
    ]
} | {"reward-trainer": "reward-modelling", "dreambooth": "dreambooth"}
PARAMETERIZATIONS: Final = {
    "lora": "lora", "qlora": "qlora", "dora": "dora", "full": "full", "freeze": "frozen-subset", "oft": "oft",
    "adalora": "adalora", "ia3": "ia3", "prompt-tuning": "prompt-tuning", "prefix-tuning": "prefix-tuning",
}  # fmt: skip
_ONLY_LLAMA_FACTORY: Final = frozenset({"full", "freeze", "oft"})
_TRAINERS: Final = frozenset(
    {"generated_from_trainer", "generated_from_keras_callback", "trl", "unsloth", "llama-factory", "axolotl",
     "autotrain", "autonlp", "alignment-handbook", "hf_jobs"}
)  # fmt: skip
_MERGERS: Final = frozenset({"mergekit", "lazymergekit", "merge", "mergekit-moe"})
_QUANTIZERS: Final = frozenset({"quantized", "gguf", "gptq", "awq", "exl2"})
_QUANTIZATION_METHODS: Final = ("gguf", "gptq", "awq")
_CONTRASTIVE: Final = ("TripletLoss", "MultipleNegativesRankingLoss", "ContrastiveLoss")


def read_tags(card: Card) -> None:
    """Add what the tags say."""
    value = card.metadata.get("tags")
    items = value if isinstance(value, list) else str(value).split(",") if value else []
    card.tags = [
        str(item).strip() for item in items if item is not None and not isinstance(item, bool | dict | list)
    ]
    lower = {tag.casefold(): at for at, tag in reversed(list(enumerate(card.tags)))}
    for at, tag in enumerate(card.tags):
        if ":" in tag:
            _read_pair(card, tag, at)
    if "dataset_size" in " ".join(lower):
        _read_size(card)
    library = str(card.metadata.get("library_name", "")).strip().casefold()
    _read_methods(card, lower, library)
    _note_tools(card, lower, library)


def _read_pair(card: Card, tag: str, at: int) -> None:
    name, _, rest = tag.partition(":")
    if name == "base_model":
        _read_base(card, rest, at)
    elif name == "dataset" and rest and rest not in card.datasets and not is_placeholder(rest):
        card.datasets.append(rest)
        card.say_key("dataset", DatasetMention(raw=rest), "tags", at, trust=Trust.TAG)
    elif name == "license" and rest and not is_placeholder(rest):
        card.say_key("weights-licence", rest, "tags", at, trust=Trust.TAG)
    elif name == "loss":
        _read_loss(card, rest, at)


def _read_base(card: Card, rest: str, at: int) -> None:
    relation, _, raw = rest.partition(":")
    if relation not in RELATIONS or is_path(rest):
        relation, raw = (relation, raw) if relation in RELATIONS else ("", rest)
    if not raw or is_placeholder(raw):
        return
    model = ModelReference(raw)
    card.say_key("base-model", model, "tags", at, trust=Trust.TAG)
    if raw not in card.bases:
        card.bases.append(raw)
        warn_of_base(card, raw, card.key_locator("tags", at))
    if relation == "adapter":
        card.uses_adapter = True
        card.say_key("adapter-for", model, "tags", at, trust=Trust.TAG)
    if relation:
        card.note(RELATIONS[relation], card.key_locator("tags", at), "yaml-tags", Trust.TAG)


def _read_loss(card: Card, loss: str, at: int) -> None:
    """Read the loss that sentence-transformers names."""
    more = {"inferred": True, "reason": f"the card has the tag loss:{loss}", "trust": Trust.TAG}
    if any(name in loss for name in _CONTRASTIVE):
        card.methods.add("contrastive-training")
        card.say_key("objective", "contrastive-training", "tags", at, **more)
    elif loss:
        card.methods.add(loss)
        card.say_key("method", loss, "tags", at, trust=Trust.TAG)


def _read_size(card: Card) -> None:
    """Read the number of training examples, which belongs to the one dataset there is."""
    at = next((at for at, tag in enumerate(card.tags) if tag.startswith("dataset_size:")), None)
    size = card.tags[at].rpartition(":")[2] if at is not None else ""
    if at is None or not size.isdigit() or len(size) > 15 or len(card.datasets) > 1:
        return
    raw = card.datasets[0] if card.datasets else ""
    mention = DatasetMention(raw=raw, example_count=int(size), description=None if raw else "unnamed dataset")
    card.say_key("dataset", mention, "tags", at, trust=Trust.TAG)


def _read_methods(card: Card, lower: dict[str, int], library: str) -> None:
    trl = bool({"trl", "unsloth", "alignment-handbook", "generated_from_trainer"} & lower.keys())
    for tag, at in lower.items():
        more = {"inferred": True, "reason": f"the card has the tag {tag}", "trust": Trust.TAG}
        objective = OBJECTIVES.get(tag)
        if objective and (trl or tag not in ("gold", "distillation")):
            card.methods.add(objective)
            card.say_key("objective", objective, "tags", at, **more)
            kind = REWARD if objective in ("reward-modelling", "prm") else FINE_TUNING
            card.note(
                kind, card.key_locator("tags", at), "yaml-tags", Trust.TAG, f"the card has the tag {tag}"
            )
        parameterization = PARAMETERIZATIONS.get(tag)
        if parameterization and (tag not in _ONLY_LLAMA_FACTORY or "llama-factory" in lower):
            card.say_key("parameterization", parameterization, "tags", at, **more)
            card.uses_adapter = card.uses_adapter or parameterization not in ("full", "frozen-subset")
            card.note(
                FINE_TUNING,
                card.key_locator("tags", at),
                "yaml-tags",
                Trust.TAG,
                f"the card has the tag {tag}",
            )
    if library == "peft" or "peft" in lower:
        card.uses_adapter = True


def _note_tools(card: Card, lower: dict[str, int], library: str) -> None:
    """Remember the tools that the tags name as signs of a kind of step."""
    for kind, names in ((FINE_TUNING, _TRAINERS), (MERGING, _MERGERS), (QUANTIZING, _QUANTIZERS)):
        for tag in sorted(names & lower.keys(), key=lower.__getitem__):
            where = card.key_locator("tags", lower[tag])
            card.note(kind, where, "yaml-tags", Trust.TAG, f"the card has the tag {tag}")
    if library == "peft":
        card.note(
            FINE_TUNING,
            card.key_locator("library_name"),
            "yaml-library_name",
            Trust.TAG,
            "the library is PEFT",
        )
    if "quantized_by" in card.metadata:
        where = card.key_locator("quantized_by")
        card.note(
            QUANTIZING, where, "yaml-quantized_by", Trust.CARD_YAML, "the card says who quantised the model"
        )


def read_quantization(card: Card) -> None:
    """Add the quantisation method that tags name; called once the card is known to tell of quantisation."""
    lower = [tag.casefold() for tag in card.tags]
    for method in _QUANTIZATION_METHODS:
        if method in lower:
            reason = f"the card has the tag {method}"
            card.say_key(
                "quantization-method",
                method,
                "tags",
                lower.index(method),
                inferred=True,
                reason=reason,
                trust=Trust.TAG,
            )


def check_sentence(card: Card, objective: str, where: str) -> bool:
    """Return whether a sentence's objective agrees with the tags; a disagreement is reported, and the tag holds."""
    if not card.methods or objective in card.methods:
        return True
    tags = ", ".join(sorted(card.methods))
    message = f"the sentence says {objective}, the tags say {tags}; the tag is taken, for trainers inherit sentences"
    card.warn(codes.METHODS_DIFFER, message, where)
    return False
