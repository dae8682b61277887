"""Lineages for the tests of differences and unions, told with few words."""

from __future__ import annotations

from attrs import evolve, frozen

from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.encode import encode
from lineage_rdf.lineage import read
from lineage_rdf.records import LineageRecord
from tests.conftest import ROOT


@frozen
class Told:
    """What `diff` takes."""

    iri: str
    quads: tuple


def told(record: LineageRecord) -> Told:
    return Told(record.iri, tuple(encode(record)))


def of_text(text: str, *, syntax: str = "turtle"):
    from lineage_rdf.lineage import read_document

    (lineage,) = read_document(text.encode(), syntax)
    return lineage


def example(name: str = "zephyr-like"):
    return read(ROOT / "examples" / "lineages" / f"{name}.ttl")


def changed(record: LineageRecord, place: int, **fields) -> LineageRecord:
    """The record with some fields of a step changed."""
    steps = list(record.ordered_steps)
    steps[place] = evolve(steps[place], **fields)
    return evolve(record, steps=tuple(steps))


def decoded(lineage) -> LineageRecord:
    (record,) = decode(lineage.quads)
    return record
