"""What is told of one step: from what, to what, with which data, by which method, with which settings, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lineage_rdf.pages.evidence import Evidence, badge, evidence_list
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.sections import NOT_STATED
from lineage_rdf.picture.layout import base_models
from lineage_rdf.picture.wording import VERBS, number, setting_text
from lineage_rdf.records import (
    Association,
    ComputeEnvironment,
    DatasetUse,
    LineageRecord,
    MergeContribution,
    Setting,
    Step,
)
from lineage_rdf.site.markup import list_of, outside, table, text


class StepFacts:
    """Writes the facts of the steps of one lineage.

    Args:
        record: the lineage.
        leads: how the page leads to things.
    """

    def __init__(self, record: LineageRecord, leads: Leads) -> None:
        self._record = record
        self._leads = leads
        self.evidence = Evidence(record)

    def title(self, step: Step) -> str:
        """Return what was done in a few words, as a text."""
        number = f"Step {step.ordinal}: " if step.ordinal else ""
        stage = f" ({step.stage_name})" if step.stage_name else ""
        return f"{number}{VERBS.get(step.kind, 'transformed')}{stage}"

    def rows(self, step: Step) -> list[tuple[str, str]]:
        """Return heading and HTML of each fact of a step, without its settings."""
        given = [(title, content) for title, content in self._rows(step) if content]
        return given

    def _rows(self, step: Step) -> Iterator[tuple[str, str]]:
        yield "From", self._models(step, base_models(step), "base-model") or self._missing(step, "base-model")
        yield "To", self._models(step, (step.produced_model,), "checkpoint") or self._result(step)
        yield "Method", self._method(step) or self._missing(step, "objective", "method")
        yield "Data", self._data(step) or self._missing(step, "dataset")
        yield "Differences from", self._models(step, (step.merge_base,), "merge-base")
        yield "Reference model", self._models(step, (step.reference_model,), "reference-model")
        yield "Reward model", self._models(step, step.reward_models, "reward-model")
        yield "Teacher", self._models(step, step.teacher_models, "teacher-model")
        yield "Contributions", _listed(self._contribution(part) for part in step.contributions)
        yield "Checkpoints", self._models(step, step.intermediate_checkpoints, "checkpoint")
        yield "Intended change", text(step.intended_change or "")
        yield "Known risk", text(step.risk_note or "")
        yield "Who", _listed(self._who(item) for item in step.associations)
        yield "When", text(" to ".join(time for time in (step.started, step.ended) if time))
        yield "Parameters", _share(step)
        yield "Compute", _listed(_compute(step))
        yield "Ran in", self._environment(step.environment)
        yield (
            "Code",
            _listed(
                f"{outside(code.repository) if code.repository else text(code.name or '')} {text(code.revision or '')}".strip()
                for code in step.code_revisions
            ),
        )

    def _models(self, step: Step, iris: Iterable[str | None], element: str) -> str:
        return _listed(
            f"{self._leads.iri(iri, self._record.label(iri))} {self._sure(step, element, iri)}".rstrip()
            for iri in iris
            if iri
        )

    def _sure(self, step: Step, element: str, value: str) -> str:
        return badge(self.evidence.value(step.iri, element, value), self._leads)

    def _missing(self, step: Step, *elements: str) -> str:
        for status in self.evidence.about(step.iri):
            if status.element in elements and not (status.object_meant or status.value_meant):
                reason = f' <span class="also">{text(status.reason)}</span>' if status.reason else ""
                return badge(status, self._leads) + reason
        owed = step.is_training or (step.kind != "PreTraining" and "base-model" in elements)
        return NOT_STATED if owed else ""

    def _result(self, step: Step) -> str:
        if step.outcome == "failed":
            return f"nothing: {self._leads.code('failed', 'outcome')}"
        return NOT_STATED

    def _method(self, step: Step) -> str:
        told = [(code, "objective", "objective") for code in step.objectives]
        told += [(code, "parameterization", "parameterization") for code in step.parameterizations]
        told += [(code, "merge-method", "merge-method") for code in (step.merge_method,) if code]
        told += [
            (code, "quantization-method", "quantization-method")
            for code in (step.quantization_method,)
            if code
        ]
        items = [
            f"{self._leads.code(code, scheme)} {self._sure(step, element, code)}".rstrip()
            for code, scheme, element in told
        ]
        return _listed([*items, *(text(words) for words in step.method_texts)])

    def _data(self, step: Step) -> str:
        return _listed(self._use(step, use) for use in step.dataset_uses)

    def _use(self, step: Step, use: DatasetUse) -> str:
        details = [self._leads.code(role, "dataset-role") for role in use.roles]
        subset = "/".join(words for words in (use.configuration, "+".join(use.splits)) if words)
        details += [text(subset)] if subset else []
        details += [f"{number(use.example_count)} examples"] if use.example_count is not None else []
        details += [f"{number(use.token_count)} tokens"] if use.token_count is not None else []
        details += [f"share {number(use.mixture_share)}"] if use.mixture_share is not None else []
        details += [f"{number(use.used_share)} of it"] if use.used_share not in (None, 1) else []
        name = self._leads.iri(use.dataset, self._record.label(use.dataset)) if use.dataset else "a dataset"
        sure = self._sure(step, "dataset", use.dataset or "")
        more = f' <span class="also">{", ".join(details)}</span>' if details else ""
        return f"{name}{more} {sure}".rstrip()

    def _contribution(self, part: MergeContribution) -> str:
        details = [f"weight {number(part.weight)}"] if part.weight is not None else []
        details += [f"density {number(part.density)}"] if part.density is not None else []
        details += [f"layers {part.layer_range}"] if part.layer_range else []
        details += part.parameters
        name = self._leads.iri(part.model, self._record.label(part.model)) if part.model else "a model"
        return f'{name} <span class="also">{text(", ".join(details))}</span>'

    def _who(self, item: Association) -> str:
        roles = ", ".join(self._leads.code(role, "agent-role") for role in item.roles)
        return f"{self._leads.iri(item.agent)}{f' ({roles})' if roles else ''}"

    def _environment(self, found: ComputeEnvironment | None) -> str:
        if found is None:
            return ""
        count = f"{found.accelerator_count} × " if found.accelerator_count else ""
        hardware = [text(count + found.hardware)] if found.hardware else []
        return _listed([*hardware, *(text(f"{one.name} {one.version or ''}") for one in found.components)])

    def settings_inline(self, step: Step) -> str:
        """Return the settings of a step as a short list."""
        return _listed((self._setting(setting) for setting in _by_name(step)), "settings")

    def _setting(self, setting: Setting) -> str:
        return f"{self._named(setting)} <code>{text(setting_text(setting))}</code>"

    def _named(self, setting: Setting) -> str:
        if setting.hyperparameter:
            return self._leads.code(setting.hyperparameter, "hyperparameter")
        return text(setting.name or "setting")

    def settings_table(self, step: Step) -> Iterator[str]:
        """Yield the settings of a step as a table with how sure each is."""
        if not step.settings:
            return
        rows = (self._setting_row(step, setting) for setting in _by_name(step))
        yield table("Settings", ("Setting", "Value", "How sure"), rows)

    def _setting_row(self, step: Step, setting: Setting) -> tuple[str, str, str]:
        own = self.evidence.about(setting.iri)
        status = own[0] if own else self.evidence.value(step.iri, "hyperparameter", setting.label)
        value = f"<code>{text(setting_text(setting))}</code>"
        return self._named(setting), value, badge(status, self._leads) or "stated"

    def evidence_of(self, step: Step) -> str:
        """Return how sure the facts of a step and its parts are, as a list."""
        parts = [item.iri for item in (*step.settings, *step.dataset_uses, *step.contributions)]
        return evidence_list(self.evidence.about(step.iri, *parts), self._leads)


def _by_name(step: Step) -> list[Setting]:
    return sorted(step.settings, key=lambda setting: (setting.label, setting.iri))


def _share(step: Step) -> str:
    if step.trainable_parameter_count is None and step.total_parameter_count is None:
        return ""
    of = f" of {step.total_parameter_count:,}" if step.total_parameter_count is not None else ""
    trained = (
        f"{step.trainable_parameter_count:,} trained" if step.trainable_parameter_count is not None else "all"
    )
    return f"{trained}{of}"


def _compute(step: Step) -> Iterator[str]:
    for value, unit in (
        (step.compute_exaflop, "exaFLOP"),
        (step.gpu_hours, "GPU hours"),
        (step.energy_kilowatt_hours, "kWh"),
        (step.emissions_kilograms, "kg CO₂e"),
    ):
        if value is not None:
            yield f"{number(value)} {unit}"


def _listed(items: Iterable[str], classes: str = "inline") -> str:
    """Return one piece as it is and several as a list."""
    found = [item for item in items if item]
    return found[0] if len(found) == 1 and classes == "inline" else list_of(found, classes) if found else ""
