"""All models made from a base side by side, with what their evaluations changed against the base."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from lineage_rdf.codec.names import text
from lineage_rdf.codec.numbers import parse_decimal, plain
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.chain import names_in
from lineage_rdf.query.edges import in_batches
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.results import Cells
from lineage_rdf.query.rows import cells, joined, ordered, put_together
from lineage_rdf.query.table import Table
from lineage_rdf.query.walks import Terms, with_revisions
from lineage_rdf.store import Store
from lineage_rdf.store.paging import variables
from lineage_rdf.vocabulary.namespaces import XSD

_DECIMAL: Final = NamedNode(f"{XSD}decimal")


class _Measure(NamedTuple):
    """What was measured: two values can be compared if all of this is the same."""

    metric: str
    on: str
    split: str


_Values = dict[_Measure, set[Decimal]]


def compare_siblings(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return one row for each model made from a base.

    Columns beside those of the query: `deltas`, the value of each evaluation less that of the base on the same data and split,
    and where there is just one of them `result` and `delta`, as numbers.
    """
    bases = sorted(with_revisions(store, terms["base"].value))
    given = {name: [term] for name, term in terms.items()} | {"base": [NamedNode(iri) for iri in bases]}
    query = bind(entry.text, given)
    columns = tuple(variables(query))
    rows = ordered(
        joined((cells(row, columns) for row in store.select(query)), columns, entry.joined),
        columns,
        entry.text,
    )
    models = {text(row[0]) for row in rows if row[0] is not None}
    found = _measured(store, {*models, *bases}, terms.get("metric"))
    before: _Values = {}
    for base in bases:
        for measure, values in found.get(base, {}).items():
            before.setdefault(measure, set()).update(values)
    names = names_in(store, {measure.on for values in found.values() for measure in values if measure.on})
    return Table(
        (*columns, "deltas", "result", "delta"),
        [(*row, *_compared(found.get(text(row[0]), {}), before, names)) for row in rows],
    )


def _measured(
    store: Store, models: Collection[str], metric: NamedNode | Literal | None
) -> dict[str, _Values]:
    """Return model -> what was measured -> the values that are told."""
    found: dict[str, _Values] = {}
    for batch in in_batches(models):
        for row in store.select(bind(part("evaluations"), {"node": batch})):
            value = parse_decimal(text(row["value"]))
            if value is None or metric not in (None, row.get("metric")):
                continue
            called = (
                text(row["metric"]).rpartition("/")[2] if "metric" in row else text(row.get("name", "result"))
            )
            on, split = (text(row[key]) if key in row else "" for key in ("on", "split"))
            values = found.setdefault(text(row["node"]), {})
            values.setdefault(_Measure(called, on, split), set()).add(value)
    return found


def _compared(values: _Values, before: _Values, names: Mapping[str, str]) -> Cells:
    """Return the cells deltas, result and delta; what has several values on a side has no difference."""
    single = {measure: next(iter(told)) for measure, told in values.items() if len(told) == 1}
    deltas = {
        measure: value - next(iter(before[measure]))
        for measure, value in single.items()
        if len(before.get(measure, ())) == 1
    }
    words = {
        f"{_words(measure, names)} {'+' if delta > 0 else ''}{plain(delta)}"
        for measure, delta in deltas.items()
    }
    result = next(iter(single.values())) if len(values) == len(single) == 1 else None
    delta = next(iter(deltas.values())) if len(deltas) == 1 else None
    return (put_together(words), _number(result), _number(delta))


def _words(measure: _Measure, names: Mapping[str, str]) -> str:
    where = f" on {names[measure.on]}" if measure.on else ""
    return f"{measure.metric}{where}{f' ({measure.split})' if measure.split else ''}"


def _number(value: Decimal | None) -> Literal | None:
    return None if value is None else Literal(plain(value), datatype=_DECIMAL)
