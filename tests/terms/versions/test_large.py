"""Versions that are meant to take long, or that hold what no message can, are compared soon and told safely."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lineage_rdf.terms.versions import Impact, compare
from lineage_rdf.terms.versions.markdown import as_markdown
from lineage_rdf.terms.versions.report import as_text
from lineage_rdf.terms.versions.step import step_of
from tests.terms.versions.tide import CLASSES, aspect, differ, read, turtle


@contextmanager
def soon(seconds: float = 20) -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < seconds


@pytest.mark.uncounted
def test_long_lists_are_compared_by_all_their_members() -> None:
    names = " ".join(f"ex:C{number}" for number in range(2000))
    one = f"tide:height rdfs:domain [ owl:unionOf ( {names} ) ] ; rdfs:seeAlso ( {names} ) ."
    with soon():
        assert differ(CLASSES + one, CLASSES + one).equal
        assert not differ(CLASSES + one, CLASSES + one.replace("ex:C1999 )", "ex:D )", 1)).equal
    other = f"tide:height rdfs:domain [ owl:unionOf ( {' '.join(reversed(names.split()))} ) ] ; rdfs:seeAlso ( {names} ) ."
    assert differ(CLASSES + one, CLASSES + other).equal, "the order of a union says nothing"
    turned = one.replace("seeAlso ( ex:C0 ex:C1", "seeAlso ( ex:C1 ex:C0")
    assert not differ(CLASSES + one, CLASSES + turned).equal, "the order of other lists does"


@pytest.mark.uncounted
def test_a_deep_hierarchy_of_which_every_class_changed() -> None:
    def chain(more: str) -> str:
        rows = (f"ex:K{n} a owl:Class ; rdfs:subClassOf ex:K{n + 1}{more} .\n" for n in range(1500))
        return turtle(CLASSES + "".join(rows))

    old = read(chain(", ex:K1400"))
    with soon():
        found = compare(old, read(chain("")))
        lost = compare(read(chain(", ex:Other")), read(chain("")))
    assert [term.impact for term in found.terms].count(Impact.MINOR) == 1399, "K1400 still lies above these"
    assert [term.impact for term in lost.terms].count(Impact.MAJOR) == 1500


@pytest.mark.uncounted
def test_many_domains() -> None:
    def domains(first: str, last: str) -> str:
        rows = "".join(f"ex:N{n} rdfs:subClassOf ex:O{n} .\n" for n in range(1500))
        return f"{CLASSES}{rows}tide:height rdfs:domain {', '.join(f'ex:{first}{n}' for n in range(1500))}{last} ."

    with soon():
        change = aspect(domains("N", ""), domains("O", ""))
    assert change.why == "widened"


@pytest.mark.parametrize("number", ["1." + "9" * 5000, "1" * 5000 + ".0.0", "1.2.20261231235959", "٣.١.٢"])
def test_a_number_of_any_length_is_compared(number: str) -> None:
    one, other = read(turtle(version=number)), read(turtle())
    assert step_of(compare(other, one)).declared in ("", "1.2.20261231235959")
    assert as_text(compare(one, other)) and as_markdown(compare(one, other))


def test_properties_of_others_are_told_without_hidden_letters() -> None:
    prop = "<http://x.example/\u202e(a)_b_*c*>"
    found = differ(CLASSES, CLASSES + f"tide:SpringTide {prop} 'a' .")
    assert "\u202e" not in as_text(found) + as_markdown(found)
    assert f"`{prop.replace(chr(0x202E), chr(0xFFFD))}`: nothing" in as_markdown(found)
