"""What JSON-LD leaves out of a document without a word, counted and put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import field, frozen

_NAMES = 10

KEY = "the context knows no property for {names}, so what stands there is left out"
IGNORED = "the context says to ignore {count}"
RELATIVE = "{names}: relative, and there is no base, so statements with it are left out"
NO_IRI = "{names}: no IRI, so statements with it are left out"
BLANK_KEY = "{names}: a blank node as a property, which RDF does not have, so the statement is left out"
NULL = "null says nothing: {count}"
INDEX = "@index is no statement: {count}"
DIRECTION = "the direction of a text is left out: {count}"


@frozen
class Dropped:
    """A counter of what is left out, by the sentence that says so."""

    _found: dict[str, Counter[str]] = field(factory=dict, init=False)

    def add(self, sentence: str, name: str = "") -> None:
        """Count one thing.

        Args:
            sentence: one of the sentences of this module.
            name: what it is, as the document has it.
        """
        self._found.setdefault(sentence, Counter())[name] += 1

    def key(self, name: str | None) -> None:
        """Count a key that stands for no property, or with None one that the context maps to nothing."""
        if name is None:
            self.add(IGNORED)
        else:
            self.add(KEY, name)

    def has(self, sentence: str) -> bool:
        """Say whether anything was counted under a sentence."""
        return sentence in self._found

    def notes(self) -> tuple[str, ...]:
        """Return one line per kind, the same for the same document."""
        return tuple(_worded(sentence, self._found[sentence]) for sentence in sorted(self._found))


def _worded(sentence: str, found: Counter[str]) -> str:
    total = sum(found.values())
    return sentence.format(
        names=_listed(sorted(found.items())), count="once" if total == 1 else f"{total} times"
    )


def _listed(found: Iterable[tuple[str, int]]) -> str:
    every = [f"{name!r}" + (f" ({count} times)" if count > 1 else "") for name, count in found]
    more = len(every) - _NAMES
    return ", ".join(every[:_NAMES]) + (f" and {more} more" if more > 0 else "")
