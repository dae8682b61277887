"""What the jobs of all hosting services have in common: files, states, times and names that only the service knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from attrs import evolve, frozen

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import say_setting

KIND: Final = "hosted-job"
NOT_ENDED: Final = "FTL-R101"
UNKNOWN_STATE: Final = "FTL-R102"
_SUCCEEDED: Final = frozenset({"succeeded", "success", "completed"})
_FAILED: Final = frozenset(
    {"failed", "cancelled", "canceled", "error", "user_error", "failed_validation", "expired"}
)
_WAITING: Final = frozenset(
    {"pending", "queued", "validating_files", "validating", "validated", "notrunning", "created", "draft"}
)
_RUNNING: Final = frozenset(
    {"running", "started", "paused", "pausing", "resuming", "processing", "uploading", "compressing",
     "cancel_requested", "cancellation_requested"}
)  # fmt: skip
_PLAIN_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,79}\Z", re.ASCII)
_LAST_SECOND: Final = 253_402_300_799


@frozen
class Job:
    """One job, or one checkpoint of a job.

    Args:
        facts: its keys, with the stage it belongs to.
        service: the service that ran it, for example `openai`.
    """

    facts: ConfigFacts
    service: str

    def hosted(self, raw: str) -> ModelReference:
        """Return a model by the name it has in the catalogue of the service."""
        return ModelReference(raw, service=self.service)

    @property
    def state(self) -> str:
        """What the job says of how far it is, in small letters; empty if it does not say."""
        return (self.facts.text("status") or "").casefold()

    @property
    def outcome(self) -> str | None:
        """`succeeded`, `failed`, or None for a job that has not ended."""
        return "succeeded" if self.state in _SUCCEEDED else "failed" if self.state in _FAILED else None

    def inside(self, key: str) -> Job:
        """Return the mapping at a key as facts of the same job; an empty one if there is none."""
        value = self.facts.value.get(key)
        inner = {str(name): item for name, item in value.items()} if isinstance(value, dict) else {}
        return evolve(self, facts=evolve(self.facts, value=inner, prefix=f"{self.facts.prefix}{key}."))


def stage_of(folder: str, identifier: Any, place: int) -> str:
    """Return the stage of a job: its folder and its id, or its place in the list where the id is no plain one."""
    plain = isinstance(identifier, str) and _PLAIN_ID.match(identifier)
    return f"{folder}#{identifier if plain else place}"


def say_base(job: Job) -> None:
    """Say the model that a job starts from, by the name the service has for it."""
    raw = job.facts.text("model")
    if raw is None:
        job.facts.warn(NO_MODEL, "model is empty: the job names no model to start from", "model")
    else:
        job.facts.say("base-model", job.hosted(raw), "model")


def say_state(job: Job) -> None:
    """Say how the job ended; one that has not ended tells what was ordered, which a problem points out."""
    facts, shown = job.facts, job.facts.text("status")
    if job.outcome:
        facts.say("outcome", job.outcome, "status")
    elif job.state in _WAITING | _RUNNING:
        message = f"the job is {shown}: it tells what was ordered, not yet what was done"
        facts.warn(NOT_ENDED, message, "status", severity="info")
    elif shown:
        message = (
            f"the state {shown[:40]!r} is not known here, so the job counts neither as done nor as failed"
        )
        facts.warn(UNKNOWN_STATE, message, "status")


def say_times(job: Job, started: str = "started_at", ended: str = "finished_at") -> None:
    """Say when a job began and ended, in UTC; where only its making is told, the beginning is inferred from that."""
    begun = utc_time(job.facts.value.get(started))
    made = utc_time(job.facts.value.get("created_at"))
    if begun:
        job.facts.say("started", begun, started)
    elif made and job.state not in _WAITING:
        reason = "the job was made then; the training itself may have begun later"
        job.facts.infer("started", made, "created_at", reason)
    end = utc_time(job.facts.value.get(ended))
    if end and job.outcome:
        job.facts.say("ended", end, ended)


def utc_time(value: Any) -> str | None:
    """Return seconds since 1970, or an ISO time with its zone, as an ISO time in UTC; None for anything else."""
    moment = _from_text(value) if isinstance(value, str) else _from_seconds(value)
    if moment is None:
        return None
    whole = moment.strftime("%Y-%m-%dT%H:%M:%S") if moment.year > 999 else moment.isoformat()[:19]
    fraction = f"{moment.microsecond:06d}".rstrip("0")
    return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"


def _from_seconds(value: Any) -> datetime | None:
    seconds = number(value)
    if seconds is None or not 0 < seconds <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _from_text(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip()[:40])
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def say_files(job: Job, key: str, roles: tuple[str, ...], **more: Any) -> None:
    """Say the files at a key: one id, a list of them, or of mappings that hold one.

    Only who owns the account can fetch what was uploaded to it, so access is private.
    """
    value = job.facts.value.get(key)
    several = isinstance(value, list)
    for at, item in enumerate(value if isinstance(value, list) else [value]):
        raw = name_of(_file_id(item))
        if raw is not None:
            mention = DatasetMention(raw=raw, roles=roles, access="private", **more)
            job.facts.say("dataset", mention, f"{key}[{at}]" if several else key)


def _file_id(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return next((item[key] for key in ("id", "file_id") if isinstance(item.get(key), str)), None)


def say_known(facts: ConfigFacts, names: Mapping[str, str] | Iterable[str]) -> None:
    """Say the settings among some keys, and nothing else: jobs hold names of people, addresses and keys as well.

    Args:
        facts: the job, or a part of it.
        names: the keys; or key -> the name of the setting, where the key means something else elsewhere.
    """
    table = names if isinstance(names, Mapping) else dict.fromkeys(names, "")
    for key, name in table.items():
        value = facts.value.get(key)
        if not isinstance(value, dict):
            say_setting(facts, key, value, name)
