"""What a run of MLflow says, wherever it is stored: parameters, metrics, tags and what is known of the run itself.

See https://mlflow.org/docs/latest/ml/tracking/. Who ran it, on which machine and from which path is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from lineage_rdf.claims import CodeMention, DatasetMention, Trust
from lineage_rdf.claims.address import web_address
from lineage_rdf.claims.private import last_part
from lineage_rdf.sources.config_facts import number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.document_facts import DocumentFacts, note_of
from lineage_rdf.sources.reader import Reading
from lineage_rdf.sources.tracked_run import iso_time, looks_like_fine_tuning, numbers_of, say_metrics, say_run

# RunStatus of MLflow as number (file store) and as word (database); a run that was killed is neither of both.
_OUTCOMES: Final = {3: "succeeded", "FINISHED": "succeeded", 4: "failed", "FAILED": "failed"}


@frozen(kw_only=True)
class MlflowRun:
    """One run.

    Args:
        params: name and value of each parameter, as text.
        metrics: name and last value of each metric.
        tags: name and value of each tag.
        about: `run_name` (or `name`), `status`, `start_time`, `end_time` (milliseconds since 1970) and `lifecycle_stage`.
        datasets: place and dataset of each input that was logged.
        places: kind of fact (`params`, `metrics`, `tags`, `about`) -> what stands before a name in a locator.
    """

    params: Mapping[str, Any]
    metrics: Mapping[str, Any]
    tags: Mapping[str, Any]
    about: Mapping[str, Any]
    datasets: tuple[tuple[str, DatasetMention], ...] = field(default=())
    places: Mapping[str, str]

    def facts(self, reading: Reading, kind: str, values: Mapping[str, Any], part: int) -> DocumentFacts:
        """Return some values of the run as facts."""
        return DocumentFacts(
            reading, dict(values), reading.kind, self.places[kind], Trust.MACHINE_STATE, part=part
        )


def is_told(reading: Reading, run: MlflowRun) -> bool:
    """Return whether a run was not deleted and looks like fine-tuning."""
    deleted = run.about.get("lifecycle_stage") == "deleted"
    return not deleted and looks_like_fine_tuning(run.facts(reading, "params", run.params, 0))


def say_mlflow_run(reading: Reading, run: MlflowRun, part: int = 0) -> None:
    """Add what a run says, if it looks like fine-tuning."""
    if not say_run(run.facts(reading, "params", numbers_of(run.params), part)):
        return
    say_metrics(run.facts(reading, "metrics", run.metrics, part))
    _say_about(run.facts(reading, "about", run.about, part))
    inputs = run.facts(reading, "about", dict(run.datasets), part)
    for at, mention in run.datasets:
        inputs.say("dataset", mention, at)
    _say_code(run.facts(reading, "tags", run.tags, part))


def _say_about(about: DocumentFacts) -> None:
    key = about.first("run_name", "name")
    name = note_of(last_part(about.value[key])) if key else None
    if key and name:
        about.say("stage-name", name, key)
    for key, element in (("start_time", "started"), ("end_time", "ended")):
        milliseconds = number(about.value.get(key))
        time = iso_time(milliseconds / 1000) if milliseconds is not None else None
        if time:
            about.say(element, time, key)
    status = about.value.get("status")
    outcome = _OUTCOMES.get(status) if isinstance(status, int | str) else None
    if outcome:
        about.say("outcome", outcome, "status")


def _say_code(tags: DocumentFacts) -> None:
    revision = name_of(tags.value.get("mlflow.source.git.commit"))
    if revision and revision.isalnum() and len(revision) <= 64:
        repository = web_address(name_of(tags.value.get("mlflow.source.git.repoURL")))
        mention = CodeMention(repository=repository, revision=revision)
        tags.say("code-revision", mention, "mlflow.source.git.commit")
