"""Two models side by side, step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from lineage_rdf.codec.names import text
from lineage_rdf.codec.numbers import parse_decimal
from lineage_rdf.codec.numbers import plain as plain_number
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.chain import bases_of, names_in
from lineage_rdf.query.edges import in_batches
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.results import Cells
from lineage_rdf.query.rows import put_together
from lineage_rdf.query.side_by_side import side_by_side
from lineage_rdf.query.table import Table
from lineage_rdf.query.terms import number
from lineage_rdf.query.walk import in_order, in_words
from lineage_rdf.query.walks import Terms
from lineage_rdf.store import Row, Store, Term
from lineage_rdf.vocabulary.namespaces import FTL

_COLUMNS: Final = ("step", "what", "name", "value", "other_value", "same")
# What is compared, in the order of the rows: as the query calls it, and as a person does.
_WHAT: Final = {
    "model": "model", "step": "step", "baseModel": "base", "adapter for": "adapter for", "hasObjective": "objective",
    "hasParameterization": "parameterization", "usesMergeMethod": "merge method", "mergeBase": "merge base",
    "usesQuantizationMethod": "quantization method", "methodText": "method in words", "referenceModel": "reference model",
    "rewardModel": "reward model", "teacherModel": "teacher model", "dataset": "dataset", "hyperparameter": "hyperparameter",
    "computeExaFlop": "compute in exaFLOP", "licence": "licence", "evaluation": "evaluation",
}  # fmt: skip
_ORDER: Final = tuple(_WHAT.values())
_DONE: Final = ("step", "objective", "merge method", "quantization method")
_Key = tuple[str, str]  # what, name
_Facts = Mapping[_Key, Collection[str]]


def compare_models(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return one row for each fact of two models, in the order of their steps; none if nothing is told of one of them."""
    one = bases_of(store, entry, terms["model"].value)
    other = bases_of(store, entry, terms["other"].value)
    if not one or not other:
        return Table(_COLUMNS, ())
    told = _Told(store, {*one, *other})
    return Table(_COLUMNS, _rows(told, in_order(one, one), in_order(other, other)))


class _Told:
    """What a place tells of some models.

    Args:
        store: the place.
        models: the models.
    """

    def __init__(self, store: Store, models: Collection[str]) -> None:
        self._facts: dict[str, dict[_Key, set[str]]] = {model: {} for model in models}
        rows: list[Row] = []
        for batch in in_batches(models):
            rows += store.select(bind(part("model-facts"), {"node": batch}))
        things = {*models} | {
            text(row[key]) for row in rows for key in ("value", "on") if _is_thing(row.get(key))
        }
        self._names = names_in(store, things)
        for row in rows:
            key = _WHAT[text(row["what"])], self._name(row)
            if "value" in row:  # a blank node of strangers has no name that could be told
                self._facts[text(row["node"])].setdefault(key, set()).add(self._value(row["value"]))

    def of(self, model: str | None) -> _Facts:
        """Return what is told of a model, with its name."""
        if model is None:
            return {}
        facts: dict[_Key, Collection[str]] = {**self._facts[model], ("model", ""): {self._names[model]}}
        kinds = facts.get(("step", ""))
        return {**facts, ("step", ""): {in_words(kinds)}} if kinds else facts

    def done(self, model: str) -> tuple[tuple[str, ...], ...]:
        """Return what was done to make a model, by which steps are laid side by side."""
        facts = self.of(model)
        return tuple(tuple(sorted(facts.get((what, ""), ()))) for what in _DONE)

    def _name(self, row: Row) -> str:
        name = text(row["name"]).rpartition("/")[2] if "name" in row else ""
        if "on" not in row:
            return name
        on = text(row["on"])
        return f"{name} on {self._names.get(on, on)}"

    def _value(self, term: Term) -> str:
        if _is_thing(term):
            return self._names[text(term)]
        found = parse_decimal(text(term)) if _is_number(term) else None
        if found is not None:
            return plain_number(found)
        return text(term).rpartition("/")[2] if isinstance(term, NamedNode) else text(term)


def _is_thing(term: Term | None) -> bool:
    """Tell whether a term is a model or dataset and no term of the vocabulary."""
    return (
        term is not None
        and not isinstance(term, Literal)
        and not text(term).startswith(FTL.rstrip("#") + "/")
    )


def _is_number(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype.value.endswith(("#decimal", "#integer"))


def _rows(told: _Told, one: list[str], other: list[str]) -> Iterator[Cells]:
    both = set(one) & set(other)
    step = 0
    for model in (model for model in one if model in both):
        step += 1
        yield _row(step, ("model", ""), told.of(model), told.of(model))
    left = [model for model in one if model not in both]
    right = [model for model in other if model not in both]
    pairs = side_by_side([told.done(model) for model in left], [told.done(model) for model in right])
    for place, beside in pairs:
        step += 1
        facts = told.of(None if place is None else left[place])
        others = told.of(None if beside is None else right[beside])
        for key in sorted({*facts, *others}, key=lambda key: (_ORDER.index(key[0]), key[1])):
            yield _row(step, key, facts, others)


def _row(step: int, key: _Key, one: _Facts, other: _Facts) -> Cells:
    values, others = set(one.get(key, ())), set(other.get(key, ()))
    same = (
        "same"
        if values == others
        else "different"
        if values and others
        else "model only"
        if values
        else "other only"
    )
    what, name = key
    return (
        number(step),
        Literal(what),
        Literal(name) if name else None,
        put_together(values),
        put_together(others),
        Literal(same),
    )
