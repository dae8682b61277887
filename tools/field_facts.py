"""What the readers claim when they read every fixture and example, as facts of the table of fields.

A fact is the kind of the file, the field the claim stands at, and the element it is about. The field is the locator of the
claim without what differs from file to file: `$.data[0].model` and `$[3].model` are `model`, `line 12, key datasets.1` is
`datasets[]`. Where a locator is only a line or the whole file, the name of the rule stands for the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

from lineage_rdf.claims import Claim
from lineage_rdf.errors import LineageError
from lineage_rdf.reading.inputs import Gathered, gather
from lineage_rdf.reading.resolve import Options
from lineage_rdf.sources.registry import READERS
from lineage_rdf.vocabulary.schemes import hyperparameter_for
from tools.examples import folders

ROOT: Final = Path(__file__).resolve().parents[1]
SHORTHAND: Final = "shorthand"
_LINE: Final = re.compile(r"(?:YAML block on )?line \d+(?:, | |\Z)(?:key )?|key ")
_INDEX: Final = re.compile(r"\[[^\]]*\]|\.\d+(?=\.|\Z)")
# A list of records is read like one record, and so is the envelope in which services return lists.
_LIST: Final = re.compile(r"\A(?:data)?\[\]\.")
_WHOLE: Final = ("", "$", "whole file")


@frozen(order=True)
class Fact:
    """One way in which a reader of ours makes a claim.

    Args:
        kind: the kind of file, or of the configuration inside a file of another kind.
        field: where the claim stands, without indexes; a rule's name where that is only a line.
        element: notation of the element.
        hyperparameter: of a setting its canonical name, else empty.
        inferred: whether the file only suggests it.
        is_named: whether the field's last part is a name of that hyperparameter.
        is_known: whether the vocabulary knows the hyperparameter.
    """

    kind: str
    field: str
    element: str
    hyperparameter: str = ""
    inferred: bool = False
    is_named: bool = False
    is_known: bool = False


@cache
def facts() -> frozenset[Fact]:
    """Return the facts of all fixtures and examples."""
    return frozenset(fact_of(claim) for claim in claims())


@cache
def claims() -> tuple[Claim, ...]:
    """Return what is claimed when each fixture and example is read, and each of their folders."""
    found: list[Claim] = []
    for argument, is_text in inputs():
        try:
            gathered = gather(argument, Options(text=is_text))
        except LineageError:  # some goldens are there to be refused
            continue
        if isinstance(gathered, Gathered):
            found += gathered.claims
    return tuple(found)


def inputs() -> Iterator[tuple[str, bool]]:
    """Yield each input as an argument of the program, and whether it is shorthand."""
    golden = ROOT / "tests" / "sources" / "golden"
    for text in sorted(golden.glob("*/text.txt")):
        yield text.read_text(encoding="utf-8").strip(), True
    for line in _chains():
        yield line, True
    models = [*sorted(golden.glob("*/input")), *folders(), *_folders(ROOT / "tests" / "fixtures")]
    yield from ((str(folder), False) for folder in models)
    files = sorted(path for path in (ROOT / "tests" / "fixtures").rglob("*") if path.is_file())
    yield from ((str(path), False) for path in files)


def _chains() -> list[str]:
    path = ROOT / "tests" / "fixtures" / "fields" / "shorthand.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _folders(root: Path) -> list[Path]:
    """Return the folders that hold files, for rules that look at what lies beside a file or below a folder."""
    return sorted({path.parent for path in root.rglob("*") if path.is_file()} | set(root.iterdir()) - {root})


def fact_of(claim: Claim) -> Fact:
    """Return the fact that a claim is an instance of."""
    kind, rule = claim.source.kind, claim.rule.partition(":")[2]
    inner = rule.partition(".")[0]
    if rule.startswith("text-"):
        kind = SHORTHAND
    elif inner != kind and inner in {reader.kind for reader in READERS}:
        kind, rule = inner, rule.partition(".")[2]
    path = (
        _LINE.sub("", claim.locator, count=1)
        if claim.locator.startswith(("line", "YAML", "key"))
        else claim.locator
    )
    is_rule = path in _WHOLE or path.startswith("characters ")
    field = _LIST.sub("", _INDEX.sub("[]", path.removeprefix("$").removeprefix(".")))
    return _fact(kind, rule if is_rule else field, claim)


def _fact(kind: str, field: str, claim: Claim) -> Fact:
    if claim.element != "setting":
        return Fact(kind, field, claim.element, inferred=claim.inferred)
    term = hyperparameter_for(claim.key)
    named = any(_names(last, claim.key) for last in _ends(field))
    name = term.notation if term else claim.key
    return Fact(kind, field, "setting", name, claim.inferred, named, term is not None)


def _ends(field: str) -> Iterable[str]:
    """Return the last parts of a field, from the whole to the last word."""
    parts = re.split(r"[./]", field)
    return (".".join(parts[at:]) for at in range(len(parts)))


def _names(field: str, key: str) -> bool:
    """Say whether a field and a setting's key are names of one hyperparameter."""
    term = hyperparameter_for(key)
    return field == key if term is None else hyperparameter_for(field) == term
