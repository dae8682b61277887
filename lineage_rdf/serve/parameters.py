"""Reads parameters, behind the question mark of an address or in a posted form (application/x-www-form-urlencoded)."""

from __future__ import annotations

from urllib.parse import parse_qsl

from lineage_rdf.serve.faults import Refusal


def parameters(data: bytes, most: int = 50) -> list[tuple[str, str]]:
    """Return the parameters in their order, those without a value too.

    Args:
        data: what was sent.
        most: how many there may be.

    Raises:
        Refusal: with status 400, if that is no ASCII or UTF-8 in percent signs, or there are too many.
    """
    if not data:
        return []
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError:  # also what is no UTF-8
        fix = f"send at most {most} parameters, percent-encoded as UTF-8"
        raise Refusal(400, "the parameters cannot be read", fix) from None
