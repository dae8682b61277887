"""Score the readers against labels: `python -m tests.score_readers [--blind FOLDER] [--verbose]`.

Prints precision, recall and F1 of each field. Without `--blind` it ends with 1 if a base model, a dataset or a method was
given that is not in its source.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.scoring.compare import Compared, Score, compare, scores
from tests.scoring.fact import STRICT
from tests.scoring.labels import LABELLED, Case, LabelError, blind_cases, own_cases
from tests.scoring.readings import readings


def compare_all(cases: Iterable[Case]) -> list[Compared]:
    """Read each case and compare it with its label."""
    return [compare(case, readings(case)) for case in cases]


def table(found: dict[str, Score]) -> str:
    """Return the scores as a table."""
    head = f"{'field':20} {'precision':>9} {'recall':>7} {'F1':>7} {'right':>6} {'wrong':>6} {'missing':>8}"
    rows = [
        f"{name:20} {score.precision:9.3f} {score.recall:7.3f} {score.f1:7.3f}"
        f" {score.right:6} {score.wrong:6} {score.missing:8}"
        for name, score in found.items()
    ]
    return "\n".join([head, *rows])


def faults(compared: Iterable[Compared]) -> str:
    """Return what is wrong and what is missing, by case."""
    lines = []
    for case in compared:
        told = [*(f"  wrong   {fact}" for fact in case.wrong), *(f"  missing {f}" for f in case.missing)]
        lines += [case.name, *told] if told else []
    return "\n".join(lines)


def strict(found: dict[str, Score]) -> bool:
    """Say whether no base model, dataset or method was given that is not in its source."""
    return all(not found[name].wrong for name in STRICT)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores; return 0, 1 if something was invented, or 2 if the labels cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m tests.score_readers", description=__doc__)
    parser.add_argument(
        "--blind", type=Path, metavar="FOLDER", help="score real files that lie in this folder"
    )
    parser.add_argument("--verbose", action="store_true", help="list what is wrong and missing")
    options = parser.parse_args(arguments)
    if options.blind is not None and (reason := _unusable(options.blind)):
        print(f"skipped: {reason}", file=sys.stderr)
        return 0
    try:
        compared = compare_all(blind_cases(options.blind) if options.blind else own_cases())
    except LabelError as error:
        print(error, file=sys.stderr)
        return 2
    found = scores(compared)
    print(f"{len(compared)} labelled inputs\n{table(found)}")
    if options.verbose:
        print(f"\n{faults(compared)}")
    return 0 if options.blind or strict(found) else 1


def _unusable(corpus: Path) -> str:
    if not corpus.is_dir():
        return f"there is no folder {corpus}"
    return "" if (LABELLED / "blind.json").is_file() else "tests/labelled/blind.json has not been written"


if __name__ == "__main__":
    sys.exit(main())
