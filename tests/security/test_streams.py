"""Streams that are closed or full (decisions section 7.3): the exit code tells, and no fault is claimed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = f"{sys.executable} -m lineage_rdf.cli.main"


def shell(command):
    text = command.replace("lineage-rdf", PROGRAM)
    return subprocess.run(["bash", "-c", text], capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["terms list", "--version", "terms list --format json"])
def test_a_full_disk_behind_stdout(command):
    ended = shell(f"lineage-rdf {command} > /dev/full")
    assert ended.returncode == 2
    assert ended.stderr == "lineage-rdf: <standard output>: it cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("lineage-rdf terms list >&-", 0),
        ("lineage-rdf show 'A -> SFT' --format svg >&-", 0),
        ("lineage-rdf check nope 2>&-", 2),
        ("lineage-rdf check nope 2> /dev/full", 2),
        ("lineage-rdf check - <&-", 2),
        ("lineage-rdf terms list --format json | true; exit ${PIPESTATUS[0]}", 0),
    ],
)
def test_closed_streams(command, code):
    ended = shell(command)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert "fault of ours" not in ended.stderr
