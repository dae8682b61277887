"""The chain of a model: what was done, in order, from the roots to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lineage_rdf.codec.names import text
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.edges import Edges, in_batches
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.labels import names_of
from lineage_rdf.query.results import Cells
from lineage_rdf.query.rows import put_together
from lineage_rdf.query.table import Table
from lineage_rdf.query.terms import node_of, number
from lineage_rdf.query.walk import in_order, in_words
from lineage_rdf.query.walks import Terms
from lineage_rdf.store import Store

_FACTS = ("steps", "methods", "datasets")
COLUMNS = ("ordinal", "model", "bases", *_FACTS)


def chain(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return one row for each model of the chain, each after all that it was made of."""
    bases = bases_of(store, entry, terms["model"].value)
    facts = _facts(store, bases)
    named = {base for its in bases.values() for base in its}
    named |= {value for about in facts.values() for value in about.get("datasets", ())}
    names = names_in(store, named)
    rows: list[Cells] = []
    for place, model in enumerate(in_order(bases, bases), 1):
        about = facts.get(model, {})
        steps = in_words(about.get("steps", ()))
        rows.append(
            (
                number(place),
                node_of(model),
                put_together({names[base] for base in bases[model]}),
                put_together({steps} if steps else ()),
                put_together(about.get("methods", ())),
                put_together({names[dataset] for dataset in about.get("datasets", ())}),
            )
        )
    return Table(COLUMNS, rows)


def bases_of(store: Store, entry: Entry, head: str) -> dict[str, list[str]]:
    """Return model -> its bases, for a model and everything it certainly descends from; empty if nothing is told of it."""
    edges = Edges(store, entry.text)
    heads = {head}
    if not list(edges.after(heads)):
        heads |= {edge[1] for edge in Edges(store, part("revisions")).after(heads)}
    found: dict[str, list[str]] = {}
    frontier = sorted(heads)
    while frontier:
        found.update({node: [] for node in frontier})
        for source, target, _ in edges.after(frontier):
            found[source].append(target)
        frontier = sorted({base for node in frontier for base in found[node]}.difference(found))
    if len(found) > 1 and not found[head] and len(heads) > 1:
        del found[head]  # a repository that only stands for its revisions
    return found if len(found) > 1 or _is_known(store, head) else {}


def _is_known(store: Store, iri: str) -> bool:
    return store.ask(f"ASK {{ {node_of(iri)} ?property ?value }}")


def _facts(store: Store, nodes: Collection[str]) -> dict[str, dict[str, set[str]]]:
    """Return model -> what -> values, told of the steps that made it."""
    found: dict[str, dict[str, set[str]]] = {}
    for batch in in_batches(nodes):
        for row in store.select(bind(part("step-facts"), {"node": batch})):
            about = found.setdefault(text(row["node"]), {})
            if "value" in row:  # a blank node of strangers has no name that could be told
                about.setdefault(text(row["what"]), set()).add(text(row["value"]))
    return found


def names_in(store: Store, nodes: Collection[str]) -> Mapping[str, str]:
    """Return node -> its Hub id, else its label, else its IRI."""
    known = names_of(store, nodes)
    return {node: next((text(name) for name in known[node] if name is not None), node) for node in nodes}
