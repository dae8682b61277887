"""Which lineages get which fault: each kind as often, spread evenly, and never two in one lineage."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Quad

from bench.hub.broken import Broken, Fault
from bench.hub.kinds import Kind
from bench.hub.missing import MISSING
from bench.hub.plan import Plan
from bench.hub.wrong import WRONG
from lineage_rdf.records import LineageRecord

KINDS: Final = (*MISSING, *WRONG)


def place_faults(plan: Plan, each: int) -> dict[int, Kind]:
    """Return lineage -> the fault that it gets.

    Args:
        plan: who is made from whom.
        each: how often each kind is put in.

    Raises:
        ValueError: if there are too few lineages.
    """
    placed: dict[int, Kind] = {}
    # Kinds that few lineages can have choose first.
    stages = plan.lineages
    fitting = {kind.name: [n for n in range(len(stages)) if kind.fits(stages[n], n)] for kind in KINDS}
    for kind in sorted(KINDS, key=lambda kind: len(fitting[kind.name])):
        free = [number for number in fitting[kind.name] if number not in placed]
        if len(free) < each:
            raise ValueError(f"too few lineages for {each} of each fault: {kind.name!r} finds no place")
        for place in range(each):
            placed[free[(2 * place + 1) * len(free) // (2 * each)]] = kind
    return placed


def break_lineage(
    record: LineageRecord, quads: list[Quad], number: int, kind: Kind
) -> tuple[list[Quad], Fault]:
    """Return the statements of a lineage with a fault in them, and what is to be found.

    Args:
        record: the lineage.
        quads: its statements.
        number: its number.
        kind: the fault.
    """
    broken = Broken(record, quads)
    node = kind.change(broken)
    return broken.quads, Fault(kind.name, node, kind.code, number)
