"""One form for what can be written in several: the same whoever labels the blank nodes, and done twice it changes nothing."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.codec.numbers import plain
from lineage_rdf.codec.terms import has_blank_nodes, terms
from lineage_rdf.errors import InputError
from lineage_rdf.transform import canonical, normalise
from lineage_rdf.transform.normalise import plain_decimal
from lineage_rdf.vocabulary.namespaces import XSD
from tests.transform.statements import DATASETS, quads_of, renamed


@settings(max_examples=100)
@given(DATASETS)
def test_done_twice_it_changes_nothing(quads) -> None:
    once = normalise(quads)
    twice = normalise(once.quads)
    assert twice.quads == once.quads
    assert (twice.blank_nodes, twice.decimals, twice.schema) == (0, 0, 0)
    assert not has_blank_nodes(once.quads)
    assert once.blank_nodes == len({term for term in terms(quads) if isinstance(term, BlankNode)})


@settings(max_examples=60)
@given(DATASETS)
def test_labels_do_not_matter(quads) -> None:
    assert normalise(renamed(quads[::-1])).quads == normalise(quads).quads


def test_the_name_follows_from_the_document_and_the_label() -> None:
    quads = quads_of("_:a ex:p _:b . _:b ex:q ex:c .")
    namespace = uuid5(NAMESPACE_URL, "https://w3id.org/ftl#")
    digest = sha256(canonical(quads).encode()).hexdigest()
    names = {
        NamedNode(f"urn:uuid:{uuid5(namespace, digest + chr(0) + label)}") for label in ("c14n0", "c14n1")
    }
    found = normalise(quads)
    assert {quad.subject for quad in found.quads} == names
    assert found.blank_nodes == 2


def test_strangers_do_not_meet() -> None:
    one, other = quads_of("_:a ex:p ex:b ."), quads_of("_:a ex:p ex:c .")
    assert {quad.subject for quad in normalise(one).quads}.isdisjoint(
        quad.subject for quad in normalise(other).quads
    )


def test_schema_org_is_named_by_http() -> None:
    found = normalise(
        quads_of('ex:a <https://schema.org/name> "https://schema.org/" ; a <https://schema.org/Dataset> .')
    )
    assert {str(quad) for quad in found.quads} == {
        '<https://example.org/a> <http://schema.org/name> "https://schema.org/"',
        "<https://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Dataset>",
    }
    assert found.schema == 2


@pytest.mark.parametrize(
    ("spelt", "expected"),
    [
        ("5.0", "5"),
        ("+05.10", "5.1"),
        ("-0.0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-.50", "-0.5"),
        ("0", "0"),
    ],
)
def test_decimals_are_spelt_plainly(spelt, expected) -> None:
    assert plain_decimal(spelt) == expected


@pytest.mark.parametrize("text", ["", ".", "+", "1e3", "NaN", "five", " 5", "5 ", "1_0", "٣"])
def test_what_is_no_decimal_stays(text) -> None:
    assert plain_decimal(text) is None
    literal = Literal(text, datatype=NamedNode(f"{XSD}decimal"))
    (quad,) = normalise(
        [quads_of("ex:a ex:p 1 .")[0].__class__(BlankNode("a"), NamedNode("x:p"), literal)]
    ).quads
    assert quad.object == literal


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_the_plain_spelling_is_that_of_the_rest_of_the_program(number: Decimal) -> None:
    assert plain_decimal(format(number, "f")) == plain(number)


def test_integers_and_doubles_stay() -> None:
    quads = quads_of("ex:a ex:p 007, 1.0e0 .")
    assert set(normalise(quads).quads) == set(quads)


def test_triple_terms_keep_their_place() -> None:
    found = normalise(quads_of("ex:a ex:p <<( ex:a ex:p 5.0 )>> . "))
    assert '"5"^^' in str(found.quads[0].object)
    with pytest.raises(InputError, match="no labels"):
        normalise(quads_of("ex:a ex:p <<( ex:a ex:p _:b )>> ."))
