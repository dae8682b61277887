"""The texts of a step's box: what was done, how, and with which data."""

from __future__ import annotations

from collections.abc import Iterator

from lineage_rdf.picture.boxes import MISSING, StepBox
from lineage_rdf.picture.marks import Marks
from lineage_rdf.picture.wording import VERBS, Names, number, setting_text, short_code
from lineage_rdf.plain_text import clean
from lineage_rdf.records import DatasetUse, Step

# Elements that a status on a method may be filed under, the general one last.
_OBJECTIVE = ("objective", "method")
_PARAMETERIZATION = ("parameterization", "method")
_MERGING = ("merge-method", "method")
_QUANTIZING = ("quantization-method", "method")
_RANK, _BITS = "lora_r", "bits"


def step_box(key: str, step: Step, names: Names, marks: Marks) -> StepBox:
    """Return the box of a step.

    Args:
        key: the key it gets.
        step: the step.
        names: names of models and datasets.
        marks: fact statuses.
    """
    return StepBox(
        key=key,
        iri=step.iri,
        ordinal=step.ordinal,
        kind=step.kind,
        verb=verb_text(step, marks),
        method=method_text(step, marks),
        data=tuple(data_texts(step, names, marks)),
        others=tuple(_others(step, names, marks)),
    )


def verb_text(step: Step, marks: Marks) -> str:
    """Return what was done, for example `fine-tuned`, marked if that is not simply stated."""
    return _marked(marks.mark(step.iri, ("step-kind",), step.kind), VERBS.get(step.kind, "transformed"))


def method_text(step: Step, marks: Marks) -> str:
    """Return the method in a few words, for example `DPO · LoRA r=64` or `GPTQ 4-bit`; empty if unknown."""
    parts = [*_codes(step, marks), *(clean(text) for text in step.method_texts)]
    if not parts and step.is_training:
        undisclosed = marks.status(step.iri, (*_OBJECTIVE, "parameterization"))
        return f"{MISSING} method undisclosed" if undisclosed else f"{MISSING} method not stated"
    return " · ".join(parts)


def _codes(step: Step, marks: Marks) -> Iterator[str]:
    settings = {
        setting.hyperparameter: setting_text(setting) for setting in step.settings if setting.hyperparameter
    }
    for code in step.objectives:
        yield _marked(marks.mark(step.iri, _OBJECTIVE, code), short_code(code, "objective"))
    for code in step.parameterizations:
        rank = f" r={settings[_RANK]}" if _RANK in settings and code != "full" else ""
        mark = marks.mark(step.iri, _PARAMETERIZATION, code)
        yield _marked(mark, f"{short_code(code, 'parameterization')}{rank}")
    if step.merge_method:
        mark = marks.mark(step.iri, _MERGING, step.merge_method)
        yield _marked(mark, short_code(step.merge_method, "merge-method"))
    if step.quantization_method:
        bits = f" {settings[_BITS]}-bit" if _BITS in settings else ""
        mark = marks.mark(step.iri, _QUANTIZING, step.quantization_method)
        yield _marked(mark, f"{short_code(step.quantization_method, 'quantization-method')}{bits}")


def data_texts(step: Step, names: Names, marks: Marks) -> Iterator[str]:
    """Yield one text per dataset, for example `org/data (preferences, 61,134 examples)`."""
    for use in step.dataset_uses:
        mark = marks.mark(step.iri, ("dataset",), use.dataset) or marks.mark(use.iri, ("dataset",))
        yield _marked(mark, _dataset_text(use, names))
    if not step.dataset_uses:
        status = marks.status(step.iri, ("dataset",))
        if status:
            yield f"{MISSING} {clean(status.status or '')}" + (
                f" ({clean(status.reason)})" if status.reason else ""
            )
        elif step.is_training:
            yield f"{MISSING} not stated"


def _dataset_text(use: DatasetUse, names: Names) -> str:
    subset = "/".join(clean(text) for text in (use.configuration or "", "+".join(use.splits)) if text)
    details = [short_code(role, "dataset-role") for role in use.roles]
    details += [subset] if subset else []
    details += [f"{number(use.example_count)} examples"] if use.example_count is not None else []
    details += [f"{number(use.token_count)} tokens"] if use.token_count is not None else []
    details += [f"share {number(use.mixture_share)}"] if use.mixture_share is not None else []
    # All of it is what a reader expects; only less is worth saying.
    if use.used_share is not None and use.used_share != 1:
        details.append(f"{number(use.used_share)} of it")
    return names.dataset(use.dataset) + (f" ({', '.join(details)})" if details else "")


def _others(step: Step, names: Names, marks: Marks) -> Iterator[str]:
    if step.stage_name:
        yield f"stage: {clean(step.stage_name)}"
    if step.merge_base:
        yield f"differences taken from: {_model(step.merge_base, names)}"
    for role, element, models in (
        ("reference model", "reference-model", (step.reference_model,)),
        ("reward model", "reward-model", step.reward_models),
        ("teacher", "teacher-model", step.teacher_models),
    ):
        for model in models:
            if model and model not in step.base_models:
                yield f"{role}: {_marked(marks.mark(step.iri, (element,), model), _model(model, names))}"
    if step.outcome and step.outcome != "succeeded":
        yield f"outcome: {short_code(step.outcome, 'outcome')}"


def _model(iri: str, names: Names) -> str:
    revision = names.revision(iri)
    return (names.model(iri) or "model without a name") + (f"@{revision}" if revision else "")


def _marked(mark: str, text: str) -> str:
    return f"{mark} {text}" if mark else text
