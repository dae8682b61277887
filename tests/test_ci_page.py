"""The recipes of the page on CI and the commands of the page on completeness are run as they stand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from lineage_rdf.check import compare_text, pairing
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
COMPLETENESS = (ROOT / "docs" / "completeness.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
WORKFLOW, STEPS, GITLAB, PRE_COMMIT = BLOCKS
CONSOLE = {page: re.findall(r"^\$ (.*)$", page, re.MULTILINE) for page in (PAGE, COMPLETENESS)}
INSTALL = "python -m pip install lineage-rdf"


def steps() -> list[dict[str, Any]]:
    return [*WORKFLOW["jobs"]["lineage"]["steps"], *STEPS]


def scripts() -> dict[str, str]:
    """Return name -> script of each step that runs one, apart from the installing one."""
    named = {step["name"]: step["run"] for step in steps() if "run" in step}
    assert named.pop("Install") == INSTALL
    return named


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A clone, with its lineages, of a repository that has them on its branch main."""
    if shutil.which("git") is None or shutil.which("bash") is None:
        pytest.skip("git and bash are needed")
    origin = tmp_path / "origin"
    shutil.copytree(ROOT / "examples" / "lineages", origin / "lineages")
    done = bash(
        "git init -q -b main . && git add -A && "
        "git -c user.name=t -c user.email=t@example.org commit -q -m start && git clone -q . ../clone/work",
        origin,
    )
    assert done.returncode == 0, done.stderr
    return tmp_path / "clone" / "work"


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs the steps of a job with `shell: bash`, with the programme on the path."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    outside["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{outside.get('PATH', '')}"
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=outside | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def spoil(folder: Path) -> None:
    """Take the training data off a lineage that told it."""
    path = folder / "lineages" / "zephyr-like.ttl"
    text = path.read_text(encoding="utf-8")
    spoilt = re.sub(r"\s+ftl:(usesDataset|hasDatasetUse) <[^>]*> ;", "", text)
    assert spoilt != text
    path.write_text(spoilt, encoding="utf-8")


def test_the_recipes_are_what_their_programmes_expect() -> None:
    assert set(WORKFLOW) == {"name", True, "permissions", "jobs"}  # YAML 1.1 reads the key `on` as true
    assert all(("uses" in step) != ("run" in step) for step in steps())
    uploads = [step for step in steps() if "upload-sarif" in step.get("uses", "")]
    assert [step["with"]["sarif_file"] for step in uploads] == ["out.sarif"]
    assert "> out.sarif" in scripts()["Write SARIF"]
    assert WORKFLOW["permissions"]["security-events"] == "write"
    report = GITLAB["lineage"]["artifacts"]["reports"]["junit"]
    assert GITLAB["lineage"]["script"][0].endswith(f"> {report}")
    assert GITLAB["lineage"]["before_script"] == [INSTALL]


def test_no_script_takes_in_what_others_can_write() -> None:
    """GitHub puts ${{ }} into a script as text, so a branch name could be a command there."""
    assert not any("${{" in script for script in scripts().values())


def test_the_hooks_of_the_page_are_there(tmp_path: Path) -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in PRE_COMMIT["repos"][0]["hooks"]} <= hooks
    assert set(re.findall(r"^\| `(lineage-rdf-[\w-]+)` \|", PAGE, re.MULTILINE)) == hooks
    config = pytest.importorskip("pre_commit.clientlib")
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(PRE_COMMIT), encoding="utf-8")
    assert config.load_config(path)["repos"]


def test_the_steps_on_github(shell: Path) -> None:
    annotated = bash(scripts()["Annotate"], shell)
    assert annotated.returncode == 1, annotated.stderr
    assert "::error" in annotated.stdout
    assert bash(scripts()["Write SARIF"], shell).returncode == 1
    assert json.loads((shell / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_a_pull_request_fails_only_by_what_it_makes_worse(shell: Path) -> None:
    (base,) = [step for step in STEPS if step["name"] == "Check the base branch"]
    assert base["env"] == {"BASE": "${{ github.base_ref }}"}
    done = bash(base["run"], shell, BASE="main")
    assert done.returncode == 0, done.stderr
    compared = bash(scripts()["Compare"], shell)
    assert compared.returncode == 0, compared.stdout + compared.stderr
    spoil(shell)
    compared = bash(scripts()["Compare"], shell)
    assert compared.returncode == 1, compared.stdout + compared.stderr
    assert "dataset-missing" in compared.stdout


def test_the_rules_of_the_page_are_those_of_the_comparison(shell: Path) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:have|were|is) .*\| (.*) \|$", PAGE, re.MULTILINE)
    assert [rule for rule, _ in rows] == [rule for rule, _, _ in pairing._RULES] + [
        "only",
        "appeared",
        "vanished",
    ]
    said = compare_text._RULES
    for rule, words in rows[1:]:
        assert words.split(";")[0].removesuffix(" ...") in said[rule]
    alone = bash("lineage-rdf check lineages/merge.ttl --against lineages/complete.ttl", shell)
    assert "taken for the lineage that was" in alone.stdout


def test_profiles_that_only_one_run_checked_are_named(shell: Path) -> None:
    check = "lineage-rdf check lineages/*.ttl --profile"
    assert bash(f"{check} lineage --format json > old.json", shell).returncode == 1
    apart = bash(f"{check} disclosure --against old.json", shell)
    assert (apart.returncode, apart.stdout) == (2, "")
    assert "nothing can be compared" in apart.stderr
    some = bash(f"{check} disclosure --profile lineage --against old.json", shell)
    assert some.returncode == 0
    assert re.search(r"^not compared, .* new run .*: disclosure$", some.stdout, re.MULTILINE)
    assert re.search(r": 0 new, 0 fixed, \d+ unchanged", some.stdout)


def test_a_base_branch_that_cannot_be_read_stops_the_job(shell: Path) -> None:
    (base,) = [step for step in STEPS if step["name"] == "Check the base branch"]
    assert bash(base["run"], shell, BASE="no-such-branch").returncode not in (0, 1)


def test_the_baseline_of_the_page(shell: Path) -> None:
    write, check = CONSOLE[PAGE]
    assert bash(write, shell).returncode == 1
    done = bash(check, shell)
    assert done.returncode == 0, done.stdout + done.stderr
    spoil(shell)
    assert bash(check, shell).returncode == 1


def test_the_script_on_gitlab(shell: Path) -> None:
    (script,) = GITLAB["lineage"]["script"]
    assert bash(script, shell).returncode == 1
    assert list(ET.parse(shell / "lineage.xml").getroot().iter("failure"))


def test_the_command_of_the_page_on_completeness(shell: Path) -> None:
    (command,) = CONSOLE[COMPLETENESS]
    done = bash(command, shell)
    assert done.returncode == 1, done.stderr
    assert re.search(r"^base-model +step .* of ", done.stdout, re.MULTILINE)


def test_the_python_of_the_page_on_completeness(
    shell: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (command,) = CONSOLE[COMPLETENESS]
    assert bash(f"{command} --format json > report.json", shell).returncode == 1
    (code,) = re.findall(r"```python\n(.*?)```", COMPLETENESS, re.DOTALL)
    monkeypatch.chdir(shell)
    exec(code, {})
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "kind,subject,name,profile,have,of"
    assert "passed,,,lineage,4,10" in rows
    matrix = json.loads((shell / "report.json").read_text("utf-8"))["matrix"]
    told = set(re.findall(r"`(\w+)`", COMPLETENESS.split("its keys are")[1].split(". ")[0]))
    assert told == set(matrix) - {"format"}
