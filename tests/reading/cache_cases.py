"""Entries in the layout of the Hub's cache, for tests."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha1, sha256
from pathlib import Path

WEIGHTS = (".safetensors", ".bin")


def put(hub: Path, repository: str, commit: str, files: Mapping[str, bytes], *, main: bool = False) -> Path:
    """Write one snapshot as huggingface_hub does, files as links to blobs, and return its folder.

    Weights have a blob by their SHA-256, as files of Git LFS do; others one by a SHA-1.
    """
    entry = hub / f"models--{repository.replace('/', '--')}"
    snapshot = entry / "snapshots" / commit
    for folder in (entry / "blobs", entry / "refs", snapshot):
        folder.mkdir(parents=True, exist_ok=True)
    if main:
        (entry / "refs" / "main").write_text(commit)
    for name, data in files.items():
        digest = sha256(data).hexdigest() if name.endswith(WEIGHTS) else sha1(data).hexdigest()
        (entry / "blobs" / digest).write_bytes(data)
        (snapshot / name).symlink_to(os.path.relpath(entry / "blobs" / digest, snapshot))
    return snapshot


def adapter(base: str) -> bytes:
    return f'{{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "{base}"}}'.encode()
