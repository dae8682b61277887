"""Weight files and their digests, without opening what could run code (decisions section 1.8)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

from attrs import frozen

_LFS = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d+)")
_BLOB = re.compile(r"[0-9a-f]{64}\Z")
_FAMILIES = ((".safetensors",), ("pytorch_model", "adapter_model", "consolidated"))


@frozen
class Weights:
    """One weight file.

    Args:
        path: its path relative to the folder that was read.
        digest: hexadecimal SHA-256, or None if nobody has computed it.
        size: its size in bytes, None if not known.
    """

    path: str
    digest: str | None
    size: int | None

    @property
    def folder(self) -> str:
        """The relative folder it lies in."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.rsplit("/", 1)[-1]


def read_weights(root: Path, paths: Iterable[str], *, hash_files: bool) -> list[Weights]:
    """Return the weight files with what is known of their digests.

    A digest comes from a Git LFS pointer or from the blob's name in the Hub cache; files are read whole and hashed only if
    `hash_files` is true. They are never loaded or unpickled.
    """
    return [_read(root / path, path, hash_files) for path in paths]


def _read(path: Path, relative: str, hash_files: bool) -> Weights:
    try:
        size = path.stat().st_size
        if size < 1024:
            pointer = _LFS.match(path.read_bytes())
            if pointer:
                return Weights(relative, pointer[1].decode(), int(pointer[2]))
        if path.is_symlink() and _BLOB.match(path.resolve().name):
            return Weights(relative, path.resolve().name, size)
        if hash_files:
            with path.open("rb") as stream:
                return Weights(relative, file_digest(stream, "sha256").hexdigest(), size)
    except OSError:
        return Weights(relative, None, None)
    return Weights(relative, None, size)


def model_files(weights: Iterable[Weights], folder: str) -> list[Weights]:
    """Return the files that are the model of a folder: its safetensors files, else its older formats, sorted by path.

    GGUF files are models of their own and are left out.
    """
    here = sorted((w for w in weights if w.folder == folder), key=lambda w: w.path)
    for family in _FAMILIES:
        found = [w for w in here if PurePosixPath(w.name).suffix in family or w.name.startswith(family)]
        if found:
            return found
    return []


def manifest_digest(files: Iterable[Weights]) -> str | None:
    """Return `sha256:<hex>` of the sha256sum listing of a model's files, or None if a digest is missing or there is no file.

    The listing has the lines `<sha256>  <file name>` in the order of the names: what `sha256sum` prints in the model's folder.
    """
    lines = []
    for file in sorted(files, key=lambda w: w.name):
        if file.digest is None:
            return None
        lines.append(f"{file.digest}  {file.name}\n")
    return f"sha256:{sha256(''.join(lines).encode()).hexdigest()}" if lines else None
