"""Remarks on one entry, and the texts of it: trimmed, and mended where they were misread."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from lineage_rdf.terms.glossaries.mojibake import has_lost_letters, repaired_text
from lineage_rdf.terms.model import Remark

MISREAD = "FTL-T094"
LOST = "FTL-T095"


@define
class Place:
    """Where an entry stands and what is remarked on it.

    Args:
        term: the name of the term, empty as long as nobody knows it.
        where: field -> file and line, for remarks; the empty text asks for the entry itself.
        repair: whether misread letters are mended.
        remarks: what was remarked.
    """

    term: str
    where: Callable[[str], str]
    repair: bool = True
    remarks: list[Remark] = field(factory=list)
    _told: set[tuple[str, str]] = field(factory=set)

    def tell(self, code: str, at: str, what: str, fix: str, *, repaired: bool = False) -> None:
        """Remark a defect.

        Args:
            code: its code.
            at: the field.
            what: the defect in one sentence without a full stop.
            fix: what was done, or what to do.
            repaired: whether the result no longer has it.
        """
        self.remarks.append(Remark(code, self.term, what, fix, repaired, self.where(at)))

    def text(self, at: str, text: str) -> str:
        """Return a text without blanks around it, with misread letters mended; one remark for each field that has some.

        Args:
            at: the field.
            text: what was read.
        """
        sound = repaired_text(text).strip()
        if sound != text.strip() and self._first(MISREAD, at):
            done = "they were mended" if self.repair else "leave out what keeps them, and they are mended"
            what = f"{at} has letters that were UTF-8 and were read as something else"
            self.tell(MISREAD, at, what, done, repaired=self.repair)
        if has_lost_letters(sound) and self._first(LOST, at):
            what = f"{at} has misread letters of which nobody can tell any more what they were"
            self.tell(LOST, at, what, "get the text anew, or write the letters")
        return sound if self.repair else text.strip()

    def _first(self, code: str, at: str) -> bool:
        """Say whether this is the first time that a field is found to have a fault."""
        before = len(self._told)
        self._told.add((code, at))
        return len(self._told) > before
