"""What a person calls the nodes of a store, asked for by the hundred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from lineage_rdf.codec.names import iri_to_code, node, short_class, text
from lineage_rdf.codec.terms import is_iri
from lineage_rdf.pages.things import Kind, Thing, last_part
from lineage_rdf.records import Step
from lineage_rdf.store import Store
from lineage_rdf.vocabulary.naming import UNNAMED, name_with_revision
from lineage_rdf.vocabulary.terms import SUPERCLASSES

_BATCH: Final = 200
_ROWS: Final = 20  # of one node; who wrote more names than that gets some of them
_TOLD: Final = {
    node(name).value: name
    for name in (
        *("rdf:type", "schema:identifier", "schema:name", "schema:description", "revision"),
        *("stageName", "ordinal", "hasObjective", "headModel"),
    )
}


def named(iris: Iterable[str]) -> Iterator[list[NamedNode]]:
    """Yield the nodes with some IRIs in pieces for one query each; what no query can name is left out."""
    nodes = [NamedNode(iri) for iri in dict.fromkeys(iris) if not iri.startswith("_:") and is_iri(iri)]
    for start in range(0, len(nodes), _BATCH):
        yield nodes[start : start + _BATCH]


def values(nodes: Sequence[NamedNode]) -> str:
    """Return nodes as they stand in a VALUES block."""
    return " ".join(map(str, nodes))


def things(store: Store, iris: Iterable[str], kind: Kind) -> dict[str, Thing]:
    """Return IRI -> thing with its label.

    Args:
        store: the store.
        iris: what is asked for.
        kind: the kind that all of them are of.
    """
    wanted = list(dict.fromkeys(iris))
    told = _told(store, wanted)
    found = {iri: Thing(iri, kind, _label(iri, kind, told.get(iri, {}))) for iri in wanted}
    if kind is Kind.LINEAGE:
        heads = {
            iri: _first(told.get(iri, {}), "headModel") for iri, thing in found.items() if not thing.label
        }
        models = things(store, filter(None, heads.values()), Kind.MODEL)
        found |= {
            iri: Thing(iri, kind, f"lineage of {models[head].label if head else 'a model'}")
            for iri, head in heads.items()
        }
    if kind is Kind.MODEL:
        nameless = [iri for iri, thing in found.items() if thing.label == UNNAMED]
        found |= {iri: Thing(iri, kind, label) for iri, label in _results(store, nameless)}
    return found


def _results(store: Store, models: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (model, what it is called after the step that made it)."""
    makers: dict[str, str] = {}
    for batch in named(models):
        query = (
            f"SELECT DISTINCT ?node ?step {{ VALUES ?node {{ {values(batch)} }} ?step {_MADE} ?node }} "
            f"LIMIT {len(batch) * _ROWS}"
        )
        for row in store.select(query):
            model, step = text(row["node"]), text(row["step"])
            makers[model] = min(makers.get(model, step), step)
    steps = things(store, makers.values(), Kind.STEP)
    return ((model, f"result of {steps[step].label}") for model, step in makers.items())


def _told(store: Store, iris: Sequence[str]) -> Mapping[str, dict[str, set[str]]]:
    """Return IRI -> name of a property -> its values."""
    found: dict[str, dict[str, set[str]]] = defaultdict(dict)
    properties = values([NamedNode(iri) for iri in _TOLD])
    for batch in named(iris):
        query = (
            f"SELECT DISTINCT ?node ?property ?value {{ VALUES ?node {{ {values(batch)} }} "
            f"VALUES ?property {{ {properties} }} ?node ?property ?value }} LIMIT {len(batch) * _ROWS}"
        )
        for row in store.select(query):
            told = found[text(row["node"])]
            told.setdefault(_TOLD[text(row["property"])], set()).add(text(row["value"]))
    return found


def _first(told: Mapping[str, set[str]], name: str) -> str:
    return min(told.get(name, ()), default="")


def _label(iri: str, kind: Kind, told: Mapping[str, set[str]]) -> str:
    """Return what records call a thing with these properties (see `LineageRecord.label` and `Step.label`)."""
    if kind is Kind.STEP:
        objectives = "+".join(sorted(iri_to_code(one, "objective") for one in told.get("hasObjective", ())))
        detail = _first(told, "stageName") or objectives or _kind(told.get("rdf:type", set()))
        ordinal = _first(told, "ordinal")
        return f"step {ordinal} ({detail})" if ordinal else detail
    if kind is Kind.LINEAGE:
        return _first(told, "schema:name")
    known = [_first(told, name) for name in ("schema:identifier", "schema:name", "revision")]
    if kind is Kind.AGENT:
        return known[1] or known[0] or last_part(iri)
    nameless = UNNAMED if kind is Kind.MODEL else _first(told, "schema:description") or "unnamed dataset"
    return name_with_revision(*known) or nameless


def _kind(classes: set[str]) -> str:
    """Return the most special class of a step."""
    known = {name for iri in classes if (name := short_class(iri)) in Step.KINDS}
    above = {parent for name in known for parent in SUPERCLASSES.get(name, ())}
    return min(known - above or known, default=Step.KINDS[-1])


_MADE: Final = node("producedModel")
