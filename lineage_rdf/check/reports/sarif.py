"""A run as SARIF 2.1.0, the interchange format of code scanning.

Every result has a place in a file, because GitHub takes no other; where no line is known it is the first. Only what lies in a
store has none, for a store has no file to show. SARIF's `fixes` are exact edits of a file, which nobody can derive from a
missing fact, so what to do stands in the message and the snippets in the properties.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, TypeAlias

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fixes import Fix
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.places import Place, Places
from lineage_rdf.check.reports.safe_text import json_text
from lineage_rdf.check.reports.summary import Told, own_title, told_once
from lineage_rdf.check.reports.unread import Unread, unread
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.plain_text import clean, clean_lines
from lineage_rdf.version import VERSION

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "lineageFocusCode/v1"
_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}
# What a viewer would take for a link or a placeholder. Other brackets stay, because most viewers show an escape as it is.
_LINK: Final = re.compile(r"[\\\[\]](?=.*\]\()|\](?=\()")
_PLACEHOLDER: Final = re.compile(r"\{([0-9]+)\}")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")

_Json: TypeAlias = dict[str, Any]


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the run as a SARIF log with one run.

    Args:
        run: the verdicts and errors.
        details: changes nothing; SARIF always holds everything.
    """
    told = told_once(run)
    rules = _rules(told)
    number = {rule["id"]: place for place, rule in enumerate(rules)}
    places, fixing = Places(), Fixing(published=True)
    driver = {"name": "lineage-rdf", "version": VERSION, "semanticVersion": VERSION, "rules": rules}
    content = {
        "tool": {"driver": driver},
        "invocations": [_invocation(run)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, number, places, fixing) for item in told],
        "properties": {"literals": run.literals, "engine": run.engine},
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [content]})


def _invocation(run: CheckRun) -> _Json:
    """Say whether all inputs were checked; what could not be is a notification of the tool, not a result."""
    notes = [_notification(item) for item in unread(run)]
    return {"executionSuccessful": not notes, "exitCode": run.exit_code, "toolExecutionNotifications": notes}


def _notification(item: Unread) -> _Json:
    note: _Json = {"level": "error", "message": {"text": _message(item.text)}}
    return note | ({"locations": [{"physicalLocation": _physical(item.place)}]} if item.place else {})


def _rules(told: list[Told]) -> list[_Json]:
    """Return a rule for each code that was found, sorted."""
    found = {_rule_id(item.finding): item.finding for item in reversed(told)}
    return [_rule(found[name]) for name in sorted(found)]


def _rule(finding: Finding) -> _Json:
    known = codes().get(finding.code)
    if known is None:
        title, fix, tags = own_title(finding), finding.fix or "See the message.", ["shacl"]
    else:
        title, fix, tags = known.title, known.fix, [known.subject, known.element, known.fault]
    title = title if title.endswith(".") else f"{title}."
    return {
        "id": _rule_id(finding),
        "name": _pascal(known.mnemonic if known else "own-shape"),
        "shortDescription": {"text": _message(title)},
        "fullDescription": {"text": _message(f"{title} {fix}")},
        "help": {"text": _message(fix)},
        "properties": {"tags": sorted({tag for tag in tags if tag})},
    }


def _rule_id(finding: Finding) -> str:
    """Return the code; of shapes of the user, each constraint is a rule of its own."""
    code = clean(finding.code) or "SHACL"
    if finding.code in codes():
        return code
    own = finding.path if finding.shape.startswith("_:") else finding.shape
    return "/".join(part for part in (code, clean(finding.mnemonic), clean(own)) if part)


def _pascal(mnemonic: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in _WORD.findall(mnemonic)) or "Finding"


def _result(told: Told, number: Mapping[str, int], places: Places, fixing: Fixing) -> _Json:
    finding, origin, rule = told.finding, told.verdict.origin, _rule_id(told.finding)
    fix = fixing.fix(finding, told.verdict)
    text = f"{finding.label or finding.focus}: {finding.message}" + (f" Fix: {fix.text}" if fix.text else "")
    return {
        "ruleId": rule,
        "ruleIndex": number[rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(text)},
        "locations": [_location(finding, places.of(finding, origin))],
        "partialFingerprints": {FINGERPRINT: fingerprint(finding, told.verdict.lineage)},
        "properties": _properties(told, fix),
    }


def _location(finding: Finding, place: Place) -> _Json:
    node = clean_lines(finding.focus or "whole input")
    logical = {"name": clean(finding.label) or node, "fullyQualifiedName": node, "kind": "resource"}
    found: _Json = {"logicalLocations": [logical]}
    return found if place.in_store else {"physicalLocation": _physical(place)} | found


def _physical(place: Place) -> _Json:
    return {"artifactLocation": {"uri": place.uri}, "region": {"startLine": place.line}}


def fingerprint(finding: Finding, lineage: str) -> str:
    """Return what a finding is known by from run to run: the lineage, the node, the code and what else tells it apart.

    Args:
        finding: the finding.
        lineage: IRI of the lineage.

    Returns:
        64 hexadecimal digits.
    """
    parts = (lineage, *_node(finding), finding.code, *_apart(finding))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _node(finding: Finding) -> tuple[str, ...]:
    """Return the node; the label of a blank node changes from run to run, so its facts stand for it."""
    if finding.focus.startswith("_:"):
        return ("", finding.path, finding.value, finding.message)
    return (finding.focus,)


def _apart(finding: Finding) -> tuple[str, ...]:
    if not finding.profile:
        return (finding.label, finding.message)
    known = codes().get(finding.code)
    if known is None:
        # The label of a shape without a name follows from the files that were read before it.
        own = (finding.path, finding.mnemonic) if finding.shape.startswith("_:") else (finding.shape,)
        return (*own, finding.value)
    return (finding.path,) if known.subject == "any" else ()


def _properties(told: Told, fix: Fix) -> _Json:
    finding = told.finding
    texts = {
        "lineage": told.verdict.lineage,
        "profile": finding.profile,
        "path": finding.path,
        "value": finding.value,
        "shape": finding.shape,
        "turtle": fix.turtle,
        "yaml": fix.yaml,
    }
    found: _Json = {key: clean_lines(text) for key, text in texts.items() if text}
    return found | ({"claims": [clean_lines(claim) for claim in finding.claims]} if finding.claims else {})


def _message(text: str) -> str:
    """Return a text for SARIF, in which nothing is a link or a placeholder."""
    line = _PLACEHOLDER.sub(r"{{\1}}", clean(text))
    return _LINK.sub(lambda match: f"\\{match[0]}", line) if "](" in line else line or "-"
