"""How stages become chains."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.lineage import Lineage, read, read_all

TRL = "model_name_or_path: %s\ndataset_name: a/b\nlearning_rate: 1e-5\nnum_train_epochs: 1\noutput_dir: %s\n"


def _write(folder: Path, base: str, output: str, more: str = "") -> None:
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(TRL % (base, output) + more, encoding="utf-8")


def _order(lineage: Lineage) -> list[str | None]:
    return [step.stage_name for step in lineage.steps]


def _base_status(lineage: Lineage, ordinal: int) -> str:
    step = lineage.steps[ordinal - 1]
    found = [s.status for s in lineage.record.statuses if (s.subject, s.element) == (step.iri, "base-model")]
    return found[0] if found else "stated"  # type: ignore[return-value]


def test_by_output_path(tmp_path: Path) -> None:
    _write(tmp_path / "b_dpo", "data/out/sft", "data/out/dpo")
    _write(tmp_path / "c_sft", "org/base", "data/out/sft")
    lineage = read(tmp_path)
    assert _order(lineage) == ["c_sft", "b_dpo"]
    assert _base_status(lineage, 2) == "stated"


def test_by_folder(tmp_path: Path) -> None:
    _write(tmp_path / "one", "org/base", "x/y/z")
    _write(tmp_path / "two", "../one", "x/y/w")
    lineage = read(tmp_path)
    assert _order(lineage) == ["one", "two"]
    assert _base_status(lineage, 2) == "stated"


def test_by_hub_id_at_the_right_revision(tmp_path: Path) -> None:
    for stage, base, revision in (("a", "", "r1"), ("b", "r2", "r3"), ("c", "r1", "r2")):
        more = f"hub_model_id: org/m\nhub_model_revision: {revision}\n"
        more += f"model_revision: {base}\n" if base else ""
        _write(tmp_path / stage, "org/m" if base else "org/base", f"o/p/{stage}", more)
    assert _order(read(tmp_path)) == ["a", "c", "b"]


def test_by_last_segment_is_marked_inferred(tmp_path: Path) -> None:
    _write(tmp_path / "one", "org/base", "/mnt/disk/run-1")
    _write(tmp_path / "two", "/home/somebody/elsewhere/run-1", "/mnt/disk/run-2")
    lineage = read(tmp_path)
    assert _order(lineage) == ["one", "two"]
    assert _base_status(lineage, 2) == "inferred"


def test_what_nothing_joins_stays_apart_and_is_said(tmp_path: Path) -> None:
    _write(tmp_path / "one", "org/base", "/mnt/run-1")
    _write(tmp_path / "two", "org/other", "/mnt/run-2")
    lineages = read_all(tmp_path)
    assert [len(lineage.steps) for lineage in lineages] == [1, 1]
    assert [p.code for p in lineages[0].problems] == ["FTL-R081"]
    assert len({lineage.iri for lineage in lineages}) == 2


def test_a_circle_of_names_is_broken_and_no_step_is_lost(tmp_path: Path) -> None:
    _write(tmp_path / "one", "/mnt/run-2", "/mnt/run-1")
    _write(tmp_path / "two", "/mnt/run-1", "/mnt/run-2")
    lineage = read(tmp_path)
    assert sorted(name or "" for name in _order(lineage)) == ["one", "two"]
    assert lineage.check("wellformed").conforms


def test_folders_given_one_by_one_are_joined_too(tmp_path: Path) -> None:
    _write(tmp_path / "x" / "sft", "org/base", "data/out/sft")
    _write(tmp_path / "y" / "dpo", "data/out/sft", "data/out/dpo")
    lineage = read(tmp_path / "y" / "dpo", tmp_path / "x" / "sft")
    assert len(lineage.steps) == 2
    assert lineage.steps[1].base_models == (lineage.steps[0].produced_model,)


def test_the_same_repository_without_revision_is_no_self_derivation(tmp_path: Path) -> None:
    _write(tmp_path / "one", "org/m", "o/p/q", "hub_model_id: org/m\n")
    lineage = read(tmp_path)
    (step,) = lineage.steps
    result = lineage.record.model(step.produced_model)
    assert result is not None
    assert result.iri != step.base_models[0]
    assert result.specialization_of == "https://huggingface.co/org/m"
    found = {(f.mnemonic, f.severity) for f in lineage.check("wellformed").findings}
    assert ("same-repository-unknown-revision", "warning") in found
    assert lineage.check("wellformed").conforms


def test_intermediate_checkpoints_are_named_and_not_read(tmp_path: Path) -> None:
    _write(tmp_path / "one", "org/base", "o/p/q")
    for number in (500, 1500):
        _write(tmp_path / "one" / f"checkpoint-{number}", "org/misleading", "nowhere")
    lineage = read(tmp_path / "one")
    (step,) = lineage.steps
    steps = [lineage.record.model(iri).optimizer_step for iri in step.intermediate_checkpoints]  # type: ignore[union-attr]
    assert sorted(steps) == [500, 1500]  # type: ignore[type-var]
    assert "misleading" not in lineage.to_turtle()


def test_two_models_from_one_stage_are_two_lineages_that_both_tell_it(tmp_path: Path) -> None:
    _write(tmp_path / "sft", "org/base", "o/p/sft", "hub_model_id: org/sft\n")
    _write(tmp_path / "a_dpo", "org/sft", "o/p/a", "hub_model_id: org/a\n")
    _write(tmp_path / "b_kto", "org/sft", "o/p/b", "hub_model_id: org/b\n")
    lineages = read_all(tmp_path)
    assert [_order(lineage) for lineage in lineages] == [["sft", "a_dpo"], ["sft", "b_kto"]]
    first, second = lineages
    assert {step.iri for step in first.steps} & {step.iri for step in second.steps} == set()
    assert first.steps[0].produced_model == second.steps[0].produced_model


def test_a_folder_of_models_gives_one_lineage_for_each_with_its_card(tmp_path: Path) -> None:
    card = "---\nbase_model: org/base\nlicense: {}\n---\n# A model\n"
    for name in ("one", "two"):
        _write(tmp_path / name / "sft", "org/base", f"o/p/{name}", f"hub_model_id: org/{name}\n")
        (tmp_path / name / "README.md").write_text(card.format("mit" if name == "one" else "apache-2.0"))
    lineages = read_all(tmp_path)
    heads = [lineage.record.model(lineage.record.head_model) for lineage in lineages]
    assert [(head.identifier, head.weights_licence) for head in heads if head] == [
        ("org/one", "MIT"),
        ("org/two", "Apache-2.0"),
    ]


def test_a_hub_model_id_without_organisation_is_matched_by_its_last_part_and_marked(tmp_path: Path) -> None:
    _write(tmp_path / "sft", "org/base", "data/sft", "hub_model_id: heron-7b-sft\n")
    _write(tmp_path / "dpo", "acme/heron-7b-sft", "data/dpo", "hub_model_id: heron-7b-dpo\n")
    lineage = read(tmp_path)
    assert _order(lineage) == ["sft", "dpo"]
    assert _base_status(lineage, 2) == "inferred"
    assert lineage.steps[1].base_models == ("https://huggingface.co/acme/heron-7b-sft",)


def test_two_results_with_one_name_and_a_tie_is_broken_the_same_way_and_marked(tmp_path: Path) -> None:
    """Two stages write a folder of the same name: the first in order of folders is taken, and the link is inferred."""
    _write(tmp_path / "a", "org/base-a", "/mnt/one/run")
    _write(tmp_path / "b", "org/base-b", "/mnt/two/run")
    _write(tmp_path / "c", "/elsewhere/run", "/mnt/three/end")
    lineages = read_all(tmp_path)
    (head,) = [lineage for lineage in lineages if _order(lineage)[-1] == "c"]
    assert _order(head) == ["a", "c"]
    assert _base_status(head, 2) == "inferred"
    assert [lineage.to_turtle() for lineage in read_all(tmp_path)] == [one.to_turtle() for one in lineages]


def test_a_fork_and_a_later_stage_on_one_arm(tmp_path: Path) -> None:
    _write(tmp_path / "sft", "org/base", "o/p/sft")
    _write(tmp_path / "dpo", "o/p/sft", "o/p/dpo")
    _write(tmp_path / "kto", "o/p/sft", "o/p/kto")
    _write(tmp_path / "last", "o/p/kto", "o/p/last")
    orders = sorted(_order(lineage) for lineage in read_all(tmp_path))  # type: ignore[type-var]
    assert orders == [["sft", "dpo"], ["sft", "kto", "last"]]


def test_a_stage_that_names_its_own_result_as_base_is_no_circle(tmp_path: Path) -> None:
    _write(tmp_path / "loop", "org/m", "o/p/loop", "hub_model_id: org/m\n")
    (lineage,) = read_all(tmp_path)
    step = lineage.steps[0]
    assert step.produced_model not in step.base_models
    result = lineage.record.model(step.produced_model)
    assert result is not None
    assert result.specialization_of == "https://huggingface.co/org/m"


def test_three_branches_of_one_repository_are_three_checkpoints(tmp_path: Path) -> None:
    """The shape of a chain in which one repository holds the result of each stage in a branch of its own."""
    repository = "hub_model_id: org/reed-checkpoints\n"
    _write(
        tmp_path / "c_apo",
        "org/reed-checkpoints",
        "o/p/apo",
        "model_revision: it-SFT\nhub_model_id: org/reed\n",
    )
    _write(tmp_path / "a_mid", "org/reed-base", "o/p/mid", f"{repository}hub_model_revision: it-mid\n")
    more = f"{repository}hub_model_revision: it-SFT\nmodel_revision: it-mid\n"
    _write(tmp_path / "b_sft", "org/reed-checkpoints", "o/p/sft", more)
    lineage = read(tmp_path)
    assert _order(lineage) == ["a_mid", "b_sft", "c_apo"]
    made = [step.produced_model for step in lineage.steps]
    assert made[0] == "https://huggingface.co/org/reed-checkpoints/tree/it-mid"
    assert made[1] == "https://huggingface.co/org/reed-checkpoints/tree/it-SFT"
    assert [_base_status(lineage, n) for n in (2, 3)] == ["stated", "stated"]


def test_a_revision_that_no_stage_made_links_nothing(tmp_path: Path) -> None:
    _write(tmp_path / "a", "org/base", "o/p/a", "hub_model_id: org/m\nhub_model_revision: r1\n")
    _write(tmp_path / "b", "org/m", "o/p/b", "model_revision: r9\nhub_model_id: org/n\n")
    assert sorted(_order(lineage) for lineage in read_all(tmp_path)) == [["a"], ["b"]]  # type: ignore[type-var]
