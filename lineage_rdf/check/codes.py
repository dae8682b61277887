"""The finding codes: what each means and what to do about it (shapes/codes.csv)."""

from __future__ import annotations

import csv
from functools import cache

from attrs import frozen

from lineage_rdf.vocabulary.resources import shapes_folder


@frozen
class Code:
    """One finding code.

    Args:
        code: for example `FTL-E021`.
        mnemonic: for example `missing-dataset`.
        subject: what kind of thing it is about.
        element: the element of a lineage it is about.
        fault: the kind of fault: missing, undisclosed, inferred, conflicting or another word.
        title: the finding in a few words.
        fix: what to add, and where.
        profiles: tokens of the profiles that use it.
    """

    code: str
    mnemonic: str
    subject: str
    element: str
    fault: str
    title: str
    fix: str
    profiles: tuple[str, ...]


@cache
def codes() -> dict[str, Code]:
    """Return code -> what it means."""
    with (shapes_folder() / "codes.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: _code(row) for row in csv.DictReader(stream)}


def _code(row: dict[str, str]) -> Code:
    tokens = tuple(row["profiles"].replace(";", " ").split())
    return Code(**{**row, "profiles": tokens})  # type: ignore[arg-type]
