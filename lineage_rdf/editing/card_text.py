"""The lineage as a section of a model card, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from lineage_rdf.records import DatasetUse, FactStatus, LineageRecord, Setting, Step

BEGIN: Final = "<!-- lineage:begin -->"
END: Final = "<!-- lineage:end -->"
_HUB: Final = "https://huggingface.co/"
_HUB_ID: Final = re.compile(r"[\w.-]+/[\w.-]+")
# An underscore within a word is no markup.
_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))")
_COLUMNS: Final = ("Step", "From", "Method", "Data", "Settings", "Result")
# Elements that base_model and base_model_relation state.
_STATED: Final = ("step-kind", "base-model")
_NOTHING: Final = "not known"


def lineage_section(record: LineageRecord, *others: LineageRecord) -> str:
    """Return the section that tells the lineage, between its markers.

    Args:
        record: the lineage.
        others: lineages of other models of the same repository; what they share is told once.

    Returns:
        Markdown that begins and ends with a marker; no line end behind the last one.
    """
    records = (record, *others)
    lines = [BEGIN, "## Lineage", ""]
    rows = dict.fromkeys(_row(_cells(one, step)) for one in records for step in one.ordered_steps)
    if rows:
        lines += [_row(_COLUMNS), _row("---" for _ in _COLUMNS), *rows]
    else:
        lines.append("No step that changed the weights is recorded.")
    lines += _told_once(records, _facts)
    lines += _told_once(records, _statuses)
    return "\n".join([*lines, END])


def _told_once(
    records: Sequence[LineageRecord], tell: Callable[[LineageRecord], Iterable[str]]
) -> Iterator[str]:
    """Yield what is told of the first record, and of the others what was not told before."""
    told: set[str] = set()
    for record in records:
        for line in tell(record):
            if not told or line not in told:
                yield line
        told.update(tell(record))


def tells_something(record: LineageRecord) -> bool:
    """Say whether a record holds anything worth a section: a base, a method, data, a setting or a fact about the whole."""
    known = (
        step.base_models or step.dataset_uses or step.settings or any(_methods(step)) for step in record.steps
    )
    return any(known) or any(_facts(record))


def _methods(step: Step) -> Iterator[str | None]:
    yield from (*step.parameterizations, *step.objectives, *step.method_texts)
    yield from (step.merge_method, step.quantization_method)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(record: LineageRecord, step: Step) -> Iterator[str]:
    name = f" {plain(step.stage_name)}" if step.stage_name else ""
    yield f"{step.ordinal or ''}{name} ({_kind(step)})".strip()
    yield _joined(model_text(record, iri) for iri in _bases(step))
    codes = (*step.parameterizations, *step.objectives, step.merge_method, step.quantization_method)
    yield _joined(plain(code) for code in (*codes, *step.method_texts) if code)
    yield _joined(_data(record, use) for use in step.dataset_uses)
    yield _joined(_setting(setting) for setting in step.settings)
    failed = " (failed)" if step.outcome == "failed" else ""
    yield f"{model_text(record, step.produced_model) if step.produced_model else _NOTHING}{failed}"


def _bases(step: Step) -> tuple[str, ...]:
    merged = tuple(part.model for part in step.contributions if part.model)
    return tuple(dict.fromkeys((*step.base_models, *merged)))


def _kind(step: Step) -> str:
    """Return the class of a step as words: `RewardModelTraining` is reward model training."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", step.kind).lower()
    return words.replace("fine tuning", "fine-tuning").replace("pre training", "pre-training")


def _joined(texts: Iterator[str]) -> str:
    return ", ".join(texts) or _NOTHING


def model_text(record: LineageRecord, iri: str) -> str:
    """Return the name of a model, linked where it has an address on the Hub."""
    model = record.model(iri)
    if model is None:
        return _NOTHING
    label = plain(record.label(iri)) if model.identifier or model.name else "a model without a name"
    return f"[{label}]({iri})" if model.identifier and _is_address(iri) else label


def _data(record: LineageRecord, use: DatasetUse) -> str:
    dataset = record.dataset(use.dataset)
    words = plain((dataset.identifier or dataset.name or dataset.description) if dataset else None) or "data"
    if dataset and dataset.identifier and _is_address(dataset.iri):
        words = f"[{words}]({dataset.iri})"
    counts = [
        f"{count:,} {unit}"
        for count, unit in ((use.example_count, "examples"), (use.token_count, "tokens"))
        if count
    ]
    access = dataset.access if dataset and dataset.access not in (None, "public") else None
    more = [*counts, *(role for role in use.roles if role != "training"), *([access] if access else [])]
    return f"{words} ({', '.join(more)})" if more else words


def _setting(setting: Setting) -> str:
    return f"{plain(setting.label)} {', '.join(plain(value_text(value)) for value in setting.values)}"


def value_text(value: Decimal | int | bool | str) -> str:
    """Return a value as text: decimals without exponent, booleans in lower case."""
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _facts(record: LineageRecord) -> Iterator[str]:
    """Yield what is said about the lineage as a whole."""
    agents = {agent.iri: agent.name or agent.identifier for agent in record.agents}
    accountable = ", ".join(plain(agents.get(iri) or iri) for iri in record.accountable_agents)
    rollback = model_text(record, record.rollback_target) if record.rollback_target else ""
    rows = (
        ("Accountable", accountable),
        ("Roll back to", rollback),
        ("Intended change", plain(record.intended_change)),
        ("Risk", plain(record.risk_note)),
    )
    found = [f"- {name}: {text}" for name, text in rows if text]
    yield from ["", *found] if found else []


def _statuses(record: LineageRecord) -> Iterator[str]:
    """Yield what is not simply stated: inferred, undisclosed, unresolved and conflicting facts."""
    places = _places(record)
    found = []
    for status in record.statuses:
        if _in_front_matter(record, status):
            continue
        place = places.get(status.subject or "", "the lineage")
        reason = f": {plain(status.reason)}" if status.reason else ""
        found.append(f"- {plain(status.element)} of {place} is {plain(status.status)}{reason}")
    yield from ["", *sorted(dict.fromkeys(found))] if found else []


def _in_front_matter(record: LineageRecord, status: FactStatus) -> bool:
    """Return whether a fact that only followed is one that the front matter states from now on."""
    made = next(
        (step.iri for step in reversed(record.ordered_steps) if step.produced_model == record.head_model),
        None,
    )
    return (status.subject, status.status) == (made, "inferred") and status.element in _STATED


def _places(record: LineageRecord) -> dict[str, str]:
    """Return what to call the things that a status can be about."""
    places = {thing.iri: plain(record.label(thing.iri)) for thing in (*record.models, *record.datasets)}
    for step in record.steps:
        name = f"step {step.ordinal}"
        places |= {setting.iri: f"{name}, {plain(setting.label)}," for setting in step.settings}
        places |= {use.iri: f"the data of {name}" for use in step.dataset_uses}
        places[step.iri] = name
    return places


def plain(text: str | None) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join((text or "").split()))


def _is_address(iri: str) -> bool:
    return iri.startswith(_HUB) and not re.search(r"[\s()<>\"]", iri)


def hub_id(text: str | None) -> str | None:
    """Return the text if it is `org/name`."""
    return text if text and _HUB_ID.fullmatch(text) else None
