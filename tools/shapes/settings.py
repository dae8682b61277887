"""Makes the shapes that ask a step for single hyperparameters.

`missing` and `undisclosed` belong to the profile that asks for the hyperparameter. `inferred` and `conflicting` are faults only
where the profile wants every value stated, and only if no other setting of the same row has a stated value: a stated number of
epochs makes up for an inferred number of steps. Below that profile FTL-E171 and FTL-E172 tell of such settings.

The paths lead from the step over its statuses, not over its settings: engines look at every value of a qualified shape, a step
has dozens of settings, and few of them have a status.
"""

from __future__ import annotations

from collections.abc import Iterator

from tools.shapes.facts import KINDS, SENTENCES, STATUS_PATH, code, either, status_condition
from tools.shapes.source import FAULTS, Row, elements
from tools.shapes.turtle import block, quoted, targets

_PATH = "sh:path ( ftl:hasSetting ftl:settingOf )"
_STATUSES = "sh:path ( ftl:hasSetting [ sh:inversePath ftl:statusSubject ] )"
_WITH_STATUS = (
    "sh:path ( ftl:hasSetting [ sh:inversePath ftl:statusSubject ] ftl:statusSubject ftl:settingOf )"
)
_STRICT = "reproducible"
_MISSING, _UNDISCLOSED, *_WEAK = FAULTS


def setting_shapes(profile: str) -> Iterator[tuple[str, str]]:
    """Yield (subject file, Turtle block) of the hyperparameter shapes of one profile."""
    for row in elements()["settings"]:
        home = row.get("profile", _STRICT)
        if profile == home:
            yield "setting", _status(row, home)
            yield "setting", _shape(row, _MISSING, row["missing"], home)
            yield "setting", _shape(row, _UNDISCLOSED, _sentence(row, _UNDISCLOSED), home)
        if profile == _STRICT:
            if _other(row):
                yield "setting", _stated(row)
            for fault in _WEAK:
                yield "setting", _weak(row, fault)
                yield "setting", _shape(row, fault, _sentence(row, fault), _STRICT)


def _sentence(row: Row, fault: str) -> str:
    return SENTENCES[fault].format(about=row["about"])


def _stated(row: Row) -> str:
    """Return the helper that a step meets which has one of the row's hyperparameters without a status."""
    ways = [
        f"[ sh:property [ {_PATH} ; sh:hasValue hyperparameter:{name} ] ,\n"
        f"        [ {_WITH_STATUS} ; sh:not [ sh:in ( hyperparameter:{name} ) ] ] ]"
        for name in row["any"]
    ]
    label = quoted(f"a stated value for the {row['about']}")
    return block(f"{_STRICT}:{row['shape']}Stated", ["a sh:NodeShape", f"sh:name {label}@en", either(ways)])


def _weak(row: Row, fault: str) -> str:
    """Return the helper that a status of a fault meets which is about a setting of the row."""
    names = " ".join(f"hyperparameter:{name}" for name in row["any"])
    label = quoted(f"status {fault} for the {row['about']}")
    lines = [
        "a sh:NodeShape",
        f"sh:name {label}@en",
        f"sh:property [ sh:path ftl:statusKind ; sh:hasValue {KINDS[fault]} ] ,\n"
        f"        [ sh:path ( ftl:statusSubject ftl:settingOf ) ; sh:minCount 1 ; sh:in ( {names} ) ]",
    ]
    return block(_weak_name(row, fault), lines)


def _weak_name(row: Row, fault: str) -> str:
    return f"{_STRICT}:{row['shape']}Status{fault.capitalize()}"


def _status(row: Row, profile: str) -> str:
    """Return the helper that a status meets which withholds the hyperparameter on the step itself."""
    names = " ".join(f"hyperparameter:{name}" for name in row["any"])
    branches = [
        f"[ {status_condition(['setting'], 'undisclosed')} ,\n"
        f"        [ sh:path ftl:objectMeant ; sh:minCount 1 ; sh:in ( {names} ) ] ]"
    ]
    if "element" in row:
        branches.append(f"[ {status_condition([row['element']], 'undisclosed')} ]")
    label = quoted(f"status undisclosed for the {row['about']}")
    lines = [
        "a sh:NodeShape",
        f"sh:name {label}@en",
        either(branches),
    ]
    return block(f"{profile}:{row['shape']}StatusUndisclosed", lines)


def _shape(row: Row, fault: str, message: str, profile: str) -> str:
    kind, constraint = _weak_constraint(row, fault) if fault in _WEAK else _constraint(row, fault, profile)
    lines = [
        f"a sh:{kind}",
        *targets(row.get("target", ["class:FineTuning"])),
        f"sh:name {quoted(row['about'] + ': ' + fault)}@en",
        f"sh:message {quoted(message)}@en",
        "sh:severity sh:Violation",
        f"dcterms:identifier {quoted(code(row, fault))}",
        constraint,
    ]
    return block(f"{profile}:{row['shape']}{fault.capitalize()}", lines)


def _constraint(row: Row, fault: str, profile: str) -> tuple[str, str]:
    """Return kind of shape and constraint: the ways in which a hyperparameter is not missing, or not undisclosed."""
    status = f"sh:qualifiedValueShape {profile}:{row['shape']}StatusUndisclosed"
    if fault == _UNDISCLOSED:
        return _unless(row, f"{STATUS_PATH} ; {status} ; sh:qualifiedMaxCount 0")
    branches = [f"[ sh:property [ {_PATH} ; sh:hasValue hyperparameter:{name} ] ]" for name in row["any"]]
    for shape in (status, "sh:qualifiedValueShape lineage:HyperparametersStatusUndisclosed"):
        branches.append(f"[ sh:property [ {STATUS_PATH} ; {shape} ; sh:qualifiedMinCount 1 ] ]")
    return "NodeShape", either([*_excuses(row), *branches])


def _weak_constraint(row: Row, fault: str) -> tuple[str, str]:
    """Return kind of shape and constraint: no setting of the row has the fault, or another one has a stated value."""
    none = f"sh:qualifiedValueShape {_weak_name(row, fault)} ; sh:qualifiedMaxCount 0"
    return _unless(row, f"{_STATUSES} ; {none}", *_other(row))


def _other(row: Row) -> list[str]:
    return [f"{_STRICT}:{row['shape']}Stated"] if len(row["any"]) > 1 else []


def _excuses(row: Row) -> list[str]:
    return [f"{_STRICT}:{name}" for name in row.get("unless", ())]


def _unless(row: Row, constraint: str, *other: str) -> tuple[str, str]:
    """Return a property constraint by itself, or as one of several ways to pass."""
    excuses = [*_excuses(row), *other]
    if not excuses:
        return "PropertyShape", constraint
    return "NodeShape", either([*excuses, f"[ sh:property [ {constraint} ] ]"])
