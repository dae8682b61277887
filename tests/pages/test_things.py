"""Every statement of a lineage belongs to one thing, and every part leads to the page of its owner."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import Quad

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.names import node, text
from lineage_rdf.errors import InputError
from lineage_rdf.pages import Kind, divide
from lineage_rdf.records import LineageRecord
from tests.pages.made import BASE, HUB, examples, hostile, lineage


@pytest.mark.parametrize("quads", [*examples(), hostile()], ids=lambda quads: str(len(quads)))
def test_every_statement_belongs_to_one_thing(quads):
    division = divide(quads)
    told = Counter(quad for found in division.statements.values() for quad in found)
    assert told == Counter(quads)
    subjects = {text(quad.subject) for quad in quads}
    assert subjects == division.things.keys() | division.owners.keys()
    assert set(division.owners.values()) <= division.things.keys()


def test_the_parts_of_a_step_stand_with_the_step_and_statuses_with_the_lineage():
    division = divide(lineage("org/name", "org/base"))
    step = f"{BASE}org/name/lineage/step/stage-1"
    owners = {iri.removeprefix(step): owner for iri, owner in division.owners.items()}
    assert {owners[part] for part in ("/setting/lora_r", "/data/1", "/agent/1")} == {step}
    assert owners["/status/objective"] == f"{BASE}org/name/lineage"
    assert {thing.kind for thing in division.things.values()} == set(Kind) - {Kind.TERM}


def test_things_have_the_names_that_people_know():
    things = divide(lineage("org/name", "org/base")).things
    assert things[HUB + "org/name"].label == "org/name"
    assert things[f"{BASE}org/name/lineage/step/stage-1"].label == "step 1 (stage-1)"
    assert things[f"{BASE}org/name/lineage"].label == "lineage of org/name"


def test_terms_are_told_with_the_things_that_use_them():
    terms = divide(lineage("org/name", "org/base")).terms
    step = f"{BASE}org/name/lineage/step/stage-1"
    assert terms["https://w3id.org/ftl/objective/sft"] == (step, f"{BASE}org/name/lineage") or set(
        terms["https://w3id.org/ftl/objective/sft"]
    ) == {step, f"{BASE}org/name/lineage"}
    assert not any("#" in iri for iri in terms)


def test_parts_that_own_each_other_belong_to_the_lineage():
    quads = encode(LineageRecord(iri=f"{BASE}x"))
    part, other = node("rdf:x"), node("rdf:y")
    circle = [Quad(part, node("hasSetting"), other), Quad(other, node("hasSetting"), part)]
    division = divide([*quads, *circle])
    assert set(division.owners.values()) == {f"{BASE}x"}


def test_of_several_lineages_the_one_that_is_named_is_taken():
    both = [*lineage("a/one", "a/base"), *lineage("a/two", "a/base")]
    assert divide(both, f"{BASE}a/two/lineage").record.head_model == f"{HUB}a/two"
    with pytest.raises(InputError, match="no lineage"):
        divide(both, f"{BASE}a/three/lineage")
    with pytest.raises(InputError):
        divide([])
