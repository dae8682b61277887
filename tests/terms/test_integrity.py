"""The report on a glossary, defect by defect, and what repair does to it."""

from __future__ import annotations

import time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_rdf.terms.integrity import integrity, repaired
from lineage_rdf.terms.model import Glossary, Relation, Term

BASE = "https://example.org/t/"


def term(name: str, *relations: tuple[str, str], **more) -> Term:
    links = tuple(Relation(kind, other, f"{BASE}{other}") for kind, other in relations)
    return Term(f"{BASE}{name}", name, definition=f"What {name} is.", relations=links, **more)


def labelled(one: Term, kind: str, label: str, rationale: str = "") -> Term:
    return evolve(one, relations=(*one.relations, Relation(kind, label, rationale=rationale)))


def glossary(*terms: Term) -> Glossary:
    return Glossary(BASE, "t", terms)


def told(*terms: Term) -> list[tuple[str, str]]:
    return [(remark.code, remark.term) for remark in integrity(glossary(*terms))]


def mended(*terms: Term) -> tuple[Term, ...]:
    return repaired(glossary(*terms)).glossary.terms


def test_a_sound_glossary() -> None:
    terms = (
        term("a", ("narrower", "b")),
        term("b", ("broader", "a"), ("requires", "a"), ("exactMatch", "zzz")),
    )
    assert told(*terms) == []
    assert mended(*terms) == terms


def test_a_label_that_nobody_has_is_told_with_what_comes_near() -> None:
    found = integrity(glossary(labelled(term("lamp"), "requires", "wiks"), term("wicks"), term("lens")))
    assert [(remark.code, remark.repaired) for remark in found] == [("FTL-T040", False)]
    assert "'wicks'" in found[0].fix and "'lens'" not in found[0].fix


def test_a_label_of_two_terms_is_not_guessed() -> None:
    one, two = (term(name, aliases=("beacon",)) for name in ("buoy", "tower"))
    found = integrity(glossary(one, two, labelled(term("lamp"), "requires", "beacon")))
    assert [remark.code for remark in found] == ["FTL-T045", "FTL-T040"]
    assert "'buoy' or 'tower'" in found[1].fix


def test_a_label_that_names_a_term_becomes_a_link() -> None:
    terms = (labelled(term("lamp"), "requires", "Wick", "it burns"), term("wicks", aliases=("wick",)))
    assert told(*terms) == [("FTL-T040", "lamp")]
    assert mended(*terms)[0].relations == (Relation("requires", "Wick", f"{BASE}wicks", "it burns"),)


@pytest.mark.parametrize(
    ("kind", "back"), [("broader", "narrower"), ("narrower", "broader"), ("inTensionWith",) * 2]
)
def test_one_way_links_get_their_way_back(kind: str, back: str) -> None:
    terms = (labelled(term("a"), kind, "b", "said so"), term("b"))
    assert told(*terms) == [("FTL-T042" if kind == back else "FTL-T041", "a")]
    one, two = mended(*terms)
    assert one.relations == (Relation(kind, "b", f"{BASE}b", "said so"),)
    assert two.relations == (Relation(back, "a", f"{BASE}a", "said so" if kind == back else ""),)
    assert told(one, two) == []


def test_each_kind_of_related_is_a_way_back_for_plain_related_alone() -> None:
    assert told(term("a", ("related", "b")), term("b", ("overlapsWith", "a"))) == [("FTL-T042", "b")]


def test_related_terms_of_which_one_lies_above_the_other() -> None:
    chain = [
        term("a", ("narrower", "b")),
        term("b", ("broader", "a"), ("narrower", "c")),
        term("c", ("broader", "b"), ("narrower", "d")),
        term("d", ("broader", "c"), ("related", "a")),
    ]
    assert told(*chain) == [("FTL-T043", "a")]
    assert mended(*chain)[3].relations == (Relation("broader", "c", f"{BASE}c"),)
    # Another kind says something of its own, which nobody but its author can take back.
    chain[3] = term("d", ("broader", "c"), ("overlapsWith", "a"))
    assert told(*chain) == [("FTL-T043", "a")]
    assert mended(*chain) == tuple(chain)


def test_circles_are_told_once_with_their_way() -> None:
    ring = [
        term("a", ("broader", "b"), ("narrower", "c")),
        term("b", ("broader", "c"), ("narrower", "a")),
        term("c", ("broader", "a"), ("narrower", "b"), ("related", "out")),
        term("out", ("related", "c")),
    ]
    assert told(*ring) == [("FTL-T044", "a")]
    assert integrity(glossary(*ring))[0].what.endswith("in a circle: a, b, c, a")
    ring[2] = evolve(ring[2], relations=(*ring[2].relations, Relation("related", "a", f"{BASE}a")))
    assert told(*ring) == [("FTL-T044", "a"), ("FTL-T043", "a")]


def test_names_and_definitions() -> None:
    assert told(term("fog-horn"), evolve(term("Fog Horn"), definition="x")) == [("FTL-T048", "fog-horn")]
    assert told(evolve(term("a"), definition=" ")) == [("FTL-T050", "a")]
    assert told(evolve(term("a"), definition="So  it is"), evolve(term("b"), definition="so it is")) == [
        ("FTL-T051", "a")
    ]
    assert told(term("a", aliases=("B",)), term("b")) == [("FTL-T046", "a")]
    assert told(term("fog-horn", aliases=("foghorn", "fog horn"))) == []
    assert told(term("a", aliases=("a ", "x"))) == [("FTL-T047", "a")]
    assert mended(term("a", aliases=("a ", "x")))[0].aliases == ("x",)
    assert told(term("a", aliases=("A",))) == [], "a spelling that people look for"


def test_deprecated_terms() -> None:
    old = term("old", status="Deprecated")
    assert told(old) == [("FTL-T052", "old")]
    replaced = evolve(old, replaced_by=(f"{BASE}new",))
    found = integrity(glossary(replaced, term("new", ("requires", "old"))))
    assert [(remark.code, remark.term) for remark in found] == [("FTL-T053", "new")]
    assert f"{BASE}new" in found[0].fix


def test_links_to_itself_twice_and_to_addresses_that_are_no_terms() -> None:
    assert told(term("a", ("related", "a"))) == [("FTL-T049", "a")]
    assert mended(term("a", ("related", "a")))[0].relations == ()
    twice = term("a", ("requires", "b"), ("requires", "b"))
    assert told(twice, term("b")) == [("FTL-T055", "a")]
    assert mended(twice, term("b"))[0].relations == twice.relations[:1]
    assert told(term("a", ("broader", "zzz"))) == [("FTL-T054", "a")]
    away = Relation("broader", "", "https://elsewhere.example/x")
    assert told(evolve(term("a"), relations=(away,))) == []


_NAMES = st.sampled_from("abcdef")
_KINDS = st.sampled_from(["broader", "narrower", "related", "overlapsWith", "requires"])
_TERMS = st.dictionaries(_NAMES, st.lists(st.tuples(_KINDS, _NAMES, st.booleans()), max_size=5), min_size=1)


@settings(max_examples=100)
@given(_TERMS)
def test_repair_leaves_exactly_what_it_says(rows) -> None:
    terms = [
        evolve(
            term(name),
            relations=tuple(
                Relation(kind, other, f"{BASE}{other}" if linked else "") for kind, other, linked in links
            ),
        )
        for name, links in rows.items()
    ]
    result = repaired(glossary(*terms))
    left = integrity(result.glossary)
    assert [r.code for r in result.remarks] == [r.code for r in integrity(glossary(*terms))]
    assert sorted((r.code, r.term) for r in left) == sorted(
        (r.code, r.term) for r in result.remarks if not r.repaired
    )
    assert repaired(result.glossary).glossary == result.glossary


@settings(max_examples=100)
@given(_TERMS)
def test_related_and_above_as_searching_all_ways_finds_it(rows) -> None:
    """SKOS S27 by its definition: the transitive closure, step by step."""
    up = {
        (a, b)
        for a, links in rows.items()
        for kind, b, _ in links
        if kind == "broader" and b in rows and a != b
    }
    up |= {
        (b, a)
        for a, links in rows.items()
        for kind, b, _ in links
        if kind == "narrower" and b in rows and a != b
    }
    while more := {(a, d) for a, b in up for c, d in up if b == c} - up:
        up |= more
    pairs = {
        frozenset((a, b))
        for a, links in rows.items()
        for kind, b, _ in links
        if kind in ("related", "overlapsWith") and b in rows and a != b and ((a, b) in up or (b, a) in up)
    }
    terms = [term(name, *((kind, other) for kind, other, _ in links)) for name, links in rows.items()]
    assert sum(code == "FTL-T043" for code, _ in told(*terms)) == len(pairs)


def test_ten_thousand_terms_in_a_chain() -> None:
    count = 10_000
    terms = [
        term(
            f"t{number}",
            *([("broader", f"t{number - 1}")] if number else []),
            *([("narrower", f"t{number + 1}")] if number < count - 1 else []),
            ("related", f"t{count - 1 - number}"),
        )
        for number in range(count)
    ]
    before = time.process_time()
    found = integrity(glossary(*terms))
    assert (
        time.process_time() - before < 60
    )  # about one second, and minutes if each term were searched by itself
    assert len(found) == count / 2 and {remark.code for remark in found} == {"FTL-T043"}


@pytest.mark.parametrize(("kind", "back"), [("broader", "narrower"), ("narrower", "broader")])
def test_a_hierarchy_told_from_one_side_throughout_is_one_defect(kind, back) -> None:
    terms = (term("a", (kind, "c")), term("b", (kind, "c")), term("c"))
    assert told(*terms) == [("FTL-T041", "")]
    assert {relation.target for relation in mended(*terms)[2].related(back)} == {f"{BASE}a", f"{BASE}b"}
    assert integrity(repaired(glossary(*terms)).glossary) == ()
