"""Puts the clauses of a text together into stages, in order."""

from __future__ import annotations

import re
from itertools import pairwise

from attrs import define, field

from lineage_rdf.claims import ModelReference
from lineage_rdf.sources.shorthand_clause import details, kind_of, purposes
from lineage_rdf.sources.shorthand_data import bare_datasets
from lineage_rdf.sources.shorthand_facts import Fact, Stage
from lineage_rdf.sources.shorthand_models import (
    HUB_ID,
    MODEL,
    is_named,
    looks_like_model,
    merged_models,
    model_fact,
)
from lineage_rdf.sources.shorthand_order import is_stage, spans
from lineage_rdf.sources.shorthand_scan import BLANK, Scan, has_content, trimmed
from lineage_rdf.sources.shorthand_split import Clause, clauses, parts
from lineage_rdf.sources.shorthand_spread import TRAINING, give, spread_trailing
from lineage_rdf.sources.shorthand_words import DENIED, FINE_TUNING, GENERIC_MODEL

_NAME_END = re.compile(r"\s+(?:on|with|using|over|for|to|from|of|via)\s|[,(:=]|\s\(")
_PLUS = re.compile(r"\s\+\s")
_LAST_MODEL = re.compile(
    rf"(?:(?<!\w)(?:as|from|is|of|with|base model|base)\s+|[:=]\s*){MODEL}\s*[.'\"]*\s*$", re.IGNORECASE
)
_NUMBERING = re.compile(r"^\s*(?:(?:step|stage|phase)\s*)?\d{1,2}\s*[.):]\s+|^\s*[-*•]\s+", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*`]")
_QUOTES = re.compile(r"[\"\u201c\u201d\u2018\u2019]|(?<!\w)'|'(?!\w)")


@define
class Parsed:
    """What a text comes to.

    Args:
        stages: the stages in order.
        denied: spans of wording that denies fine-tuning.
        unread: spans of text that no rule of the grammar read.
        lone_model: whether the text names a model and nothing else.
    """

    stages: list[Stage] = field(factory=list)
    denied: list[tuple[int, int]] = field(factory=list)
    unread: list[tuple[int, int]] = field(factory=list)
    lone_model: bool = False


def parse(text: str) -> Parsed:
    """Read a text of the shorthand.

    Args:
        text: at most a few thousand characters; the caller sees to it.
    """
    scan, result = Scan(text), Parsed()
    scan.rest = _EMPHASIS.sub(" ", text.replace(BLANK, " "))
    for match in _QUOTES.finditer(scan.rest):
        scan.blank(*match.span())
    result.denied = [match.span() for match in scan.take_all(DENIED, 0, len(text))]
    found = clauses(scan.rest)
    for before, after in pairwise(found):
        scan.blank(before.end, after.start)
    result.stages = _Builder(scan).build(found)
    result.unread = [trimmed(text, *span) for span in scan.unread()]
    words = text.strip(" .'\"`")
    result.lone_model = not result.stages and (bool(HUB_ID.fullmatch(words)) or looks_like_model(words))
    return result


@define
class _Builder:
    """Goes through the clauses in order and keeps what waits for a stage."""

    scan: Scan
    stages: list[Stage] = field(factory=list)
    waiting: list[Fact] = field(factory=list)  # said before any stage
    base: list[Fact] = field(factory=list)  # the model the text starts from

    def build(self, found: list[Clause]) -> list[Stage]:
        """Return the stages of the text."""
        for clause in found:
            if _is_first_of_chain(clause) and self._chain_base(clause):
                continue
            if clause.after == "arrow" and self._chain_result(clause):
                continue
            self._clause(clause)
        self._settle()
        return self.stages

    def _chain_base(self, clause: Clause) -> bool:
        """Take the base model that begins a chain of arrows; False if the first item is itself a stage."""
        scan = self.scan
        if self._several_bases(clause):
            return True
        span = trimmed(scan.text, clause.start, clause.end)
        last = _LAST_MODEL.search(scan.rest, clause.start, clause.end)
        if not is_named(scan.text[slice(*span)]):
            if last and is_named(last["model"]):
                span = trimmed(scan.text, *last.span("model"))
            elif is_stage(scan.text[slice(*span)]):
                return False
        scan.blank(*span)
        if not GENERIC_MODEL.fullmatch(scan.text[slice(*span)]):
            self.base.append(model_fact("base-model", scan.text, *span, rule="chain-start"))
        return True

    def _several_bases(self, clause: Clause) -> bool:
        """Take models joined by plus signs, as people write what goes into a merge; False if it is nothing of the kind."""
        text = self.scan.text
        cuts = [match.span() for match in _PLUS.finditer(text, clause.start, clause.end)]
        edges = zip(
            [clause.start, *(end for _, end in cuts)],
            [*(start for start, _ in cuts), clause.end],
            strict=True,
        )
        spans = [trimmed(text, start, end) for start, end in edges]
        if len(spans) < 2 or not all(is_named(text[slice(*span)]) for span in spans):
            return False
        self.scan.blank(clause.start, clause.end)
        self.base += [model_fact("base-model", text, *span, rule="chain-start") for span in spans]
        return True

    def _chain_result(self, clause: Clause) -> bool:
        """Take an item of a chain that names the result of the stage before it."""
        first, *rest = parts(self.scan.rest, clause)
        span = trimmed(self.scan.text, *first)
        text = self.scan.text[slice(*span)]
        is_id = bool(HUB_ID.fullmatch(text))
        if not is_id and not (clause.before == "end" and looks_like_model(text) and not is_stage(text)):
            return False
        if not self.stages or self.stages[-1].values("checkpoint"):
            self.stages.append(
                Stage("FineTuning", *span, kind_reason="an arrow between two models names no step")
            )
        fact = model_fact("checkpoint", self.scan.text, *span, rule="chain-result")
        self.scan.blank(*span)
        self.stages[-1].facts.append(
            fact if is_id else fact.as_inferred("the last item has the form of a model's name")
        )
        for part in rest:
            self.stages[-1].trailing += details(self.scan, *part)
        return True

    def _clause(self, clause: Clause) -> None:
        """Read a clause that may hold one stage, several joined by commas, or only details."""
        in_chain = clause.after == "arrow" or (clause.before == "arrow" and clause.after == "start")
        opened = 0
        for start, end, after in spans(self.scan, clause):
            before = len(self.stages)
            opened += self._part(
                start, end, opened, named=in_chain and not opened, ordered=clause.after == "then"
            )
            if opened > 1 and len(self.stages) > before and not after:
                self.stages[-1].order_reason = "named in this order, without a word that says so"

    def _part(self, start: int, end: int, opened: int, *, named: bool, ordered: bool) -> bool:
        """Read the text between two commas; True if it opened a stage."""
        scan = self.scan
        self._numbering(start, end)
        name = _stage_name(scan, start, end) if named else None
        label = trimmed(scan.text, start, end)
        facts = details(scan, start, end)
        kind, method = kind_of(scan, start, end)
        facts += [*method, *purposes(scan, start, end)]
        leading = any(fact.start <= label[0] for fact in method)
        reason = ""
        if not kind and named and label[0] < label[1]:
            kind = "FineTuning"
        elif not kind and _trains(facts, ordered=ordered and not opened) and not opened:
            kind, reason = "FineTuning", "the words name a method or data but no step"
        again = opened and not (method and leading and self.stages[-1].values("objective"))
        if not kind or again:
            self._details(facts, start, end, kind=kind)
            return False
        if kind == "Merging":
            facts += merged_models(scan, facts, start, end)
        elif kind in TRAINING:
            facts += bare_datasets(scan, start, end)
        elif kind in ("Prompting", "RetrievalAugmentation"):
            facts = self._without_training_data(facts)
        if name:
            scan.blank(name.start, name.end)
        self._open(Stage(kind, *label, facts=[*([name] if name else []), *facts], kind_reason=reason))
        return True

    def _without_training_data(self, facts: list[Fact]) -> list[Fact]:
        """Leave out data that nothing was trained on; its words count as unread."""
        for fact in facts:
            if fact.element == "dataset":
                self.scan.restore(fact.start, fact.end)
        return [fact for fact in facts if fact.element != "dataset"]

    def _numbering(self, start: int, end: int) -> None:
        """Mark `1.` or `Stage 2:` in front of a part as read."""
        match = _NUMBERING.match(self.scan.rest[start:end])
        if match:
            self.scan.blank(start, start + match.end())

    def _open(self, stage: Stage) -> None:
        self._move_trailing_inside()
        self.stages.append(stage)

    def _details(self, facts: list[Fact], start: int, end: int, *, kind: str) -> None:
        """Keep facts that come without a stage of their own."""
        if not self.stages:
            self.waiting += facts
            return
        stage = self.stages[-1]
        if stage.kind in TRAINING:
            facts = [*facts, *bare_datasets(self.scan, start, end)]
        if kind in TRAINING and stage.kind == "FineTuning":
            stage.kind = kind
        general = [fact for fact in facts if fact.element in ("setting", "parameterization")]
        stage.facts += [fact for fact in facts if fact not in general]
        stage.trailing += general

    def _move_trailing_inside(self) -> None:
        """Once another stage follows, what stood behind the stage before it was for that stage only."""
        if self.stages:
            last = self.stages[-1]
            last.facts, last.trailing = [*last.facts, *last.trailing], []

    def _settle(self) -> None:
        if not self.stages and any(fact.element == "parameterization" for fact in self.waiting):
            first = self.waiting[0]
            reason = "a way of training is named but no step"
            self.stages.append(Stage("FineTuning", first.start, first.end, kind_reason=reason))
        if not self.stages:
            for fact in (*self.waiting, *self.base):
                self.scan.restore(fact.start, fact.end)
        else:
            self._place_bases()
            self._spread(self.waiting, self.stages, "said once before all stages")
            spread_trailing(self.stages)

    def _place_bases(self) -> None:
        """Give the model the text starts from to the first stage, wherever it is named."""
        self.base += [fact for fact in self.waiting if fact.element == "base-model"]
        self.waiting = [fact for fact in self.waiting if fact.element != "base-model"]
        for stage in self.stages[1:]:
            starts = [
                fact
                for fact in stage.facts
                if fact.element == "base-model" and _is_start(self.scan.text, fact)
            ]
            if starts and not self.stages[0].values("base-model") and not self.base:
                stage.facts = [fact for fact in stage.facts if fact not in starts]
                self.base += starts
        self.stages[0].facts = [*self.base, *self.stages[0].facts]

    def _spread(self, facts: list[Fact], stages: list[Stage], reason: str) -> None:
        general = [fact for fact in facts if fact.element in ("setting", "parameterization", "method")]
        stages[0].facts += [fact for fact in facts if fact not in general]
        taken = [give(stage, general, reason if len(stages) > 1 else "") for stage in stages]
        for fact in general:
            if not any(fact in given for given in taken):
                self.scan.restore(fact.start, fact.end)


def _trains(facts: list[Fact], *, ordered: bool) -> bool:
    """Return whether details alone show training: a parameterization or `then`, with a base or data."""
    elements = {fact.element for fact in facts}
    return bool(elements & {"dataset", "base-model"}) and (ordered or "parameterization" in elements)


def _is_first_of_chain(clause: Clause) -> bool:
    return clause.after == "start" and clause.before == "arrow"


def _is_start(text: str, fact: Fact) -> bool:
    return (
        isinstance(fact.value, ModelReference)
        and fact.rule == "base-model"
        and "start" in text[max(0, fact.start - 16) : fact.start].lower()
    )


def _stage_name(scan: Scan, start: int, end: int) -> Fact | None:
    """Return what a chain calls a stage: the words up to the first detail."""
    stop = _NAME_END.search(scan.rest, start, end)
    span = trimmed(scan.text, start, stop.start() if stop else end)
    if span[0] >= span[1] or (
        not has_content(scan.text[slice(*span)].replace("-", " "))
        and not FINE_TUNING.search(scan.text, *span)
    ):
        return None
    return Fact(
        element="stage-name", value=scan.text[slice(*span)], start=span[0], end=span[1], rule="stage-name"
    )
