"""What a person calls a node: its Hub id, and its label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from lineage_rdf.claims.identity import identify
from lineage_rdf.codec.names import node, text
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.edges import in_batches
from lineage_rdf.query.index.beside import index_of
from lineage_rdf.query.results import Cells
from lineage_rdf.query.rows import ORDER
from lineage_rdf.query.table import NAMELESS, Names, Table, called
from lineage_rdf.store import Row, Store
from lineage_rdf.vocabulary.namespaces import HUB, HUB_DATASETS

_Facts: TypeAlias = dict[str, dict[str, str]]  # node -> property -> value
_NAME, _STAGE = node("schema:name").value, node("stageName").value
_IDENTIFIER, _REVISION = node("schema:identifier").value, node("revision").value


def with_labels(
    store: Store, table: Table, rows: Sequence[Cells], labelled: Collection[str]
) -> tuple[tuple[str, ...], Sequence[Cells]]:
    """Return a table with the columns `NAME_id` and `NAME_label` beside some columns of nodes.

    Args:
        store: the place that knows the names.
        table: the columns; if it has those already nothing is done.
        rows: its rows.
        labelled: the columns that hold nodes.
    """
    names = called(table.columns, labelled)
    if set(names) <= set(table.columns):
        return table.columns, rows
    columns = dict(
        zip(table.columns, list(zip(*rows, strict=True)) or [()] * len(table.columns), strict=True)
    )
    known = names_of(store, {text(term) for name in labelled for term in columns[name] if term is not None})
    for name in labelled:
        pairs = [known[text(term)] if term is not None else NAMELESS for term in columns[name]]
        columns[f"{name}_id"], columns[f"{name}_label"] = [
            tuple(pair[place] for pair in pairs) for place in (0, 1)
        ]
    return names, list(zip(*(columns[name] for name in names), strict=True))


def names_of(store: Store, nodes: Collection[str]) -> dict[str, Names]:
    """Return node -> its Hub id (`ORG/NAME`, or `ORG/NAME@REVISION`) and its label.

    Args:
        store: the place that knows them.
        nodes: the nodes, as IRIs or `_:label`.
    """
    if index := index_of(store):
        found = index.numbers(nodes)
        known = dict(zip(index.nodes.take(found), index.names(found), strict=True))
        return {node: as_terms(known.get(node) or names_in({}, node)) for node in nodes}
    facts: _Facts = {}
    for batch in in_batches(nodes):
        _take(facts, store.select(bind(part("labels"), {"node": batch})))
    return {node: as_terms(names_in(facts, node)) for node in nodes}


def all_facts(store: Store) -> Mapping[str, Mapping[str, str]]:
    """Return node -> property -> value, for the properties that names are made of and all nodes that have an IRI.

    Args:
        store: the place.

    Raises:
        NoVerdictError: if the place does not answer.
    """
    facts: _Facts = {}
    named = (row for row in store.select(ORDER.sub("", part("names"))) if isinstance(row["node"], NamedNode))
    _take(facts, named)
    return facts


def _take(facts: _Facts, rows: Iterable[Row]) -> None:
    """Add what rows of (node, property, value) tell; of several values the first in the order of letters counts."""
    for row in rows:
        about = facts.setdefault(text(row["node"]), {})
        value, key = text(row["value"]), text(row["property"])
        about[key] = min(value, about.get(key, value))


def names_in(facts: Mapping[str, Mapping[str, str]], node: str) -> tuple[str, str]:
    """Return the Hub id and the label of a node; empty texts if it has none.

    Args:
        facts: see `all_facts`.
        node: the node, as IRI or `_:label`.
    """
    about = facts.get(node, {})
    return _hub_id(node, about), about.get(_NAME) or about.get(_STAGE) or ""


def as_terms(names: tuple[str, str]) -> Names:
    """Return an id and a label as literals."""
    return Literal(names[0]) if names[0] else None, Literal(names[1]) if names[1] else None


def _hub_id(iri: str, facts: Mapping[str, str]) -> str:
    """Return the id by which the Hub knows a node, from what is told of it or from its address."""
    if _IDENTIFIER in facts:
        revision = facts.get(_REVISION)
        return facts[_IDENTIFIER] + (f"@{revision}" if revision else "")
    if not iri.startswith(HUB):
        return ""
    known = identify(iri, dataset=iri.startswith(HUB_DATASETS))
    return known.repository + (f"@{known.revision}" if known.revision else "") if known.is_hub else ""
