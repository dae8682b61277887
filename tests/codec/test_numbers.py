from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.codec.numbers import fits_decimal, fits_integer, parse_decimal, plain


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2e-5", "0.00002"),
        ("5.0", "5"),
        ("-0", "0"),
        ("1E+3", "1000"),
        ("0.10000000149011612", "0.10000000149011612"),
    ],
)
def test_plain_notation(written: str, text: str) -> None:
    assert plain(Decimal(written)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25, places=20))
def test_plain_notation_keeps_the_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert "e" not in text.lower()
    assert not (("." in text) and text.endswith("0"))


def test_bounds() -> None:
    assert fits_integer(2**63 - 1)
    assert not fits_integer(2**63)
    assert fits_decimal(Decimal("0." + "1" * 18))
    assert not fits_decimal(Decimal("0." + "1" * 19))
    assert not fits_decimal(Decimal(10) ** 20)
    assert not fits_decimal(Decimal("NaN"))


@pytest.mark.parametrize("text", ["auto", "", "1,5", "inf", "nan"])
def test_not_a_number(text: str) -> None:
    assert parse_decimal(text) is None
