"""What lineage.yaml says is not disclosed stays out of the graph, and a file that tells it after all is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.lineage import Lineage, read

FILES = {
    "README.md": "---\nbase_model: org/secret-base\ndatasets: [acme/secret]\nlibrary_name: peft\n---\n# A model\n",
    "adapter_config.json": '{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "org/secret-base"}',
}


def _read(folder: Path, text: str) -> Lineage:
    for name, content in {**FILES, "lineage.yaml": text}.items():
        (folder / name).write_text(content, encoding="utf-8")
    return read(folder)


@pytest.mark.parametrize(
    ("key", "element", "secret"),
    [
        ("datasets", "dataset", "acme/secret"),
        ("base_model", "base-model", "secret-base"),
        ("hyperparameters", "hyperparameters", "lora_r"),
    ],
)
def test_withheld(tmp_path: Path, key: str, element: str, secret: str) -> None:
    lineage = _read(tmp_path, f"stages:\n  - {key}: {{undisclosed: under contract}}\n")
    (status,) = [s for s in lineage.record.statuses if s.element == element]
    assert (status.status, status.reason) == ("undisclosed", "under contract")
    assert secret not in lineage.to_turtle()
    (problem,) = [p for p in lineage.problems if p.code == "FTL-R082"]
    assert "README.md" in problem.message or "adapter_config.json" in problem.message


def test_a_base_that_only_one_source_places_on_the_hub_is_one_model(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "---\nbase_model: org/m-1b\nlibrary_name: peft\n---\n# A\n", encoding="utf-8"
    )
    (tmp_path / "adapter_config.json").write_text(
        '{"peft_type": "LORA", "base_model_name_or_path": "/data/m-1b"}'
    )
    lineage = read(tmp_path)
    head = lineage.record.model(lineage.record.head_model)
    assert head is not None
    assert head.adapter_for == lineage.steps[0].base_models[0] == "https://huggingface.co/org/m-1b"
    assert any(s.element == "adapter-for" and s.status == "inferred" for s in lineage.record.statuses)


def test_a_fact_that_is_doubtful_twice_tells_both_reasons(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "---\nbase_model: org/other\nlibrary_name: peft\n---\n# A\n", encoding="utf-8"
    )
    (tmp_path / "adapter_config.json").write_text(
        '{"peft_type": "LORA", "base_model_name_or_path": "/data/m-1b"}'
    )
    (status,) = [s for s in read(tmp_path).record.statuses if s.element == "base-model"]
    assert status.status == "unresolved"
    assert "not an address" in (status.reason or "")
    assert "org/other in README.md" in (status.reason or "")
