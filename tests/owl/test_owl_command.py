"""The command line of the lint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.owl.owlpaths import FAULTS
from tools.owl.__main__ import main


def test_clean_files_exit_with_zero_and_two_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FAULTS / "clean-core.ttl")]) == 0
    assert capsys.readouterr().out == "DL 0\nRL 0\n"


def test_a_violation_is_printed_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FAULTS / "rl-superclass-thing.ttl")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("RL rl-superclass\thttp://example.org/zoo#Cat\t")
    assert lines[1:] == ["DL 0", "RL 1"]


def test_a_dl_violation_counts_under_rl_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FAULTS / "undeclared-class.ttl")]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["DL 1", "RL 1"]


@pytest.mark.parametrize("name", ["absent.ttl", None])
def test_nothing_to_read_exits_with_two(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name] if name else []) == 2
    assert (name or "usage") in capsys.readouterr().err


def test_a_broken_file_exits_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("this is no Turtle")
    assert main([str(file)]) == 2
    assert capsys.readouterr().err
