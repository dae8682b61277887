"""Find the files of a folder that a reader knows, within bounds and without leaving the folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

from lineage_rdf.codec.file_bytes import read_at_most
from lineage_rdf.reading.cache_layout import is_other_entry
from lineage_rdf.reading.run_folder import is_run, run_parts
from lineage_rdf.reading.weights import is_weight_file
from lineage_rdf.sources.config_text import MAX_RECOGNISED
from lineage_rdf.sources.eval_results import FOLDER as RESULTS
from lineage_rdf.sources.llamafactory_data import NAME as TABLE
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import is_offered, reader_for

MAX_DEPTH = 4
DEEPER = f"folders deeper than {MAX_DEPTH}"
MAX_FILES = 20_000
MAX_BYTES = 32 << 20
# The texts of one folder are held together, so that a configuration can go on from another; what is too large to be one
# and is of no known kind is let go.
MAX_TOGETHER = 128 << 20
MAX_READ = 512 << 20
_CHECKPOINT = re.compile(r"checkpoint-[0-9]{1,18}\Z")
_TEXT_SUFFIXES = frozenset((".md", ".yaml", ".yml", ".json"))
_RESULTS = frozenset((".yaml", ".yml"))
_NAMES = frozenset(("MLmodel", "mlflow.db"))
_NEVER = frozenset(
    ("tokenizer.json", "vocab.json", "package.json", "package-lock.json", "special_tokens_map.json")
)


@define
class Scan:
    """What a folder holds.

    Args:
        root: the folder.
        files: the files that may be of a known kind, in the order of their relative paths.
        weights: relative paths of weight files.
        checkpoints: relative folders named `checkpoint-N`.
        skipped: one line for each kind of thing that was left out, with its count.
        cut_at: relative path of the first file that was left out because too much had been read, else empty.
    """

    root: Path
    files: list[InputFile] = field(factory=list)
    weights: list[str] = field(factory=list)
    checkpoints: list[str] = field(factory=list)
    skipped: dict[str, int] = field(factory=dict)
    cut_at: str = ""
    _held: int = 0
    _seen: int = 0

    def skip(self, why: str) -> None:
        """Count one thing that was left out."""
        self.skipped[why] = self.skipped.get(why, 0) + 1

    def cut(self, path: str) -> None:
        """Count one file that was left out because as much was read before it as is read of a folder."""
        self.cut_at = self.cut_at or path
        self.skip(f"files from {self.cut_at} on, behind what is read of one folder")

    def take(self, file: InputFile) -> None:
        """Keep a file with those that are read together, unless they are too many or too large then."""
        size = len(file.data) + sum(len(data) for _, data in file.parts)
        self._seen += size
        is_data = len(file.data) > MAX_RECOGNISED and file.name != TABLE and reader_for(file) is None
        fits = self._held + size <= MAX_TOGETHER or is_data
        if self._seen > MAX_READ or len(self.files) >= MAX_FILES or not fits:
            self.cut(file.path)
        elif not is_data:
            self._held += size
            self.files.append(file)


def scan_folder(root: Path) -> Scan:
    """Return what a folder holds, to depth 4.

    Hidden folders but `.eval_results`, and links that lead out of the folder, are left out and counted (in the layout of the
    Hub cache, links lead to `blobs` beside the snapshots and are followed). `checkpoint-*` folders are named but not read.
    """
    scan = Scan(root)
    allowed = _allowed_root(root)
    beside: dict[Path, frozenset[str]] = {}
    for path in _walk(scan, root, allowed, 0):
        relative = path.relative_to(root).as_posix()
        if is_weight_file(path.name):
            scan.weights.append(relative)
        elif may_be_read(path):
            if path.parent not in beside:
                beside[path.parent] = names_in(path.parent)
            _take(scan, path, relative, beside[path.parent])
    return scan


def read_input(path: Path, name: str, siblings: frozenset[str] | None = None) -> InputFile | None:
    """Return one file as input, or None if it is larger than 32 MiB.

    Args:
        path: the file.
        name: the path by which the reading knows it.
        siblings: names of what lies in the same folder, where they are known already.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as stream:
        data = read_at_most(stream, MAX_BYTES + 1, os.fstat(stream.fileno()).st_size + 1)
    siblings = names_in(path.parent) if siblings is None else siblings
    if len(data) > MAX_BYTES:
        return None
    return InputFile(name, data, siblings, run_parts(path.parent) if is_run(path.name, siblings) else ())


def may_be_read(path: Path) -> bool:
    """Say whether a file may be of a known kind by its name; whether it is shows when it is read."""
    known = path.name in _NAMES or path.suffix.lower() in _TEXT_SUFFIXES
    return path.name not in _NEVER and (known or is_offered(path.name))


def names_in(folder: Path) -> frozenset[str]:
    """Return the names of what lies in a folder."""
    return frozenset(os.listdir(folder)) if folder.is_dir() else frozenset()


def _take(scan: Scan, path: Path, relative: str, siblings: frozenset[str]) -> None:
    if scan.cut_at:
        scan.cut(relative)
        return
    try:
        file = read_input(path, relative, siblings)
    except OSError:
        scan.skip("files that cannot be opened")
        return
    if file is None:
        scan.skip("text files over 32 MiB")
    else:
        scan.take(file)


def _walk(scan: Scan, folder: Path, allowed: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        scan.skip("folders that cannot be opened")
        return
    for entry in entries:
        path = Path(entry.path)
        if not _is_text(entry.name):
            # Such a name cannot stand in a graph, and any stand-in for it could meet another file's name.
            scan.skip("names that are not Unicode")
        elif entry.is_symlink() and not _stays_inside(path, allowed):
            scan.skip("links that lead out of the folder")
        elif entry.is_dir():
            yield from _walk_folder(scan, path, entry.name, allowed, depth)
        elif entry.is_file():
            yield path


def _walk_folder(scan: Scan, path: Path, name: str, allowed: Path, depth: int) -> Iterator[Path]:
    if name == RESULTS and not path.is_symlink():
        # The one hidden folder in which the Hub keeps facts about the model; what lies below it is none of them.
        yield from (found for found in _walk(scan, path, allowed, depth + 1) if found.suffix in _RESULTS)
    elif name.startswith(".") or path.parent.name == RESULTS:
        scan.skip("hidden folders")
    elif path.is_symlink():
        scan.skip("linked folders")
    elif is_other_entry(name):
        scan.skip("datasets and Spaces in the Hub cache")
    elif _CHECKPOINT.match(name):
        scan.checkpoints.append(path.relative_to(scan.root).as_posix())
    elif depth + 1 > MAX_DEPTH:
        scan.skip(DEEPER)
    else:
        yield from _walk(scan, path, allowed, depth + 1)


def _allowed_root(root: Path) -> Path:
    """Return the folder that links may lead to: the model's whole cache entry in the Hub cache, else the folder itself."""
    resolved = root.resolve()
    for parent in (resolved, *resolved.parents):
        if parent.name.startswith("models--"):
            return parent
    return resolved


def _stays_inside(path: Path, allowed: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(allowed)
    except (OSError, RuntimeError):  # a loop of links is the latter before Python 3.13
        return False


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
