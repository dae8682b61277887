"""Starts the servers that `bench.serve` measures, each on loopback, and tells what memory their processes hold."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from bench.process import environment

_BIN: Final = Path(sys.executable).parent
OURS: Final = "lineage-rdf serve"
OXIGRAPH: Final = "oxigraph serve"
RDFLIB: Final = "rdflib-endpoint"


@frozen
class Kind:
    """A server.

    Args:
        name: what the table calls it.
        command: what starts it; `{port}` stands for the port.
        path: where it takes queries.
    """

    name: str
    command: tuple[str, ...]
    path: str


@frozen
class Server:
    """A server that runs.

    Args:
        kind: which one.
        port: where it listens.
        process: the number of its process.
    """

    kind: Kind
    port: int
    process: int

    @property
    def url(self) -> str:
        """Where it takes queries."""
        return f"http://127.0.0.1:{self.port}{self.kind.path}"

    def megabytes(self) -> float:
        """Return the memory that it and its processes hold."""
        pages = sum(int(_statm(process)[1]) for process in _family(self.process) if _statm(process))
        return pages * 4096 / 1e6


def kinds(store: Path, copy: Path, file: Path) -> list[Kind]:
    """Return the servers that are installed.

    Args:
        store: the store for ours.
        copy: the same for Oxigraph's.
        file: the same as N-Triples for rdflib-endpoint, which holds it in memory.
    """
    ours = (
        sys.executable,
        "-m",
        "lineage_rdf.cli.main",
        "serve",
        str(store),
        "--port",
        "{port}",
        "--rate",
        "0",
    )
    found = [
        Kind(OURS, ours, "/sparql"),
        Kind(f"{OURS}, no cache", (*ours, "--cache", "0"), "/sparql"),
        Kind(
            OXIGRAPH,
            (_program("oxigraph"), "serve-read-only", "--location", str(copy), "--bind", "127.0.0.1:{port}",
             "--union-default-graph"),
            "/query",
        ),
        Kind(RDFLIB, (_program("rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", "{port}", str(file)), "/"),
    ]  # fmt: skip
    return [kind for kind in found if kind.command[0]]


@contextmanager
def running(kind: Kind) -> Iterator[Server]:
    """Run a server.

    Args:
        kind: which one.

    Raises:
        TimeoutError: if it does not answer within a minute.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [part.replace("{port}", str(port)) for part in kind.command]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    server = Server(kind, port, process.pid)
    try:
        _wait(f"{server.url}?query=ASK%20%7B%7D")
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def _program(name: str) -> str:
    beside = _BIN / name
    return str(beside) if beside.exists() else shutil.which(name) or ""


def _family(process: int) -> Sequence[int]:
    """Return a process and all that came from it."""
    found = [process]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text(encoding="ascii").split()]
    return found


def _statm(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return []
