"""The compiled queries find what pySHACL finds: on lineages, on faulty lineages, and on small data of every sort."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.check.check import check_quads, files_of
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.shapes import ShapesGraph, load_shapes
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import syntax_of
from tests.check.compiled.comparing import differences, quads, shapes
from tests.check.compiled.strategies import data as some_data
from tests.check.compiled.strategies import shapes as some_shapes
from tests.conftest import ROOT
from tests.shapes.checking import BESIDE, aligned, beginning, ground, spoiled, whole
from tests.shapes.faults import faults
from tests.shapes.golden import owner

EXAMPLES = sorted((ROOT / "examples" / "lineages").glob("*.ttl"))
FAULTS = faults()
XSD = "http://www.w3.org/2001/XMLSchema#"


def of(token: str) -> ShapesGraph:
    return load_shapes(files_of(profile(token)))


# Nearly all of the time is pySHACL's, and counting lines doubles it; other tests cover what ours is made of.
@pytest.mark.uncounted
@pytest.mark.parametrize("token", ["reproducible", "governance", "licence"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples(path, token: str) -> None:  # type: ignore[no-untyped-def]
    assert differences(read_file(path, syntax_of(path.name)), of(token)) == {}


def compare_fault(code: str) -> None:
    token = owner(code) if owner(code) in BESIDE else "reproducible"
    assert differences(spoiled(FAULTS[code], ground(token, FAULTS[code])), of(token)) == {}


@pytest.mark.uncounted
@pytest.mark.parametrize("code", sorted(FAULTS)[::8])
def test_some_faults(code: str) -> None:
    compare_fault(code)


@pytest.mark.full
@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_fault(code: str) -> None:
    compare_fault(code)


@pytest.mark.uncounted
def test_identifiers_of_casrai_with_every_fault_at_once() -> None:
    """One run of the other engine is enough, for each fault is about an identifier of its own."""
    # FTL-C032 is about a step that the smaller lineage has not, and is among the faults above.
    codes = [f"FTL-C0{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 20, 21)]
    quads = spoiled(" ; ".join(FAULTS[code] for code in codes), aligned(beginning()))
    assert set(codes) <= {f.code for f in check_quads(quads, "casrai-alignment").findings}
    assert differences(quads, of("casrai-alignment")) == {}


STRANGE = [
    Literal("5.0", datatype=NamedNode(f"{XSD}decimal")),
    Literal("much", datatype=NamedNode(f"{XSD}decimal")),
    Literal("2026-01-01T00:00:00+00:00", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("2026-13-01T00:00:00Z", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("1", datatype=NamedNode(f"{XSD}boolean")),
    Literal("text"),
    Literal("Text", language="de"),
    NamedNode("https://example.org/strange"),
]


@cache
def compared() -> frozenset[str]:
    """Return the properties whose values shapes compare by size.

    Where two values cannot be compared SHACL sees a violation; pySHACL compares what Python makes of them, or stops.
    """
    about: dict[str, list[Quad]] = {}
    for quad in of("reproducible").quads:
        about.setdefault(str(quad.subject), []).append(quad)
    sizes = ("Inclusive", "Exclusive", "#lessThan", "#lessThanOrEquals")
    queue = [
        str(q.object)
        for quads_of_one in about.values()
        if any(q.predicate.value.endswith(sizes) for q in quads_of_one)
        for q in quads_of_one
        if q.predicate.value.endswith(("#path", "#lessThan", "#lessThanOrEquals"))
    ]
    for node in queue:
        if node.startswith("_:"):
            queue += [str(q.object) for q in about.get(node, ()) if str(q.object) not in queue]
    return frozenset(name[1:-1] for name in queue if name.startswith("<"))


@st.composite
def faulty(draw: st.DrawFn) -> tuple[Quad, ...]:
    """Return a lineage with statements dropped, values swapped among properties, and values of the wrong sort."""
    lineage = list(draw(st.sampled_from([beginning(), whole()])))
    places = st.integers(0, len(lineage) - 1)
    for _ in range(draw(st.integers(1, 5))):
        place, kind = draw(places) % len(lineage), draw(st.sampled_from(["drop", "move", "spoil"]))
        quad = lineage[place]
        if kind != "drop" and quad.predicate.value in compared():
            continue
        if kind == "drop" and len(lineage) > 1:
            del lineage[place]
        elif kind == "move":
            other = lineage[draw(places) % len(lineage)]
            lineage[place] = Quad(quad.subject, quad.predicate, other.object)
        else:
            lineage.append(Quad(quad.subject, quad.predicate, draw(st.sampled_from(STRANGE))))
    return tuple(lineage)


@pytest.mark.uncounted
@settings(max_examples=15, deadline=None)
@given(faulty())
def test_generated_faults(lineage: tuple[Quad, ...]) -> None:
    assert differences(lineage, of("reproducible")) == {}


@pytest.mark.full
@settings(max_examples=1000, deadline=None)
@given(faulty())
def test_a_thousand_generated_faults(lineage: tuple[Quad, ...]) -> None:
    assert differences(lineage, of("reproducible")) == {}


@settings(max_examples=60, deadline=None)
@given(some_data, some_shapes)
def test_any_shapes_on_any_data(data: str, against: str) -> None:
    assert differences(quads(data), shapes(against), messages=False) == {}
