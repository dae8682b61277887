"""The fixes of findings as a report tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fix_files import file_of, is_lineage_yaml
from lineage_rdf.check.fix_places import Surroundings
from lineage_rdf.check.fixes import Fix, fix_of, fix_text
from lineage_rdf.check.reports.places import relative
from lineage_rdf.check.reports.summary import Group
from lineage_rdf.check.snippets import Term
from lineage_rdf.check.verdicts import Verdict

# Of how many lineages the surroundings are kept, for forms that tell findings by code.
_MOST_AROUND: Final = 64


class Fixing:
    """Tells what to do about findings; which file to edit is looked up once for each input.

    Args:
        published: whether the report is published: then no fix names a path of the machine.
    """

    def __init__(self, *, published: bool = False) -> None:
        self._published = published
        self._files: dict[str, tuple[str, str]] = {}
        self._around: dict[int, Surroundings] = {}

    def fix(self, finding: Finding, verdict: Verdict) -> Fix:
        """Return what to do about a finding, in words only if a name in it is none that a graph can hold.

        Args:
            finding: the finding, perhaps of a report that was read back.
            verdict: the verdict it belongs to.
        """
        origin, places = verdict.origin, self._places(finding, verdict)
        file, name = self._file(finding, origin)
        try:
            fix = fix_of(finding, origin, places=places, file=file)
        except UnicodeEncodeError:  # half a surrogate pair
            return Fix(finding.fix)
        if name == file:
            return fix
        return evolve(fix, file=name, text=fix_text(finding, origin, file=name))

    def words(self, finding: Finding, origin: str) -> str:
        """Return what to do about a finding in words, which takes a small part of the time that the statements take.

        Args:
            finding: the finding.
            origin: where the lineage was read.
        """
        return fix_text(finding, origin, file=self._file(finding, origin)[1])

    def words_for(self, group: Group) -> str:
        """Return in words what to do about all findings of a group; no file is named where they are of several inputs.

        Args:
            group: the group.
        """
        first = group.told[0]
        file = self.file(first.finding, first.verdict.origin)
        several = any(told.verdict.origin != first.verdict.origin for told in group.told)
        alone = "" if several and not is_lineage_yaml(file) else file
        return fix_text(first.finding, first.verdict.origin, file=alone)

    def file(self, finding: Finding, origin: str) -> str:
        """Return the file to edit about a finding; empty where there is none.

        Args:
            finding: the finding.
            origin: where the lineage was read.
        """
        return self._file(finding, origin)[1]

    def _places(self, finding: Finding, verdict: Verdict) -> Mapping[str, Term]:
        """Return what is known around a finding; the verdicts of one lineage have the same statements."""
        if not finding.profile or not verdict.quads:
            return {}
        name = id(verdict.quads)
        if name not in self._around:
            if len(self._around) == _MOST_AROUND:
                self._around.clear()
            self._around[name] = Surroundings(verdict.quads)
        return self._around[name].places(finding.focus)

    def _file(self, finding: Finding, origin: str) -> tuple[str, str]:
        """Return the path of the file to edit, and what the report calls it."""
        if not finding.profile:
            return self._named(file_of(origin, finding.focus))
        if origin not in self._files:
            self._files[origin] = self._named(file_of(origin))
        return self._files[origin]

    def _named(self, file: str) -> tuple[str, str]:
        return file, relative(file) if file and self._published else file
