"""Every command of the README and of the walk-through, and the figures the README gives."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.lineage import read
from lineage_rdf.vocabulary.namespaces import SCHEMES
from lineage_rdf.vocabulary.schemes import members
from tests.conftest import ROOT
from tests.serve.serving import serving

README = (ROOT / "README.md").read_text(encoding="utf-8")
# Run by .ci/run in a fresh clone, not from inside a test.
NOT_HERE = {"make demo", "make test", "make demo-site"}


def _commands(text: str) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_readme_begins_with_the_two_commands() -> None:
    assert _commands(README)[:2] == ["make demo", "make test"]


def test_every_command_of_the_readme_succeeds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in _commands(README):
        if command in NOT_HERE:
            continue
        program, *arguments = shlex.split(command)
        assert program == "lineage-rdf"
        if arguments[0] == "serve":
            _served(folder, arguments[1:])
        else:
            assert run(arguments) == 0, (command, capsys.readouterr().err)


def _served(folder: Path, arguments: list[str]) -> None:
    """Start the server and end it; at a free port, and with the addresses that the README names."""
    (place,) = arguments
    with serving(folder / place, token="") as client:
        for path in ("/", *re.findall(r"`(/query/[^`]+)`", README)):
            assert client.get(path).status == 200, path


def test_every_command_of_the_walk_through_runs(folder: Path) -> None:
    """Exit code 1 is right where the page has not yet filled in what a profile asks."""
    text = (ROOT / "docs" / "walk-through.md").read_text(encoding="utf-8")
    for part in re.split(r"(?=<!-- rung)", text):
        block = re.search(r"<!-- rung: .*? -->\n```yaml\n(.*?)```", part, re.DOTALL)
        if block:
            (folder / "my-adapter" / "lineage.yaml").write_text(block[1], encoding="utf-8")
        for command in _commands(part):
            program, *arguments = shlex.split(command)
            if program == "cp":
                shutil.copytree(arguments[1], arguments[2])
            else:
                assert run(arguments) == 0, command


@pytest.mark.usefixtures("folder")
def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    namespace: dict[str, object] = {}
    exec(code, namespace)
    assert "harbour-lab/harbour-7b-dpo" in capsys.readouterr().out
    assert len(namespace["graph"]) == len(namespace["lineage"].quads)  # type: ignore[arg-type,attr-defined]


def test_the_figures_of_the_readme() -> None:
    terms = [term for scheme in SCHEMES for term in members(scheme).values()]
    assert f"and {len(terms)} methods, hyperparameters" in README
    assert all(term.definition for term in terms) == ("; all have a definition of ours" in README)
    assert len(list((ROOT / "ontology" / "align").glob("*.ttl"))) == 14  # "fourteen neighbours"
    assert "fourteen neighbours" in README


def test_links_of_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


def test_the_picture_of_the_readme_is_what_the_program_draws() -> None:
    from lineage_rdf.picture.svg import draw

    assert (ROOT / "docs" / "lineage.svg").read_text(encoding="utf-8") == draw(
        read(ROOT / "examples" / "zephyr-like").record
    )
