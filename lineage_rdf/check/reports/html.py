"""A run as one HTML page without script and without any request: verdicts, completeness, findings with what to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from lineage_rdf import __version__
from lineage_rdf.check.reports.html_findings import findings_section
from lineage_rdf.check.reports.html_style import STYLE
from lineage_rdf.check.reports.places import origin_name
from lineage_rdf.check.reports.safe_text import shown, web_link
from lineage_rdf.check.reports.summary import (
    MORE,
    Group,
    by_profile,
    counted,
    grouped,
    lineage_count,
    single_errors,
    tally,
    told_once,
    total,
)
from lineage_rdf.check.verdicts import CheckRun, Verdict

MOST_ROWS: Final = 200
# The page may use its own styles and nothing else, whatever a text in it says.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the page; of very many verdicts and findings it shows the first and counts the rest.

    Args:
        run: the verdicts and errors.
        details: changes nothing; the page always tells what to write.
    """
    groups = grouped(told_once(run))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        *_head(_title(run)),
        "<body>",
        '<a class="skip" href="#main">To the results</a>',
        *_banner(run, groups),
        *_contents(run, groups),
        '<main id="main">',
        *_errors(run),
        *_verdicts(run),
        *_completeness(run),
        *findings_section(groups),
        "</main>",
        f"<footer>Written by lineage-rdf {__version__}. Literals were judged {escape(shown(run.literals))}.</footer>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _title(run: CheckRun) -> str:
    names = {verdict.name or verdict.lineage for verdict in run.verdicts}
    only = shown(next(iter(names))) if len(names) == 1 else ""
    return f"Check of {only or counted(lineage_count(run), 'lineage')}"


def _head(title: str) -> Iterator[str]:
    yield f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>{STYLE}</style></head>"


def _banner(run: CheckRun, groups: Sequence[Group]) -> Iterator[str]:
    word = _word(run.exit_code == 0)
    findings = tally(told.finding for group in groups for told in group.told)
    yield f"<header><h1>{escape(_title(run))}</h1>"
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
    errors = list(single_errors(run))
    if not errors:
        return
    yield '<section aria-labelledby="errors"><h2 id="errors">Not checked</h2><ul>'
    for error in errors[:MOST_ROWS]:
        where = f"{escape(shown(origin_name(error.where)))}: " if error.where else ""
        fix = f' <span class="soft">{escape(shown(error.fix))}</span>' if error.fix else ""
        yield f"<li>{where}{escape(shown(error.what))}{fix}</li>"
    yield f"</ul>{_rest(len(errors))}</section>"


def _rest(number: int) -> str:
    return f"<p>and {number - MOST_ROWS:,} more ({MORE})</p>" if number > MOST_ROWS else ""


def _verdicts(run: CheckRun) -> Iterator[str]:
    if not run.verdicts:
        return
    # Stable: those that did not pass come first, each part in the order of the inputs.
    ordered = sorted(run.verdicts, key=lambda verdict: verdict.report.passed)
    yield '<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>'
    yield from _profiles(run)
    columns = ("Lineage", "Profile", "Verdict", "Findings", "Read from")
    yield from _table("Lineages", columns, [_row(verdict) for verdict in ordered[:MOST_ROWS]])
    yield f"{_rest(len(ordered))}</section>"


def _profiles(run: CheckRun) -> Iterator[str]:
    if len(run.verdicts) > 1:
        for profile, verdicts in by_profile(run).items():
            passed = sum(verdict.report.passed for verdict in verdicts)
            yield f"<p>{escape(shown(profile))}: {passed:,} of {len(verdicts):,} passed</p>"


def _row(verdict: Verdict) -> list[str]:
    report = verdict.report
    return [
        _lineage(verdict),
        escape(shown(report.profile)),
        _word(report.passed),
        tally(report.findings),
        escape(shown(origin_name(verdict.origin))),
    ]


def _lineage(verdict: Verdict) -> str:
    text, link = escape(shown(verdict.name or verdict.lineage)), web_link(verdict.lineage)
    return f'<a href="{escape(link)}" rel="noreferrer">{text}</a>' if link else text


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table of HTML cells, the first of each row its heading."""
    yield f'<div class="wide" role="region" aria-label="{caption}" tabindex="0"><table class="stack"><thead><tr>'
    yield "".join(f'<th scope="col">{column}</th>' for column in columns) + "</tr></thead><tbody>"
    for first, *rest in rows:
        pairs = zip(columns[1:], rest, strict=True)
        cells = "".join(f'<td data-name="{name}">{cell}</td>' for name, cell in pairs)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _completeness(run: CheckRun) -> Iterator[str]:
    told = [verdict for verdict in run.verdicts if verdict.completeness]
    if not told:
        return
    yield '<section aria-labelledby="completeness"><h2 id="completeness">Completeness</h2>'
    yield "<p>How many of the facts that a profile asks for are there. Complete does not mean true.</p>"
    rows = [row for verdict in told[:MOST_ROWS] for row in _rungs(verdict)]
    yield from _table("Completeness", ("Lineage", "Profile", "Facts", "Missing"), rows)
    yield f"{_rest(len(told))}</section>"


def _rungs(verdict: Verdict) -> Iterator[list[str]]:
    for item in verdict.completeness:
        lines = "".join(f"<li>{escape(shown(line))}</li>" for line in item.missing)
        missing = f"<details><summary>{len(item.missing)} missing</summary><ul>{lines}</ul></details>"
        meter = (
            f'<meter min="0" max="{max(item.of, 1)}" value="{item.have}" aria-hidden="true"></meter>{item}'
        )
        yield [_lineage(verdict), escape(shown(item.profile)), meter, missing if item.missing else "nothing"]
