"""Reads what lineage.yaml says about models and datasets by name, and its evaluations and reviews."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lineage_rdf.claims import ResultMention, ReviewMention
from lineage_rdf.sources.lineage_entry import Entry, undisclosed
from lineage_rdf.sources.lineage_keys import ABOUT_DATASET, DATASET, EVALUATION, MODEL, REVIEW, Key


def read_models(entry: Entry, value: Any) -> None:
    """Read the facts about models."""
    _by_name(entry, value, "models", MODEL)


def read_datasets(entry: Entry, value: Any) -> None:
    """Read the facts about datasets."""
    _by_name(entry, value, "datasets", {key: DATASET[key] for key in ABOUT_DATASET})


def _by_name(entry: Entry, value: Any, field: str, table: dict[str, Key]) -> None:
    if not isinstance(value, dict):
        entry.warn("FTL-R067", f"{field} must be names, each with keys and values below it", field)
        return
    for name, facts in value.items():
        if not isinstance(facts, dict):
            entry.warn("FTL-R067", f"{name!r} must hold keys and values", field)
            continue
        part = entry.child(field, facts, table, name)
        for key, fact in part.items():
            element = table[key].element
            if part.say_undisclosed(fact, key, element, name):
                continue
            found = part.convert(key, fact, table[key].holds)
            for item in found if isinstance(found, list) else [found]:
                if item is not None:
                    part.say(element, item, key, name=name)


def read_evaluations(entry: Entry, value: Any) -> None:
    """Read the measured values of the lineage or of one stage."""
    if entry.say_undisclosed(value, "evaluations", "evaluation-result"):
        return
    for place, item in enumerate(value if isinstance(value, list) else [value]):
        if entry.say_undisclosed(item, "evaluations", "evaluation-result", f"result {place + 1}"):
            continue
        if not isinstance(item, dict):
            entry.warn("FTL-R067", "an evaluation needs metric and value", "evaluations")
            continue
        at = (place,) if isinstance(value, list) else ()
        part = entry.child("evaluations", item, EVALUATION, *at)
        if part.say_undisclosed(item.get("value"), "value", "evaluation-result", str(item.get("metric"))):
            continue
        given = part.given()
        fields = {key: part.convert(key, given[key], EVALUATION[key].holds) for key in given}
        if fields.get("model") is not None and fields["model"].raw == "head":
            fields["model"] = None
        if isinstance(fields.get("metric"), str) and isinstance(fields.get("value"), Decimal):
            entry.say("evaluation-result", ResultMention(**fields), "evaluations", place=at)
        else:
            part.warn("FTL-R067", "an evaluation needs a metric and a number as its value")


def read_reviews(entry: Entry, value: Any) -> None:
    """Read who reviewed the model."""
    if entry.say_undisclosed(value, "reviews", "review"):
        return
    for place, item in enumerate(value if isinstance(value, list) else [value]):
        if undisclosed(item):
            entry.say_undisclosed(item, "reviews", "review")
        elif isinstance(item, dict):
            at = (place,) if isinstance(value, list) else ()
            part = entry.child("reviews", item, REVIEW, *at)
            given = {
                key: part.convert(key, found, REVIEW[key].holds)
                for key, found in part.items()
                if not part.say_undisclosed(found, key, "review")
            }
            if given:
                entry.say("review", ReviewMention(**given), "reviews", place=at)
        else:
            entry.warn("FTL-R067", "a review needs a reviewer and a decision", "reviews")
