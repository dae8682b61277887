"""Makes the shapes that ask a step for single hyperparameters."""

from __future__ import annotations

from collections.abc import Iterator

from tools.shapes.facts import STATUS_PATH, code, status_condition
from tools.shapes.source import Row, elements
from tools.shapes.turtle import block, quoted, targets

_PATH = "sh:path ( ftl:hasSetting ftl:settingOf )"
_FAULTS = {"missing": "", "undisclosed": "The {about} is undisclosed or could not be resolved."}


def setting_shapes(profile: str) -> Iterator[tuple[str, str]]:
    """Yield (subject file, Turtle block) of the hyperparameter shapes of one profile."""
    for row in elements()["settings"]:
        if profile != row.get("profile", "reproducible"):
            continue
        yield "setting", _status(row, profile)
        for fault, sentence in _FAULTS.items():
            yield (
                "setting",
                _shape(row, fault, sentence.format(about=row["about"]) or row["missing"], profile),
            )


def _status(row: Row, profile: str) -> str:
    """Return the helper that a status meets which withholds the hyperparameter on the step itself."""
    notations = " ".join(quoted(name) for name in row["any"])
    branches = [
        f"[ {status_condition(['setting'], 'undisclosed')} ,\n"
        f"        [ sh:path ftl:valueMeant ; sh:minCount 1 ; sh:in ( {notations} ) ] ]"
    ]
    if "element" in row:
        branches.append(f"[ {status_condition([row['element']], 'undisclosed')} ]")
    label = quoted(f"status undisclosed for the {row['about']}")
    lines = [
        "a sh:NodeShape",
        f"sh:name {label}@en",
        "sh:or (\n        " + "\n        ".join(branches) + "\n    )",
    ]
    return block(f"{profile}:{row['shape']}StatusUndisclosed", lines)


def _shape(row: Row, fault: str, message: str, profile: str) -> str:
    status = f"sh:qualifiedValueShape {profile}:{row['shape']}StatusUndisclosed"
    excuses = [f"reproducible:{name}" for name in row.get("unless", ())]
    if fault == "missing":
        branches = [f"[ sh:property [ {_PATH} ; sh:hasValue hyperparameter:{name} ] ]" for name in row["any"]]
        for shape in (status, "sh:qualifiedValueShape lineage:HyperparametersStatusUndisclosed"):
            branches.append(f"[ sh:property [ {STATUS_PATH} ; {shape} ; sh:qualifiedMinCount 1 ] ]")
    else:
        branches = [f"[ sh:property [ {STATUS_PATH} ; {status} ; sh:qualifiedMaxCount 0 ] ]"]
    lines = [
        "a sh:NodeShape",
        *targets(row.get("target", ["class:FineTuning"])),
        f"sh:name {quoted(row['about'] + ': ' + fault)}@en",
        f"sh:message {quoted(message)}@en",
        "sh:severity sh:Violation",
        f"dcterms:identifier {quoted(code(row, fault))}",
        "sh:or (\n        " + "\n        ".join([*excuses, *branches]) + "\n    )",
    ]
    return block(f"{profile}:{row['shape']}{fault.capitalize()}", lines)
