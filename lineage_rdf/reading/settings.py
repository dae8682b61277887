"""Hyperparameter settings of a stage: canonical names, the value kind decides the datatype (decisions section 3.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from lineage_rdf.claims import Claim, Problem, Source
from lineage_rdf.codec.names import code_to_iri
from lineage_rdf.codec.numbers import fits_decimal, fits_integer, parse_decimal, plain
from lineage_rdf.reading.build import Build
from lineage_rdf.reading.facts import StageFacts, choose, strength
from lineage_rdf.reading.withheld import is_withheld, withhold
from lineage_rdf.records import Setting
from lineage_rdf.vocabulary.schemes import SchemeTerm, hyperparameter_for

_PLAIN_ITEM = re.compile(r"[\w./-]+\Z")

# How far a run got is no setting of it.
_PROGRESS = frozenset(("epoch", "global_step", "num_input_tokens_seen"))

_TRUE, _FALSE = frozenset(("true", "yes", "1", "on")), frozenset(("false", "no", "0", "off"))


def build_settings(build: Build, stage: StageFacts, step: str, path: tuple[str, ...]) -> list[Setting]:
    """Return the settings of a step, sorted by name.

    Args:
        build: takes statuses and problems.
        stage: the claims.
        step: IRI of the step.
        path: place of the step under the lineage.
    """
    withheld = stage.all("hyperparameters")
    if is_withheld(withheld):
        withhold(build, step, "hyperparameters", [*withheld, *stage.all("setting")])
        return []
    settings = []
    for name, (term, claims) in sorted(_by_name(stage).items()):
        claims = sorted(claims, key=strength)
        if is_withheld(claims):
            about = code_to_iri(term.notation, "hyperparameter") if term else None
            value = None if term else name
            withhold(build, step, "setting", claims, about=about, value=value, called=name)
            continue
        choice = choose(claims, same=_same_for(term.kind if term else ""))
        assert choice is not None  # every name came from a claim
        iri = build.draft.minter.iri(*path, "setting", name)
        setting = _setting(iri, name, term, choice.claim, build.problems)
        build.draft.choice(iri, "setting", choice, value=_shown(setting))
        settings.append(setting)
    return settings


def _by_name(stage: StageFacts) -> dict[str, tuple[SchemeTerm | None, list[Claim]]]:
    """Group the setting claims by canonical name with its term, or by their own name if no term of ours goes by it."""
    told = [claim for claim in stage.claims if claim.element == "setting" and claim.key not in _PROGRESS]
    apart = _apart(told)
    groups: dict[str, tuple[SchemeTerm | None, list[Claim]]] = {}
    for claim in told:
        term = None if (claim.source, claim.key) in apart else hyperparameter_for(claim.key)
        groups.setdefault(term.notation if term else claim.key, (term, []))[1].append(claim)
    return groups


def _apart(told: list[Claim]) -> set[tuple[Source, str]]:
    """Return file and key of what is no further name of a hyperparameter but a setting of its own.

    One file that sets several keys to different values does not contradict itself: it knows a difference between them that the
    scheme does not. The key with the name of the term is the hyperparameter, else the one that the file has first.
    """
    named: dict[tuple[Source, str], dict[str, object]] = {}
    for claim in told:
        term = hyperparameter_for(claim.key)
        if term is not None:
            value = typed_value(claim.value, term.kind)
            named.setdefault((claim.source, term.notation), {}).setdefault(claim.key, value)
    found = set()
    for (source, notation), values in named.items():
        first = notation if notation in values else next(iter(values))
        found |= {(source, key) for key, value in values.items() if value != values[first]}
    return found


def _same_for(kind: str) -> Callable[[object, object], bool]:
    """Return a test whether two raw values are one value of a kind."""
    return lambda one, other: typed_value(one, kind) == typed_value(other, kind)


def typed_value(raw: Any, kind: str) -> Decimal | int | bool | str | tuple[str, ...] | None:
    """Return a raw value as its kind wants it; as text (or a sorted tuple of texts) if it does not fit.

    Args:
        raw: what the source has: text, number, boolean or tuple of texts.
        kind: real, integer, boolean, text, list or empty for an unknown hyperparameter.
    """
    if isinstance(raw, tuple | list):
        return tuple(sorted(str(item) for item in raw))
    if kind == "boolean":
        return _boolean(raw)
    if kind in ("real", "integer"):
        number = None if isinstance(raw, bool) else parse_decimal(str(raw))
        return _text(raw) if number is None else _number(number, kind, raw)
    return _items(_text(raw)) if kind == "list" else _text(raw)


def _items(text: str) -> tuple[str, ...]:
    """Return the members of a list that a tool writes as one text, `q_proj,v_proj`; a regular expression stays whole."""
    parts = [part.strip() for part in text.split(",")]
    return tuple(sorted(parts)) if all(map(_PLAIN_ITEM.match, parts)) else (text,)


def _number(number: Decimal, kind: str, raw: Any) -> Decimal | int | str:
    if kind == "real":
        return number.normalize() if fits_decimal(number) else _text(raw)
    whole = number == number.to_integral_value() and abs(number) < Decimal(2) ** 63
    return int(number) if whole and fits_integer(int(number)) else _text(raw)


def _boolean(raw: Any) -> bool | str:
    if isinstance(raw, bool):
        return raw
    text = str(raw).strip().casefold()
    return True if text in _TRUE else False if text in _FALSE else _text(raw)


def _text(raw: Any) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return plain(raw) if isinstance(raw, Decimal) and raw.is_finite() else str(raw)


def _setting(iri: str, name: str, term: SchemeTerm | None, claim: Claim, problems: list[Problem]) -> Setting:
    """Return one setting; a value that is not of its hyperparameter's kind keeps its text and its own name."""
    kind = term.kind if term else ""
    value = typed_value(claim.value, kind)
    if kind in ("real", "integer", "boolean") and isinstance(value, str):
        number = _is_number(claim.value, kind)
        fault = "outside the range that is kept as a number" if number else f"not {_WANTED[kind]}"
        message = f"{claim.key} is {value!r}, which is {fault}; it is kept as text"
        problems.append(
            Problem(
                code="FTL-R080", message=message, source=claim.source, locator=claim.locator, severity="info"
            )
        )
        return Setting(iri=iri, name=claim.key, texts=(value,))
    field, content = _slot(value)
    reference = {"hyperparameter": term.notation} if term else {"name": name}
    fields: dict[str, Any] = {**reference, field: content}
    return Setting(iri=iri, **fields)


def _is_number(raw: object, kind: str) -> bool:
    """Say whether a value is a number of its kind, whatever its size."""
    if kind == "boolean" or isinstance(raw, bool):
        return False
    try:
        number = Decimal(str(raw).strip().replace("_", ""))
    except InvalidOperation:
        return False
    return number.is_finite() and (kind == "real" or number == number.to_integral_value())


_WANTED = {"real": "a number", "integer": "a whole number", "boolean": "true or false"}


def _slot(value: Any) -> tuple[str, Any]:
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int):
        return "integer", value
    if isinstance(value, Decimal):
        return "real", value
    return "texts", value if isinstance(value, tuple) else (value,)


def _shown(setting: Setting) -> str:
    """Return the value as it stands in the graph; a list is joined by blanks."""
    texts = [plain(v) if isinstance(v, Decimal) else _text(v) for v in setting.values]
    return " ".join(texts)
