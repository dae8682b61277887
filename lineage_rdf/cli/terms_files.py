"""Files of terms that a command reads, and what it tells of their defects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lineage_rdf.cli.console import tell

if TYPE_CHECKING:
    from lineage_rdf.errors import LineageError
    from lineage_rdf.terms.model import Imported, Origin, Remark


def imported(paths: Sequence[Path], origin: Origin | None = None, *, repair: bool = True) -> Imported:
    """Return the terms of some files as one glossary.

    Args:
        paths: the files.
        origin: what the user says of them; the name of each file is added.
        repair: whether what can be mended safely is mended.

    Raises:
        LineageError: if one of them cannot be read.
    """
    from lineage_rdf.terms.importing import import_terms, raise_all
    from lineage_rdf.terms.model import Origin

    errors: list[LineageError] = []
    files = contents(paths, errors)
    raise_all(errors)
    return import_terms(files, origin or Origin(""), repair=repair)


def contents(paths: Sequence[Path], errors: list[LineageError]) -> dict[str, bytes]:
    """Return name -> content of some files.

    Args:
        paths: the files; of a folder its YAML files, sorted.
        errors: takes the errors of files that cannot be opened.
    """
    from lineage_rdf.codec.file_bytes import read_bytes
    from lineage_rdf.errors import LineageError
    from lineage_rdf.terms.importing import MAX_BYTES

    files = {}
    for path in (file for given in paths for file in _files(given)):
        try:
            files[str(path)] = read_bytes(path, MAX_BYTES)
        except LineageError as error:
            errors.append(error)
    return files


def _files(path: Path) -> list[Path]:
    """Return a file, or the YAML files of a folder, of which glossaries have one for each term."""
    inside = (
        sorted(file for suffix in ("yml", "yaml") for file in path.glob(f"*.{suffix}"))
        if isdir(path)  # unlike that of `Path` it raises nothing for names that cannot be
        else []
    )
    return inside or [path]


def tell_remarks(remarks: Iterable[Remark]) -> None:
    """Say on stderr what was found, one line each, and how much of it was mended."""
    told = list(remarks)
    for remark in told:
        mark = "repaired" if remark.repaired else "found"
        name = f"{remark.term}: " if remark.term else ""
        tell(f"{mark} {remark.code}: {remark.where}: {name}{remark.what} ({remark.fix})")
    mended = sum(remark.repaired for remark in told)
    tell(f"lineage-rdf: {len(told)} defects, {mended} of them repaired")


def remark_row(remark: Remark) -> dict[str, Any]:
    """Return a remark for programs."""
    return {
        "code": remark.code,
        "term": remark.term,
        "what": remark.what,
        "fix": remark.fix,
        "repaired": remark.repaired,
        "where": remark.where,
    }
