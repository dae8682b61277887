"""The source tables of the vocabulary and the lists of facts, as the tests of this folder want them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tools.vocabulary.source import Source

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "tests" / "facts"
SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", ROOT.parent / "shared"))
SOURCE = Source()
SCHEMES: dict[str, dict[str, Any]] = {scheme["scheme"]: scheme for scheme in SOURCE.schemes}
CORE_TERMS = {name for _, name, _ in SOURCE.core_terms()}


def terms(scheme: str) -> dict[str, dict[str, Any]]:
    """Return the terms of a scheme by their id."""
    return {row["id"]: row for row in SCHEMES[scheme]["terms"]}


def hub_names(scheme: str) -> dict[str, str]:
    """Return the id of the term behind each Hub notation of a scheme."""
    return {name: row["id"] for row in SCHEMES[scheme]["terms"] for name in row.get("hub", [])}


def facts(name: str) -> list[list[str]]:
    """Return the fields of each line of a committed list of facts."""
    return [line.split() for line in (FACTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()]


def exists(name: str, scheme: str = "") -> bool:
    """Tell whether `ftl:X`, `scheme/id`, `scheme:id`, an IRI or the id of a member of `scheme` exists."""
    name = name.removeprefix("https://w3id.org/ftl/")
    if name.startswith("ftl:"):
        return name.removeprefix("ftl:") in CORE_TERMS
    if name.startswith(("http://", "https://")):
        return not name.startswith("https://w3id.org/ftl")
    owner, mark, member = name.partition("/") if "/" in name else name.partition(":")
    return member in terms(owner) if mark else name in terms(scheme)
