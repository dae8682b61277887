"""Files of terms that a command reads, and what it tells of their defects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lineage_rdf.cli.console import tell
from lineage_rdf.plain_text import counted

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
    from lineage_rdf.errors import raise_all
    from lineage_rdf.terms.importing import import_terms
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
    from lineage_rdf.errors import InputError, LineageError
    from lineage_rdf.terms.importing import MAX_BYTES

    found: list[Path] = []
    for path in paths:
        inside = _inside(path)
        found += inside
        if not inside:
            fix = "name the files if they are of another form"
            errors.append(InputError("there are no entries in YAML in this folder", str(path), fix))
    files = {}
    for path in found:
        try:
            files[str(path)] = read_bytes(path, MAX_BYTES)
        except LineageError as error:
            errors.append(error)
    return files


def _inside(path: Path) -> list[Path]:
    """Return a file, or the YAML files of a folder, of which glossaries have one for each term."""
    if not isdir(path):  # unlike that of `Path` it raises nothing for names that cannot be
        return [path]
    return sorted(file for suffix in ("yml", "yaml") for file in path.glob(f"*.{suffix}"))


def tell_remarks(remarks: Iterable[Remark]) -> None:
    """Say on stderr what was found, one line each, and how much of it was mended."""
    told = list(remarks)
    for remark in told:
        mark = "repaired" if remark.repaired else "found"
        head = "".join(f"{part}: " for part in (remark.code, remark.where, remark.term) if part)
        tell(f"{mark} {head}{remark.what} ({remark.fix})")
    mended = sum(remark.repaired for remark in told)
    tell(f"lineage-rdf: {counted(len(told), 'defect')}" + (f", {mended} of them repaired" if told else ""))


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
