"""Lineages to draw: each shows one thing that a picture must get right."""

from __future__ import annotations

from decimal import Decimal

from lineage_rdf.records import (
    Dataset,
    DatasetUse,
    FactStatus,
    LineageRecord,
    MergeContribution,
    Model,
    Setting,
    Step,
)

HUB = "https://huggingface.co/"
L = "https://example.org/lineage"


def model(name: str, **fields: object) -> Model:
    return Model(iri=f"{HUB}{name}", identifier=name, **fields)


def dataset(name: str, **fields: object) -> Dataset:
    return Dataset(iri=f"{HUB}datasets/{name}", identifier=name, **fields)


def step(
    ordinal: int, base: str | tuple[str, ...], result: str | None, kind: str = "FineTuning", **fields: object
) -> Step:
    bases = (base,) if isinstance(base, str) else base
    return Step(
        iri=f"{L}/step/{ordinal}",
        kind=kind,
        ordinal=ordinal,
        base_models=tuple(f"{HUB}{name}" for name in bases),
        produced_model=f"{HUB}{result}" if result else None,
        **fields,
    )


def use(ordinal: int, name: str, role: str, count: int | None = None) -> DatasetUse:
    return DatasetUse(
        iri=f"{L}/step/{ordinal}/use/{name}",
        dataset=f"{HUB}datasets/{name}",
        roles=(role,),
        example_count=count,
    )


def chain() -> LineageRecord:
    """Three models, two steps, an inferred method and an undisclosed dataset."""
    sft = step(
        1,
        "acme/base-7b",
        "acme/base-7b-sft",
        objectives=("sft",),
        parameterizations=("full",),
        dataset_uses=(use(1, "acme/chats", "instruction", 207865),),
    )
    dpo = step(
        2,
        "acme/base-7b-sft",
        "acme/zeta-7b",
        objectives=("dpo",),
        parameterizations=("lora",),
        follows=(sft.iri,),
        settings=(
            Setting(iri=f"{L}/step/2/setting/lora_r", hyperparameter="lora_r", integer=64),
            Setting(iri=f"{L}/step/2/setting/beta", hyperparameter="beta", real=Decimal("0.10")),
        ),
    )
    return LineageRecord(
        iri=L,
        name="Zeta 7B",
        head_model=f"{HUB}acme/zeta-7b",
        root_models=(f"{HUB}acme/base-7b",),
        steps=(dpo, sft),
        models=(
            model("acme/base-7b", revision="26bca36bde8333b5d7f72e9ed20ccda6a618af24"),
            model("acme/base-7b-sft"),
            model("acme/zeta-7b", kind="Adapter", adapter_for=f"{HUB}acme/base-7b-sft"),
        ),
        datasets=(dataset("acme/chats"),),
        statuses=(
            FactStatus(
                iri=f"{L}/status/1",
                subject=dpo.iri,
                element="objective",
                status="inferred",
                object_meant="https://w3id.org/ftl/objective/dpo",
                rule="name",
            ),
            FactStatus(
                iri=f"{L}/status/2",
                subject=dpo.iri,
                element="dataset",
                status="undisclosed",
                reason="customer contract",
            ),
        ),
    )


def merge() -> LineageRecord:
    """Two branches and a stranger that meet in a merge, which is then quantised."""
    names = (
        "acme/base-7b",
        "acme/code-7b",
        "acme/maths-7b",
        "other/poet-7b",
        "acme/all-7b",
        "acme/all-7b-gptq",
    )
    contributions = tuple(
        MergeContribution(iri=f"{L}/step/3/part/{name}", model=f"{HUB}{name}", weight=Decimal(weight))
        for name, weight in (("acme/code-7b", "0.50"), ("acme/maths-7b", "0.3"), ("other/poet-7b", "0.2"))
    )
    steps = (
        step(
            1,
            names[0],
            names[1],
            objectives=("sft",),
            parameterizations=("full",),
            dataset_uses=(use(1, "acme/code", "instruction"),),
        ),
        step(
            2,
            names[0],
            names[2],
            objectives=("grpo",),
            parameterizations=("lora",),
            dataset_uses=(use(2, "acme/sums", "prompts"),),
        ),
        step(
            3,
            (),
            names[4],
            "Merging",
            merge_method="dare-ties",
            contributions=contributions,
            merge_base=f"{HUB}acme/base-7b",
        ),
        step(
            4,
            names[4],
            names[5],
            "Quantizing",
            quantization_method="gptq",
            settings=(Setting(iri=f"{L}/step/4/setting/bits", hyperparameter="bits", integer=4),),
        ),
    )
    return LineageRecord(
        iri=L,
        name="All 7B",
        head_model=f"{HUB}{names[5]}",
        root_models=(f"{HUB}{names[0]}",),
        steps=steps,
        models=tuple(model(name) for name in names),
    )


def long_chain(count: int = 100) -> LineageRecord:
    """Many steps in one line."""
    names = [f"acme/stage-{index}" for index in range(count + 1)]
    steps = tuple(
        step(index, names[index - 1], names[index], objectives=("sft",), parameterizations=("full",))
        for index in range(1, count + 1)
    )
    return LineageRecord(
        iri=L,
        head_model=f"{HUB}{names[-1]}",
        root_models=(f"{HUB}{names[0]}",),
        steps=steps,
        models=tuple(model(name) for name in names),
    )


def wide_merge(count: int = 12) -> LineageRecord:
    """One merge of many models."""
    names = tuple(f"acme/part-{index:02}" for index in range(count))
    return LineageRecord(
        iri=L,
        name="Soup",
        head_model=f"{HUB}acme/soup",
        steps=(step(1, names, "acme/soup", "Merging", merge_method="linear"),),
        models=tuple(model(name) for name in (*names, "acme/soup")),
    )


def no_step() -> LineageRecord:
    """A head model and nothing else."""
    return LineageRecord(iri=L, head_model=f"{HUB}acme/zeta-7b", models=(model("acme/zeta-7b"),))


def empty() -> LineageRecord:
    """Not even a head model."""
    return LineageRecord(iri=L)


def unknown_base() -> LineageRecord:
    """A second step whose base and result nobody names."""
    first = step(1, "acme/base-7b", None, objectives=("sft",))
    second = step(2, (), "acme/zeta-7b", objectives=("dpo",), follows=(first.iri,))
    failed = step(3, "acme/zeta-7b", None, objectives=("kto",), outcome="failed")
    return LineageRecord(
        iri=L,
        name="Gaps",
        head_model=f"{HUB}acme/zeta-7b",
        steps=(first, second, failed),
        models=(model("acme/base-7b"), model("acme/zeta-7b")),
    )


def circle() -> LineageRecord:
    """Two steps that build on each other, and one that builds on itself."""
    steps = (step(1, "a/b", "a/a"), step(2, "a/a", "a/b"), step(3, "a/c", "a/c"))
    return LineageRecord(
        iri=L,
        name="Circle",
        head_model=f"{HUB}a/b",
        steps=steps,
        models=(model("a/a"), model("a/b"), model("a/c")),
    )


def hostile() -> LineageRecord:
    """Names that try to break out of every form."""
    nasty = "</text><script>alert('x')</script>\" ]; \\\x1b[31m\u202e`end` #quot; --> & long-" + "name/" * 60
    return LineageRecord(
        iri=L,
        name=nasty,
        head_model="javascript:alert(1)",
        steps=(
            Step(
                iri=f"{L}/step/1",
                ordinal=1,
                kind="FineTuning",
                base_models=("data:text/html,x",),
                produced_model="javascript:alert(1)",
                method_texts=(nasty,),
                stage_name=nasty,
            ),
        ),
        models=(Model(iri="javascript:alert(1)", name=nasty), Model(iri="data:text/html,x", name="数" * 120)),
        description=nasty,
    )


ALL = {
    factory.__name__: factory
    for factory in (chain, merge, long_chain, wide_merge, no_step, empty, unknown_base, circle, hostile)
}
