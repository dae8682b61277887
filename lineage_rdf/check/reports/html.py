"""A run as one HTML page without script and without any request: verdicts, completeness, findings with what to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from lineage_rdf.check.reports.html_completeness import completeness_section
from lineage_rdf.check.reports.html_findings import findings_section
from lineage_rdf.check.reports.html_style import STYLE
from lineage_rdf.check.reports.html_tables import MOST_ROWS, lineage_link, rest, table
from lineage_rdf.check.reports.places import origin_name
from lineage_rdf.check.reports.summary import (
    Group,
    by_profile,
    grouped,
    lineage_count,
    lineage_name,
    tally,
    told_once,
    total,
)
from lineage_rdf.check.reports.unread import unread
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.plain_text import clean, counted
from lineage_rdf.version import VERSION

# The page may use its own styles and nothing else, whatever a text in it says.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the page; of very many verdicts and findings it shows the first and counts the rest.

    Args:
        run: the verdicts and errors.
        details: changes nothing; the page always tells what to write.
    """
    groups, title = grouped(told_once(run)), _title(run)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        *_head(title),
        "<body>",
        '<a class="skip" href="#main">To the results</a>',
        *_banner(title, run, groups),
        *_contents(run, groups),
        '<main id="main">',
        *_errors(run),
        *_verdicts(run),
        *completeness_section(run),
        *findings_section(groups),
        "</main>",
        f"<footer>Written by lineage-rdf {VERSION}. Literals were judged {escape(clean(run.literals))}.</footer>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _title(run: CheckRun) -> str:
    """Return the name of the only lineage; of several how many they are, and the input if it is one."""
    origins = dict.fromkeys(verdict.origin for verdict in run.verdicts)
    inputs = list(dict.fromkeys(map(origin_name, origins)))
    inputs += [item.name for item in unread(run) if item.name not in inputs]
    lineages = lineage_count(run)
    if lineages == 1 and len(inputs) == 1:
        return f"Check of {clean(lineage_name(run.verdicts[0])) or counted(1, 'lineage')}"
    where = clean(inputs[0]) if len(inputs) == 1 else counted(len(inputs), "input")
    return f"Check of {counted(lineages, 'lineage')}" + (f" in {where}" if inputs else "")


def _head(title: str) -> Iterator[str]:
    yield f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>{STYLE}</style></head>"


def _banner(title: str, run: CheckRun, groups: Sequence[Group]) -> Iterator[str]:
    word = _word(run.exit_code == 0)
    findings = tally(told.finding for group in groups for told in group.told)
    yield f"<header><h1>{escape(title)}</h1>"
    yield f'<p class="total">{word} {escape(total(run))}</p><p class="soft">{findings}</p></header>'


def _word(passed: bool) -> str:
    return '<span class="pass">PASS</span>' if passed else '<span class="fail">FAIL</span>'


def _contents(run: CheckRun, groups: Sequence[Group]) -> Iterator[str]:
    wanted = (
        ("errors", "Not checked", bool(run.errors)),
        ("verdicts", "Verdicts", bool(run.verdicts)),
        ("completeness", "Completeness", any(verdict.completeness for verdict in run.verdicts)),
        ("findings", "Findings", bool(groups)),
    )
    links = "".join(f'<li><a href="#{name}">{text}</a></li>' for name, text, there in wanted if there)
    yield f'<nav aria-label="Contents"><ul>{links}</ul></nav>'


def _errors(run: CheckRun) -> Iterator[str]:
    errors = list(unread(run))
    if not errors:
        return
    yield '<section aria-labelledby="errors"><h2 id="errors">Not checked</h2><ul>'
    for item in errors[:MOST_ROWS]:
        where = f"{escape(clean(f'{item.name}{item.inside}'))}: " if item.name else ""
        fix = f' <span class="soft">{escape(clean(item.error.fix))}</span>' if item.error.fix else ""
        yield f"<li>{where}{escape(clean(item.error.what))}{fix}</li>"
    yield f"</ul>{rest(len(errors))}</section>"


def _verdicts(run: CheckRun) -> Iterator[str]:
    if not run.verdicts:
        return
    # Stable: those that did not pass come first, each part in the order of the inputs.
    ordered = sorted(run.verdicts, key=lambda verdict: verdict.report.passed)
    yield '<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>'
    yield from _profiles(run)
    columns = ("Lineage", "Profile", "Verdict", "Findings", "Read from")
    yield from table("Lineages", columns, [_row(verdict) for verdict in ordered[:MOST_ROWS]])
    yield f"{rest(len(ordered))}</section>"


def _profiles(run: CheckRun) -> Iterator[str]:
    if len(run.verdicts) > 1:
        for profile, verdicts in by_profile(run).items():
            passed = sum(verdict.report.passed for verdict in verdicts)
            yield f"<p>{escape(clean(profile))}: {passed:,} of {len(verdicts):,} passed</p>"


def _row(verdict: Verdict) -> list[str]:
    report = verdict.report
    return [
        lineage_link(verdict),
        escape(clean(report.profile)),
        _word(report.passed),
        tally(report.findings),
        escape(clean(origin_name(verdict.origin))),
    ]
