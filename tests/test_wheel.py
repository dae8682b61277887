"""The wheel carries ontology and shapes, and works in a clean environment away from the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_every_data_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "shapes", "examples/lineages"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".ttl", ".jsonld", ".csv"):
                assert f"lineage_rdf/_data/{path.relative_to(ROOT).as_posix()}" in names
    assert {
        "lineage_rdf/py.typed",
        "lineage_rdf/claims/aliases.tsv",
        "lineage_rdf/vocabulary/licences.tsv",
    } <= names
    for path in (ROOT / "lineage_rdf" / "query").rglob("*.rq"):
        assert path.relative_to(ROOT).as_posix() in names
    assets = [path for folder in (ROOT / "lineage_rdf").rglob("assets") for path in folder.rglob("*.*")]
    assert {"base.css", "pages.css", "serve.css", "docs.css", "not-found.js"} <= {
        path.name for path in assets
    }
    for path in assets:
        assert path.relative_to(ROOT).as_posix() in names  # the bundled programs too, where they were built
    assert not any(name.startswith(("tests/", "tools/")) for name in names)


def test_the_wheel_works_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "clean"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    lock = ["-c", str(ROOT / "requirements-lock.txt")]
    install = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *lock, str(wheel)],
        capture_output=True,
        text=True,
    )
    if install.returncode and "No matching distribution" in install.stderr:
        pytest.skip("no package index can be reached")
    assert install.returncode == 0, install.stderr
    program = environment / "bin" / "lineage-rdf"
    run = subprocess.run(
        [program, "check", "Mistral-7B -> SFT -> DPO", "--profile", "instance"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    assert "1 of 1 passed" in run.stdout
    pages = subprocess.run(
        [program, "terms", "docs", "-o", "site"], capture_output=True, text=True, cwd=tmp_path
    )
    assert pages.returncode == 0, pages.stderr
    example = (tmp_path / "site/terms/index.html").read_text(encoding="utf-8")
    assert "From the example lineage" in example
    source = str(ROOT / "examples/lineages/complete.ttl")
    published = subprocess.run(
        [program, "publish", source, "--base-url", "https://example.org/", "-o", "published"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert published.returncode == 0, published.stderr
    assert (tmp_path / "published/assets/pages.css").is_file()
    _serve(python, program, str(wheel), lock, tmp_path)


def _serve(python: Path, program: Path, wheel: str, lock: list[str], place: Path) -> None:
    """The server needs the packages of its extra, and nothing else."""
    source = str(ROOT / "examples/lineages/complete.ttl")
    subprocess.run([program, "load", "hub", source], check=True, capture_output=True, cwd=place)
    without = subprocess.run([program, "serve", "hub"], capture_output=True, text=True, cwd=place)
    assert without.returncode == 2 and "lineage-rdf[serve]" in without.stderr
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *lock]
    subprocess.run([*pip, f"{wheel}[serve]"], check=True, capture_output=True)
    command = [program, "serve", "hub", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=place) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+?(?=/ )", server.stderr.readline())
            assert found is not None
            with urlopen(f"{found[0]}/list/models", timeout=60) as page:
                assert b"pages.css" in page.read()
        finally:
            server.terminate()
    assert server.returncode == 0
