"""What becomes of the processes of a run when one is killed, Ctrl-C is pressed, or the first one dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bulk import tables
from tests.bulk.tables import tuned
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc"
)
PATIENCE = 60.0


def _heeds_ctrl_c() -> None:
    """Undo what a background shell hands down: a process born with SIGINT ignored never sees Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A run over two processes that has enough to do."""
    rows = [(f"quay-lab/m{number}", tuned(f"quay-lab/base-{number}")) for number in range(30_000)]
    path = tables.cards(tmp_path / "cards.jsonl", rows)
    command = [sys.executable, "-m", "lineage_rdf.cli.main", "read", str(path), "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "-o", str(tmp_path / "out.nq")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heeds_ctrl_c,
    )
    yield process
    process.kill()
    process.communicate()


def workers(parent: int) -> list[int]:
    """Return the processes that a process has started for its work, once both are there and at work."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = [pid for pid in _children(parent) if b"spawn_main" in _command(pid)]
        if len(found) == 2 and all(_has_worked(pid) for pid in found):
            return found
        time.sleep(0.05)
    raise AssertionError("the processes did not start")


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _has_worked(pid: int) -> bool:
    """Say whether a process has used a second of the processor, which is more than its start takes."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK") > 1.0


def _ended(pids: list[int]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not any(b"spawn_main" in _command(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def test_a_killed_worker_ends_the_run_without_a_verdict(
    running: subprocess.Popen[str], tmp_path: Path
) -> None:
    pids = workers(running.pid)
    os.kill(pids[0], signal.SIGKILL)
    out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 3, err
    assert "a worker process ended before its work was done" in err
    assert "--jobs" in err
    assert (out, os.listdir(tmp_path)) == ("", ["cards.jsonl"])
    assert _ended(pids)


def test_ctrl_c_ends_all_processes_and_leaves_no_file(running: subprocess.Popen[str], tmp_path: Path) -> None:
    pids = workers(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out, err) == (130, "", "")
    assert os.listdir(tmp_path) == ["cards.jsonl"]
    assert _ended(pids)


def test_no_process_outlives_the_first_one(running: subprocess.Popen[str]) -> None:
    pids = workers(running.pid)
    running.kill()
    running.wait(timeout=PATIENCE)
    assert _ended(pids)
