"""Freeze the vocabulary as a released version, or say what has changed since the last one.

Usage: python -m tools.vocabulary.release [--check | --changes]

Without an option the files of the vocabulary are copied to ontology/releases/VERSION, where VERSION is that of core.yaml. This is
done once for each version, and what is there is never written again. `--check` says whether the vocabulary keeps the policy of
docs/vocabulary-changes.md against the last release; `--changes` prints what has changed since then, for the changelog.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lineage_rdf.terms.files import RELEASES
from lineage_rdf.terms.versions import VersionDifference, What, compare, read_version
from lineage_rdf.terms.versions.markdown import as_markdown
from lineage_rdf.terms.versions.places import releases
from lineage_rdf.terms.versions.step import step_of
from tools.vocabulary.build import out_of_date
from tools.vocabulary.source import ROOT, Source

_PARTS: Final = ("*.ttl", "context.jsonld", "schemes/*.ttl", "align/*.ttl")


def since_last(ontology: Path) -> VersionDifference | None:
    """Return what has changed since the last release; None if nothing has been released.

    Args:
        ontology: the folder of the vocabulary.
    """
    known = list(releases(ontology).values())
    if not known:
        return None
    return compare(read_version(str(known[-1])), read_version(str(ontology)))


def faults(ontology: Path) -> Iterator[str]:
    """Yield where the vocabulary breaks the policy against its last release; nothing if there is none."""
    difference = since_last(ontology)
    if difference is None or difference.equal:
        return
    yield from (
        f"{term.name} is gone; terms are deprecated, never removed" for term in difference.of(What.REMOVED)
    )
    yield from (f"{term.name} is deprecated: {fault}" for term in difference.terms for fault in term.faults)
    step = step_of(difference)
    if step.is_enough is False:
        yield f"the version is {step.declared} and has to be at least {step.suggested}"


def freeze(ontology: Path, version: str) -> Path:
    """Copy the files of the vocabulary into a folder of their own, and return that.

    Raises:
        FileExistsError: if the version has been released before.
    """
    target = ontology / RELEASES / version
    target.mkdir(parents=True)
    for pattern in _PARTS:
        for path in sorted(ontology.glob(pattern)):
            copy = target / path.relative_to(ontology)
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
    return target


def main(arguments: list[str], source: Source | None = None, root: Path = ROOT) -> int:
    """Freeze, check or tell; return 1 if something is wrong."""
    source, ontology = source or Source(), root / "ontology"
    if "--changes" in arguments:
        difference = since_last(ontology)
        sys.stdout.write(as_markdown(difference) if difference else "No version has been released yet.\n")
        return 0
    found = list(faults(ontology))
    if "--check" not in arguments:
        found += [f"out of date: {path}; run `make ontology`" for path in out_of_date(source, root)]
        if source.core["ontology"]["version"] in releases(ontology):
            found.append("this version has been released; raise it in ontology/source/core.yaml")
    sys.stderr.writelines(f"{line}\n" for line in found)
    if not found and "--check" not in arguments:
        target = freeze(ontology, source.core["ontology"]["version"])
        sys.stdout.write(f"wrote {target.relative_to(root)}\n")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
