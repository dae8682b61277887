"""Runs the functions of a plug-in so that a fault of it becomes a problem, and takes only claims that are claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import asdict, evolve

from lineage_rdf.claims import Claim, Problem, Trust, Value
from lineage_rdf.claims.private import names_credential
from lineage_rdf.sources.claim_values import fault_of_value
from lineage_rdf.sources.config_settings import setting_value
from lineage_rdf.sources.plug_ins import PlugIn, told
from lineage_rdf.sources.reader import InputFile, Reader, Reading

FAILED_TO_RECOGNISE: Final = "FTL-R166"
FAILED_TO_READ: Final = "FTL-R167"
CLAIM_REFUSED: Final = "FTL-R168"
_SEVERITIES: Final = frozenset(("violation", "warning", "info"))


def recognises(plug_in: PlugIn, file: InputFile) -> bool | Problem:
    """Ask a plug-in whether it knows a file; if it fails, return the problem, which is the same for every file."""
    try:
        return bool(plug_in.reader.recognises(file))
    except (Exception, SystemExit) as error:
        message = (
            f"the reader {plug_in.entry!r} of {plug_in.distribution} failed with {told(error)} "
            "when it was asked whether it knows a file; it was passed over"
        )
        return Problem(code=FAILED_TO_RECOGNISE, message=message, source=plug_in.source)


def guarded(plug_in: PlugIn) -> Reader:
    """Return the reader of a plug-in as one that never raises and makes only claims that are claims."""
    return evolve(plug_in.reader, read=_read_by(plug_in))


def _read_by(plug_in: PlugIn) -> Callable[[Reading], None]:
    def read(reading: Reading) -> None:
        own = Reading(reading.file, reading.kind, reading.trust)
        who = f"the reader {plug_in.entry!r} of {plug_in.distribution}"
        try:
            plug_in.reader.read(own)
            claims, problems = list(own.claims), list(own.problems)
        except (Exception, SystemExit) as error:
            # What it said before is left out too: nobody knows what it would have said after.
            message = f"{who} failed with {told(error)}; nothing was read from this file"
            reading.problem(FAILED_TO_READ, message, severity="violation")
            return
        for claim in claims:
            fault = _fault(claim, reading)
            if fault:
                reading.problem(CLAIM_REFUSED, f"{who} makes a claim that is left out: {fault}")
            else:
                reading.claims.append(_without_places(claim))
        reading.problems += (_told_by(problem, reading) for problem in problems if _is_problem(problem))

    return read


def _fault(claim: object, reading: Reading) -> str:
    """Return why a claim cannot be taken, empty if it can."""
    if not isinstance(claim, Claim):
        return f"it is a {type(claim).__name__}, not a Claim"
    texts = (claim.stage, claim.element, claim.key, claim.locator, claim.rule, claim.reason)
    if not all(isinstance(text, str) for text in texts):
        return "stage, element, key, locator, rule and reason have to be texts"
    if claim.source != reading.source:
        return f"the {claim.element} is not from the file that was read"
    if not isinstance(claim.trust, Trust) or claim.trust is Trust.LINEAGE_FILE:
        return f"the trust of the {claim.element} is none of those from TRAINING_CONFIG to NAME"
    if claim.inferred and not claim.reason:
        return f"the {claim.element} is inferred without a reason"
    return (
        fault_of_value(claim.element, claim.value, claim.key) or _not_unicode(claim) or _not_for_others(claim)
    )


def _not_for_others(claim: Claim) -> str:
    """Refuse settings that hold what must not be published: credentials, addresses of people, templates, long texts."""
    if claim.element != "setting":
        return ""
    private = names_credential(claim.key) or (claim.value != "" and _passed(claim.value) is None)
    return f"the setting {claim.key!r} may hold a credential, an address or a long text" if private else ""


def _passed(value: Value) -> Value | None:
    return setting_value(list(value) if isinstance(value, tuple) else value)


def _without_places(claim: Claim) -> Claim:
    """Return a claim with the last part of a path only, where a setting is one."""
    found = _passed(claim.value) if claim.element == "setting" else None
    return claim if found is None else evolve(claim, value=found)


def _not_unicode(claim: Claim) -> str:
    """Refuse halves of surrogate pairs, which no UTF-8 file can hold."""
    try:
        for text in _texts(asdict(claim)):
            text.encode()
    except UnicodeEncodeError:
        return f"the {claim.element} holds half a surrogate pair, which is no character"
    return ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    return [text for item in values for text in _texts(item)]


def _is_problem(problem: object) -> bool:
    return isinstance(problem, Problem) and all(
        isinstance(text, str) for text in (problem.code, problem.message, problem.locator)
    )


def _told_by(problem: Problem, reading: Reading) -> Problem:
    """Return a problem that a plug-in reports as one of the file, with a severity that exists."""
    severity = problem.severity if problem.severity in _SEVERITIES else "warning"
    return evolve(problem, source=reading.source, severity=severity)
