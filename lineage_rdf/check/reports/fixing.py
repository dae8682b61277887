"""The fix of a finding as a report tells it."""

from __future__ import annotations

from attrs import evolve

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fixes import Fix, fix_of, fix_text
from lineage_rdf.check.reports.places import relative


def fix_for(finding: Finding, origin: str) -> Fix:
    """Return what to do about a finding, in words only if a name in it is none that a graph can hold.

    Args:
        finding: the finding, perhaps of a report that was read back.
        origin: where the lineage was read.
    """
    try:
        return fix_of(finding, origin)
    except UnicodeEncodeError:  # half a surrogate pair
        return Fix(finding.fix)


def words_for(finding: Finding, origin: str) -> str:
    """Return what to do about a finding in words, which takes a small part of the time that the statements take.

    Args:
        finding: the finding.
        origin: where the lineage was read.
    """
    return fix_text(finding, origin)


def published_fix(finding: Finding, origin: str) -> Fix:
    """Return what to do about a finding, for a report that is published: without a path of the machine.

    Args:
        finding: the finding.
        origin: where the lineage was read.
    """
    fix = fix_for(finding, origin)
    name = relative(fix.file) if fix.file else ""
    return fix if name == fix.file else evolve(fix, file=name, text=fix.text.replace(fix.file, name))
