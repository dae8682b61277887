"""Plain decimal notation: one spelling per number (decisions: no exponent, no trailing zeros)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

INTEGER_BOUND = 2**63
DECIMAL_BOUND = Decimal(10) ** 20
FRACTION_DIGITS = 18


def plain(number: Decimal) -> str:
    """Return the canonical text of a decimal: `Decimal("2E-5")` gives `0.00002`, `Decimal("5.0")` gives `5`."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def fits_decimal(number: Decimal) -> bool:
    """Say whether a decimal can be kept as a number: finite, below 10^20, at most 18 fraction digits."""
    if not number.is_finite() or abs(number) >= DECIMAL_BOUND:
        return False
    _, _, fraction = plain(number).partition(".")
    return len(fraction) <= FRACTION_DIGITS


def fits_integer(number: int) -> bool:
    """Say whether an integer can be kept as a number: inside 64 bits with a sign."""
    return -INTEGER_BOUND <= number < INTEGER_BOUND


def parse_decimal(text: str) -> Decimal | None:
    """Return the finite number that a text spells, `2e-5` included, or None."""
    try:
        number = Decimal(text.strip().replace("_", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
