"""What a kind of fault is, and which lineages can have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from bench.hub.broken import Broken
from bench.hub.plan import ADAPTER, EVALUATED, MERGE, QUANTISED, WITH_STATUS, Stage
from lineage_rdf.records import Setting, Step

Change: TypeAlias = Callable[[Broken], str]
Fits: TypeAlias = Callable[[tuple[Stage, ...], int], bool]
Place: TypeAlias = Callable[[Broken], str]  # the node that is changed


@frozen
class Kind:
    """A kind of fault.

    Args:
        name: its name.
        code: code of its finding.
        change: puts it in, and returns the node that the finding is about.
        fits: whether the lineage of some stages and of a number can have it.
    """

    name: str
    code: str
    change: Change
    fits: Fits


def any_lineage(stages: tuple[Stage, ...], number: int) -> bool:
    """Every lineage fits."""
    return True


def several_steps(stages: tuple[Stage, ...], number: int) -> bool:
    """Lineages of several steps fit."""
    return len(stages) > 1


def merges(stages: tuple[Stage, ...], number: int) -> bool:
    """Lineages that end in a merge fit."""
    return stages[-1].kind == MERGE


def quantises(stages: tuple[Stage, ...], number: int) -> bool:
    """Lineages that end in quantising fit."""
    return stages[-1].kind == QUANTISED


def trains_adapter(stages: tuple[Stage, ...], number: int) -> bool:
    """Lineages that begin with an adapter fit."""
    return stages[0].kind == ADAPTER


def has_status(stages: tuple[Stage, ...], number: int) -> bool:
    """Lineages with the status of a fact fit."""
    return number % WITH_STATUS == 0


def is_evaluated(stages: tuple[Stage, ...], number: int) -> bool:
    """Lineages with an evaluation fit."""
    return number % EVALUATED == 0


def result_of(step: Step) -> str:
    """Return the model that a step of the hub made."""
    assert step.produced_model is not None
    return step.produced_model


def first_step(it: Broken) -> str:
    """Return the first step."""
    return it.first.iri


def last_step(it: Broken) -> str:
    """Return the last step."""
    return it.last.iri


def first_result(it: Broken) -> str:
    """Return the model that the first step made."""
    return result_of(it.first)


def last_result(it: Broken) -> str:
    """Return the model that the last step made."""
    return result_of(it.last)


def first_use(it: Broken) -> str:
    """Return the first use of a dataset in the first step."""
    return it.first.dataset_uses[0].iri


def first_status(it: Broken) -> str:
    """Return the first status of a fact."""
    return it.record.statuses[0].iri


def setting_of(step: Step, name: str) -> Setting:
    """Return the setting of a hyperparameter in a step.

    Args:
        step: the step.
        name: the hyperparameter.

    Raises:
        StopIteration: if the step does not set it.
    """
    return next(setting for setting in step.settings if setting.hyperparameter == name)
