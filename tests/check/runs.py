"""Runs for tests: real ones of the example lineages, and any that a run could be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from lineage_rdf.check import CheckReport, check_quads
from lineage_rdf.check.completeness import Completeness, completeness
from lineage_rdf.check.findings import SEVERITIES, Finding
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, LineageError, NoVerdictError
from lineage_rdf.lineage import read_all
from tests.conftest import ROOT
from tests.shapes.checking import whole

# For properties that follow from others; the full profile asks for more.
FEWER = settings(max_examples=max(50, settings().max_examples // 4))
NOTHING = "FTL-W001"
LINEAGES = ROOT / "examples" / "lineages"


def verdict(
    quads: Iterable[Quad],
    profile: str = "lineage",
    *,
    lineage: str = "urn:lineage",
    name: str = "model",
    origin: str = "a.ttl",
) -> Verdict:
    """Return what a check of some statements finds."""
    statements = tuple(quads)
    report = check_quads(statements, profile)
    complete = completeness(statements, profile, report.findings)
    return Verdict(origin, lineage, name, report, (complete,))


@cache
def example_run(*names: str) -> CheckRun:
    """Return the run of some example lineages over the whole ladder; of all if none is named."""
    paths = [LINEAGES / name for name in names] or sorted(LINEAGES.glob("*.ttl"))
    verdicts = [
        verdict(item.quads, token, lineage=item.iri, name=item.name, origin=path.name)
        for path in paths
        for item in read_all(path)
        for token in LADDER
    ]
    return CheckRun(verdicts)


def with_findings(one: Verdict, findings: Sequence[Finding]) -> Verdict:
    """Return a verdict with other findings, passed or not by them."""
    passed = not any(finding.severity == "violation" for finding in findings)
    return evolve(one, report=evolve(one.report, findings=tuple(findings), passed=passed))


def renamed(quads: Iterable[Quad], old: str, new: str) -> list[Quad]:
    """Return statements whose IRIs begin otherwise, as those of a local model do when its files change."""
    return [Quad(*(_renamed(term, old, new) for term in quad.triple)) for quad in quads]  # type: ignore[arg-type]


def _renamed(term: object, old: str, new: str) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(old):
        return NamedNode(new + term.value.removeprefix(old))
    return term


def without(predicate: str, kept: int = 0) -> list[Quad]:
    """Return the complete lineage without the statements of a predicate but the first few."""
    found = [quad for quad in whole() if quad.predicate.value.endswith(f"#{predicate}")]
    assert len(found) > kept
    gone = set(sorted(found, key=str)[kept:])
    return [quad for quad in whole() if quad not in gone]


def turtle(text: str) -> list[Quad]:
    """Return the statements of a Turtle text."""
    return list(read_quads(text.encode(), Syntax.TURTLE, "test.ttl"))


def no_words(run: CheckRun) -> list[tuple[object, ...]]:
    """Return all of a run that a report in JSON keeps as it is: a fix is told anew there, and report graphs are not told."""
    return [
        (
            one.origin,
            one.lineage,
            one.name,
            evolve(one.report, report=(), findings=tuple(evolve(f, fix="") for f in one.report.findings)),
            [(c.profile, c.have, c.of, c.missing) for c in one.completeness],
        )
        for one in run.verdicts
    ]


_FOCUS = ("urn:step", "urn:other", "_:b0", "README.md")
# A code of a fact, one about any property, one of a user's shape, one of a reader, and that nothing was checked.
_CODES = ("FTL-E021", "FTL-W010", "SHACL", "FTL-R010", NOTHING)


@st.composite
def findings(draw: st.DrawFn, profile: str) -> Finding:
    code = draw(st.sampled_from(_CODES))
    focus = draw(st.sampled_from(_FOCUS))
    return Finding(
        code=code,
        mnemonic="m",
        severity=draw(st.sampled_from(SEVERITIES)),
        focus=focus,
        label=draw(st.sampled_from((focus, "step 1", "step 2"))),
        path=draw(st.sampled_from(("", "urn:p", "urn:q"))),
        value=draw(st.sampled_from(("", "v", "_:b9"))),
        message=draw(st.sampled_from(("one", "two"))),
        fix="do it",
        shape=draw(st.sampled_from(("urn:shape", "_:b7"))),
        profile="" if re.match("FTL-R", code) else profile,
        claims=draw(st.sampled_from(((), ("README.md:base_model (stated)",)))),
    )


@st.composite
def _verdicts(draw: st.DrawFn) -> Verdict:
    profile = draw(
        st.sampled_from(
            ("wellformed", "lineage", "governance", "licence", "casrai-alignment", "casrai-model-record")
        )
    )
    found = tuple(draw(st.lists(findings(profile), max_size=4)))
    nothing = any(finding.code == NOTHING for finding in found)
    passed = not nothing and not any(finding.severity == "violation" for finding in found)
    report = CheckReport(profile, found, passed, 0 if nothing else draw(st.integers(1, 9)))
    complete = draw(st.sampled_from(((), (Completeness(profile, 1, 2, ("step 1: no data",)),))))
    lineage, name = draw(st.sampled_from((("urn:1", "a"), ("urn:2", "a"), ("urn:3", ""), ("_:b1", "b"))))
    origin = draw(st.sampled_from(("a.ttl", "b.ttl"))) if lineage != "_:b1" else "a.ttl"
    return Verdict(origin, lineage, name, report, complete)


def _error(no_verdict: bool) -> LineageError:
    return (
        NoVerdictError("it took too long", "a.ttl")
        if no_verdict
        else InputError("no Turtle", "b.ttl:3", "mend it")
    )


def runs() -> st.SearchStrategy[CheckRun]:
    """Any run: few lineages, nodes and codes, so that two runs have much in common."""
    return st.builds(
        CheckRun, st.lists(_verdicts(), max_size=5), st.lists(st.booleans().map(_error), max_size=2)
    )
