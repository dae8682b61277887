"""Licence names as people write them to SPDX expressions. A name is never judged, only written in one way."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_WORDS = re.compile(r"[^A-Za-z0-9.]+")
# A licence that is not on SPDX's list (SPDX 3.0.1, annex B, license-ref).
_REFERENCE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
# What names no licence, in small letters.
PLACEHOLDERS = frozenset(
    ("license", "licence", "none", "null", "unknown", "any valid license identifier", "")
)


@cache
def _hub_names() -> dict[str, str]:
    text = files("lineage_rdf.vocabulary").joinpath("licences.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return dict(rows)


def is_placeholder(name: str) -> bool:
    """Say whether a licence name says nothing, like the `license` that a training tool leaves behind."""
    text = name.strip()
    return text.casefold() in PLACEHOLDERS or text.startswith("[")


def spdx_expression(name: str) -> str | None:
    """Return a licence name as an SPDX licence expression.

    Args:
        name: a Hub licence name (`apache-2.0`), an SPDX expression, or other words.

    Returns:
        The SPDX expression; `LicenseRef-HF-<name>` for a Hub name that SPDX does not have; `LicenseRef-<words>` for other short
        names; None for a placeholder.
    """
    text = name.strip()
    if is_placeholder(text):
        return None
    hub = _hub_names().get(text.casefold())
    if hub is not None:
        return hub or "LicenseRef-HF-" + re.sub(r"[^a-z0-9.-]", "-", text.casefold())
    return _spdx(text) or f"LicenseRef-{_WORDS.sub('-', text).strip('-.')[:64] or 'unnamed'}"


@cache
def _spdx(text: str) -> str | None:
    """Return the expression in SPDX's own spelling, or None if SPDX does not know all of its ids; a LicenseRef is one."""
    from license_expression import ExpressionError, get_spdx_licensing

    licensing = get_spdx_licensing()
    try:
        parsed = licensing.parse(text, strict=True)
        unknown = licensing.unknown_license_keys(parsed)
    except (ExpressionError, AttributeError, TypeError):
        return None
    if parsed is None or not all(_REFERENCE.fullmatch(key) for key in unknown):
        return None
    return str(parsed)
