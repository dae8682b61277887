"""The tables from which shapes are made, and how they are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]
SHAPES = ROOT / "shapes"
FAULTS = ("missing", "undisclosed", "inferred", "conflicting")
SEVERITIES = ("Info", "Warning", "Violation")


@cache
def profiles() -> dict[str, Row]:
    """Return name -> row of the profiles, the foot of the ladder first."""
    table: dict[str, Row] = _load("profiles.yaml")
    return table


@cache
def elements() -> dict[str, list[Row]]:
    """Return the rows of the facts and of the single hyperparameters that profiles ask for."""
    table: dict[str, list[Row]] = _load("elements.yaml")
    return table


@cache
def licences() -> list[Row]:
    """Return the rules of the profile `licence`."""
    table: dict[str, list[Row]] = _load("licences.yaml")
    return table["rules"]


@cache
def casrai() -> dict[str, Any]:
    """Return the rules of the profile `casrai-alignment` and the properties that they look at."""
    table: dict[str, Any] = _load("casrai.yaml")
    return table


def _load(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))


def chain(profile: str) -> list[str]:
    """Return a profile and all profiles below it, the lowest first."""
    below = [name for above in profiles()[profile]["above"] for name in chain(above)]
    return [*below, profile]
