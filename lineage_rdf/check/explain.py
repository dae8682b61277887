"""What a finding code means: the rule in words, how much it weighs, its shape, an example, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from attrs import frozen

from lineage_rdf.check.codes import Code, codes
from lineage_rdf.check.examples import Example, example_of
from lineage_rdf.check.shape_text import ShapeText, severities, shapes_with, turtle_of
from lineage_rdf.check.snippets import snippet_of
from lineage_rdf.errors import UsageError

_NEAR: Final = 4
_ANY_PROFILE: Final = "all"
# What findings of the user's shapes show in place of a code.
OWN: Final = "SHACL"
_OWN: Final = Code(
    code=OWN,
    mnemonic="shape-of-your-own",
    subject="any",
    element="",
    fault="",
    title="Shape of your own",
    fix="What is wrong stands in the message of the shape (sh:message). Mend the graph, or the shape in the file that was given.",
    profiles=(),
)
_FOUND_BY_OWN: Final = (
    "A shape that was given with --shapes is not met; it is none of ours, so no finding code stands for it.",
    "Where the shape has a dcterms:identifier, that is shown as the code.",
)


@frozen
class Explanation:
    """What there is to know about a finding code.

    Args:
        code: the row of the code.
        looks_at: which nodes its shapes look at; empty for what a reader finds.
        found_when: what is wrong with a node that is found, one sentence for each way to say it.
        severities: profile -> severity.
        yaml: lines of lineage.yaml that mend it; may be empty.
        example: statements that fail and that pass; None for what a reader finds.
        shapes: its shapes; none for what a reader finds.
    """

    code: Code
    looks_at: tuple[str, ...]
    found_when: tuple[str, ...]
    severities: dict[str, str]
    yaml: str
    example: Example | None
    shapes: tuple[ShapeText, ...]

    def shapes_turtle(self, most: int | None = None) -> str:
        """Return the shapes, at most so many, and those they stand on, as Turtle that parses by itself."""
        return turtle_of(self.shapes[:most])


def explain(name: str) -> Explanation:
    """Return what a finding code means.

    Args:
        name: `FTL-E021`, `E021`, its mnemonic, or its code and its mnemonic as a finding shows them;
            `SHACL` for what shapes of the user find.

    Raises:
        UsageError: if no code goes by that name; those that come near are named.
    """
    if _folded(name) == OWN.lower():
        return Explanation(_OWN, (), _FOUND_BY_OWN, {}, "", None, ())
    known = find(name)
    shapes = shapes_with(known.code)
    weights = severities(known.code)
    if known.profiles == (_ANY_PROFILE,):
        weights = {_ANY_PROFILE: "violation"}
    return Explanation(
        code=known,
        looks_at=tuple(dict.fromkeys(words for shape in shapes for words in shape.looks_at)),
        found_when=tuple(dict.fromkeys(shape.message for shape in shapes)) or (f"{known.title}.",),
        severities=weights,
        yaml=snippet_of(known.code).yaml.replace("NAMED", "ORG/MODEL").replace("LABEL", "ORG/NAME"),
        example=example_of(known.code),
        shapes=tuple(shapes),
    )


def find(name: str) -> Code:
    """Return the code of a name; see `explain`.

    Raises:
        UsageError: if there is none.
    """
    asked = _folded(name)
    for known in codes().values():
        if asked in _names(known) or _words(asked) == _words(known.mnemonic):
            return known
    raise _unknown(name)


def _unknown(name: str) -> UsageError:
    near = ", ".join(_near(_folded(name)))
    fix = f"did you mean {near}?" if near else "`lineage-rdf explain --list` lists all codes"
    return UsageError(f"there is no finding code {name!r}", fix=fix)


def listed(texts: Iterable[str]) -> list[Code]:
    """Return the codes that one of some texts is a part of: of the code, the mnemonic or the title; all without a text.

    Args:
        texts: such as `E02`, `FTL-G` or `dataset`.

    Raises:
        UsageError: if no code goes with one of them; those that come near are named.
    """
    wanted = {text: _folded(text) for text in texts}
    rows = {text: [row for row in codes().values() if _goes_with(row, part)] for text, part in wanted.items()}
    for text, found in rows.items():
        if not found:
            raise _unknown(text)
    chosen = {row.code for found in rows.values() for row in found}
    return [row for row in codes().values() if row.code in chosen or not wanted]


def _goes_with(row: Code, part: str) -> bool:
    code = row.code.lower()
    start = code.startswith(part) or code.removeprefix("ftl-").startswith(part)
    return bool(part) and (start or part in row.mnemonic or part in row.title.lower())


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()


def _names(known: Code) -> tuple[str, ...]:
    code = known.code.lower()
    return (code, code.removeprefix("ftl-"), known.mnemonic, f"{code} {known.mnemonic}")


def _words(mnemonic: str) -> list[str]:
    """Return the words of a mnemonic in one order: `missing-dataset` is as good as `dataset-missing`."""
    return sorted(mnemonic.replace("_", "-").split("-"))


def _near(asked: str) -> list[str]:
    """Return the codes that come near a name, the nearest first."""
    by_name = {text: known for known in codes().values() for text in (*_names(known), known.title.lower())}
    close = get_close_matches(asked, by_name, n=_NEAR * 2, cutoff=0.6)
    within = [text for text, known in by_name.items() if len(asked) > 2 and asked in known.mnemonic]
    found = dict.fromkeys(f"{by_name[t].code} {by_name[t].mnemonic}" for t in (*close, *within))
    return list(found)[:_NEAR]
