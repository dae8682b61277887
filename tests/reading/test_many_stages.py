"""Many models in one folder: each stage is looked at once, and too many are refused with the command that takes them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read_all
from lineage_rdf.reading.read import MAX_STAGES


def _write(root: Path, count: int) -> None:
    """Write folders of models that are all trained from the first one's result."""
    for at in range(count):
        folder = root / f"d{at:04}"
        folder.mkdir()
        config = (
            f"base_model: org/m0\nhub_model_id: org/m{at}\nadapter: lora\ndatasets:\n  - path: org/data\n"
        )
        (folder / "axolotl.yaml").write_text(config)


def test_many_models_of_one_parent_are_joined_in_time(tmp_path: Path) -> None:
    _write(tmp_path, 400)
    before = time.process_time()
    lineages = read_all(tmp_path)
    assert len(lineages) == 399
    assert {len(lineage.steps) for lineage in lineages} == {2}
    assert time.process_time() - before < 4  # seconds of this process


def test_more_stages_than_are_joined_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, MAX_STAGES + 1)
    with pytest.raises(InputError, match="1,001 stages and models are told of") as caught:
        read_all(tmp_path)
    assert "lineage-rdf read" in caught.value.fix
