"""What `load` and `unload` print: counts, refusals, and the lineages of a store, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import asdict

from lineage_rdf.plain_text import clean

if TYPE_CHECKING:
    from lineage_rdf.loading import Counts, Held

OPTIONS: Final = {
    "files": "FILE",
    "replace": "--replace",
    "evidence": "--evidence",
    "updates": "--update-endpoint",
    "graph_store": "--graph-store",
    "index": "--index",
}
# As many refusals are told one by one; the rest are counted, and --format json has them all.
_MOST_TOLD: Final = 20
_LEFT_BEHIND: Final = "old descriptions left behind"


def as_text(counts: Counts) -> str:
    """Return what was loaded, one count per line; what need not be told if there is none is left out."""
    always = {
        "lineages loaded": counts.loaded,
        "lineages replaced": counts.replaced,
        "lineages equal, nothing done": counts.equal,
        "lineages refused": len(counts.refused),
        "statements": counts.statements,
    }
    perhaps = {
        "statements of evidence": counts.evidence,
        "blank nodes given names": counts.blank_nodes,
        "statements of no lineage, left out": counts.left_out,
        "rows not readable": counts.unread,
        _LEFT_BEHIND: counts.left_behind,
    }
    return _lines(always | {name: count for name, count in perhaps.items() if count})


def unloaded_as_text(counts: Counts) -> str:
    """Return what was unloaded, one count per line."""
    always = {
        "lineages unloaded": counts.unloaded,
        "lineages refused": len(counts.refused),
        "statements": counts.statements,
        "statements of evidence": counts.evidence,
    }
    return _lines(always | ({_LEFT_BEHIND: counts.left_behind} if counts.left_behind else {}))


def _lines(counts: dict[str, int]) -> str:
    return "".join(f"{name:<36} {count:8}\n" for name, count in counts.items())


def as_json(counts: Counts, place: str) -> dict[str, Any]:
    """Return what was loaded, for machines."""
    return {
        "place": _shown(place),
        "loaded": counts.loaded,
        "replaced": counts.replaced,
        "equal": counts.equal,
        "refused": _refused(counts),
        "statements": counts.statements,
        "evidence": counts.evidence,
        "blank_nodes": counts.blank_nodes,
        "left_out": counts.left_out,
        "unread": counts.unread,
        "left_behind": counts.left_behind,
        "notes": counts.notes,
        "errors": [str(error) for error in counts.errors],
    }


def unloaded_as_json(counts: Counts, place: str) -> dict[str, Any]:
    """Return what was unloaded, for machines."""
    return {
        "place": _shown(place),
        "unloaded": counts.unloaded,
        "refused": _refused(counts),
        "statements": counts.statements,
        "evidence": counts.evidence,
        "left_behind": counts.left_behind,
        "notes": counts.notes,
        "errors": [str(error) for error in counts.errors],
    }


def _refused(counts: Counts) -> list[dict[str, str]]:
    return [asdict(refused) for refused in counts.refused]


def _shown(place: str) -> str:
    """Return a place without what follows a question mark of an address, which may hold a key."""
    from lineage_rdf.store.address import read_address
    from lineage_rdf.store.open import is_address

    return read_address(place, environment={}).name if is_address(place) else place


def refusals(counts: Counts) -> Iterator[str]:
    """Yield a line for each lineage that was refused, up to twenty, and one for the rest."""
    for refused in counts.refused[:_MOST_TOLD]:
        name = f"{refused.name} ({refused.lineage})" if refused.name else refused.lineage
        yield f"{name}: refused, {refused.why}"
    more = len(counts.refused) - _MOST_TOLD
    if more > 0:
        yield f"{more:,} more were refused; --format json has them all"


def list_as_text(held: Sequence[Held]) -> str:
    """Return the lineages of a store as columns: IRI, head model, statements."""
    rows = [(clean(item.lineage), clean(item.name), f"{item.statements:,}") for item in held]
    rows.insert(0, ("lineage", "head model", "statements"))
    first, second = (max(len(row[place]) for row in rows) for place in (0, 1))
    lines = (f"{row[0]:<{first}}  {row[1]:<{second}}  {row[2]:>10}" for row in rows)
    return "".join(f"{line}\n" for line in lines)


def list_as_json(held: Sequence[Held]) -> list[dict[str, Any]]:
    """Return the lineages of a store, for machines."""
    return [asdict(item) for item in held]
