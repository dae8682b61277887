"""Data are checked as written, although the store that the queries run on spells some literals anew."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.compiled.doubts import in_doubt
from lineage_rdf.check.compiled.literals import beyond_arithmetic, kept, stored, written
from lineage_rdf.check.engine import validate
from tests.check.compiled.comparing import differences, quads, shapes

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = f"""@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <{XSD}> .
"""
SPELLINGS = [
    ("5.0", "decimal"),
    ("5", "decimal"),
    ("-0.50", "decimal"),
    ("0.00002", "decimal"),
    ("much", "decimal"),
    ("007", "integer"),
    ("12345678901234567890", "integer"),
    ("3", "nonNegativeInteger"),
    ("-3", "nonNegativeInteger"),
    ("1", "boolean"),
    ("yes", "boolean"),
    ("2026-01-01T00:00:00Z", "dateTime"),
    ("2026-01-01T00:00:00+00:00", "dateTime"),
    ("2026-02-30T00:00:00Z", "dateTime"),
    ("1e3", "double"),
    ("P1Y12M", "duration"),
    ("a\nb", "string"),
]


def literal(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(("value", "datatype"), SPELLINGS)
def test_the_store_keeps_what_goes_in_and_it_comes_out_as_written(value: str, datatype: str) -> None:
    given = literal(value, datatype)
    assert kept(stored(given)) == stored(given)
    assert written(stored(given)) == given


@pytest.mark.parametrize(("value", "datatype"), SPELLINGS)
def test_a_value_is_reported_as_written(value: str, datatype: str) -> None:
    data = quads(f"{PREFIXES} :a :p {literal(value, datatype)} .")
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:nodeKind sh:IRI ] ."
    )
    assert [r.value for r in validate(data, against).results] == [value]
    assert differences(data, against, messages=False) == {}


@pytest.mark.parametrize("datatype", sorted({datatype for _, datatype in SPELLINGS}))
def test_ill_typed_literals_are_found(datatype: str) -> None:
    values = " , ".join(str(literal(value, kind)) for value, kind in SPELLINGS)
    data = quads(f"{PREFIXES} :a :p {values} .")
    against = shapes(
        f"{PREFIXES} :S a sh:PropertyShape ; sh:targetNode :a ; sh:path :p ; sh:datatype xsd:{datatype} ."
    )
    assert differences(data, against, messages=False) == {}


def test_two_spellings_of_one_number_are_two_values_and_compare_as_one() -> None:
    data = quads(f'{PREFIXES} :a :p 5.0 , 5.00 , "5"^^xsd:decimal ; :q 5.0 .')
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetNode :a ; "
        "sh:property [ sh:path :p ; sh:maxCount 2 ] , [ sh:path :p ; sh:hasValue 5.000 ] , [ sh:path :p ; sh:in ( 5.0 ) ] ,"
        " [ sh:path :p ; sh:minInclusive 5 ] , [ sh:path :p ; sh:lessThanOrEquals :q ] , [ sh:path :p ; sh:lessThan :q ] ,"
        " [ sh:path :q ; sh:equals :p ] ."
    )
    found = sorted(
        (r.component.removesuffix("ConstraintComponent"), r.value) for r in validate(data, against).results
    )
    assert found == [
        ("Equals", "5"),
        ("Equals", "5.00"),
        ("HasValue", ""),
        ("In", "5"),
        ("In", "5.00"),
        ("LessThan", "5"),
        ("LessThan", "5.0"),
        ("LessThan", "5.00"),
        ("MaxCount", ""),
    ]
    assert differences(data, against, messages=False) == {}


def test_a_query_of_the_user_sees_numbers_and_reports_them_as_written() -> None:
    data = quads(f"{PREFIXES} :a :p 5.0 . :b :p 7.50 .")
    against = shapes(
        f"{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql [ "
        "sh:select 'SELECT $this ?value { $this <https://example.org/p> ?value FILTER(?value + 1 > 7) }' ; "
        'sh:message "{?value} of {$this} is much" ] .'
    )
    (result,) = validate(data, against).results
    assert (result.value, result.message) == ("7.50", "7.50 of https://example.org/b is much")


@pytest.mark.parametrize(
    ("value", "beyond"),
    [
        ("1", False),
        ("-12.5", False),
        ("1" * 15, False),
        ("1" * 16, True),
        (f"0.{'1' * 16}", True),
        ("x", False),
    ],
)
def test_numbers_beyond_the_arithmetic_of_the_store(value: str, beyond: bool) -> None:
    assert beyond_arithmetic(literal(value, "decimal")) is beyond
    assert not beyond_arithmetic(Literal(value))


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ("1 , 2.5", False),
        ('"a" , "b"', False),
        (":x , _:y", False),
        ('1 , "a"', True),
        ("1 , :x", True),
        ('"a" , "b"@en', True),
        ('"x"^^xsd:decimal', True),
        (f'"{10**20}"^^xsd:decimal', True),
    ],
)
def test_values_on_which_engines_of_sparql_differ_are_in_doubt(values: str, doubt: bool) -> None:
    data = quads(f"{PREFIXES} :a :p {values} .")
    assert in_doubt(data, frozenset(["https://example.org/p"])) is doubt
    assert not in_doubt(data, frozenset(["https://example.org/q"]))


def test_a_lineage_in_doubt_is_left_to_the_reference() -> None:
    data = quads(f'{PREFIXES} :a :p 1 , "x"^^xsd:decimal , "{10**25}"^^xsd:decimal .')
    against = shapes(
        f'{PREFIXES} :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:message "no" ; sh:sparql [ '
        "sh:select 'SELECT $this ?value { $this <https://example.org/p> ?value FILTER(?value * 3 > 7) }' ] ."
    )
    assert [r.value for r in validate(data, against).results] == [f"{10**25}"]
    assert differences(data, against) == {}
