"""Whether a literal in a store is well typed is told from its text as XML Schema has it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from lineage_rdf.check.compiled.lexical import well_typed
from lineage_rdf.check.compiled.literals import ILL_TYPED, stored

XSD = "http://www.w3.org/2001/XMLSchema#"


def is_well_typed(text: str, name: str) -> bool:
    """Ask it as a query on a store does, of a text, so that no store has spelled the literal anew."""
    test = f"true{well_typed('?v', f'{XSD}{name}')}"
    answer: Any = Store().query(f"SELECT ?v {{ VALUES ?v {{ {Literal(text)} }} FILTER({test}) }}")
    return len(list(answer)) == 1


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("boolean", ["true", "false", "0", "1"], ["yes", "TRUE", "", " true"]),
        ("integer", ["0", "-7", "+7", "007", "9" * 30], ["1.0", "", "1e3", "one", "1 ", "--1"]),
        ("decimal", ["0", "-0.5", "+.5", "5.", "1" * 40], ["1e3", "", ".", "INF", "1,5"]),
        ("double", ["1e3", "-1.5E-2", "INF", "-INF", "NaN", ".5"], ["", "e3", "inf", "1e"]),
        ("dateTime", ["2026-01-31T00:00:00Z", "2024-02-29T23:59:59.5+14:00", "2000-02-29T24:00:00"], []),
        (
            "dateTime",
            [],
            ["2026-02-29T00:00:00Z", "1900-02-29T00:00:00", "2026-04-31T00:00:00Z", "2026-01-01"],
        ),
        (
            "dateTime",
            [],
            ["2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01 00:00:00", "26-01-01T00:00:00"],
        ),
        ("date", ["2026-01-31", "2024-02-29Z", "-0044-03-15"], ["2023-02-29", "2026-1-1", "2026-11-31"]),
        ("time", ["00:00:00", "23:59:59.999Z"], ["24:00:01", "1:00:00"]),
        ("gYear", ["2026", "12026", "-0001"], ["26", "02026"]),
        ("nonNegativeInteger", ["0", "+3", "-0"], ["-1", "1.5"]),
        ("byte", ["-128", "127"], ["128", "-129", "x"]),
        ("unsignedLong", [str(2**64 - 1)], [str(2**64), "-1"]),
        ("hexBinary", ["", "0aF9"], ["0", "xy"]),
        ("base64Binary", ["", "aGVsbG8=", "aGVs", "AA=="], ["aGVsbG8", "0", "a==="]),
        ("duration", ["P1Y2M3DT4H5M6.7S", "-P1M", "PT0S", "P3D"], ["P", "nonsense", "P1YT", "PT", "1Y"]),
        ("yearMonthDuration", ["P1Y", "P14M"], ["P1D", "P"]),
        ("dayTimeDuration", ["P1DT2H", "PT1M"], ["P1Y", "P1DT"]),
        ("dateTimeStamp", ["2026-01-31T00:00:00Z"], ["2026-01-31T00:00:00", "2026-02-30T00:00:00Z"]),
        ("gMonthDay", ["--02-29", "--12-31Z"], ["--02-30", "--04-31", "02-01"]),
        ("language", ["de", "es-419"], ["", "much too long a name"]),
        ("long", ["0", "5", str(2**63 - 1)], [str(2**63), "x"]),
        ("string", ["", "anything"], []),
        ("anyURI", ["not checked"], []),
    ],
)
def test_forms(name: str, right: list[str], wrong: list[str]) -> None:
    assert [text for text in right if not is_well_typed(text, name)] == []
    assert [text for text in wrong if is_well_typed(text, name)] == []


@given(
    st.sampled_from(["integer", "decimal", "boolean", "dateTime", "date"]),
    st.text("0123456789-+:.TZ", min_size=1, max_size=20)
    | st.datetimes().map(lambda t: t.isoformat())
    | st.dates().map(str)
    | st.integers().map(str)
    | st.decimals(allow_nan=False, allow_infinity=False).map(str),
)
def test_what_is_ill_typed_in_a_file_is_so_in_a_store(name: str, text: str) -> None:
    """The check of files may be more lenient (rdflib reads ISO 8601), never stricter."""
    in_a_file = stored(Literal(text, datatype=NamedNode(f"{XSD}{name}"))).datatype.value.startswith(ILL_TYPED)
    if in_a_file:
        assert not is_well_typed(text, name)
