"""What a person calls a node: its Hub id, and its label."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyoxigraph import Literal

from lineage_rdf.claims.identity import identify
from lineage_rdf.codec.names import node, text
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.edges import in_batches
from lineage_rdf.query.results import Cells
from lineage_rdf.store import Store, Term
from lineage_rdf.vocabulary.namespaces import HUB, HUB_DATASETS

_Facts = Mapping[str, str]  # property -> value, of several the first in the order of letters
_NAME, _STAGE = node("schema:name").value, node("stageName").value
_IDENTIFIER, _REVISION = node("schema:identifier").value, node("revision").value


def with_labels(
    store: Store, columns: tuple[str, ...], rows: list[Cells], labelled: Collection[str]
) -> tuple[tuple[str, ...], list[Cells]]:
    """Return a table with the columns `NAME_id` and `NAME_label` beside some columns of nodes.

    Args:
        store: the place that knows the names.
        columns: the columns.
        rows: the rows.
        labelled: the columns that hold nodes.
    """
    places = [place for place, name in enumerate(columns) if name in labelled]
    known = names_of(store, {text(row[place]) for row in rows for place in places if row[place] is not None})
    wide: list[str] = []
    for name in columns:
        wide += [name, f"{name}_id", f"{name}_label"] if name in labelled else [name]

    def widened(row: Cells) -> Cells:
        cells: list[Term | None] = []
        for place, term in enumerate(row):
            cells.append(term)
            if place in places:
                cells += known.get(text(term), (None, None)) if term is not None else (None, None)
        return tuple(cells)

    return tuple(wide), [widened(row) for row in rows]


def names_of(store: Store, nodes: Collection[str]) -> dict[str, tuple[Literal | None, Literal | None]]:
    """Return node -> its Hub id (`ORG/NAME`, or `ORG/NAME@REVISION`) and its label.

    Args:
        store: the place that knows them.
        nodes: the nodes, as IRIs or `_:label`.
    """
    facts: dict[str, dict[str, str]] = {}
    for batch in in_batches(nodes):
        for row in store.select(bind(part("labels"), {"node": batch})):
            about = facts.setdefault(text(row["node"]), {})
            value = text(row["value"])
            key = text(row["property"])
            about[key] = min(value, about.get(key, value))
    return {
        name: (_literal(_hub_id(name, facts.get(name, {}))), _literal(_label(facts.get(name, {}))))
        for name in nodes
    }


def _hub_id(iri: str, facts: _Facts) -> str:
    """Return the id by which the Hub knows a node, from what is told of it or from its address."""
    if _IDENTIFIER in facts:
        revision = facts.get(_REVISION)
        return facts[_IDENTIFIER] + (f"@{revision}" if revision else "")
    if not iri.startswith(HUB):
        return ""
    known = identify(iri, dataset=iri.startswith(HUB_DATASETS))
    return known.repository + (f"@{known.revision}" if known.revision else "") if known.is_hub else ""


def _label(facts: _Facts) -> str:
    return facts.get(_NAME) or facts.get(_STAGE) or ""


def _literal(value: str) -> Literal | None:
    return Literal(value) if value else None
