"""Reads OpenLineage run events: a run with a job, the datasets that go in and those that come out.

The specification (https://openlineage.io/spec/2-0-2/OpenLineage.json) has no models: they pass as datasets, marked by
the facet datasetType, or their job is marked by the facet jobType. dbt calls its SQL views models too, so its jobs do
not count. Events of one run are told together; several runs are several stages.
"""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import define, field

from lineage_rdf.claims import CodeMention, DatasetMention, ModelReference, Trust
from lineage_rdf.claims.address import web_address
from lineage_rdf.sources.config_facts import mappings
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import say_settings
from lineage_rdf.sources.config_text import MALFORMED, MAX_RECOGNISED, NOT_A_MAPPING
from lineage_rdf.sources.document_facts import DocumentFacts
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.tracked_run import NOT_FINE_TUNING, numbers_of, utc_time

KIND: Final = "openlineage"
NO_MODEL_IN_EVENT: Final = "FTL-R122"
MAX_EVENTS: Final = 10_000
MAX_RUNS: Final = 200
MAX_NAME: Final = 300
_ENDS: Final = {"COMPLETE": "succeeded", "FAIL": "failed", "ABORT": "failed"}
_SQL_TOOLS: Final = frozenset({"DBT", "SQLMESH", "DATAFORM"})
_ON_THE_HUB = re.compile(
    r"(?:https?://)?(?:www\.)?(?:huggingface(?:\.co)?|hf\.co|hf)(?:://)?/?$", re.IGNORECASE
)


@define
class _Run:
    """The events of one run.

    Args:
        events: path and event, in the order of the file.
    """

    events: list[tuple[str, dict[str, Any]]] = field(factory=list)

    def datasets(self, side: str) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
        """Return (namespace, name) -> path and the last that the events say, of one side: inputs or outputs."""
        found: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        for path, event in self.events:
            for at, item in mappings(event.get(side)):
                name, namespace = name_of(item.get("name")), name_of(item.get("namespace"))
                if name and len(name) <= MAX_NAME:
                    before = found.get((namespace or "", name), ("", {}))[1]
                    facets = {**_mapping(before.get("facets")), **_mapping(item.get("facets"))}
                    found[namespace or "", name] = f"{path}{side}[{at}]", {**item, "facets": facets}
        return found

    def facet(self, owner: str, name: str) -> tuple[str, dict[str, Any]]:
        """Return path and content of the last facet by a name, of the run or the job."""
        for path, event in reversed(self.events):
            found = _mapping(_mapping(_mapping(event.get(owner)).get("facets")).get(name))
            if found:
                return f"{path}{owner}.facets.{name}.", found
        return "", {}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def recognises(file: InputFile) -> bool:
    """Return whether a file holds OpenLineage run events: one, a list of them, or one a line."""
    named = file.name.casefold().endswith((".json", ".jsonl", ".ndjson"))
    if (
        not named
        or len(file.data) > MAX_RECOGNISED
        or b'"runId"' not in file.data
        or b'"job"' not in file.data
    ):
        return False
    return any(_is_event(value) for _, value in _values(file)[0])


def _is_event(value: Any) -> bool:
    return isinstance(value, dict) and {"eventTime", "run", "job"} <= value.keys()


def _values(file: InputFile) -> tuple[list[tuple[str, Any]], JsonTextError | None]:
    """Return path and value of everything in the file, and the first fault in it."""
    if file.name.casefold().endswith(".json"):
        try:
            value = load_json(file.text).value
        except JsonTextError as error:
            return [], error
        listed = value if isinstance(value, list) else [value]
        return [
            (f"$[{at}]." if value is listed else "$.", item) for at, item in enumerate(listed[:MAX_EVENTS])
        ], None
    found: list[tuple[str, Any]] = []
    fault = None
    for number, line in enumerate(file.text.split("\n")[:MAX_EVENTS], start=1):
        try:
            found += [(f"line {number} $.", load_json(line).value)] if line.strip() else []
        except JsonTextError as error:
            fault = fault or JsonTextError(error.message, number)
    return found, fault


def read(reading: Reading) -> None:
    """Add what the run events in a file say of runs that give models."""
    values, fault = _values(reading.file)
    if fault is not None:
        at = f"line {fault.line}" if fault.line else ""
        message = f"the file is not readable as JSON: {fault.message}"
        reading.problem(MALFORMED, message, locator=at, severity="violation" if not values else "warning")
        if not values:
            return
    runs = _runs(values)
    if not runs:
        message = "the file holds no run event of OpenLineage"
        reading.problem(NOT_A_MAPPING, message, severity="violation")
        return
    known = _known_models(runs)
    giving = [run for run in runs if _outputs(run, known)]
    told = [run for run in giving if _bases(run, known)][:MAX_RUNS]
    for run in giving[:MAX_RUNS]:
        if run not in told:
            path, _ = next(iter(run.datasets("outputs").values()))
            message = "the run gives a model and starts from none that is marked as a model"
            reading.problem(NOT_FINE_TUNING, message, locator=path, severity="info")
    if not giving:
        message = "no event in this file gives a model: none is marked so by datasetType or jobType"
        reading.problem(NO_MODEL_IN_EVENT, message, locator=f"{runs[0].events[0][0]}outputs", severity="info")
    for number, run in enumerate(told, start=1):
        _read_run(reading, run, known, number if len(told) > 1 else 0)


def _runs(values: list[tuple[str, Any]]) -> list[_Run]:
    runs: dict[str, _Run] = {}
    for path, value in values:
        identifier = _mapping(value.get("run")).get("runId") if _is_event(value) else None
        if isinstance(identifier, str):
            runs.setdefault(identifier, _Run()).events.append((path, value))
    return list(runs.values())


def _known_models(runs: list[_Run]) -> set[tuple[str, str]]:
    """Return namespace and name of everything that some event marks as a model, or that a training job gives."""
    found = set()
    for run in runs:
        gives_models = _is_model_job(run)
        for side in ("inputs", "outputs"):
            for key, (_, item) in run.datasets(side).items():
                kind = _kind(item)
                if kind == "MODEL" or (kind == "" and gives_models and side == "outputs"):
                    found.add(key)
    return found


def _kind(item: dict[str, Any]) -> str:
    facet = _mapping(_mapping(item.get("facets")).get("datasetType"))
    return (name_of(facet.get("datasetType")) or "").upper()


def _is_model_job(run: _Run) -> bool:
    _, facet = run.facet("job", "jobType")
    tool = (name_of(facet.get("integration")) or "").upper()
    is_model = (name_of(facet.get("jobType")) or "").upper() == "MODEL"
    return is_model and tool not in _SQL_TOOLS and not run.facet("job", "sql")[1]


def _outputs(run: _Run, known: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return [key for key in run.datasets("outputs") if key in known]


def _bases(run: _Run, known: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return [key for key in run.datasets("inputs") if key in known and key not in _outputs(run, known)]


def _read_run(reading: Reading, run: _Run, known: set[tuple[str, str]], part: int) -> None:
    """Say one run: models that go in are bases, everything else that goes in is data."""
    facts = DocumentFacts(reading, {}, KIND, "", Trust.MACHINE_STATE, part=part)
    inputs, outputs = run.datasets("inputs"), run.datasets("outputs")
    for key in _outputs(run, known):
        path, item = outputs[key]
        facts.say("checkpoint", _model(key, item), path, name="output")
    bases = _bases(run, known)
    for key in bases:
        facts.say("base-model", _model(key, inputs[key][1]), inputs[key][0])
    kind = "FineTuning" if len(bases) == 1 else "Merging"
    reason = "a run that starts from a model gives a model" if len(bases) == 1 else "several models give one"
    facts.infer("step-kind", kind, inputs[bases[0]][0], reason)
    for key, (path, item) in inputs.items():
        if key not in known:
            facts.say("dataset", DatasetMention(raw=_raw(key), revision=_version(item)), path)
    _read_parameters(facts, run)
    _read_about(facts, run)


def _raw(key: tuple[str, str]) -> str:
    """Return a dataset of OpenLineage as one text; only in the namespace of the Hub its name is an identifier there."""
    namespace, name = key
    if _ON_THE_HUB.match(namespace) or "huggingface.co/" in name:
        return name
    if not namespace or name.startswith("/") or "://" in name:
        return name
    return f"{namespace.rstrip('/')}/{name}" if "://" in namespace else f"{namespace}://{name}"


def _version(item: dict[str, Any]) -> str | None:
    return name_of(_mapping(_mapping(item.get("facets")).get("version")).get("datasetVersion"))


def _model(key: tuple[str, str], item: dict[str, Any]) -> ModelReference:
    raw = _raw(key)
    return ModelReference(raw, revision=_version(item), name=key[1] if raw != key[1] else None)


def _read_parameters(facts: DocumentFacts, run: _Run) -> None:
    path, facet = run.facet("run", "executionParameters")
    values = {}
    for _, item in mappings(facet.get("parameters")):
        name = name_of(item.get("key")) or name_of(item.get("name"))
        if name:
            values[name] = item.get("value")
    # The locator of a parameter ends in its key, not in its place in the list, which differs between events.
    say_settings(
        DocumentFacts(
            facts.reading, numbers_of(values), KIND, f"{path}parameters.", facts.trust, part=facts.part
        )
    )


def _read_about(facts: DocumentFacts, run: _Run) -> None:
    path, event = run.events[-1]
    name = name_of(_mapping(event.get("job")).get("name"))
    if name and len(name) <= MAX_NAME:
        facts.say("stage-name", name, f"{path}job.name")
    for place, item in run.events:
        time, kind = utc_time(item.get("eventTime")), item.get("eventType")
        if kind == "START" and time:
            facts.say("started", time, f"{place}eventTime")
        elif isinstance(kind, str) and kind in _ENDS:
            facts.say("outcome", _ENDS[kind], f"{place}eventType")
            if time:
                facts.say("ended", time, f"{place}eventTime")
    place, code = run.facet("job", "sourceCodeLocation")
    repository = web_address(name_of(code.get("repoUrl")) or name_of(code.get("url")))
    revision = name_of(code.get("version"))
    if repository or revision:
        facts.say("code-revision", CodeMention(repository=repository, revision=revision), place.rstrip("."))


READER = Reader(
    KIND,
    "OpenLineage run events",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="eventTime, run and job (.json; .jsonl and .ndjson named on the command line)",
)
