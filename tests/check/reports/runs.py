"""Runs for the tests of reports: real ones of our examples, made-up large ones, and hostile ones."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from lineage_rdf.check import CheckReport, with_problems
from lineage_rdf.check.codes import codes
from lineage_rdf.check.completeness import Completeness, completeness
from lineage_rdf.check.findings import SEVERITIES, Finding
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import InputError, ManyErrors, NoVerdictError, UsageError
from lineage_rdf.lineage import read_all

ROOT = Path(__file__).parents[3]
CODES = sorted(codes())


def real(*origins, profiles=("reproducible",), complete=False, errors=()):
    """Return the run over real inputs."""
    found = []
    for origin in origins:
        for lineage in read_all(str(origin)):
            for profile in profiles:
                report = with_problems(lineage.check(profile), lineage.problems, "violation")
                rungs = (completeness(lineage.quads, profile, report.findings),) if complete else ()
                found.append(Verdict(lineage.origin, lineage.iri, lineage.name, report, rungs, lineage.quads))
    return CheckRun(found, list(errors))


def finding(number=0, code="FTL-E021", severity="violation", **more):
    known = codes().get(code)
    facts = {
        "mnemonic": known.mnemonic if known else "MinCountConstraintComponent",
        "focus": f"https://example.org/node/{number}",
        "label": f"node {number}",
        "path": "https://w3id.org/ftl#hasDatasetUse",
        "value": "",
        "message": "The node has no data.",
        "fix": known.fix if known else "",
        "shape": "https://example.org/shape",
        "profile": "lineage",
    }
    return Finding(code=code, severity=severity, **(facts | more))


def verdict(*findings, number=0, passed=False, profile="lineage", origin="", completeness=()):
    report = CheckReport(profile, findings, passed, 3)
    place = origin or f"models/{number}/lineage.ttl"
    return Verdict(
        place, f"https://example.org/lineage/{number}", f"org/model-{number}", report, completeness
    )


def large(lineages, each, codes_used=CODES):
    """Return a run with `lineages` times `each` findings."""
    used = [code for code in codes_used if code.startswith("FTL-E")][:7]
    return CheckRun(
        [
            verdict(
                *(
                    finding(number * each + place, used[place % len(used)], SEVERITIES[place % 3])
                    for place in range(each)
                ),
                number=number,
            )
            for number in range(lineages)
        ]
    )


# Letters that end a line, a cell, a command or a tag, hide others, or cannot be encoded.
EVIL = (
    "\ud800", "\udcff", "\x00", "\x1b[31m", "\r\n", "\n::error::owned", "\u202e", "\u2066", "\u200b", "\u2028", "\x7f", "\x85",
    "\uffff", "\U000e0041", "]]>", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&#x3c;", "=1+1", "%0A", "::",
    ",", "##[error]", "{0}", "[a](javascript:alert)", "\\", "'", '"', "<!--", "--", "```", "é", "日本", "\U0001f600",
)  # fmt: skip


def _joined(parts):
    """Join texts; two halves of a pair that meet are one letter, as JSON has it."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


texts = st.lists(st.one_of(st.sampled_from(EVIL), st.text(max_size=6)), max_size=5).map(_joined)
_iris = st.one_of(texts, texts.map("https://example.org/{}".format), st.just("_:b0"))
_findings = st.builds(
    Finding,
    code=st.one_of(st.sampled_from(CODES), st.just("SHACL"), texts),
    mnemonic=texts,
    severity=st.sampled_from(SEVERITIES),
    focus=_iris,
    label=texts,
    path=_iris,
    value=texts,
    message=texts,
    fix=texts,
    shape=_iris,
    profile=st.one_of(st.just(""), st.just("lineage"), texts),
    claims=st.lists(texts, max_size=2).map(tuple),
)


@st.composite
def _verdicts(draw):
    found = draw(st.lists(_findings, max_size=4))
    ordered = tuple(sorted(found, key=lambda item: -SEVERITIES.index(item.severity)))
    of = draw(st.integers(0, 9))
    rungs = st.builds(
        Completeness, texts, st.integers(0, of), st.just(of), st.lists(texts, max_size=2).map(tuple)
    )
    report = CheckReport(draw(st.one_of(st.just("lineage"), texts)), ordered, draw(st.booleans()), 1)
    origin = draw(st.one_of(texts, st.just("<standard input>"), st.just("a.ttl")))
    return Verdict(origin, draw(_iris), draw(texts), report, tuple(draw(st.lists(rungs, max_size=1))))


_kinds = st.sampled_from((InputError, UsageError, NoVerdictError))
_errors = st.builds(lambda kind, *parts: kind(*parts), _kinds, texts, texts, texts)
_many = st.one_of(_errors, st.lists(_errors, min_size=1, max_size=2).map(ManyErrors))
hostile = st.builds(CheckRun, st.lists(_verdicts(), max_size=3), st.lists(_many, max_size=2))
