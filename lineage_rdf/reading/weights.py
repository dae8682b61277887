"""Weight files and their digests, without opening what could run code (decisions section 1.8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path

from attrs import frozen

from lineage_rdf.claims import Claim, Source, Trust

_LFS = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d+)")
_BLOB = re.compile(r"[0-9a-f]{64}\Z")
# File names of a model's weights, the preferred format first (decisions section 1.8).
_FORMATS = ("*.safetensors", "pytorch_model*.bin", "adapter_model.bin", "consolidated*.pth", "*.pt")
_TRAINING_STATE = ("training_args", "optimizer", "scheduler", "scaler", "rng_state", "tokenizer")


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

    @cached_property
    def folder(self) -> str:
        """The relative folder it lies in."""
        return self.path.rpartition("/")[0]

    @cached_property
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


def is_weight_file(name: str) -> bool:
    """Say whether a file name is that of weights; what a trainer saves beside them, such as optimizer.pt, is not."""
    lower = name.lower()
    known = any(fnmatchcase(lower, pattern) for pattern in (*_FORMATS, "*.gguf"))
    return known and not lower.startswith(_TRAINING_STATE)


def by_folder(weights: Iterable[Weights]) -> dict[str, list[Weights]]:
    """Return relative folder -> the weight files that lie in it."""
    found: dict[str, list[Weights]] = {}
    for file in weights:
        found.setdefault(file.folder, []).append(file)
    return found


def model_files(weights: Iterable[Weights], folder: str, *, adapter: bool) -> list[Weights]:
    """Return the files that are the model of a folder, all in the first format that is there, sorted by path.

    GGUF files are models of their own and are left out.

    Args:
        weights: the weight files that were seen.
        folder: the relative folder.
        adapter: whether the model is an adapter. A folder may hold an adapter and its base, and each is digested apart.
    """
    here = sorted((w for w in weights if w.folder == folder), key=lambda w: w.path)
    own = [w for w in here if w.name.lower().startswith("adapter_") == adapter] or here
    for pattern in _FORMATS:
        found = [w for w in own if fnmatchcase(w.name.lower(), pattern)]
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


def weight_claims(weights: Iterable[Weights], stages: Mapping[str, str]) -> Iterator[Claim]:
    """Yield the claims that the digests of weight files make.

    Args:
        weights: the weight files that were seen.
        stages: folder -> key of the stage whose weights lie there.
    """
    for file in weights:
        if file.digest and file.folder in stages:
            yield Claim(
                stage=stages[file.folder],
                element="weights-digest",
                key=file.name,
                value=f"sha256:{file.digest}",
                source=Source(file.path, file.digest, "weights"),
                locator="",
                rule="weight-file:sha256",
                trust=Trust.MACHINE_STATE,
            )
