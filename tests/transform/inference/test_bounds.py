"""Long chains, circles and wide hubs end: with all that follows, or with an error that says what to leave out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.transform.inference import USUAL, Rule, axioms_of, infer
from lineage_rdf.transform.inference.axioms import TYPE
from tests.transform.inference.hierarchies import EX, PROPERTIES, chain

DERIVED, ANCESTOR = node("derivedFromModel"), node("hasAncestorModel")
LONG = 20_000
STEPS = USUAL - {Rule.TRANSITIVE}
SUB = node("rdfs:subClassOf")


def model(number: int) -> NamedNode:
    return NamedNode(f"{EX}model{number}")


def links(pairs: Iterable[tuple[int, int]], predicate: NamedNode = DERIVED) -> list[Quad]:
    return [Quad(model(one), predicate, model(other)) for one, other in pairs]


def line(length: int) -> list[Quad]:
    return links((number + 1, number) for number in range(length))


def ring(length: int) -> list[Quad]:
    return links((number, (number + 1) % length) for number in range(length))


@pytest.mark.parametrize("shape", [line, ring])
def test_what_is_too_long_is_refused_and_the_rule_is_named(shape) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoVerdictError, match=r"more than 100,000 statements follow.*transitive.*--rules"):
        infer(shape(LONG), most=100_000)


@pytest.mark.parametrize("shape", [line, ring])
def test_without_the_closure_long_chains_are_no_matter(shape) -> None:  # type: ignore[no-untyped-def]
    found = infer(shape(LONG), rules=STEPS, most=100_000).quads
    assert {quad.predicate for quad in found} == {ANCESTOR, node("prov:wasDerivedFrom")}
    assert len(found) == 2 * LONG


def test_a_circle_is_closed() -> None:
    found = infer(ring(60), rules=[Rule.SUBPROPERTY, Rule.TRANSITIVE]).quads
    assert sum(quad.predicate == ANCESTOR for quad in found) == 60 * 60


def test_the_bound_is_exact() -> None:
    wanted = infer(line(30)).quads
    assert infer(line(30), most=len(wanted)).quads == wanted
    with pytest.raises(NoVerdictError):
        infer(line(30), most=len(wanted) - 1)
    assert infer([], most=0).quads == ()
    assert infer(line(30), most=10**30).quads == wanted


def test_a_hub_with_many_children() -> None:
    children = links((number, 0) for number in range(1, LONG + 1))
    found = infer(children, rules=[Rule.SUBPROPERTY, Rule.TRANSITIVE], most=100_000).quads
    assert sum(quad.predicate == ANCESTOR for quad in found) == LONG


def test_a_chain_of_properties_through_a_hub_is_refused() -> None:
    into, out, over = PROPERTIES[:3]
    data = links(((number, 0) for number in range(1, 1001)), into)
    data += links(((0, number) for number in range(1, 1001)), out)
    axioms = axioms_of(chain(over, [into, out], "b"))
    with pytest.raises(NoVerdictError, match="more than 50,000 statements follow"):
        infer(data, axioms, most=50_000)
    assert len(infer(data[:40] + data[1000:1040], axioms).quads) == 40 * 40


def test_deep_hierarchies_are_refused_or_closed() -> None:
    deep = [Quad(model(number), SUB, model(number + 1)) for number in range(LONG)]
    data = [Quad(NamedNode(f"{EX}thing"), TYPE, model(LONG - 100))]
    with pytest.raises(NoVerdictError, match="the axioms alone give more than 1,000,000 pairs of classes"):
        infer(data, axioms_of(deep))
    assert len(infer(data, axioms_of(deep[-200:])).quads) == 100


def test_circles_in_hierarchies_and_lists_end() -> None:
    circle = [Quad(model(number), SUB, model((number + 1) % 5)) for number in range(5)]
    data = [Quad(NamedNode(f"{EX}thing"), TYPE, model(0))]
    assert len(infer(data, axioms_of(circle)).quads) == 4
    endless = chain(PROPERTIES[0], PROPERTIES[1:3], "b")[:-1]
    endless.append(Quad(endless[-1].subject, node("rdf:rest"), endless[0].object))
    found = axioms_of(endless)
    assert (found.chains, found.not_used) == (frozenset(), 1)
    twofold = [*chain(PROPERTIES[0], PROPERTIES[1:3], "b"), *chain(PROPERTIES[3], PROPERTIES[2:4], "b")]
    assert axioms_of(twofold).chains == frozenset()
