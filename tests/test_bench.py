"""The benchmarks run and print what they promise; how fast anything is, is no test."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.read_cards import main

CARD = """---
base_model: quillford/heron-small
datasets:
- quillford/river-birds
license: mit
---

# heron-birds

This model is a fine-tuned version of [heron-small](https://huggingface.co/quillford/heron-small) on the birds dataset.

### Training hyperparameters

The following hyperparameters were used during training:
- learning_rate: 5e-05
- seed: 42
"""


def _rows(path: Path, cards: list[str | None]) -> str:
    lines = [json.dumps({"model_id": f"quillford/m{n}", "card": card}) for n, card in enumerate(cards)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_the_benchmark_of_cards_prints_rates_and_ratios(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(tmp_path / "cards.jsonl", [CARD, "", None, "# only a title", "---\nlicense: [\n---\n"])
    main([rows, "--runs", "1"])
    printed = capsys.readouterr().out
    assert printed.startswith("5 cards,")
    assert len(re.findall(r"cards/s best", printed)) == 3
    assert re.search(r"^ratio lineage-rdf: to claims / peer: \d+\.\d\d$", printed, re.MULTILINE)
    assert re.search(r"^ratio lineage-rdf: to N-Quads / peer: \d+\.\d\d$", printed, re.MULTILINE)


def test_the_limit_counts_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([_rows(tmp_path / "cards.jsonl", [CARD] * 4), "--runs", "1", "--limit", "2"])
    assert capsys.readouterr().out.startswith("2 cards,")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such file"):
        main([str(tmp_path / "none.parquet")])
