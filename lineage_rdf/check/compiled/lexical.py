"""Whether a literal of a store is well typed, as a question that SPARQL can answer.

A file is judged by its parse stream (see `literals`). A store keeps ill-typed literals under the datatype they claim, so that
`DATATYPE(?v)` alone would let them pass. The lexical spaces are those of XML Schema 1.1
part 2; texts and names (xsd:token, xsd:NCName ...) are not looked at.
"""

from __future__ import annotations

from pyoxigraph import Literal

from lineage_rdf.vocabulary.namespaces import XSD

_REAL = r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_ZONE = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"-?([1-9][0-9]{3,}|0[0-9]{3})"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_B64 = "([A-Za-z0-9+/] ?)"
_SECONDS = r"[0-9]+(\.[0-9]+)?S"
_TIME = f"T([0-9]+H([0-9]+M)?({_SECONDS})?|[0-9]+M({_SECONDS})?|{_SECONDS})"
_YEARS, _DAYS = "([0-9]+Y([0-9]+M)?|[0-9]+M)", f"([0-9]+D({_TIME})?|{_TIME})"
_FORMS = {
    "boolean": "(true|false|0|1)",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "double": _REAL,
    "float": _REAL,
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}{_ZONE}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "time": f"{_CLOCK}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "gMonthDay": f"--((0[13578]|1[02])-{_DAY}|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])){_ZONE}",
    "hexBinary": "([0-9a-fA-F]{2})*",
    "base64Binary": f"({_B64}{{4}})*({_B64}{{2}}[AEIMQUYcgkosw048] ?=|{_B64}[AQgw] ?= ?=)?",
    "duration": f"-?P({_YEARS}{_DAYS}?|{_DAYS})",
    "yearMonthDuration": f"-?P{_YEARS}",
    "dayTimeDuration": f"-?P{_DAYS}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}{_ZONE[:-1]}",
    "language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
}
# Derived from xsd:integer and bounded on one side by 0: the sign tells, however long the number is.
_FORMS |= {
    "integer": "[+-]?[0-9]+",
    "nonNegativeInteger": r"(\+?[0-9]+|-0+)",
    "positiveInteger": r"\+?0*[1-9][0-9]*",
    "nonPositiveInteger": r"(-[0-9]+|\+?0+)",
    "negativeInteger": "-0*[1-9][0-9]*",
}
# Derived from xsd:integer, with the least and the greatest value.
_BOUNDED = {
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}


def well_typed(value: str, datatype: str) -> str:
    """Return ` && ` and the expression that a literal's text belongs to its datatype; empty text where any text may.

    Args:
        value: the variable of a literal of that datatype.
        datatype: IRI of the datatype.
    """
    name = datatype.removeprefix(XSD) if datatype.startswith(XSD) else ""
    if name in _BOUNDED:
        return _matches(value, _FORMS["integer"]) + _within(value, *_BOUNDED[name])
    if name not in _FORMS:
        return ""
    days = f" && {_possible_day(value)}" if name in ("dateTime", "dateTimeStamp", "date") else ""
    return _matches(value, _FORMS[name]) + days


def _matches(value: str, form: str) -> str:
    return f" && REGEX(STR({value}), {Literal(f'^{form}$')})"


def _within(value: str, least: int, greatest: int) -> str:
    """Return the condition that a whole number is in its bounds; as decimals, for some are beyond an engine's integers."""
    number = f"<{XSD}decimal>(STR({value}))"
    return f" && COALESCE({number} >= {least}.0 && {number} <= {greatest}.0, false)"


def _possible_day(value: str) -> str:
    """Return the condition that the month has that day; 29 February is looked at by the year's last four digits."""
    text = f"STR({value})"
    short = r"-(0[469]|11)-31|-02-3[01]|-02-29"
    leap = r"(([02468][048]|[13579][26])00|[0-9]{2}(0[48]|[2468][048]|[13579][26]))-02-29"
    return f"(!REGEX({text}, {Literal(short)}) || REGEX({text}, {Literal(leap)}))"
