"""Tests of stores do not wait before they try again; and a program that holds a store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lineage_rdf.store import http


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture
def holding() -> Iterator[Callable[[Path], None]]:
    """Have another program open a store for writing until the test ends."""
    code = "import sys, pyoxigraph; s = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    running = []

    def hold(folder: Path) -> None:
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        running.append(process)
        assert process.stdout is not None and process.stdout.readline() == b"open\n"

    yield hold
    for process in running:
        process.communicate(timeout=20)
