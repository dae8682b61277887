"""Models made by the same recipe: the same methods, and the same value of every hyperparameter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.codec.names import node, text
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.edges import Edges, in_batches, successors
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.results import Cells
from lineage_rdf.query.table import Table
from lineage_rdf.query.terms import node_of, number
from lineage_rdf.query.walks import Terms
from lineage_rdf.store import Store

# A method or hyperparameter, and its value, as the engine writes them; a method has no value.
_Fact = tuple[str, str]
_COLUMNS = ("other", "base", "methods", "settings")
_TOGETHER: Final = 6  # settings that candidates are looked for by; each of the others is compared afterwards


def same_recipe(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return the other models whose step has the recipe of a step of one model, and what they were made from."""
    asked = terms["model"]
    own = _facts(store, entry, "model", [asked])
    recipes = {frozenset(facts) for _, facts in own.values()}
    found: dict[str, frozenset[_Fact]] = {}
    for recipe in sorted(recipes, key=sorted):
        steps = _with_some(store, recipe)
        for model, facts in _facts(store, entry, "step", steps).values():
            if frozenset(facts) == recipe and model != asked.value:
                found[model] = recipe
    bases = successors(Edges(store, part("bases")).after(sorted(found)))
    rows: list[Cells] = []
    for model in sorted(found):
        methods = sum(not value for _, value in found[model])
        counts = (number(methods), number(len(found[model]) - methods))
        its = sorted(bases.get(model, [""]))
        rows += [(node_of(model), node_of(base) if base else None, *counts) for base in its]
    return Table(_COLUMNS, rows)


def _facts(
    store: Store, entry: Entry, name: str, nodes: Sequence[NamedNode | Literal]
) -> dict[str, tuple[str, set[_Fact]]]:
    """Return step -> the model it made, and its recipe."""
    found: dict[str, tuple[str, set[_Fact]]] = {}
    for batch in in_batches({item.value for item in nodes}):
        for row in store.select(bind(entry.text, {name: batch})):
            if not isinstance(row["model"], NamedNode | BlankNode):
                continue
            key = text(row["step"])
            _, facts = found.setdefault(key, (text(row["model"]), set()))
            facts.add((str(row["fact"]), str(row["value"]) if "value" in row else ""))
    return found


def _with_some(store: Store, recipe: Collection[_Fact]) -> list[NamedNode]:
    """Return the steps that have some facts of a recipe: all of its methods, and its first settings.

    The query is put together from terms that the place itself gave, spelt by the engine.
    """
    patterns = [f"?step {_METHOD} {fact} ." for fact, value in sorted(recipe) if not value]
    settings = [(fact, value) for fact, value in sorted(recipe) if value]
    for place, (fact, value) in enumerate(settings[:_TOGETHER]):
        patterns.append(f"?step {node('hasSetting')} ?s{place} . ?s{place} {_OF} {fact} ; {_VALUE} {value} .")
    if not patterns:
        return []
    query = f"SELECT DISTINCT ?step WHERE {{ {' '.join(patterns)} ?step {node('producedModel')} ?model }}"
    return [row["step"] for row in store.select(query) if isinstance(row["step"], NamedNode)]


def _any_of(*names: str) -> str:
    """Return the path that is any one of some properties."""
    return f"({'|'.join(str(node(name)) for name in names)})"


_METHOD = _any_of("hasObjective", "hasParameterization", "usesMergeMethod", "usesQuantizationMethod")
_OF = _any_of("settingOf", "schema:name")
_VALUE = _any_of("realValue", "integerValue", "booleanValue", "stringValue")
