"""What a person writes for a parameter, as a typed RDF term or an error; never as a piece of a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from lineage_rdf.claims.identity import hub_iri, identify
from lineage_rdf.codec.numbers import plain
from lineage_rdf.errors import UsageError
from lineage_rdf.plain_text import clean
from lineage_rdf.query.entry import Entry, Parameter
from lineage_rdf.vocabulary.namespaces import HUB, PREFIXES, SCHEMES, XSD
from lineage_rdf.vocabulary.schemes import CORE, lookup, namespace_of

_LONGEST: Final = 4096
_SHOWN: Final = 80
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:[\w.-]{0,94}\w)?", re.ASCII)
_PREFIXED = re.compile(r"([a-z-]+):([A-Za-z0-9_.-]+)")


def terms_of(entry: Entry, given: Mapping[str, str]) -> dict[str, NamedNode | Literal]:
    """Return parameter -> term for a query.

    Args:
        entry: the query.
        given: parameter -> what a person wrote for it.

    Returns:
        A term for each parameter that was given or has a default.

    Raises:
        UsageError: if a parameter is unknown, missing, or not of its kind.
    """
    names = [parameter.name for parameter in entry.parameters]
    for name in given:
        if name not in names:
            has = f"it has {', '.join(names)}" if names else "it has none"
            raise UsageError(f"{entry.name} has no parameter {_shown(name)}", fix=has)
    found = {}
    for parameter in entry.parameters:
        text = given.get(parameter.name, parameter.default)
        if text is not None:
            found[parameter.name] = term_of(parameter, text)
        elif parameter.required:
            fix = f"add {parameter.name}=..., for example {entry.example}"
            raise UsageError(f"{entry.name} needs the parameter {parameter.name}", fix=fix)
    return found


def term_of(parameter: Parameter, text: str) -> NamedNode | Literal:
    """Return the term that a text means as the value of a parameter.

    Args:
        parameter: the parameter.
        text: what a person wrote.

    Raises:
        UsageError: if the text is not of the parameter's kind.
    """
    if len(text) > _LONGEST or not text.strip():
        raise _refused(parameter, text, f"write 1 to {_LONGEST} letters")
    return _READERS[parameter.kind](parameter, text)


def _model(parameter: Parameter, text: str) -> NamedNode:
    return _repository(parameter, text, dataset=False)


def _dataset(parameter: Parameter, text: str) -> NamedNode:
    return _repository(parameter, text, dataset=True)


def _repository(parameter: Parameter, text: str, *, dataset: bool) -> NamedNode:
    """Return the node of a Hub repository, or an IRI as it is."""
    named = identify(text, dataset=dataset)
    # Text with blanks or brackets around a Hub id is no Hub id; `identify` reads what cards hold and is lenient.
    if named.is_hub and not re.search(r"[\s<>\"'`{}|\\^]", text):
        return NamedNode(hub_iri(named, dataset=dataset))
    return _iri(parameter, text, f"write ORG/NAME, ORG/NAME@REVISION or the IRI of the {parameter.kind}")


def _agent(parameter: Parameter, text: str) -> NamedNode:
    if _ACCOUNT.fullmatch(text):
        return NamedNode(HUB + quote(text, safe=""))
    return _iri(parameter, text, "write an account of the Hub or the IRI of the agent")


def _term(parameter: Parameter, text: str) -> NamedNode:
    """Return the term of the vocabulary that goes by a name, a prefixed name such as `objective:dpo`, or an IRI."""
    fix = "`lineage-rdf terms list` names the schemes, `lineage-rdf terms list SCHEME` their terms"
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed and prefixed[1] in PREFIXES:
        return NamedNode(PREFIXES[prefixed[1]] + prefixed[2])
    schemes = (parameter.scheme,) if parameter.scheme else (CORE, *SCHEMES)
    found = [namespace_of(scheme) + name for scheme in schemes if (name := lookup(scheme, text))]
    if len(found) == 1:
        return NamedNode(found[0])
    if found:
        raise _refused(parameter, text, f"several terms go by it: {', '.join(found)}")
    return _iri(parameter, text, _near(parameter, text) or fix)


def _near(parameter: Parameter, text: str) -> str:
    from lineage_rdf.vocabulary.schemes import members

    near = get_close_matches(text, members(parameter.scheme), 1) if parameter.scheme else []
    return f"did you mean {near[0]}?" if near else ""


def _iri(parameter: Parameter, text: str, fix: str) -> NamedNode:
    """Return an IRI; only those that the engine itself accepts pass (RFC 3987)."""
    if ":" in text and text.isprintable():
        try:
            return NamedNode(text)
        except ValueError:
            pass
    raise _refused(parameter, text, fix)


def _integer(parameter: Parameter, text: str) -> Literal:
    if not _INTEGER.fullmatch(text):
        raise _refused(parameter, text, "write a whole number of at most 18 digits")
    return Literal(str(int(text)), datatype=NamedNode(f"{XSD}integer"))


def _decimal(parameter: Parameter, text: str) -> Literal:
    if not _DECIMAL.fullmatch(text):
        raise _refused(parameter, text, "write a number such as 0.00002, without an exponent")
    return Literal(plain(Decimal(text)), datatype=NamedNode(f"{XSD}decimal"))


def _text(parameter: Parameter, text: str) -> Literal:
    try:
        return Literal(text)
    except (ValueError, UnicodeEncodeError):  # half of a surrogate pair, from a file name that is no UTF-8
        raise _refused(parameter, text, "write Unicode text") from None


_READERS: Final[Mapping[str, Callable[[Parameter, str], NamedNode | Literal]]] = {
    "model": _model,
    "dataset": _dataset,
    "agent": _agent,
    "term": _term,
    "integer": _integer,
    "decimal": _decimal,
    "text": _text,
}


def _refused(parameter: Parameter, text: str, fix: str) -> UsageError:
    return UsageError(f"{_shown(text)} is no {parameter.type}", parameter.name, fix)


def _shown(text: str) -> str:
    line = clean(text)
    return repr(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}...")
