"""The record: eleven typed fields, each of which may be unknown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from attrs import fields, frozen

from lineage_rdf.errors import InputError

WHOLE: Final = "whole training"
STEPS: Final = "steps of the lineage"
UNIT: Final = "exaFLOP"
# Numbers are written without an exponent, so that one of a few letters could fill a disk.
_MAX_EXPONENT: Final = 300
_MAX_COUNT: Final = 10**18


@frozen
class Metric:
    """One measured value.

    Args:
        metric: name of the metric.
        value: what was measured.
        dataset: what it was measured on.
        split: the part of that.
    """

    metric: str
    value: Decimal | None = None
    dataset: str | None = None
    split: str | None = None


@frozen
class Compute:
    """Computation spent on training.

    Args:
        value: in exaFLOP (10^18 floating-point operations).
        covers: `whole training`, or `steps of the lineage`, which leaves the training of the base out.
    """

    value: Decimal
    covers: str


@frozen(kw_only=True)
class ModelRecord:
    """CASRAI's minimum metadata of a model record; None is what is not known."""

    intended_use: str | None = None
    out_of_scope_use: str | None = None
    training_data_doi: tuple[str, ...] | None = None
    evaluation_data_doi: tuple[str, ...] | None = None
    evaluation_metrics: tuple[Metric, ...] | None = None
    model_architecture: str | None = None
    base_model: tuple[str, ...] | None = None
    parameter_count: int | None = None
    training_compute_estimate: Compute | None = None
    ethical_considerations: str | None = None
    license: str | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are not known."""
        return tuple(name for name in FIELDS if getattr(self, name) is None)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as its JSON Schema has it; decimals are numbers of at most 15 digits there."""
        return {name: plain(getattr(self, name)) for name in FIELDS}

    @classmethod
    def from_dict(cls, data: object, where: str = "record") -> ModelRecord:
        """Return the record of a JSON object; a field that is left out is not known.

        Args:
            data: what a JSON or YAML document holds.
            where: its name, for messages.

        Raises:
            InputError: for anything that the schema does not allow; all faults are named.
        """
        if not isinstance(data, dict):
            raise InputError("a model record is an object of eleven fields", where)
        faults = [f"there is no field {name!r}" for name in map(str, data) if name not in FIELDS]
        found: dict[str, Any] = {}
        for name in FIELDS:
            try:
                found[name] = None if data.get(name) is None else _READ[name](data[name])
            except (ValueError, TypeError, KeyError, ArithmeticError):
                faults.append(f"{name} is not of its type")
        if faults:
            raise InputError(
                "; ".join(faults), where, "see lineage_rdf/model_record/model-record.schema.json"
            )
        return cls(**found)


FIELDS: Final = tuple(field.name for field in fields(ModelRecord))


def plain(value: object) -> Any:
    """Return a value of a field as JSON and YAML have it: decimals as numbers, tuples as lists, records as objects."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Metric():
            row = (value.metric, value.value, value.dataset, value.split)
            return dict(zip(("metric", "value", "dataset", "split"), map(plain, row), strict=True))
        case Compute():
            return {"value": plain(value.value), "unit": UNIT, "covers": value.covers}
        case tuple():
            return [plain(item) for item in value]
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    return tuple(dict.fromkeys(map(_text, value)))


def _dois(value: object) -> tuple[str, ...]:
    from lineage_rdf.model_record.dois import doi_of

    found = [doi_of(text) for text in _texts(value)]
    if None in found:
        raise ValueError
    return tuple(dict.fromkeys(text for text in found if text))


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        raise ValueError
    return number


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < _MAX_COUNT:
        raise ValueError
    return value


def _compute(value: Any) -> Compute:
    if not isinstance(value, dict) or set(value) != {"value", "unit", "covers"} or value["unit"] != UNIT:
        raise ValueError
    if value["covers"] not in (WHOLE, STEPS) or _number(value["value"]) < 0:
        raise ValueError
    return Compute(_number(value["value"]), value["covers"])


def _metric(row: Any) -> Metric:
    if not isinstance(row, dict) or set(row) - {"metric", "value", "dataset", "split"}:
        raise ValueError
    told = row.get("value")
    texts = (None if row.get(name) is None else _text(row[name]) for name in ("dataset", "split"))
    return Metric(_text(row["metric"]), None if told is None else _number(told), *texts)


def _metrics(value: object) -> tuple[Metric, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    return tuple(map(_metric, value))


_READ: Final = {
    **dict.fromkeys(FIELDS, _text),
    "training_data_doi": _dois,
    "evaluation_data_doi": _dois,
    "evaluation_metrics": _metrics,
    "base_model": _texts,
    "parameter_count": _count,
    "training_compute_estimate": _compute,
}
