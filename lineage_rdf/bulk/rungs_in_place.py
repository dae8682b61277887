"""Which rungs of the ladder of profiles the lineages of some models reach, where these lie in a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.bulk.rungs import NO_VERDICT, rungs_of
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.codec.names import node, text
from lineage_rdf.errors import UsageError
from lineage_rdf.plain_text import counted
from lineage_rdf.query.results import Results
from lineage_rdf.store import Store
from lineage_rdf.store.graphs import batches
from lineage_rdf.vocabulary.namespaces import XSD

_INTEGER: Final = NamedNode(f"{XSD}integer")
_AT_ONCE: Final = 100  # lineages that are fetched and checked together
ADDED: Final = ("rung", "height")
_MODEL: Final = "model"
_NOT_ENDED: Final = -1


def with_rungs(store: Store, found: Results) -> Results:
    """Return results with the highest rung that the lineage of each model reaches.

    Checked are the lineages that end with the model or tell how it was made, each by itself, in its own named graph. Of several
    lineages of one model the highest rung counts.

    Args:
        store: the place that gave the results.
        found: results with a column `model`.

    Returns:
        The results with the columns `rung`, its name, and `height`, its number from 0 for none; both are empty where no named
        graph holds a lineage of the model.

    Raises:
        UsageError: if there is no such column.
        NoVerdictError: if the place does not answer.
    """
    if _MODEL not in found.columns:
        raise UsageError(
            "there is no column model, so there are no lineages to check", fix="leave out --rungs"
        )
    place = found.columns.index(_MODEL)
    models = sorted({text(row[place]) for row in found.rows if isinstance(row[place], NamedNode)})
    heights = _heights(store, models)
    rows = []
    for row in found.rows:
        rows.append((*row, *_cells(heights.get(text(row[place])))))
    missing = len([model for model in models if model not in heights])
    told = (
        (f"of {counted(missing, 'model')} no named graph holds a lineage that could be checked",)
        if missing
        else ()
    )
    return Results((*found.columns, *ADDED), tuple(rows), (*found.told, *told))


def _cells(height: int | None) -> tuple[Literal | None, Literal | None]:
    if height is None:
        return (None, None)
    if height == _NOT_ENDED:
        return (Literal(NO_VERDICT), None)
    return (Literal(LADDER[height - 1] if height else "none"), Literal(str(height), datatype=_INTEGER))


def _heights(store: Store, models: Sequence[str]) -> dict[str, int]:
    """Return model -> the number of its highest rung, `_NOT_ENDED` for no verdict."""
    graphs: dict[NamedNode, list[str]] = {}
    for batch in batches(models):
        names = " ".join(str(NamedNode(model)) for model in batch)
        tells = f"{{ ?this {node('headModel')} ?model }} UNION {{ ?step {node('producedModel')} ?model }}"
        query = f"SELECT DISTINCT ?g ?model {{ VALUES ?model {{ {names} }} GRAPH ?g {{ {tells} }} }}"
        for row in store.select(query):
            if isinstance(row["g"], NamedNode):
                graphs.setdefault(row["g"], []).append(text(row["model"]))
    found: dict[str, int] = {}
    for graph, height in _checked(store, sorted(graphs, key=str)):
        for model in graphs[graph]:
            found[model] = max(height, found.get(model, height))
    return found


def _checked(store: Store, graphs: Sequence[NamedNode]) -> Iterator[tuple[NamedNode, int]]:
    for start in range(0, len(graphs), _AT_ONCE):
        part = graphs[start : start + _AT_ONCE]
        rungs = rungs_of([tuple(_statements(store, graph)) for graph in part])
        for graph, reached in zip(part, rungs, strict=True):
            yield graph, _NOT_ENDED if reached == (NO_VERDICT,) else len(reached)


def _statements(store: Store, graph: NamedNode) -> Iterable[Quad]:
    for row in store.select(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
        yield Quad(row["s"], row["p"], row["o"])  # type: ignore[arg-type]
