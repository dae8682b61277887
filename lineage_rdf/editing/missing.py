"""Findings to lines of lineage.yaml: which fact of which stage is missing, and where a person would write it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve, frozen

from lineage_rdf.check.claims_of_findings import IN_PLACE
from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.codec.names import iri_to_code, short_class
from lineage_rdf.codec.numbers import plain
from lineage_rdf.editing.lineage_yaml import MissingFact
from lineage_rdf.lineage import Lineage
from lineage_rdf.records import LineageRecord, Setting, Step
from lineage_rdf.vocabulary.schemes import members

_COMMIT = "<the 40 digits of the commit>"

# Element of a finding about a step -> keys below the stage, hint, example.
_STEP_KEYS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "base-model": (("base_model",), "the model training started from", f"org/name@{_COMMIT}"),
    "dataset": (("datasets",), "the training data", "[{dataset: org/name, role: training}]"),
    "objective": (("objective",), "what training optimised", "sft"),
    "parameterization": (("parameterization",), "which values training changed", "lora"),
    "method": (("objective",), "what training optimised", "sft"),
    "hyperparameters": (("hyperparameters",), "at least one setting", "{learning_rate: 2e-5}"),
    "checkpoint": (("result",), "the model the stage made", "org/name"),
    "software-versions": (("software",), "libraries with their versions", "{transformers: 4.46.0}"),
    "merge-method": (("merge", "method"), "how the models were merged", "ties"),
    "merge-weights": (("merge", "models"), "each model with its weight", "[{model: org/name, weight: 0.5}]"),
    "quantization-method": (("quantization", "method"), "how weights were stored", "gptq"),
    "compute": (("compute_exaflop",), "computation in 10^18 operations", "12.5"),
    "adapter-for": (("adapter_for",), "the model the adapter is loaded with", "org/name"),
    "step-kind": (("kind",), "the kind of step", "FineTuning"),
}
_LINEAGE_KEYS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "accountable-agent": (("accountable_agent",), "who answers for the model", "Jane Doe"),
    "rollback-target": (("rollback_target",), "the model to go back to", "org/name@v1"),
    "risk-note": (("risk_note",), "a known risk of the change", ""),
    "sign-off": (("reviews",), "who approved it", "[{reviewer: Jane Doe, decision: approved}]"),
    "evaluation-result": (("evaluations",), "measured values", "[{metric: accuracy, value: 0.7}]"),
    "comparison:target-task": (("evaluations",), "the task before and after", ""),
    "comparison:retention": (("evaluations",), "other abilities or safety before and after", ""),
}
_DATASET_KEYS = {
    "dataset-revision": ("revision", "the commit of the dataset", _COMMIT),
    "dataset-digest": ("digest", "digest of the data", "sha256:<64 digits>"),
    "data-licence": ("licence", "licence of the data", "cc-by-4.0"),
    "personal-data": ("personal_data", "what is known about personal data in it", "none"),
    "bias": ("bias", "what is known about bias in it", ""),
}
# The order in which a person would tell a stage.
_ORDER = [
    "kind",
    "base_model",
    "adapter_for",
    "objective",
    "parameterization",
    "merge",
    "quantization",
    "datasets",
    "hyperparameters",
    "code",
    "software",
    "compute_exaflop",
    "result",
    "result_digest",
    "accountable_agent",
    "rollback_target",
    "risk_note",
    "models",
    "evaluations",
    "reviews",
]
_WEAK = ("inferred", "conflicting")
_METHODS = ("objective", "parameterization", "method")


def missing_facts(lineage: Lineage, profile: str = "reproducible") -> list[MissingFact]:
    """Return the facts that keep a lineage from a profile, in the order of the stages, each once.

    Facts that were only inferred are among them where the profile wants them stated; the example is then what was inferred.

    Args:
        lineage: a lineage read from files.
        profile: the profile to reach.
    """
    view = _View(lineage.record, {iri: key for key, iri in lineage.result.step_of.items()})
    findings = at_least(lineage.check(profile).findings, "violation")
    facts = [fact for finding in findings for fact in view.facts(finding)]
    order = {key: place for place, key in enumerate(lineage.result.step_of)}
    facts.sort(
        key=lambda fact: (-1 if fact.stage is None else order[fact.stage], _ORDER.index(fact.yaml_path[0]))
    )
    # A second finding about the same key adds nothing.
    return list({(fact.stage, fact.yaml_path): fact for fact in reversed(facts)}.values())[::-1]


@frozen
class _View:
    """A lineage seen from its findings.

    Args:
        record: the lineage.
        stage_of: IRI of a step -> key of its stage.
    """

    record: LineageRecord
    stage_of: dict[str, str]

    def facts(self, finding: Finding) -> Iterator[MissingFact]:
        """Yield the lines that would mend a finding; none for findings that lineage.yaml cannot mend."""
        known = codes().get(finding.code)
        if known is None:
            return
        step = next((step for step in self.record.steps if step.iri == finding.focus), None)
        if step is not None:
            yield from self._of_step(step, known.element)
        elif known.subject == "setting":
            yield from self._of_setting(finding.focus)
        elif known.subject == "model":
            yield from self._of_model(finding.focus, known.element)
        elif known.subject == "dataset":
            yield from self._of_dataset(finding.focus, known.element)
        elif known.subject == "lineage" and known.element in _LINEAGE_KEYS:
            path, hint, example = _LINEAGE_KEYS[known.element]
            yield MissingFact(None, path, hint, example)

    def _of_step(self, step: Step, element: str) -> Iterator[MissingFact]:
        stage = self.stage_of[step.iri]
        if element.startswith("setting:"):
            yield self._of_hyperparameter(stage, step, element.removeprefix("setting:"))
        elif element == "code-revision":
            yield MissingFact(
                stage, ("code", "repository"), "address of the code", "https://github.com/org/name"
            )
            yield MissingFact(stage, ("code", "revision"), "its commit", _COMMIT)
        else:
            for name in self._weak_methods(step) if element in _METHODS else (element,):
                if name in _STEP_KEYS:
                    path, hint, example = _STEP_KEYS[name]
                    yield MissingFact(stage, path, hint, self._inferred(step.iri, name) or example)

    def _of_hyperparameter(self, stage: str, step: Step, notation: str) -> MissingFact:
        """Return the line for a hyperparameter, or for the one found in its place if that wants to be confirmed."""
        names = (notation, *IN_PLACE.get(notation, ()))
        weak = {s.subject for s in self.record.statuses if s.element == "setting" and s.status in _WEAK}
        for setting in step.settings:
            if setting.hyperparameter in names and setting.iri in weak:
                return evolve(_setting(stage, step, setting.hyperparameter), example=_written(setting))
        return _setting(stage, step, notation)

    def _of_setting(self, iri: str) -> Iterator[MissingFact]:
        for step in self.record.steps:
            for setting in step.settings:
                if setting.iri == iri and setting.hyperparameter:
                    fact = _setting(self.stage_of[step.iri], step, setting.hyperparameter)
                    yield evolve(fact, example=_written(setting))

    def _weak_methods(self, step: Step) -> tuple[str, ...]:
        """Return which of the method's elements a status weakens; the objective if nothing is there at all."""
        found = (s.element for s in self.record.statuses if s.subject == step.iri and s.element in _METHODS)
        return tuple(sorted({element for element in found if element})) or ("objective",)

    def _inferred(self, subject: str, element: str) -> str:
        """Return the value that was inferred, as one would write it."""
        for status in self.record.statuses:
            if (status.subject, status.element) == (subject, element):
                model = self.record.model(status.object_meant)
                if model is not None and model.identifier:
                    return model.identifier
                return status.value_meant or _notation(status.object_meant or "", element)
        return ""

    def _of_model(self, iri: str, element: str) -> Iterator[MissingFact]:
        model = self.record.model(iri)
        if model is None:
            return
        name = model.identifier or model.name or "org/name"
        if element == "base-revision":
            for step in self.record.ordered_steps:
                if iri in step.base_models:
                    example = f"{name}@{_COMMIT}"
                    yield MissingFact(self.stage_of[step.iri], ("base_model",), "the base, pinned", example)
        elif element == "weights-licence":
            yield MissingFact(None, ("models", name, "licence"), "licence of the weights", "apache-2.0")
        else:
            yield from self._of_result(iri, element)

    def _of_result(self, iri: str, element: str) -> Iterator[MissingFact]:
        for step in self.record.ordered_steps:
            if step.produced_model == iri and element == "weights-digest":
                hint = "digest of the weights; `report --hash` computes it"
                yield MissingFact(self.stage_of[step.iri], ("result_digest",), hint, "sha256:<64 digits>")
            elif step.produced_model == iri and element in _STEP_KEYS:
                path, hint, example = _STEP_KEYS[element]
                yield MissingFact(self.stage_of[step.iri], path, hint, example)

    def _of_dataset(self, iri: str, element: str) -> Iterator[MissingFact]:
        dataset = self.record.dataset(iri)
        if dataset is None or element not in _DATASET_KEYS:
            return
        key, hint, example = _DATASET_KEYS[element]
        name = dataset.identifier or dataset.name or dataset.description or ""
        for step in self.record.ordered_steps:
            if any(use.dataset == iri for use in step.dataset_uses):
                yield MissingFact(self.stage_of[step.iri], ("datasets", name, key), hint, example)


def _notation(iri: str, scheme: str) -> str:
    """Return the notation of a scheme's member or the name of a class; empty for any other thing."""
    code = iri_to_code(iri, scheme)
    return code if code != iri else short_class(iri) or ""


def _setting(stage: str, step: Step, notation: str) -> MissingFact:
    if step.kind == "Quantizing" and notation == "bits":
        return MissingFact(stage, ("quantization", "bits"), "bits per weight", "4")
    term = members("hyperparameter").get(notation)
    place = "quantization" if step.kind == "Quantizing" else "hyperparameters"
    return MissingFact(stage, (place, notation), term.label if term else notation)


def _written(setting: Setting) -> str:
    """Return the value of a setting as one would write it."""
    texts = [
        str(value).lower()
        if isinstance(value, bool)
        else plain(value)
        if isinstance(value, Decimal)
        else str(value)
        for value in setting.values
    ]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
