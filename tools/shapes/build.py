"""Write every generated shapes file, or with `--check` say which of them are out of date.

Usage: python -m tools.shapes.build [--check]

Generated are `shapes/<profile>/facts-*.ttl` and `profile.ttl`, `shapes/wellformed/values-*.ttl` and `classes.ttl`,
`shapes/licence/rules-*.ttl` and `shapes/casrai-alignment/rules-*.ttl`, and the titles and fixes of facts in
`shapes/codes.csv`; all other shapes files are written by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tools.shapes.casrai import casrai_shapes
from tools.shapes.classes import class_shapes
from tools.shapes.codes import codes_csv
from tools.shapes.facts import fact_shapes
from tools.shapes.licences import licence_shapes
from tools.shapes.profile import profile_turtle
from tools.shapes.settings import setting_shapes
from tools.shapes.source import SHAPES, profiles
from tools.shapes.turtle import document
from tools.shapes.values import value_shapes
from tools.vocabulary.graph import write_if_changed

_CORE = "ontology/source/core.yaml"


def shape_files() -> Iterator[tuple[Path, str]]:
    """Yield path (relative to `shapes/`) and text of each generated shapes file."""
    yield Path("wellformed") / "classes.ttl", document(_comment(_CORE), class_shapes())
    yield from _grouped("wellformed", "values", value_shapes(), _CORE)
    for profile in profiles():
        shapes = chain(fact_shapes(profile), setting_shapes(profile))
        yield from _grouped(profile, "facts", shapes, "tools/shapes/source/elements.yaml")
    yield from _grouped("licence", "rules", licence_shapes(), "tools/shapes/source/licences.yaml")
    yield from _grouped("casrai-alignment", "rules", casrai_shapes(), "tools/shapes/source/casrai.yaml")


def _grouped(
    profile: str, kind: str, shapes: Iterable[tuple[str, str]], source: str
) -> Iterator[tuple[Path, str]]:
    groups: dict[str, list[str]] = {}
    for subject, text in shapes:
        groups.setdefault(subject, []).append(text)
    for subject, blocks in sorted(groups.items()):
        yield Path(profile) / f"{kind}-{subject}.ttl", document(_comment(source), blocks)


def _comment(source: str) -> str:
    return f"Made from {source} by `python -m tools.shapes.build`; change the source, not this file."


def main(arguments: list[str]) -> int:
    """Build or check; return 1 when `--check` finds a stale file."""
    if "--check" in arguments:
        stale = out_of_date(SHAPES)
        sys.stderr.writelines(f"out of date: shapes/{path}\n" for path in stale)
        return int(bool(stale))
    for path, text in shape_files():
        if write_if_changed(SHAPES / path, text):
            sys.stdout.write(f"wrote shapes/{path}\n")
    for profile in profiles():
        if write_if_changed(SHAPES / profile / "profile.ttl", profile_turtle(profile, SHAPES)):
            sys.stdout.write(f"wrote shapes/{profile}/profile.ttl\n")
    if write_if_changed(SHAPES / "codes.csv", codes_csv(SHAPES)):
        sys.stdout.write("wrote shapes/codes.csv\n")
    return 0


def out_of_date(folder: Path) -> list[Path]:
    """Return the generated files, relative to `folder`, that are not as the tables give them."""
    wanted = dict(shape_files())
    wanted |= {Path(name) / "profile.ttl": profile_turtle(name, folder) for name in profiles()}
    wanted[Path("codes.csv")] = codes_csv(folder)
    stale = [path for path, text in wanted.items() if not _same(folder / path, text)]
    there = [
        path.relative_to(folder)
        for kind in ("facts", "values", "rules")
        for path in folder.glob(f"*/{kind}-*.ttl")
    ]
    return stale + [path for path in there if path not in wanted]


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
