"""Makes the shapes of the facts that profiles ask for: one per fact, kind of fault and profile."""

from __future__ import annotations

from collections.abc import Iterator

from tools.shapes.source import FAULTS, SEVERITIES, Row, chain, elements, profiles
from tools.shapes.turtle import block, quoted, targets

STATUS_PATH = "sh:path [ sh:inversePath ftl:statusSubject ]"
KINDS = {
    "undisclosed": "status:undisclosed status:unresolved",
    "inferred": "status:inferred",
    "conflicting": "status:conflicting",
}
SENTENCES = {
    "undisclosed": "The {about} is undisclosed or could not be resolved.",
    "inferred": "The {about} was inferred; no source states it.",
    "conflicting": "Sources disagree about the {about}.",
}


def code(row: Row, fault: str) -> str:
    """Return the code of a fault of a fact: the faults of one fact have consecutive numbers."""
    return f"FTL-{row.get('letter', 'E')}{row['code'] + FAULTS.index(fault):03d}"


def severities(row: Row) -> dict[tuple[str, str], str]:
    """Return (profile, fault) -> severity for the shapes a fact needs.

    Findings of a run are merged at their highest severity, so a profile holds a shape only where a fault weighs more
    there than in the profiles below it.
    """
    found: dict[tuple[str, str], str] = {}
    for profile in profiles():
        ladder = chain(profile)
        if row["profile"] not in ladder and profile not in row.get("also", ()):
            continue
        for fault, severity in profiles()[profile]["faults"].items():
            severity = min(severity, row.get("cap", severity), key=SEVERITIES.index)
            below = [found[name, fault] for name in ladder if (name, fault) in found]
            if all(SEVERITIES.index(lower) < SEVERITIES.index(severity) for lower in below):
                found[profile, fault] = severity
    return found


def fact_shapes(profile: str) -> Iterator[tuple[str, str]]:
    """Yield (subject file, Turtle block) of the shapes of one profile."""
    for row in elements()["facts"]:
        wanted = severities(row)
        for fault in FAULTS:
            if is_home(row, fault, profile):
                yield from ((row["file"], text) for text in _helpers(row, fault, profile))
            if (profile, fault) in wanted:
                yield row["file"], _shape(row, fault, profile, wanted[profile, fault])


def home(row: Row, fault: str, profile: str) -> str:
    """Return the profile whose folder holds the helper shape of a fault: the lowest that needs it, of those a profile stands on.

    The helper of `missing` says what it is for the fact to be there; other shapes may need it lower down.
    """
    return next(name for name in chain(profile) if _needs(row, fault, name))


def is_home(row: Row, fault: str, profile: str) -> bool:
    """Tell whether the folder of a profile holds the helper shape of a fault."""
    return _needs(row, fault, profile) and home(row, fault, profile) == profile


def _needs(row: Row, fault: str, profile: str) -> bool:
    wanted = (profile, fault) in severities(row)
    return wanted or (fault == "missing" and profile in row.get("also", ()))


def _helpers(row: Row, fault: str, profile: str) -> Iterator[str]:
    if fault == "missing":
        name = f"{profile}:{row['shape']}Present"
        yield block(
            name, ["a sh:NodeShape", f"sh:name {quoted(row['about'] + ' is present')}@en", row["present"]]
        )
        return
    name = f"{profile}:{row['shape']}Status{fault.capitalize()}"
    label = quoted(f"status {fault} for the {row['about']}")
    yield block(name, ["a sh:NodeShape", f"sh:name {label}@en", status_condition(row["elements"], fault)])


def status_condition(names: list[str], fault: str) -> str:
    """Return the two property shapes that a status node of a fault meets."""
    listed = " ".join(f"element:{name}" for name in names)
    return (
        f"sh:property [ sh:path ftl:statusElement ; sh:minCount 1 ; sh:in ( {listed} ) ] ,\n"
        f"        [ sh:path ftl:statusKind ; sh:minCount 1 ; sh:in ( {KINDS[fault]} ) ]"
    )


def _shape(row: Row, fault: str, profile: str, severity: str) -> str:
    title = f"{row['about']}: {fault}"
    message = row["missing"] if fault == "missing" else SENTENCES[fault].format(about=row["about"])
    common = [
        *targets(row["target"]),
        f"sh:name {quoted(title)}@en",
        f"sh:message {quoted(message)}@en",
        f"sh:severity sh:{severity}",
        f"dcterms:identifier {quoted(code(row, fault))}",
    ]
    kind, constraint = _constraint(row, fault, profile)
    name = f"{profile}:{row['shape']}{fault.capitalize()}"
    return block(name, [f"a sh:{kind}", *common, *constraint])


def _constraint(row: Row, fault: str, profile: str) -> tuple[str, list[str]]:
    """Return the kind of shape and its constraint; the fact may be excused by the row's `unless` shapes."""
    excuses = [name if ":" in name else f"{row['profile']}:{name}" for name in row.get("unless", ())]
    path = row.get("status_path", STATUS_PATH)
    if fault == "missing":
        status = f"{home(row, 'undisclosed', profile)}:{row['shape']}StatusUndisclosed"
        present = f"{home(row, 'missing', profile)}:{row['shape']}Present"
        told = f"[ sh:property [ {path} ; sh:qualifiedValueShape {status} ; sh:qualifiedMinCount 1 ] ]"
        return "NodeShape", [either([*excuses, present, told])]
    if fault == "undisclosed" and row.get("withheld_unless"):
        excuses.append(f"{home(row, 'missing', profile)}:{row['shape']}Present")
    status = f"{home(row, fault, profile)}:{row['shape']}Status{fault.capitalize()}"
    absent = f"sh:qualifiedValueShape {status} ; sh:qualifiedMaxCount 0"
    if excuses:
        return "NodeShape", [either([*excuses, f"[ sh:property [ {path} ; {absent} ] ]"])]
    return "PropertyShape", [path, f"sh:qualifiedValueShape {status}", "sh:qualifiedMaxCount 0"]


def either(branches: list[str]) -> str:
    """Return the constraint that one of some shapes is met."""
    return "sh:or (\n        " + "\n        ".join(branches) + "\n    )"
