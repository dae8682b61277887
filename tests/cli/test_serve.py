"""The command `serve`, run as a program of its own and ended as people end it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.cli.main import run
from tests.conftest import ROOT
from tests.serve.serving import TOKEN, Client, store_at

NODE = NamedNode("http://example.org/x")
PROGRAM = [sys.executable, "-m", "lineage_rdf.cli.main", "serve", "--port", "0"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return store_at(
        tmp_path / "store", [Quad(NODE, NODE, Literal("there"), NODE), Quad(NODE, NODE, NODE, NODE)]
    )


@contextmanager
def started(*arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], Client]]:
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | variables,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"at (http://127\.0\.0\.1:\d+)/ \(SPARQL at ", line)
        assert found, line
        yield process, Client(found[1])
    finally:
        process.kill()
        process.communicate(timeout=30)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_serves_until_it_is_told_to_end(store: Path, number: int, code: int) -> None:
    with started(str(store)) as (process, client):
        assert client.query("ASK { ?s ?p 'there' }").truth
        assert client.update("CLEAR ALL", token=TOKEN).status == 403
        process.send_signal(number)
        out, told = process.communicate(timeout=30)
    assert (process.returncode, out, told) == (code, "", "")


def test_the_token_comes_from_the_environment(store: Path) -> None:
    with started(str(store), LINEAGE_RDF_SERVE_TOKEN=TOKEN) as (_, client):
        assert client.update("CLEAR ALL").status == 204
        assert not client.query("ASK { ?s ?p ?o }").truth


def test_an_endpoint_is_served_through(store: Path) -> None:
    with (
        started(str(store), "--rate", "0") as (_, first),
        started("--endpoint", f"{first.url}/sparql") as (_, second),
    ):
        assert second.query("SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }").rows == [{"o": "there"}]
        assert second.query("ASK { ?s ?p 'elsewhere' }").truth is False
        constructed = second.query(
            "CONSTRUCT { ?s ?p 'x' } WHERE { ?s ?p ?o }", accept="application/n-triples"
        )
        assert constructed.text == f'{NODE} {NODE} "x" .\n'
        assert second.get("/health").status == 200
        assert second.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status == 400
        assert second.get("/graphs?default").status == 400


def test_every_request_is_logged_if_that_is_asked_for(store: Path) -> None:
    with started(str(store), "--log-all") as (process, client):
        for _ in range(2):
            client.query("ASK {}")
        client.get("/secret%0Aline")
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)
    lines = told.splitlines()
    assert len(lines) == 3
    assert all(re.fullmatch(r"lineage-rdf: GET /\S+( line)? \d+ \d+\.\d+ s", line) for line in lines)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give a store or an endpoint"),
        (["here", "--endpoint", "http://127.0.0.1:1/sparql"], "and not both"),
        (["http://127.0.0.1:1/sparql"], "serve it by --endpoint"),
        (["nowhere"], "no such folder"),
        (["file.nq"], "lineage-rdf load STORE file.nq"),
        (["--endpoint", "ftp://example.org/"], "no web address"),
        (["--endpoint", "http://127.0.0.1:1/sparql"], "127.0.0.1:1"),
        (["--endpoint", "http://127.0.0.1:1/sparql", "--token", TOKEN], "cannot be written here"),
        (["here", "--token", "short"], "16 or more"),
        (["here", "--time-limit", "0"], "cannot be held"),
        (["here", "--base-url", "example.org"], "no address of a server"),
        (["here", "--base-url", "https://example.org/?x"], "no address of a server"),
        (["here", "--host", "192.0.2.1"], "cannot be listened at"),
    ],
)
def test_what_cannot_be_served_is_told(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    store_at(tmp_path / "here")
    (tmp_path / "file.nq").write_text("", encoding="utf-8")
    assert run(["serve", *arguments, "--port", "0"]) == 2
    assert says in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_in_plain_words(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", str(store), "--port", port]) == 2
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port}: this address cannot be listened at: Address already in use (choose" in told


def test_a_store_that_is_written_elsewhere_cannot_be_written(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with started(str(store), LINEAGE_RDF_SERVE_TOKEN=TOKEN):
        assert run(["serve", str(store), "--port", "0", "--token", TOKEN]) == 2
    assert "another program has the store open for writing" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with started(str(store)) as (_, client):
        assert run(["serve", str(store), "--port", client.url.rpartition(":")[2]]) == 2
    assert "choose another one with --port" in capsys.readouterr().err


def test_a_missing_package_is_named_with_its_extra(store: Path) -> None:
    without = "import sys; sys.modules['uvicorn'] = None; from lineage_rdf.cli.main import run; "
    code = f"{without}sys.exit(run(['serve', {str(store)!r}]))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert found.returncode == 2
    assert 'pip install "lineage-rdf[serve]"' in found.stderr
    assert "uvicorn" in found.stderr
