"""Stages to steps: bases, results, methods and the order, with a status for each fact that is not simply stated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import define, field

from lineage_rdf.claims import (
    Claim,
    CodeMention,
    DatasetMention,
    MergeMention,
    ModelReference,
    Problem,
    Undisclosed,
)
from lineage_rdf.claims.identity import Identity, hub_iri, identify
from lineage_rdf.reading.chains import Chain
from lineage_rdf.reading.data_uses import build_dataset_uses, strongest
from lineage_rdf.reading.draft import Draft
from lineage_rdf.reading.facts import Choice, StageFacts, choose
from lineage_rdf.reading.references import (
    Link,
    base_claims,
    identity,
    more_specific,
    result_claims,
    same_model,
)
from lineage_rdf.reading.settings import build_settings
from lineage_rdf.reading.weights import Weights, manifest_digest, model_files
from lineage_rdf.records import (
    CodeRevision,
    ComputeEnvironment,
    MergeContribution,
    SoftwareComponent,
    Step,
    WeightFile,
)
from lineage_rdf.vocabulary.schemes import narrower_than

_REWARD = ("reward-modelling",)
_DISTIL = ("distillation",)


@define
class StepBuilder:
    """Builds the steps of one chain in order.

    Args:
        chain: the stages and links.
        draft: takes models, datasets and statuses.
        problems: takes what does not fit.
        weights: the weight files that were found.
        head: what `--id` or lineage.yaml names the head model, if anything.
    """

    chain: Chain
    draft: Draft
    problems: list[Problem]
    weights: Sequence[Weights] = ()
    head: Identity | None = None
    steps: dict[str, Step] = field(factory=dict)

    def build(self) -> list[Step]:
        """Return the steps with ordinals and order links."""
        data = {stage.key: self._hub_datasets(stage) for stage in self.chain.stages}
        for ordinal, stage in enumerate(self.chain.stages, start=1):
            elsewhere = {iri for key, iris in data.items() if key != stage.key for iri in iris}
            self.steps[stage.key] = self._step(stage, ordinal, elsewhere)
        return list(self.steps.values())

    @staticmethod
    def _hub_datasets(stage: StageFacts) -> set[str]:
        mentions = [claim for claim in stage.all("dataset") if isinstance(claim.value, DatasetMention)]
        found = set()
        for claim in strongest(mentions) if mentions else ():
            assert isinstance(claim.value, DatasetMention)
            dataset = identify(claim.value.raw, claim.value.revision, dataset=True)
            if dataset.is_hub:
                found.add(hub_iri(dataset, dataset=True))
        return found

    def _step(self, stage: StageFacts, ordinal: int, elsewhere: set[str]) -> Step:
        path = ("step", stage.key or ".")
        iri = self.draft.minter.iri(*path)
        kind = self._kind(stage, iri)
        contributions = self._contributions(stage, path)
        bases = self._bases(stage, iri, kind, contributions)
        result = self._result(stage, iri, path, bases, last=ordinal == len(self.chain.stages))
        methods = self._methods(stage, iri)
        step = Step(
            iri=iri,
            kind=kind,
            ordinal=ordinal,
            stage_name=self._stage_name(stage),
            follows=self._follows(stage, ordinal),
            base_models=bases,
            produced_model=result,
            contributions=contributions,
            dataset_uses=build_dataset_uses(self.draft, stage, iri, path, elsewhere),
            settings=build_settings(self.draft, stage, iri, path, self.problems),
            environment=self._environment(stage, path),
            code_revisions=self._code(stage, iri, path),
            **methods,
            **self._other_models(stage, iri, path),
            **self._numbers(stage, iri),
        )
        self._describe_result(stage, step)
        return step

    def _kind(self, stage: StageFacts, iri: str) -> str:
        choice = stage.choose("step-kind", same=_same_kind, better=_same_kind_better)
        objectives = {claim.value for claim in stage.all("objective")}
        if choice is None:
            kind = "Merging" if stage.all("merge-weights") or stage.all("merge-method") else "FineTuning"
            self.draft.status(
                iri,
                "step-kind",
                "inferred",
                value=kind,
                rule="step-kind",
                reason="methods or settings of this kind of step were found",
            )
        else:
            kind = str(choice.claim.value)
            self.draft.choice(iri, "step-kind", choice, value=kind)
        if kind == "FineTuning" and objectives & set().union(
            *(narrower_than("objective", o) for o in _REWARD)
        ):
            return "RewardModelTraining"
        distils = objectives & set().union(*(narrower_than("objective", o) for o in _DISTIL))
        return "Distilling" if kind == "FineTuning" and (distils or stage.all("teacher-model")) else kind

    @staticmethod
    def _stage_name(stage: StageFacts) -> str | None:
        choice = stage.choose("stage-name")
        if choice is not None and isinstance(choice.claim.value, str):
            return choice.claim.value
        return stage.folder.rsplit("/", 1)[-1] or None

    def _follows(self, stage: StageFacts, ordinal: int) -> tuple[str, ...]:
        earlier = [
            link.earlier
            for link in self.chain.links
            if link.later == stage.key and link.earlier in self.steps
        ]
        if not earlier and ordinal > 1:
            # A step that starts from a root of its own still has its place in the order.
            earlier = [self.chain.stages[ordinal - 2].key]
        return tuple(self.steps[key].iri for key in earlier)

    # bases

    def _bases(
        self, stage: StageFacts, iri: str, kind: str, contributions: Sequence[MergeContribution]
    ) -> tuple[str, ...]:
        if kind == "Merging" and contributions:
            return tuple(dict.fromkeys(part.model for part in contributions if part.model))
        linked = [
            self._linked_base(link, iri)
            for link in self.chain.links
            if link.later == stage.key and link.earlier in self.steps
        ]
        if linked:
            return tuple(dict.fromkeys(linked))
        claims = base_claims(stage)
        if kind in ("Merging", "PreTraining"):
            return tuple(
                self._named_base(claim.value, Choice(claim), iri)
                for claim in claims
                if _names_something(claim)
            )
        undisclosed = next((c for c in stage.all("base-model") if isinstance(c.value, Undisclosed)), None)
        if undisclosed is not None:
            self.draft.choice(iri, "base-model", Choice(undisclosed))
            return ()
        choice = choose([claim for claim in claims if _names_something(claim)], same_model, more_specific)
        return (self._named_base(choice.claim.value, choice, iri),) if choice else ()

    def _linked_base(self, link: Link, iri: str) -> str:
        base = self.steps[link.earlier].produced_model
        assert base is not None  # every step has a result node
        status = "inferred" if link.inferred else "stated"
        rule = link.reference.rule if link.reference else "step-order"
        self.draft.status(iri, "base-model", status, about=base, rule=rule, reason=link.reason)
        return base

    def _named_base(self, value: Any, choice: Choice, iri: str) -> str:
        found = identity(value)
        base = self.add_model(value)
        if not found.is_hub and not value.digest:
            reason = f"{found.name!r} is not an address at which the model can be found"
            self.draft.status(
                iri, "base-model", "unresolved", about=base, rule=choice.claim.rule, reason=reason
            )
        self.draft.choice(iri, "base-model", choice, about=base)
        return base

    def add_model(self, reference: ModelReference) -> str:
        """Add the model that a reference names and return its IRI; one name is one model within a lineage."""
        found = identity(reference)
        for step in self.steps.values():
            made = self.draft.models.get(step.produced_model or "")
            if (
                made is not None
                and found.is_hub
                and made.identifier == found.repository
                and made.revision == found.revision
            ):
                return made.iri
        return self.draft.model(found, "model", found.name or "unnamed", digest=reference.digest)

    # result

    def _result(
        self, stage: StageFacts, iri: str, path: tuple[str, ...], bases: tuple[str, ...], *, last: bool
    ) -> str:
        choice, found = self._result_identity(stage, last=last)
        facts: dict[str, Any] = {"derived_from": bases, **self._adapter(stage, iri)}
        if found is not None and found.is_hub and hub_iri(found) in bases:
            # The same repository was trained again and nobody says at which revision (decisions section 1.6).
            facts["specialization_of"] = hub_iri(found, pinned=False)
            facts["derived_from"] = bases
            return self.draft.model(Identity("none", name=found.name), *path, "result", **facts)
        digest = (
            choice.claim.value.digest if choice and isinstance(choice.claim.value, ModelReference) else None
        )
        model = self.draft.model(found or self._unnamed(stage), *path, "result", digest=digest, **facts)
        if choice is not None:
            self.draft.choice(
                iri,
                "checkpoint",
                choice,
                about=None if isinstance(choice.claim.value, Undisclosed) else model,
            )
        elif found is not None and not last:
            reason = "the next stage names its base in this way"
            self.draft.status(iri, "checkpoint", "inferred", about=model, rule="next-base", reason=reason)
        return model

    def _result_identity(self, stage: StageFacts, *, last: bool) -> tuple[Choice | None, Identity | None]:
        """Return the claim and identity of the result: `--id`, a Hub id, what the next stage calls it, or a local name."""
        if last and self.head is not None:
            return None, self.head
        hub = [claim for claim in result_claims(stage) if identity(_reference(claim)).is_hub]
        if hub:
            choice = choose(hub, same_model, more_specific)
            assert choice is not None
            return choice, identity(_reference(choice.claim))
        for link in self.chain.links:
            if link.earlier == stage.key and link.reference is not None:
                found = identity(_reference(link.reference))
                if found.is_hub:
                    return None, found
        undisclosed = [claim for claim in stage.all("checkpoint") if isinstance(claim.value, Undisclosed)]
        local = undisclosed or result_claims(stage)
        named = identity(_reference(local[0])) if local and not undisclosed else None
        return (Choice(local[0]) if undisclosed else None), named

    @staticmethod
    def _unnamed(stage: StageFacts) -> Identity:
        name = stage.choose("model-name")
        return Identity("none", name=str(name.claim.value) if name else "")

    def _adapter(self, stage: StageFacts, iri: str) -> dict[str, Any]:
        claims = [
            claim
            for claim in stage.all("adapter-for")
            if isinstance(claim.value, ModelReference) and _names_something(claim)
        ]
        choice = choose(claims, same_model, more_specific)
        if choice is None:
            return {"kind": "Adapter"} if stage.all("adapter-for") else {}
        loaded = self.add_model(_reference(choice.claim))
        self.draft.choice(iri, "adapter-for", choice, about=loaded)
        return {"kind": "Adapter", "adapter_for": loaded}

    def _describe_result(self, stage: StageFacts, step: Step) -> None:
        assert step.produced_model is not None
        files = model_files(self.weights, stage.folder)
        model = self.draft.models[step.produced_model]
        if files and not model.weight_files and _is_folder_of(stage, self.chain):
            records = [
                WeightFile(
                    iri=self.draft.minter.iri("step", stage.key or ".", "weights", file.name),
                    file_name=file.name,
                    digest=f"sha256:{file.digest}" if file.digest else None,
                    size=str(file.size) if file.size is not None else None,
                )
                for file in files
            ]
            self.draft.amend_model(model.iri, weight_files=records, digest=manifest_digest(files))

    # methods and the rest

    def _methods(self, stage: StageFacts, iri: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for element, name in (("objective", "objectives"), ("parameterization", "parameterizations")):
            choice = stage.choose(element, same=_related_in(element), better=_narrower_in(element))
            if choice is None:
                continue
            undisclosed = isinstance(choice.claim.value, Undisclosed)
            if not undisclosed:
                found[name] = (str(choice.claim.value),)
            self.draft.choice(iri, element, choice, value=None if undisclosed else str(choice.claim.value))
        for element, name in (
            ("merge-method", "merge_method"),
            ("quantization-method", "quantization_method"),
        ):
            choice = stage.choose(element)
            if choice is not None and isinstance(choice.claim.value, str):
                found[name] = choice.claim.value
                self.draft.choice(iri, element, choice, value=choice.claim.value)
        texts = [claim.value for claim in stage.all("method") if isinstance(claim.value, str)]
        found["method_texts"] = tuple(sorted(set(texts)))
        for claim in stage.all("method"):
            if isinstance(claim.value, Undisclosed):
                self.draft.choice(iri, "method", Choice(claim))
        return found

    def _other_models(self, stage: StageFacts, iri: str, path: tuple[str, ...]) -> dict[str, Any]:
        names = {
            "reference-model": "reference_model",
            "reward-model": "reward_models",
            "teacher-model": "teacher_models",
            "merge-base": "merge_base",
        }
        found: dict[str, Any] = {}
        for element, name in names.items():
            claims = [
                c for c in stage.all(element) if isinstance(c.value, ModelReference) and _names_something(c)
            ]
            choice = choose(claims, same_model, more_specific)
            if choice is not None:
                model = self.add_model(_reference(choice.claim))
                self.draft.choice(iri, element, choice, about=model)
                found[name] = (model,) if name.endswith("s") else model
        return found

    def _contributions(self, stage: StageFacts, path: tuple[str, ...]) -> list[MergeContribution]:
        claims = [claim for claim in stage.all("merge-weights") if isinstance(claim.value, MergeMention)]
        best = [claim for claim in claims if claim.source == claims[0].source]
        parts = []
        for place, claim in enumerate(sorted(best, key=lambda c: c.key), start=1):
            mention = claim.value
            assert isinstance(mention, MergeMention)
            parts.append(
                MergeContribution(
                    iri=self.draft.minter.iri(*path, "contribution", str(place)),
                    model=self.add_model(mention.model),
                    weight=mention.weight,
                    density=mention.density,
                    layer_range=mention.layer_range,
                    parameters=mention.parameters,
                )
            )
        return parts

    def _environment(self, stage: StageFacts, path: tuple[str, ...]) -> ComputeEnvironment | None:
        components = []
        for library in stage.keys("software-versions"):
            choice = stage.choose("software-versions", key=library)
            if choice is not None and isinstance(choice.claim.value, str):
                iri = self.draft.minter.iri(*path, "software", library)
                components.append(SoftwareComponent(iri=iri, name=library, version=choice.claim.value))
        if not components:
            return None
        return ComputeEnvironment(iri=self.draft.minter.iri(*path, "environment"), components=components)

    def _code(self, stage: StageFacts, iri: str, path: tuple[str, ...]) -> list[CodeRevision]:
        choice = stage.choose("code-revision")
        if choice is None:
            return []
        if not isinstance(choice.claim.value, CodeMention):
            self.draft.choice(iri, "code-revision", choice)
            return []
        code = choice.claim.value
        address = code.repository if (code.repository or "").startswith("http") else None
        return [
            CodeRevision(
                iri=self.draft.minter.iri(*path, "code"),
                name=code.name or (None if address else code.repository),
                repository=address,
                revision=code.revision,
                licence=code.licence,
            )
        ]

    def _numbers(self, stage: StageFacts, iri: str) -> dict[str, Any]:
        fields = {
            "trainable-parameters": ("trainable_parameter_count", int),
            "total-parameters": ("total_parameter_count", int),
            "compute": ("compute_exaflop", Decimal),
            "gpu-hours": ("gpu_hours", Decimal),
            "energy": ("energy_kilowatt_hours", Decimal),
            "emissions": ("emissions_kilograms", Decimal),
            "outcome": ("outcome", str),
            "started": ("started", str),
            "ended": ("ended", str),
            "intended-change": ("intended_change", str),
            "risk-note": ("risk_note", str),
        }
        found: dict[str, Any] = {}
        for element, (name, kind) in fields.items():
            choice = stage.choose(element, key="")
            if choice is not None and isinstance(choice.claim.value, kind):
                found[name] = choice.claim.value
        return found


def _reference(claim: Claim) -> ModelReference:
    assert isinstance(claim.value, ModelReference)
    return claim.value


def _names_something(claim: Claim) -> bool:
    return isinstance(claim.value, ModelReference) and identity(claim.value).kind not in (
        "none",
        "placeholder",
    )


def _is_folder_of(stage: StageFacts, chain: Chain) -> bool:
    """Say whether the weights in a stage's folder are that stage's result: it is the only stage there, or the last one."""
    return not any(other.folder == stage.folder for other in chain.stages[chain.stages.index(stage) + 1 :])


_TRAINING = frozenset(("FineTuning", "RewardModelTraining", "Distilling"))


def _same_kind(one: object, other: object) -> bool:
    return one == other or {one, other} <= _TRAINING


def _same_kind_better(one: object, other: object) -> bool:
    return one == "FineTuning" and other in _TRAINING and other != one


def _related_in(scheme: str) -> Any:
    def related(one: object, other: object) -> bool:
        if not isinstance(one, str) or not isinstance(other, str):
            return one == other
        return other in narrower_than(scheme, one) or one in narrower_than(scheme, other)

    return related


def _narrower_in(scheme: str) -> Any:
    def narrower(one: object, other: object) -> bool:
        return (
            isinstance(one, str)
            and isinstance(other, str)
            and one != other
            and other in narrower_than(scheme, one)
        )

    return narrower
