"""The steps of a lineage as records: settings, datasets, contributions, times and who did it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from bench.hub.plan import ADAPTER, MERGE, QUANTISED, Stage
from bench.hub.things import Things, made_digest
from lineage_rdf.claims.mint import Minter
from lineage_rdf.records import (
    Association,
    CodeRevision,
    ComputeEnvironment,
    DatasetUse,
    MergeContribution,
    Setting,
    SoftwareComponent,
    Step,
)

_KINDS = {MERGE: "Merging", QUANTISED: "Quantizing"}
_START = datetime(2024, 1, 1)
_RATES = (Decimal("0.00001"), Decimal("0.00002"), Decimal("0.00005"), Decimal("0.0002"))
_MORE = (("warmup_ratio", Decimal("0.1")), ("weight_decay", Decimal("0.01")), ("optimizer", "adamw_torch"))
Value = Decimal | int | bool | str | tuple[str, ...]


class StepMaker:
    """Makes the steps of one lineage.

    Args:
        things: models, datasets and accounts.
        mint: names what hangs under the lineage.
        number: number of the lineage.
        owner: account that made its models.
        chance: random numbers of the lineage's own.
    """

    def __init__(self, things: Things, mint: Minter, number: int, owner: int, chance: Random) -> None:
        self._things = things
        self._mint = mint
        self._hours = number % 8760
        self._owner = owner
        self._chance = chance

    def step(self, stage: Stage, place: int, before: str) -> Step:
        """Return a step.

        Args:
            stage: what it does.
            place: its place in the lineage, from 1 up.
            before: IRI of the step before it; empty for the first.
        """
        key = f"stage-{place}"
        trains = stage.kind not in _KINDS
        preference = trains and place > 1
        started = _START + timedelta(hours=self._hours + 10 * place)
        adapter = "lora" if stage.kind == ADAPTER else "full"
        return Step(
            iri=self._mint.iri("step", key),
            kind=_KINDS.get(stage.kind, "FineTuning"),
            stage_name=key,
            ordinal=place,
            follows=(before,) if before else (),
            base_models=tuple(map(self._things.model_iri, stage.bases)),
            produced_model=self._things.model_iri(stage.model),
            objectives=(("dpo",) if preference else ("sft",)) if trains else (),
            parameterizations=(adapter,) if trains else (),
            merge_method="linear" if stage.kind == MERGE else None,
            quantization_method="gptq" if stage.kind == QUANTISED else None,
            contributions=self._contributions(stage, key) if stage.kind == MERGE else (),
            dataset_uses=self._uses(stage, key, "preference" if preference else "instruction"),
            settings=self._settings(stage, key, preference),
            environment=self._environment() if trains else None,
            code_revisions=(self._code(),) if trains else (),
            associations=(self._association(key),),
            outcome="succeeded",
            started=f"{started:%Y-%m-%dT%H:%M:%SZ}",
            ended=f"{started + timedelta(hours=9):%Y-%m-%dT%H:%M:%SZ}",
            gpu_hours=Decimal(self._chance.randint(1, 4000)) / 10 if trains else None,
        )

    def _settings(self, stage: Stage, key: str, preference: bool) -> tuple[Setting, ...]:
        values = _values(stage.kind, preference, self._chance)
        return tuple(
            _setting(self._mint.iri("step", key, "setting", name), name, value)
            for name, value in sorted(values.items())
        )

    def _uses(self, stage: Stage, key: str, role: str) -> tuple[DatasetUse, ...]:
        return tuple(
            DatasetUse(
                iri=self._mint.iri("step", key, "dataset", str(number)),
                dataset=self._things.dataset_iri(number),
                roles=(role,),
                splits=("train",),
                example_count=self._chance.randint(500, 900_000),
            )
            for number in stage.datasets
        )

    def _contributions(self, stage: Stage, key: str) -> tuple[MergeContribution, ...]:
        weight = Decimal(1) / len(stage.bases)
        return tuple(
            MergeContribution(
                iri=self._mint.iri("step", key, "contribution", str(place)),
                model=self._things.model_iri(number),
                weight=round(weight, 4),
            )
            for place, number in enumerate(stage.bases)
        )

    def _environment(self) -> ComputeEnvironment:
        libraries = (("torch", "2.5.1"), ("transformers", "4.46.0"))
        return ComputeEnvironment(
            iri=self._mint.iri("environment"),
            components=tuple(
                SoftwareComponent(iri=self._mint.iri("environment", name), name=name, version=version)
                for name, version in libraries
            ),
        )

    def _code(self) -> CodeRevision:
        repository = f"https://github.com/account-{self._owner}/training"
        revision = made_digest("code", self._owner)[:40]
        return CodeRevision(iri=self._mint.iri("code"), repository=repository, revision=revision)

    def _association(self, key: str) -> Association:
        iri = self._mint.iri("step", key, "agent")
        return Association(iri=iri, agent=self._things.agent_iri(self._owner), roles=("trainer",))


def _values(kind: str, preference: bool, chance: Random) -> dict[str, Value]:
    """Return 5 to 8 settings of a step; preference training of an adapter has one more."""
    if kind == MERGE:
        return {"dtype": "bfloat16", "int8_mask": True}
    if kind == QUANTISED:
        return {
            "bits": chance.choice((3, 4, 8)),
            "group_size": 128,
            "desc_act": True,
            "symmetric": True,
            "damp_percent": Decimal("0.1"),
        }
    values: dict[str, Value] = {
        "seed": chance.randint(0, 999),
        "learning_rate": chance.choice(_RATES),
        "lr_scheduler_type": "cosine",
        "num_epochs": Decimal(chance.randint(1, 5)),
        "train_batch_size": chance.choice((1, 2, 4, 8)),
    }
    if preference:
        values["beta"] = Decimal("0.1")
    if kind == ADAPTER:
        values |= {"lora_r": 16, "lora_alpha": Decimal(32), "lora_target_modules": ("q_proj", "v_proj")}
    else:
        values |= dict(_MORE[: chance.randint(0, 2)])
    return values


def _setting(iri: str, name: str, value: Value) -> Setting:
    match value:
        case bool():
            return Setting(iri=iri, hyperparameter=name, boolean=value)
        case int():
            return Setting(iri=iri, hyperparameter=name, integer=value)
        case Decimal():
            return Setting(iri=iri, hyperparameter=name, real=value)
        case _:
            return Setting(iri=iri, hyperparameter=name, texts=(value,) if isinstance(value, str) else value)
