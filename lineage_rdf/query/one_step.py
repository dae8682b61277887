"""All that a place tells of one step: itself, its settings and data, and the models it is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node, text
from lineage_rdf.errors import UsageError
from lineage_rdf.query.binding import bind
from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.edges import in_batches
from lineage_rdf.query.entry import Parameter
from lineage_rdf.query.parameters import term_of
from lineage_rdf.query.terms import number
from lineage_rdf.query.walks import with_revisions
from lineage_rdf.store import Store

# What leads to a node that belongs to a step or that the step is about. Nothing leads from a model to the one it was made of.
_INWARD: Final = frozenset(
    map(
        node,
        ("hasSetting", "hasDatasetUse", "usesDataset", "baseModel", "producedModel", "adapterFor", "referenceModel",
         "rewardModel", "teacherModel", "ranIn", "hasComponent", "usesCode"),
    )
)  # fmt: skip
_LEVELS: Final = 3  # step, part, what the part is about
_MODEL: Final = Parameter("model", "model", "the model that the step made", required=True)


@frozen
class OneStep:
    """A step with all that is told of it.

    Args:
        lineage: the lineage it is of.
        step: the step.
        quads: the statements, among them that the lineage has the step.
        told: what there is to know beside them, a sentence each.
    """

    lineage: str
    step: str
    quads: tuple[Quad, ...]
    told: tuple[str, ...] = ()


def one_step(store: Store, model: str, ordinal: int | None = None) -> OneStep:
    """Return what a place tells of the step that made a model, or of another step of that lineage.

    Of several lineages that tell of the model, the one counts that ends with it, and then the first in the order of IRIs.

    Args:
        store: the place.
        model: `ORG/NAME`, `ORG/NAME@REVISION` or the IRI of the model.
        ordinal: the place of the step in the lineage; without it the step that made the model.

    Raises:
        UsageError: if it is no model, or the place knows of no such step.
        NoVerdictError: if the place does not answer.
    """
    wanted = term_of(_MODEL, model).value
    names = with_revisions(store, wanted)
    found: dict[tuple[bool, bool, str, str], None] = {}
    for batch in in_batches(names):
        for row in store.select(bind(part("steps-of-model"), {"model": batch})):
            head = text(row["head"]) if "head" in row else ""
            lineage, step = text(row["lineage"]), text(row["step"])
            if not lineage.startswith("_:") and not step.startswith("_:"):  # which no query can name
                found[head != wanted, head not in names, lineage, step] = None
    if not found:
        raise UsageError(
            f"{store.name} tells of no step that made {model}",
            fix="`lineage-rdf query PLACE chain model=...` shows what is known of it",
        )
    _, _, lineage, step = min(found)
    others = len({key[2] for key in found}) - 1
    told = (f"{others + 1} lineages tell of {model}; this is what {lineage} tells",) if others else ()
    if ordinal is not None:
        step = _numbered(store, lineage, ordinal)
    return OneStep(lineage, step, _described(store, lineage, step), told)


def _numbered(store: Store, lineage: str, ordinal: int) -> str:
    asked = bind(part("steps-of-lineage"), {"lineage": [NamedNode(lineage)], "ordinal": [number(ordinal)]})
    steps = sorted(text(row["step"]) for row in store.select(asked))
    if not steps:
        raise UsageError(f"the lineage {lineage} has no step {ordinal}")
    return steps[0]


def _described(store: Store, lineage: str, step: str) -> tuple[Quad, ...]:
    """Return the statements about a step, about what belongs to it, and about how far these can be relied on."""
    head = NamedNode(lineage)
    quads = {
        Quad(head, node("rdf:type"), node("FineTuneLineage")),
        Quad(head, node("hasStep"), NamedNode(step)),
    }
    quads.update(
        quad
        for quad in _about(store, [lineage])
        if quad.predicate in (node("headModel"), node("schema:name"))
    )
    known: set[str] = set()
    frontier: set[str] = {step}
    for _ in range(_LEVELS):
        known |= frontier
        level = _about(store, frontier)
        quads |= level
        frontier = {text(quad.object) for quad in level if quad.predicate in _INWARD} - known
    quads |= _about(store, frontier)
    quads |= _about(
        store, {text(quad.object) for quad in quads if quad.predicate == node("headModel")} - known
    )
    quads |= _makers(
        store, lineage, {text(quad.object) for quad in quads if quad.predicate == node("baseModel")}
    )
    statuses = _statuses(store, known | frontier)
    quads |= _about(store, statuses)
    named = (status for batch in in_batches(statuses) for status in batch)
    quads |= {Quad(head, node("hasFactStatus"), status) for status in named}
    return tuple(sorted(quads, key=str))


def _makers(store: Store, lineage: str, models: Collection[str]) -> set[Quad]:
    """Return the statements about the steps of the same lineage that made some models; of their parts nothing is needed."""
    makers = set()
    for batch in in_batches(models):
        rows = store.select(bind(part("steps-of-model"), {"model": batch}))
        makers |= {text(row["step"]) for row in rows if text(row["lineage"]) == lineage}
    named = (maker for batch in in_batches(makers) for maker in batch)
    return _about(store, makers) | {Quad(NamedNode(lineage), node("hasStep"), maker) for maker in named}


def _about(store: Store, nodes: Collection[str]) -> set[Quad]:
    found = set()
    for batch in in_batches(nodes):
        for row in store.select(bind(part("statements"), {"node": batch})):
            subject, predicate, value = row["node"], row["property"], row["value"]
            if (
                isinstance(subject, NamedNode)
                and isinstance(predicate, NamedNode)
                and isinstance(value, NamedNode | BlankNode | Literal)
            ):
                found.add(Quad(subject, predicate, value))
    return found


def _statuses(store: Store, nodes: Collection[str]) -> set[str]:
    found = set()
    for batch in in_batches(nodes):
        found |= {text(row["status"]) for row in store.select(bind(part("statuses"), {"subject": batch}))}
    return {status for status in found if not status.startswith("_:")}
