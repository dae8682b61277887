"""The worked examples and counter-examples of the term `model fine-tune lineage`, written as records."""

from __future__ import annotations

from attrs import evolve

from lineage_rdf.records import Dataset, DatasetUse, LineageRecord, Model, Setting, Step
from tests.shapes.checking import findings_of
from tests.shapes.good import at


def lineage(base: str | None, *steps: Step, head: str, datasets: tuple[Dataset, ...] = ()) -> LineageRecord:
    names = {step.produced_model for step in steps} | ({at(base)} if base else {at(head)})
    return LineageRecord(
        iri=at("lineage"),
        head_model=at(head),
        root_models=(at(base or head),) if base or not steps else (),
        steps=steps,
        models=tuple(Model(iri=name) for name in sorted(filter(None, names))),
        datasets=datasets,
    )


def stages(base: str | None, *rows: tuple[str, str | None]) -> tuple[Step, ...]:
    """Return one training step per (name, objective), each on the result of the one before."""
    steps: list[Step] = []
    before = at(base) if base else None
    for ordinal, (name, objective) in enumerate(rows, start=1):
        steps.append(
            Step(
                iri=at(name),
                ordinal=ordinal,
                stage_name=name if objective else None,
                objectives=(objective,) if objective else (),
                base_models=(before,) if before else (),
                produced_model=at(f"{name}-model"),
                follows=(steps[-1].iri,) if steps else (),
            )
        )
        before = at(f"{name}-model")
    return tuple(steps)


def chain() -> LineageRecord:
    """Return `Mistral-7B -> instruction-SFT -> domain-SFT -> safety-DPO`."""
    rows = (("instruction-SFT", "sft"), ("domain-SFT", "sft"), ("safety-DPO", "dpo"))
    return lineage("Mistral-7B", *stages("Mistral-7B", *rows), head="safety-DPO-model")


def card() -> LineageRecord:
    """Return `SFT on 200k instruction pairs, then DPO on 50k preference pairs, LoRA rank 64`."""
    sft, dpo = stages(None, ("sft", "sft"), ("dpo", "dpo"))
    counts = {"sft": (200_000, "instruction"), "dpo": (50_000, "preference")}
    steps = [
        evolve(
            step,
            parameterizations=("lora",),
            settings=(Setting(iri=step.iri + "-r", hyperparameter="lora_r", integer=64),),
            dataset_uses=(
                DatasetUse(
                    iri=step.iri + "-use",
                    dataset=step.iri + "-pairs",
                    roles=(counts[step.objectives[0]][1],),
                    example_count=counts[step.objectives[0]][0],
                ),
            ),
        )
        for step in (sft, dpo)
    ]
    pairs = tuple(Dataset(iri=step.iri + "-pairs", access="private") for step in steps)
    return lineage(None, *steps, head="dpo-model", datasets=pairs)


def test_a_chain_of_named_stages_is_an_instance() -> None:
    assert findings_of(chain(), "instance") == set()


def test_what_the_chain_of_named_stages_lacks() -> None:
    stages_of_chain = ("instruction-SFT", "domain-SFT", "safety-DPO")
    missing = {
        (code, stage, "Violation")
        for code in ("FTL-E021", "FTL-E041", "FTL-E051")
        for stage in stages_of_chain
    }
    assert findings_of(chain(), "lineage") == missing


def test_methods_and_counts_without_a_base_are_an_instance() -> None:
    assert findings_of(card(), "instance") == set()


def test_what_methods_and_counts_without_a_base_lack() -> None:
    missing = {
        ("FTL-E051", "sft", "Violation"),
        ("FTL-E051", "dpo", "Violation"),
        ("FTL-E011", "sft", "Violation"),
    }
    assert findings_of(card(), "lineage") == missing


def test_a_base_model_alone_is_no_instance() -> None:
    assert findings_of(lineage("Mistral-7B", head="Mistral-7B"), "instance") == {
        ("FTL-N001", "lineage", "Violation")
    }


def test_fine_tuned_for_our_use_case_is_no_instance() -> None:
    (step,) = stages(None, ("tuned", None))
    record = lineage(None, step, head="tuned-model")
    assert findings_of(record, "instance") == {("FTL-N002", "lineage", "Violation")}


def test_pre_training_alone_is_no_instance() -> None:
    step = Step(
        iri=at("pre"),
        kind="PreTraining",
        ordinal=1,
        objectives=("causal-language-modelling",),
        produced_model=at("m"),
    )
    record = LineageRecord(iri=at("lineage"), head_model=at("m"), steps=(step,), models=(Model(iri=at("m")),))
    assert findings_of(record, "instance") == {("FTL-N001", "lineage", "Violation")}
