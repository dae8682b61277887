"""The rules of the profile `licence` on what things made from one another ask of each other, for queries.

What the texts ask is in `lineage_rdf.vocabulary.licence_terms`; a test holds rules and severities to those of the shapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Final

from attrs import frozen

from lineage_rdf.vocabulary.licence_terms import (
    DATA,
    FLAGS,
    OUTPUTS,
    UNNAMED,
    WEIGHTS,
    Duty,
    Family,
    carrying,
    families_of_kind,
    families_with,
    made_of,
)

UNKNOWN_DATA: Final = "unknown-data-licence"


@frozen
class Model:
    """What a rule looks at.

    Args:
        licences: the licences of its weights.
        hub_id: its Hub id; empty if it has none, or no rule asks.
        has_notice: whether a notice is told.
        has_link: whether it is told where the text of its licence stands.
        kinds: the kinds of licence of it and of what it descends from, as far as a rule asks.
    """

    licences: frozenset[str]
    hub_id: str
    has_notice: bool
    has_link: bool
    kinds: frozenset[str]


@frozen
class Rule:
    """One rule.

    Args:
        name: its mnemonic, which `explain` knows.
        severity: `warning` or `info`.
        term: what licences ask for.
        reach: how the term has to reach the model; empty for any way on which it does.
        fits: tells whether a model is to be reviewed against a duty.
        published: whether it looks at the Hub id of the model.
    """

    name: str
    severity: str
    term: str
    reach: str
    fits: Callable[[Model, Duty], bool]
    published: bool = False


@cache
def binds(licence: str, families: tuple[Family, ...]) -> bool:
    """Tell whether an expression binds by a licence of some families."""
    return re.search(carrying(families), licence, FLAGS) is not None


def is_unnamed(licence: str) -> bool:
    """Tell whether a licence has no name, so that nothing is known of it."""
    return re.search(UNNAMED, licence, FLAGS) is not None


def allows_commerce(licences: Collection[str]) -> bool:
    """Tell whether one of some licences allows commercial use."""
    free, limited = families_with("commercial"), families_with("non-commercial")
    return any(binds(own, free) and not binds(own, limited) for own in licences)


def _permissive(model: Model, duty: Duty) -> bool:
    del duty
    return any(_is_permissive(own) for own in model.licences)


@cache
def _is_permissive(licence: str) -> bool:
    return re.search(made_of(families_with("permissive")), licence, FLAGS) is not None


def _misnamed(model: Model, duty: Duty) -> bool:
    return _of_others(model, duty) and not re.search(duty.holds, model.hub_id, FLAGS)


def _of_others(model: Model, duty: Duty) -> bool:
    """Tell whether a model is published, and not by who gives the licence."""
    return bool(model.hub_id) and model.hub_id.partition("/")[0].lower() not in duty.family.holders


def _other_kind(model: Model, duty: Duty) -> bool:
    same = families_of_kind(duty.family.kind)
    return any(not binds(own, same) for own in model.licences)


RULES: Final = (
    Rule("llama-3-name", "warning", "name-llama-3", "", _misnamed, published=True),
    Rule("llama-name", "warning", "name-llama", "", _misnamed, published=True),
    Rule("licence-drift", "warning", "passes-on", WEIGHTS, _permissive),
    Rule(
        "licence-notice-missing",
        "info",
        "notice",
        WEIGHTS,
        lambda model, duty: _of_others(model, duty) and not model.has_notice,
        published=True,
    ),
    Rule(
        "licence-copy-unlinked",
        "info",
        "copy",
        WEIGHTS,
        lambda model, duty: _of_others(model, duty) and not model.has_link,
        published=True,
    ),
    Rule(
        "outputs-train-other-model",
        "warning",
        "outputs-train-no-other",
        "",
        lambda model, duty: duty.holds not in model.kinds,
    ),
    Rule("generator-terms", "warning", "passes-on", OUTPUTS, _permissive),
    Rule(
        "non-commercial-data",
        "warning",
        "non-commercial",
        DATA,
        lambda model, _: allows_commerce(model.licences),
    ),
    Rule(
        "non-commercial-base",
        "warning",
        "non-commercial",
        WEIGHTS,
        lambda model, _: allows_commerce(model.licences),
    ),
    Rule(
        "no-derivatives-base",
        "warning",
        "no-derivatives",
        "",
        lambda model, _: bool(model.hub_id),
        published=True,
    ),
    Rule("share-alike-base", "warning", "share-alike", WEIGHTS, _other_kind),
    Rule("share-alike-data", "warning", "share-alike", DATA, _other_kind),
)
