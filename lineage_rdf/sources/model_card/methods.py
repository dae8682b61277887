"""Reads the words for methods in a sentence that is known to be about this model's training."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.sources.model_card.card import FINE_TUNING, REWARD, Card
from lineage_rdf.sources.model_card.tags import check_sentence

_BEFORE, _AFTER = r"(?<![\w/-])", r"(?![\w/]|-(?!tun|fine|train|based))"
_OBJECTIVES: Final = {
    "sft": r"SFT|supervised fine-?tuning", "instruction-tuning": r"instruct(?:ion)?[- ](?:fine-?)?tun(?:ing|ed)",
    "dpo": r"DPO|direct preference optimi[sz]ation", "kto": "KTO", "orpo": "ORPO", "cpo": "CPO", "simpo": "SimPO", "ipo": "IPO",
    "ppo": "PPO|proximal policy optimi[sz]ation", "grpo": "GRPO|group relative policy optimi[sz]ation", "rloo": "RLOO",
    "rlhf": "RLHF|reinforcement learning from human feedback", "gkd": "GKD", "bco": "BCO", "xpo": "XPO",
    "online-dpo": "Online DPO", "nash-md": "Nash-MD", "reward-modelling": "reward model(?:l?ing)?", "prm": "PRM",
    "dreambooth": "DreamBooth", "continued-pretraining": r"(?:continued|continual|further) pre-?training",
    "rlaif": "RLAIF", "rlvr": "RLVR", "contrastive-training": "contrastive learning",
}  # fmt: skip
_PARAMETERIZATIONS: Final = {
    "qlora": "QLoRA", "lora": "LoRA|low-rank adaptation", "dora": "DoRA", "full": r"full(?:-parameter)? fine-?tuning",
    "prefix-tuning": "prefix[- ]tuning", "prompt-tuning": "prompt[- ]tuning", "ia3": r"\(?IA\)?3", "oft": "OFT",
}  # fmt: skip


def _union(table: dict[str, str]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in table.items())
    return re.compile(f"{_BEFORE}(?:{groups}){_AFTER}", re.IGNORECASE)


_OBJECTIVE: Final = _union(_OBJECTIVES)
_PARAMETERIZATION: Final = _union(_PARAMETERIZATIONS)
_WITH: Final = re.compile(r"\b(?:with|using|via|by|through|and|\+|method|,)[^.\n]{0,60}$", re.IGNORECASE)
_CUE: Final = re.compile(r"with|using|via|by|through|method", re.IGNORECASE)
_TRL: Final = re.compile(r"This model was trained with ([^\n,.]{2,80})", re.IGNORECASE)


def read_methods(card: Card, start: int, end: int, reason: str, *, anywhere: bool = False) -> bool:
    """Add the methods that a stretch of the body names, and return whether there are any.

    Args:
        card: the card.
        start: offset of the stretch.
        end: offset behind it.
        reason: why what it says is only inferred; empty if it is stated.
        anywhere: whether a word counts without `with`, `using` or the like before it.
    """
    seen: set[str] = set()
    if not anywhere and not _CUE.search(card.prose, start, end):
        return False
    for element, pattern in (("objective", _OBJECTIVE), ("parameterization", _PARAMETERIZATION)):
        for match in pattern.finditer(card.prose, start, end):
            notation = str(match.lastgroup).replace("_", "-")
            if notation in seen or not (anywhere or _WITH.search(card.prose, start, match.start())):
                continue
            seen.add(notation)
            if element == "objective" and not check_sentence(
                card, notation, f"line {card.line_at(match.start())}"
            ):
                continue
            card.say(
                element, notation, match.start(), "sentence-method", inferred=bool(reason), reason=reason
            )
            if element == "objective":
                card.methods.add(notation)
    return bool(seen)


def read_trl(card: Card) -> None:
    """Read TRL's sentence `This model was trained with GRPO, a method introduced in ...`."""
    if "using [trl](" in card.lower:
        card.note_at(
            FINE_TUNING, card.lower.index("using [trl]("), "trl", "the card says that TRL trained the model"
        )
    match = _TRL.search(card.prose) if "this model was trained with" in card.lower else None
    if match is None:
        return
    found = _OBJECTIVE.match(card.prose, match.start(1))
    where = f"line {card.line_at(match.start())}"
    notation = str(found.lastgroup).replace("_", "-") if found else _by_trainer(match[1])
    if notation is None or not check_sentence(card, notation, where):
        return
    card.methods.add(notation)
    card.say("objective", notation, match.start(), "trl-method")
    card.note_at(
        REWARD if notation in ("reward-modelling", "prm") else FINE_TUNING, match.start(), "trl-method"
    )


def _by_trainer(words: str) -> str | None:
    """Return the objective that TRL's own name for a trainer stands for."""
    name = words.strip(" *`").casefold()
    return {
        "reward": "reward-modelling",
        "minillm": "minillm",
        "gold": "gold",
        "sdft": "sdft",
        "tpo": "tpo",
    }.get(name)
