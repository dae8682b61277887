"""The commands of the page on serving are run as they stand, against the server that it tells to start."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib

from lineage_rdf.cli.main import run
from lineage_rdf.serve.app import make_app
from lineage_rdf.serve.settings import Settings, pool_of
from tests.conftest import ROOT
from tests.serve.serving import serving

PAGE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE)
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_command_does_what_is_said(folder: Path) -> None:
    load, serve, *asked = COMMANDS
    assert run(shlex.split(load)[1:]) == 0
    assert serve == "lineage-rdf serve hub"
    answers = []
    with serving(folder / "hub", token="") as client:
        for command in asked:
            program, *arguments = shlex.split(command.replace(ADDRESS, client.url))
            assert program == "curl"
            found = subprocess.run([program, "--fail", *arguments], capture_output=True, timeout=60)
            assert found.returncode == 0, (command, found.stderr)
            answers.append(found.stdout.decode())
        assert len(rdflib.Graph().parse(f"{client.url}/about/terms/objective/dpo")) > 3
    model, term, methods, models, checked, card, chain, files = answers
    assert "harbour-lab/tide-7b-code" in model
    assert json.loads(term)
    assert methods.startswith("axis,method,results")
    assert "harbour-lab/tide-7b" in models
    assert json.loads(checked)["version"] == "2.1.0"
    assert "https://huggingface.co/me/my-model" in card
    assert json.loads(chain)
    assert "<https://huggingface.co/a/b>" in files


def test_every_address_is_a_route(folder: Path) -> None:
    settings = Settings("hub")
    known = {route.path.partition("{")[0] for route in make_app(settings, pool_of(settings)).routes}  # type: ignore[attr-defined]
    (table,) = re.findall(r"\| address \|.*?\n\n", PAGE, re.DOTALL)
    told = set(re.findall(r"`(?:POST )?(/[^`?]*)", table))
    for path in told:
        assert any(path == one or (one != "/" and path.startswith(one)) for one in known) or path.startswith(
            "/about/"
        )
    # The other way round: what is not told is a file of a page, or the same in another form.
    for path in known - {"/assets/", "/sparql/", "/sitemaps/", "/void"}:
        assert path.startswith("/void.") or any(one.startswith(path.rstrip("/") or "/") for one in told), path
