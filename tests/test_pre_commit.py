"""The hooks do in a repository what their page says, run by pre-commit itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}
LINEAGES = ROOT / "examples" / "lineages"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    command("git", "init", "--quiet", ".", folder=folder)
    return folder


def command(*arguments: str, folder: Path, cache: str = "cache") -> subprocess.CompletedProcess[str]:
    # Nothing of the caller's git may reach the repository of the test: inside a hook git sets GIT_DIR and more.
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    ours = {"PATH": path, "PRE_COMMIT_HOME": str(folder.parent / cache), "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(
        arguments, cwd=folder, env=outside | ours, capture_output=True, text=True, timeout=500, check=False
    )


def hooked(repository: Path, hook: str, args: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a hook on all files with the programme that is installed here, in the place of one that pre-commit installs."""
    local = HOOKS[hook] | {"language": "system"} | ({"args": args} if args is not None else {})
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command("git", "add", "--all", folder=repository)
    return command(sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose", folder=repository)


def test_the_manifest_is_valid() -> None:
    done = command(sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST), folder=ROOT)
    assert done.returncode == 0, done.stdout
    assert all(hook["language"] == "python" for hook in HOOKS.values())


@pytest.mark.parametrize(
    ("path", "matched"),
    [
        ("lineage.ttl", True),
        ("models/a/lineage.jsonld", True),
        ("my-lineage.nq", True),
        ("lineages/complete.trig", True),
        ("lineage.evidence.trig", False),
        ("lineage.yaml", False),
        ("ontology/core.ttl", False),
        ("lineages/notes.txt", False),
    ],
)
def test_which_files_are_checked(path: str, matched: bool) -> None:
    hook = HOOKS["lineage-rdf-check"]
    found = re.search(hook["files"], path) and not re.search(hook["exclude"], path)
    assert bool(found) is matched


def test_good_lineages_pass_and_are_the_only_files_given(repository: Path) -> None:
    shutil.copytree(LINEAGES, repository / "lineages")
    (repository / "other.ttl").write_text("no Turtle", encoding="utf-8")
    done = hooked(repository, "lineage-rdf-check")
    assert done.returncode == 0, done.stdout
    number = len(list(LINEAGES.glob("*.*")))
    assert f"{number} of {number} passed" in done.stdout


def test_a_profile_that_is_not_met_or_a_broken_file_stops_the_commit(repository: Path) -> None:
    shutil.copy(LINEAGES / "base-only.ttl", repository / "lineage.ttl")
    done = hooked(repository, "lineage-rdf-check", ["--profile", "instance"])
    assert done.returncode == 1
    assert "FTL-N001" in done.stdout
    (repository / "lineage.ttl").write_text("no Turtle", encoding="utf-8")
    done = hooked(repository, "lineage-rdf-check")
    assert done.returncode == 1
    assert "exit code: 2" in done.stdout


def test_a_model_folder_is_checked(repository: Path) -> None:
    shutil.copytree(ROOT / "examples" / "zephyr-like", repository, dirs_exist_ok=True)
    assert hooked(repository, "lineage-rdf-check-folder").returncode == 0
    done = hooked(repository, "lineage-rdf-check-folder", [".", "--profile", "reproducible"])
    assert done.returncode == 1
    assert "FTL-E" in done.stdout


def test_the_files_of_a_folder_are_brought_up_to_date(repository: Path) -> None:
    shutil.copytree(ROOT / "examples" / "complete", repository, dirs_exist_ok=True)
    assert hooked(repository, "lineage-rdf-report").returncode == 0
    before = (repository / "lineage.ttl").read_text(encoding="utf-8")
    assert hooked(repository, "lineage-rdf-report").returncode == 0, "they are up to date"
    page = repository / "lineage.yaml"
    changed = page.read_text(encoding="utf-8").replace("seed: 7", "seed: 8")
    assert changed != page.read_text(encoding="utf-8")
    page.write_text(changed, encoding="utf-8")
    done = hooked(repository, "lineage-rdf-report")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (repository / "lineage.ttl").read_text(encoding="utf-8") != before
    assert hooked(repository, "lineage-rdf-report").returncode == 0


@pytest.mark.full
def test_pre_commit_installs_and_runs_all_hooks(repository: Path) -> None:
    """Builds the package from a clone, which takes its dependencies from a package index."""
    clone = repository.parent / "lineage-rdf"
    if command("git", "clone", "--quiet", str(ROOT), str(clone), folder=repository).returncode:
        pytest.skip("this is no clone of the repository")
    shutil.copytree(ROOT / "examples" / "complete", repository, dirs_exist_ok=True)
    shutil.copytree(LINEAGES, repository / "lineages")
    command("git", "add", "--all", folder=repository)
    done = command(
        sys.executable, "-m", "pre_commit", "try-repo", str(clone), "--all-files", folder=repository
    )
    if "An unexpected error has occurred" in done.stdout and "pip" in done.stdout:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Passed") == len(HOOKS)
