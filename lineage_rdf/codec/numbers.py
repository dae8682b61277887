"""Plain decimal notation: one spelling per number (decisions: no exponent, no trailing zeros)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

INTEGER_BOUND = 2**63
DECIMAL_BOUND = Decimal(10) ** 20
FRACTION_DIGITS = 18
# Ten letters, 1e99999999, can spell a number of a hundred million digits; nothing we read means one of over 400.
MAX_DIGITS = 400


def plain(number: Decimal) -> str:
    """Return the canonical text of a decimal: `Decimal("2E-5")` gives `0.00002`, `Decimal("5.0")` gives `5`.

    A number whose plain notation would have more than 400 digits keeps its exponent.
    """
    if not _is_short(number):
        return str(number)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def fits_decimal(number: Decimal) -> bool:
    """Say whether a decimal can be kept as a number: finite, below 10^20, at most 18 fraction digits."""
    if not number.is_finite() or not _is_short(number) or abs(number) >= DECIMAL_BOUND:
        return False
    _, _, fraction = plain(number).partition(".")
    return len(fraction) <= FRACTION_DIGITS


def fits_integer(number: int) -> bool:
    """Say whether an integer can be kept as a number: inside 64 bits with a sign."""
    return -INTEGER_BOUND <= number < INTEGER_BOUND


def parse_decimal(text: str) -> Decimal | None:
    """Return the finite number of at most 400 digits that a text spells, `2e-5` included, or None."""
    if len(text) > MAX_DIGITS + 10:
        return None
    try:
        number = Decimal(text.strip().replace("_", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and _is_short(number) else None


def _is_short(number: Decimal) -> bool:
    """Say whether the plain notation of a number has a length that is fit to be written."""
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and len(digits) + abs(exponent) <= MAX_DIGITS
