"""Constraints on the text of a value: length, pattern, language."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import Literal, Store

from lineage_rdf.check.compiled.scope import Scope
from lineage_rdf.vocabulary.namespaces import SH


@frozen
class Length:
    """sh:minLength and sh:maxLength."""

    sign: str
    bound: int
    name: str

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return f"(!isBlank({value}) && STRLEN(STR({value})) {self.sign} {self.bound})"


@frozen
class Pattern:
    """sh:pattern with sh:flags."""

    regex: str
    flags: str = ""
    name: str = f"{SH}PatternConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return f"(!isBlank({value}) && {self._match(f'STR({value})')})"

    def _match(self, text: str) -> str:
        return f"REGEX({text}, {Literal(self.regex)}, {Literal(self.flags)})"

    def usable(self) -> bool:
        """Tell whether the store can read the expression; a faulty one would match nothing without a word."""
        (row,) = Store().query(f"SELECT ({self._match(str(Literal('')))} AS ?read) {{}}")  # type: ignore[misc]
        return row["read"] is not None


@frozen
class LanguageIn:
    """sh:languageIn."""

    ranges: tuple[str, ...]
    name: str = f"{SH}LanguageInConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        matched = " || ".join(f"LANGMATCHES(LANG({value}), {Literal(name)})" for name in self.ranges)
        return f"(isLiteral({value}) && ({matched or 'false'}))"
