"""What the tests of the command line share: a way to run a command in this process, and a lineage on disk."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from modelfolder import write_folder

from lineage_rdf.cli import main
from lineage_rdf.files import write_whole
from lineage_rdf.lineage import read


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def cli(capfd, monkeypatch):
    """Run a command in this process; returns exit code, stdout and stderr."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("LINEAGE_RDF_DEBUG", raising=False)

    def run(*args: str | Path) -> Ran:
        code = main.run([str(arg) for arg in args])
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def folder(tmp_path):
    """A model folder as a fine-tune with LoRA leaves it."""
    return write_folder(tmp_path)


@pytest.fixture(scope="session")
def lineage(tmp_path_factory):
    """The lineage of such a folder; reports on it are kept, so that each check runs once."""
    return read(write_folder(tmp_path_factory.mktemp("model")))


@pytest.fixture
def turtle(lineage, tmp_path):
    """The lineage of the folder as Turtle."""
    (tmp_path / "made").mkdir()
    write_whole(tmp_path / "made" / "lineage.ttl", lineage.to_turtle())
    return tmp_path / "made" / "lineage.ttl"
