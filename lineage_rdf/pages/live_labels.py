"""What a person calls the nodes of a store, asked for by the hundred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from lineage_rdf.codec.names import node, text
from lineage_rdf.codec.terms import is_iri
from lineage_rdf.pages.things import Kind, Thing, last_part
from lineage_rdf.picture.wording import hub_name
from lineage_rdf.store import Store
from lineage_rdf.vocabulary.naming import UNNAMED, name_with_revision

_BATCH: Final = 200
_ROWS: Final = 20  # of one node; who wrote more names than that gets some of them
_TOLD: Final = {
    node(name).value: name
    for name in (
        "schema:identifier",
        "schema:name",
        "revision",
        "stageName",
        "ordinal",
        "schema:description",
        "headModel",
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
            iri: told.get(iri, {}).get("headModel", "")
            for iri in wanted
            if not told.get(iri, {}).get("schema:name")
        }
        models = things(store, filter(None, heads.values()), Kind.MODEL)
        for iri, head in heads.items():
            found[iri] = Thing(iri, kind, f"lineage of {models[head].label if head else UNNAMED}")
    return found


def _told(store: Store, iris: Sequence[str]) -> Mapping[str, dict[str, str]]:
    """Return IRI -> name of a property -> its least value."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    properties = values([NamedNode(iri) for iri in _TOLD])
    for batch in named(iris):
        query = (
            f"SELECT DISTINCT ?node ?property ?value {{ VALUES ?node {{ {values(batch)} }} VALUES ?property {{ {properties} }} "
            f"?node ?property ?value }} LIMIT {len(batch) * _ROWS}"
        )
        for row in store.select(query):
            told, name, value = found[text(row["node"])], _TOLD[text(row["property"])], text(row["value"])
            told[name] = min(told.get(name, value), value)
    return found


def _label(iri: str, kind: Kind, told: Mapping[str, str]) -> str:
    if kind is Kind.STEP:
        detail = told.get("stageName") or told.get("schema:name") or "step"
        return f"step {told['ordinal']} ({detail})" if "ordinal" in told else detail
    if kind is Kind.LINEAGE:
        return told.get("schema:name", "")
    known = name_with_revision(told.get("schema:identifier"), told.get("schema:name"), told.get("revision"))
    nameless = UNNAMED if kind is Kind.MODEL else told.get("schema:description") or f"unnamed {kind}"
    return known or hub_name(iri) or (nameless if iri.startswith(("urn:uuid:", "_:")) else last_part(iri))
