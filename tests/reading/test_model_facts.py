"""What is said of models and datasets rather than of steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf import Lineage, read

STAGE = "stages:\n  - stage: sft\n    base_model: org/b\n    objective: sft\n    datasets: [acme/chats]\n"
CARD = "---\nbase_model: org/b\ndatasets: [acme/chats]\n---\n# M\n"


def _read(folder: Path, **files: str) -> Lineage:
    for name, text in files.items():
        (folder / name.replace("_dot_", ".")).write_text(text, encoding="utf-8")
    return read(folder)


@pytest.mark.parametrize(
    ("said", "iri"),
    [("acme", "https://huggingface.co/acme"), ("https://acme.example/", "https://acme.example/")],
)
def test_a_model_is_attributed_to_its_publisher(tmp_path: Path, said: str, iri: str) -> None:
    lineage = _read(tmp_path, lineage_dot_yaml=f"id: acme/m\npublisher: {said}\n{STAGE}")
    head = lineage.record.model(lineage.record.head_model)
    assert head is not None
    assert head.attributed_to == (iri,)
    assert [agent.iri for agent in lineage.record.agents] == [iri]


def test_who_answers_for_a_model_is_not_said_to_have_made_the_record(tmp_path: Path) -> None:
    lineage = _read(tmp_path, lineage_dot_yaml=f"id: acme/m\naccountable_agent: Jane Doe\n{STAGE}")
    assert "accountableAgent" in lineage.to_turtle()
    assert "wasAttributedTo" not in lineage.to_turtle()


def test_the_first_of_two_sayings_about_a_dataset_wins_and_both_licences_are_kept(tmp_path: Path) -> None:
    stages = STAGE.replace(
        "[acme/chats]",
        "[{dataset: acme/chats, licence: mit}, {dataset: acme/chats, licence: cc-by-4.0, split: test}]",
    )
    lineage = _read(tmp_path, lineage_dot_yaml=f"id: acme/m\n{stages}")
    (dataset,) = lineage.record.datasets
    assert dataset.licence == "MIT"
    assert set(dataset.licences_as_found) == {"mit", "cc-by-4.0"}


def test_a_model_without_a_step_keeps_what_its_card_says(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\nlibrary_name: transformers\n---\n")
    record = read(tmp_path).record
    head = record.model(record.head_model)
    assert record.steps == ()
    assert head is not None and head.weights_licence == "MIT"


def test_of_several_models_without_a_step_nothing_is_said_of_another(tmp_path: Path) -> None:
    for name, licence in (("heron", "mit"), ("bittern", "apache-2.0")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text(
            f"---\nlicense: {licence}\nlibrary_name: transformers\n---\n"
        )
    record = read(tmp_path).record
    assert all(model.weights_licence is None for model in record.models)
    assert not [status for status in record.statuses if status.status == "conflicting"]


def test_where_the_licence_stands_and_which_notice_goes_with_the_weights(tmp_path: Path) -> None:
    yaml = f"id: acme/m\nlicence_link: USE_POLICY.md\nlicence_notice: Built with Llama\n{STAGE.replace('sft', '.', 1)}"
    yaml += "models:\n  org/b: {licence_link: 'https://b.example/licence'}\n"
    (tmp_path / "README.md").write_text(
        "---\nbase_model: org/b\nlicense: other\nlicense_name: pond\nlicense_link: LICENSE\n---\n"
    )
    record = _read(tmp_path, lineage_dot_yaml=yaml).record
    head, base = record.model(record.head_model), record.model("https://huggingface.co/org/b")
    assert head is not None and base is not None
    assert head.weights_licence == "LicenseRef-pond"
    assert head.licence_links == ("LICENSE", "USE_POLICY.md")
    assert head.licence_notices == ("Built with Llama",)
    assert base.licence_links == ("https://b.example/licence",)


def test_a_notice_may_be_withheld(tmp_path: Path) -> None:
    yaml = f"id: acme/m\nlicence_notice: {{undisclosed: under discussion}}\n{STAGE}"
    (status,) = (
        s for s in _read(tmp_path, lineage_dot_yaml=yaml).record.statuses if s.element == "licence-notice"
    )
    assert (status.status, status.reason) == ("undisclosed", "under discussion")
