"""What `read` prints at its end, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lineage_rdf.check.codes import codes
from lineage_rdf.plain_text import clean

if TYPE_CHECKING:
    from lineage_rdf.bulk import Summary


def as_text(summary: Summary) -> str:
    """Return the counts, one per line."""
    return "".join(f"{line}\n" for line in _lines(summary))


def _lines(summary: Summary) -> Iterator[str]:
    yield from _counted(_counts(summary), "")
    if summary.rungs:
        yield "Rungs reached"
        yield from _counted(summary.rungs, "  ")
    if summary.findings:
        yield "Findings"
    for code, seen in sorted(summary.findings.items()):
        name = f"{code} {codes()[code].mnemonic}"
        yield f"  {seen.severity:9}  {name:42} {seen.count:8}  first in {clean(seen.first)}"


def _counted(counts: dict[str, int], indent: str) -> Iterator[str]:
    for name, count in counts.items():
        yield f"{indent}{name:<{32 - len(indent)}} {count:8}"


def _counts(summary: Summary) -> dict[str, int]:
    counts = {
        "rows and folders read": summary.rows,
        "  with a lineage": summary.told,
        "  no lineage told": summary.untold,
        "  not readable": summary.unread,
        "lineages": summary.lineages,
        "edges (derivedFromModel)": summary.edges,
        "broken front matter": summary.broken_front_matter,
    }
    return counts | ({"  ended by a fault of ours": summary.faulty} if summary.faulty else {})


def as_json(summary: Summary, out: Path | None) -> dict[str, Any]:
    """Return the counts for machines."""
    return {
        "rows": summary.rows,
        "told": summary.told,
        "untold": summary.untold,
        "unread": summary.unread,
        "faulty": summary.faulty,
        "lineages": summary.lineages,
        "edges": summary.edges,
        "broken_front_matter": summary.broken_front_matter,
        "rungs": dict(summary.rungs),
        "findings": [
            {
                "code": code,
                "mnemonic": codes()[code].mnemonic,
                "severity": seen.severity,
                "count": seen.count,
                "first": seen.first,
            }
            for code, seen in sorted(summary.findings.items())
        ],
        "unread_first": summary.unread_first,
        "faults": summary.faults,
        "file": str(out) if out else None,
    }
