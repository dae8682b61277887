"""Real files that others wrote: read where they lie, never copied. Nothing crashes, and nothing is taken for a lineage."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import read_all
from tests.conftest import SHARED

CORPUS = SHARED / "corpus"
PLACES = sorted(path for path in CORPUS.rglob("*") if path.suffix != ".parquet") if CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(not PLACES, reason="the corpus of real files is not beside this checkout")


# Lines are counted where the same readers read our own fixtures.
@pytest.mark.uncounted
def test_every_file_and_folder_is_read_or_refused_in_one_line() -> None:
    read, refused = 0, 0
    for path in PLACES:
        try:
            lineages = read_all(path)
        except LineageError as error:
            assert error.exit_code == 2
            assert "\n" not in str(error), path
            refused += 1
        else:
            assert all(lineage.to_turtle() and lineage.to_jsonld() for lineage in lineages)
            read += 1
    assert read > 300
    assert refused < read


@pytest.mark.parametrize("kind", ["adapter_config", "mergekit_config", "model_card", "train_config_axolotl"])
def test_report_of_a_kind_ends_with_a_promised_code(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    (path, *_) = sorted(p for p in (CORPUS / kind).rglob("*") if p.is_file())
    assert run(["report", str(path)]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.full
@pytest.mark.parametrize("path", PLACES, ids=lambda path: str(Path(path).relative_to(CORPUS)))
def test_report_of_everything_ends_with_a_promised_code(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(path)]) in (0, 1, 2)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert captured.out or captured.err
