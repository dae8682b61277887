"""Runs one command in a process of its own and tells what it took: CPU seconds, wall seconds and peak memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

_ROOT = Path(__file__).parents[1]


@frozen
class Taken:
    """What a process took.

    Args:
        seconds: CPU seconds of all its threads, user and system.
        wall: seconds until it ended.
        megabytes: the most memory it held at a time.
        code: its exit code; below 0 the signal that ended it.
        message: the last line of its standard error, empty if there is none.
    """

    seconds: float
    wall: float
    megabytes: float
    code: int
    message: str

    @property
    def out_of_time(self) -> bool:
        """Whether it was ended because its time was up."""
        return self.code in (-signal.SIGXCPU, -signal.SIGKILL)


def run(command: Sequence[str], *, limit: int = 0) -> Taken:
    """Run a command to its end.

    Args:
        command: the program and its arguments.
        limit: CPU seconds after which it is ended; 0 for no limit.

    Raises:
        OSError: if the program cannot be started.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(),
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5)))
            if limit
            else None,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it once more
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace").strip().splitlines()
    seconds = usage.ru_utime + usage.ru_stime
    return Taken(seconds, wall, usage.ru_maxrss / 1024, process.returncode, told[-1] if told else "")


def environment() -> dict[str, str]:
    """Return the environment of the processes: this checkout comes first, and bytecode is kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(_ROOT)}


@cache
def compile_all() -> None:
    """Compile our own modules, so that no run is the one that does it; installed packages are compiled by pip."""
    folders = [str(_ROOT / name) for name in ("lineage_rdf", "bench")]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *folders], check=True, env=environment())
