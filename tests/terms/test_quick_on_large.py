"""What a stranger can make large costs no more than its length: each of these took minutes once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.terms import properties as p
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.glossaries.casrai_head import term_line
from lineage_rdf.terms.integrity import integrity
from lineage_rdf.terms.model import Glossary, Relation, Term
from lineage_rdf.vocabulary.namespaces import SKOS

pytestmark = pytest.mark.uncounted
BASE = "https://example.org/t/"


@contextmanager
def soon(seconds: float = 20) -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < seconds


def glossary(*terms: Term) -> Glossary:
    return Glossary(BASE, "t", terms)


def term(name: object, *links: tuple[str, object], **more) -> Term:
    relations = tuple(Relation(kind, str(other), f"{BASE}{other}") for kind, other in links)
    return Term(f"{BASE}{name}", str(name), definition=f"What {name} is.", relations=relations, **more)


def test_names_that_two_terms_claim() -> None:
    names = tuple(f"alias {number}" for number in range(4000))
    with soon():
        found = integrity(glossary(term("a", aliases=names), term("b", aliases=names)))
    assert len(found) == 4000 and {remark.code for remark in found} == {"FTL-T045"}


def test_terms_of_one_name() -> None:
    terms = [Term(f"{BASE}{n}", "foo bar", ("foo-bar",), definition=str(n)) for n in range(3000)]
    with soon():
        assert [remark.code for remark in integrity(glossary(*terms))] == ["FTL-T048", "FTL-T045"]


def test_many_small_circles() -> None:
    terms = [term(n, ("broader", n ^ 1), ("narrower", n ^ 1)) for n in range(6000)]
    with soon():
        assert len(integrity(glossary(*terms))) == 3000


def test_related_terms_in_a_long_chain_are_found_in_parts(monkeypatch) -> None:
    monkeypatch.setattr("lineage_rdf.terms.integrity_hierarchy._AT_ONCE", 3)
    chain = [term(n, ("broader", n + 1), ("narrower", n - 1), ("related", n + 7)) for n in range(40)]
    found = integrity(glossary(*chain))
    assert sum(remark.code == "FTL-T043" for remark in found) == 33


def _statement(subject: str, predicate: str, value: str) -> Quad:
    node = NamedNode(value) if value.startswith(BASE) else Literal(value, language="en")
    return Quad(NamedNode(BASE + subject), NamedNode(predicate), node)


def _many(most: int, predicate: str, target: str) -> list[Quad]:
    return [
        quad
        for n in range(most)
        for quad in (
            _statement(str(n), p.TYPE, f"{BASE}c"),
            Quad(NamedNode(f"{BASE}{n}"), NamedNode(p.TYPE), NamedNode(p.CONCEPT[0])),
            _statement(str(n), predicate, BASE + target),
        )
    ]


def test_a_term_of_many_names_to_which_all_link() -> None:
    names = [_statement("z", f"{SKOS}prefLabel", f"name {n:04}") for n in range(3000)]
    with soon():
        found = glossary_of([*_many(3000, f"{SKOS}broader", "z"), *names])
    assert {term.relations[0].label for term in found.terms} == {"name 0000"}


def test_a_collection_of_many_names_and_members() -> None:
    names = [_statement("z", f"{SKOS}prefLabel", f"name {n:04}") for n in range(3000)]
    kind = Quad(NamedNode(f"{BASE}z"), NamedNode(p.TYPE), NamedNode(p.COLLECTION))
    members = [_statement("z", p.MEMBER, f"{BASE}{n}") for n in range(3000)]
    with soon():
        found = glossary_of([*_many(3000, f"{SKOS}related", "y"), *names, kind, *members])
    assert {term.categories for term in found.terms} == {("name 0000",)}


def test_a_line_of_blanks_on_a_page() -> None:
    with soon():
        assert term_line(["Dictionary term" + " " * 150_000 + "x"]) == -1
    assert term_line(["Dictionary term   Track C   Stable   v2026.1"]) == 0
