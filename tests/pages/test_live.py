"""From a store the pages are the same as from the lineages themselves, by a bounded number of queries."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from lineage_rdf.pages import Addresses, Kind, Limits, Live, render
from lineage_rdf.query import in_memory
from lineage_rdf.store.embedded import EmbeddedStore
from tests.pages.made import BASE, HUB, examples, forest, lineage, site_of, store_of


@cache
def lineages():
    return [*examples(), *forest(12), lineage("fleet-1/seven", "fleet-1/vessel-1", steps=7)]


@cache
def store():
    return store_of(lineages())


@cache
def static():
    return site_of(lineages(), judge=False)[1]


THINGS = sorted(static())


@pytest.mark.parametrize("kind", list(Kind))
def test_the_statements_and_places_are_those_of_files(kind):
    live = Live(store(), judge=False)
    for iri in THINGS:
        wanted = static()[iri]
        if wanted.thing.kind is not kind:
            continue
        found = live.material(iri)
        assert found.thing == wanted.thing
        assert {quad.triple for quad in found.quads} == {quad.triple for quad in wanted.quads}, iri
        assert len(found.quads) == len(wanted.quads)
        assert found.siblings.total == wanted.siblings.total and found.family.total == wanted.family.total
        assert {one.thing for one in found.family.items} == {one.thing for one in wanted.family.items}
        if kind is not Kind.AGENT:  # an agent of many roles is told once for each by the store
            places = {(use.thing.iri, use.lineage.iri) for use in wanted.uses.items}
            assert {(use.thing.iri, use.lineage.iri) for use in found.uses.items} >= places


@pytest.mark.parametrize("iri", [f"{BASE}fleet-1/seven/lineage", f"{BASE}fleet-1/seven/lineage/step/stage-2"])
def test_the_page_of_a_lineage_and_of_a_step_is_the_same(iri):
    addresses = Addresses(BASE)
    assert render(Live(store(), judge=False).material(iri), addresses) == render(static()[iri], addresses)


def test_a_lineage_is_judged_if_that_is_asked_for():
    iri = f"{BASE}fleet-1/seven/lineage"
    assert Live(store()).material(iri).verdict.reached == "lineage"
    assert Live(store(), judge=False).material(iri).verdict is None


def test_what_is_not_there_has_no_page():
    live = Live(store())
    for iri in (
        f"{BASE}nothing",
        "no iri",
        "",
        "https://w3id.org/ftl/objective/nothing",
        "javascript:alert(1)",
        "> } #",
    ):
        assert live.material(iri) is None and live.owner(iri) == ""


def test_a_part_leads_to_its_owner():
    step = f"{BASE}fleet-1/seven/lineage/step/stage-2"
    assert Live(store()).owner(f"{step}/setting/lora_r") == step
    assert Live(store()).owner(f"{BASE}nothing") == ""


def test_things_are_counted_and_listed():
    live = Live(store())
    counts = Counter(item.thing.kind for item in static().values())
    del counts[Kind.TERM]
    assert live.counts() == counts
    first, rest = live.listed(Kind.MODEL, 0, 5), live.listed(Kind.MODEL, 5, 1000)
    assert len(first) == 5 and len(first) + len(rest) == counts[Kind.MODEL]
    assert {thing.iri for thing in [*first, *rest]} == {
        iri for iri in THINGS if static()[iri].thing.kind is Kind.MODEL
    }


class _Counted:
    """A store that counts what it is asked and what it answers."""

    def __init__(self, quads):
        self._store: EmbeddedStore = in_memory(quads)
        self.queries = self.rows = 0

    def select(self, query):
        self.queries += 1
        for row in self._store.select(query):
            self.rows += 1
            yield row

    ordered = select


@pytest.mark.parametrize("size", [40, 160])
def test_what_a_page_reads_is_bounded_however_large_the_family(size):
    quads = [
        quad.__class__(quad.subject, quad.predicate, quad.object, quads[0].subject)
        for quads in [lineage(f"crowd/m{number}", "crowd/base", data="crowd/data") for number in range(size)]
        for quad in quads
    ]
    limits = Limits(uses=10, siblings=10, family=20)
    for iri in (
        f"{HUB}crowd/base",
        f"{HUB}crowd/m1",
        f"{HUB}datasets/crowd/data",
        f"{HUB}crowd",
        "https://w3id.org/ftl/objective/sft",
    ):
        counted = _Counted(quads)
        found = Live(counted, limits, judge=False).material(iri)
        assert counted.queries <= 30 and counted.rows <= 2000, (iri, counted.queries, counted.rows)
        assert (
            len(found.uses.items) <= 10 and len(found.family.items) <= 20 and len(found.siblings.items) <= 10
        )
        page = render(found, Addresses(BASE))
        assert "There are more" in page or "More than 20 models" in page
