"""The store that the catalogue is asked of, and what it is asked: the parameters that give the most rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from bench.hub.plan import MERGE, Plan, make_plan
from bench.hub.things import Things
from bench.hub.write import Hub
from lineage_rdf.codec.names import node
from lineage_rdf.vocabulary.namespaces import HUB, XSD

UNRESOLVED: Final = 10  # every tenth lineage has a base that cannot be found
TURNED: Final = 500  # every 500th tells that what it was made from was made from it
_WHEN: Final = Literal("2026-01-02T03:04:05Z", datatype=NamedNode(f"{XSD}dateTime"))
_Facts = Iterator[tuple[NamedNode, str, NamedNode | Literal]]


def write_store(models: int, folder: Path) -> int:
    """Write a hub to a store on disk, each lineage with all that it mentions in a graph of its own.

    What the hub has none of is told beside it: reviews, bases that cannot be found, other names, repositories' licences, cycles.

    Args:
        models: how many models the hub has.
        folder: where to.

    Returns:
        The number of statements.
    """
    return _stored(_statements(Hub(models, 0)), folder)


def write_descent(models: int, folder: Path) -> int:
    """Write a store that tells of a hub only what was made from what and what it is called: a tenth of what there is to tell.

    Args:
        models: how many models the hub has.
        folder: where to.

    Returns:
        The number of statements.
    """
    return _stored(_descent(make_plan(models)), folder)


def _stored(quads: Iterator[Quad], folder: Path) -> int:
    store = Store(str(folder))
    store.bulk_extend(quads)
    store.optimize()
    return len(store)


def _descent(plan: Plan) -> Iterator[Quad]:
    things = Things(plan)
    for number in range(plan.bases):
        yield from _called(things, number, NamedNode("urn:x:bases"))
    for place, stages in enumerate(plan.lineages):
        graph = NamedNode(f"urn:x:lineage:{place}")
        for stage in stages:
            yield from _called(things, stage.model, graph)
            made, step = NamedNode(things.model_iri(stage.model)), NamedNode(f"urn:x:step:{stage.model}")
            yield Quad(
                step, node("rdf:type"), node("Merging" if stage.kind == MERGE else "FineTuning"), graph
            )
            yield Quad(step, node("producedModel"), made, graph)
            for base in stage.bases:
                yield Quad(made, node("derivedFromModel"), NamedNode(things.model_iri(base)), graph)
                yield Quad(step, node("baseModel"), NamedNode(things.model_iri(base)), graph)


def _called(things: Things, number: int, graph: NamedNode) -> Iterator[Quad]:
    iri = things.model_iri(number)
    repository, _, revision = iri.partition("/tree/")
    model = NamedNode(iri)
    yield Quad(model, node("schema:identifier"), Literal(repository.removeprefix(HUB)), graph)
    yield Quad(model, node("revision"), Literal(revision), graph)
    yield Quad(model, node("prov:specializationOf"), NamedNode(repository), graph)


def _statements(hub: Hub) -> Iterator[Quad]:
    for number, (graph, quads) in enumerate(hub.graphs()):
        yield from (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
        for subject, name, value in _more(number, quads):
            yield Quad(subject, node(name), value, graph)


def _more(number: int, quads: Sequence[Triple | Quad]) -> _Facts:
    """Yield what is told beside a lineage of the hub."""
    ((lineage, head),) = ((q.subject, q.object) for q in quads if q.predicate == node("headModel"))
    derived = [(q.subject, q.object) for q in quads if q.predicate == node("derivedFromModel")]
    owner = next(q.object for q in quads if q.predicate == node("accountableAgent"))
    repositories = {q.object for q in quads if q.predicate == node("prov:specializationOf")}
    assert isinstance(lineage, NamedNode) and isinstance(head, NamedNode) and isinstance(owner, NamedNode)
    yield from _review(f"{lineage.value}-review", head, owner)
    if number % UNRESOLVED == 0:
        yield from _unresolved(lineage, f"{lineage.value}-status", derived[0][0], quads)
    for repository in sorted(repositories, key=str):
        assert isinstance(repository, NamedNode)
        if repository.value.startswith(f"{HUB}account"):
            yield repository, "weightsLicence", Literal("Apache-2.0")
            yield repository, "prov:alternateOf", NamedNode(HUB + repository.value.rpartition("/")[2])
    if number % TURNED == 0:
        base = next(base for _, base in derived)
        assert isinstance(base, NamedNode)
        yield base, "derivedFromModel", head


def _review(iri: str, head: NamedNode, owner: NamedNode) -> _Facts:
    review, sign, association = NamedNode(iri), NamedNode(f"{iri}-sign-off"), NamedNode(f"{iri}-agent")
    yield review, "reviewsModel", head
    yield review, "prov:endedAtTime", _WHEN
    yield review, "prov:wasAssociatedWith", owner
    yield review, "prov:qualifiedAssociation", association
    yield association, "prov:agent", owner
    yield association, "prov:hadRole", node("agent-role:reviewer")
    yield review, "hasSignOff", sign
    yield sign, "signOffDecision", Literal("approved")
    yield sign, "prov:wasAttributedTo", owner


def _unresolved(lineage: NamedNode, iri: str, made: object, quads: Sequence[Triple | Quad]) -> _Facts:
    fact = NamedNode(iri)
    step = next(q.subject for q in quads if q.predicate == node("producedModel") and q.object == made)
    assert isinstance(step, NamedNode)
    yield lineage, "hasFactStatus", fact
    yield fact, "statusKind", node("status:unresolved")
    yield fact, "statusElement", node("element:base-model")
    yield fact, "statusSubject", step
    yield fact, "statusReason", Literal("a path on the machine where it was made")


def questions(plan: Plan) -> dict[str, dict[str, str]]:
    """Return query -> the parameters that it is asked with.

    Args:
        plan: the bones of the hub.
    """
    things = Things(plan)
    stages = [stage for stages in plan.lineages for stage in stages]
    base = Counter(base for stage in stages for base in stage.bases).most_common(1)[0][0]
    dataset = Counter(dataset for stage in stages for dataset in stage.datasets).most_common(1)[0][0]
    depth: dict[int, int] = {}
    for stage in stages:
        depth[stage.model] = 1 + max(depth.get(before, 0) for before in stage.bases)
    deepest = things.model_iri(max(depth, key=lambda model: depth[model]))
    # A merge has few settings, so that many have the same; of fine-tunes no two may.
    merged = next((stage.model for stage in stages if stage.kind == MERGE), stages[0].model)
    child = next(stage.model for stage in stages if base in stage.bases)
    popular = things.model_iri(base)
    return {
        "affected-by-dataset": {"dataset": things.dataset_iri(dataset)},
        "affected-by-model": {"model": popular},
        "aliases": {},
        "ancestors": {"model": deepest},
        "chain": {"model": deepest},
        "compare-models": {"model": deepest, "other": things.model_iri(child)},
        "compare-siblings": {"base": popular},
        "cycles": {},
        "dead-ends": {},
        "descendants": {"model": popular},
        "eu-one-third": {},
        "hyperparameters": {},
        "incomplete": {},
        "licence-conflicts": {},
        "licence-drift": {},
        "methods": {"also": "parameterization:lora"},
        "same-recipe": {"model": things.model_iri(merged)},
        "siblings": {"model": things.model_iri(child)},
        "signed-off": {},
    }
