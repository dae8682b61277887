"""Command line: ``python -m tools.owl FILE...`` prints violations and the count of each profile."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.owl.lint import violations
from tools.owl.violation import Profile

USAGE = "usage: python -m tools.owl FILE..."


def main(arguments: Sequence[str]) -> int:
    """Check the files merged.

    Args:
        arguments: Paths of RDF files.

    Returns:
        0 if both profiles hold, 1 if one does not, 2 if there is nothing to read.
    """
    files = [Path(argument) for argument in arguments]
    missing = [str(file) for file in files if not file.is_file()]
    if missing or not files:
        print(f"no such file: {', '.join(missing)}" if missing else USAGE, file=sys.stderr)
        return 2
    try:
        found = violations(files, Profile.RL)
    except (SyntaxError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for one in found:
        print(f"{one.profile} {one.kind}\t{one.subject}\t{one.message}")
    print(f"DL {sum(one.profile is Profile.DL for one in found)}")
    print(f"RL {len(found)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
