"""What `publish` prints: what is on the site, what changed, and what is not among it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lineage_rdf.cli.load_text import refusals
from lineage_rdf.plain_text import clean

if TYPE_CHECKING:
    from lineage_rdf.publish import Published

_MOST_TOLD: Final = 20


def as_text(done: Published, out: Path) -> str:
    """Return what was published, one count per line."""
    rows = {f"{kind}s": count for kind, count in sorted(done.kinds.items())}
    rows |= {"files": done.files.files, "written": done.files.written, "removed": done.files.removed}
    lines = [f"{name:<10}{count:>12,}\n" for name, count in rows.items()]
    state = "the site is in" if done.switched else "nothing changed in"
    return f"{''.join(lines)}{state} {clean(str(out))}\n"


def as_json(done: Published, out: Path) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "folder": str(out),
        "things": {str(kind): count for kind, count in sorted(done.kinds.items())},
        "files": done.files.files,
        "written": done.files.written,
        "removed": done.files.removed,
        "kept": done.files.kept,
        "lineages_refused": [{"lineage": item.lineage, "why": item.why} for item in done.read.refused],
        "lineages_unreadable": [{"lineage": iri, "why": why} for iri, why in done.unreadable],
        "rows_unread": done.read.unread,
        "statements_left_out": done.read.left_out,
    }


def told(done: Published) -> Iterator[str]:
    """Yield what a person should know beside."""
    yield from refusals(done.read)
    yield from done.read.notes
    for iri, why in done.unreadable[:_MOST_TOLD]:
        yield f"{clean(iri)} has no pages: {clean(why)}"
    for name in done.files.kept:
        yield f"{clean(name)} is no longer part of the site and was changed by somebody, so it stays"
