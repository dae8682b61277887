"""Results, and the sh:ValidationReport graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.check.compiled.graph import Node, Term, text
from lineage_rdf.check.compiled.messages import default_message
from lineage_rdf.check.compiled.plan import Plan
from lineage_rdf.check.compiled.run import Hit
from lineage_rdf.check.results import SEVERITY_NAMES, Outcome, Result
from lineage_rdf.vocabulary.namespaces import RDF, SH

_TYPE = NamedNode(f"{RDF}type")


@lru_cache(maxsize=16)
def statements_of(plan: Plan) -> dict[Term, list[Quad]]:
    """Return node of the shapes graph -> its statements, which results and reports are told from."""
    found: dict[Term, list[Quad]] = {}
    for quad in plan.shapes:
        found.setdefault(quad.subject, []).append(quad)  # type: ignore[arg-type]
    return found


def outcome_of(hits: Iterable[Hit], about: Mapping[Term, list[Quad]], with_report: bool) -> Outcome:
    """Return the outcome of one lineage, its results in a fixed order.

    Args:
        hits: the violations.
        about: node of the shapes graph -> its statements.
        with_report: whether to make the report graph.
    """
    pairs = sorted(((_result(hit, about), hit) for hit in hits), key=lambda pair: _order(pair[0]))
    report = tuple(_report([hit for _, hit in pairs], about)) if with_report else ()
    return Outcome(tuple(result for result, _ in pairs), report)


def _order(result: Result) -> tuple[str, str, str, str, str, str]:
    return (result.focus, result.shape, result.path, result.value, result.message, result.component)


def _result(hit: Hit, about: Mapping[Term, list[Quad]]) -> Result:
    shape = hit.query.shape
    return Result(
        shape=text(shape.node),
        focus=text(hit.focus),
        path=_path_text(hit.path or shape.path_node, about),
        value="" if hit.value is None else text(hit.value),
        severity=SEVERITY_NAMES.get(shape.severity, "violation"),
        message=" ".join(sorted(message.value for message in _messages(hit))),
        component=hit.query.component.removeprefix(SH),
    )


def _messages(hit: Hit) -> tuple[Literal, ...]:
    return hit.messages or (Literal(default_message(hit.query.component)),)


def _path_text(node: Node | None, about: Mapping[Term, list[Quad]]) -> str:
    """Return a simple path as its IRI, an inverse path as `^IRI`, and other paths as the word `path`."""
    if node is None:
        return ""
    if isinstance(node, NamedNode):
        return node.value
    ends = (quad.object for quad in about.get(node, ()) if quad.predicate.value == f"{SH}inversePath")
    return next((f"^{end.value}" for end in ends if isinstance(end, NamedNode)), "path")


def _report(hits: list[Hit], about: Mapping[Term, list[Quad]]) -> Iterator[Quad]:
    report = BlankNode("report")
    yield Quad(report, _TYPE, NamedNode(f"{SH}ValidationReport"))
    yield Quad(report, NamedNode(f"{SH}conforms"), Literal(not hits))
    for number, hit in enumerate(hits):
        node = BlankNode(f"result{number}")
        yield Quad(report, NamedNode(f"{SH}result"), node)
        yield Quad(node, _TYPE, NamedNode(f"{SH}ValidationResult"))
        yield from (Quad(node, NamedNode(SH + name), value) for name, value in _statements(hit))
        path = hit.path or hit.query.shape.path_node
        if path is not None:
            yield from _path(node, path, about, f"path{number}x")


def _statements(hit: Hit) -> Iterator[tuple[str, Term]]:
    shape = hit.query.shape
    yield "focusNode", hit.focus
    if hit.value is not None:
        yield "value", hit.value
    yield "resultSeverity", NamedNode(shape.severity)
    yield "sourceConstraintComponent", NamedNode(hit.query.component)
    yield "sourceShape", shape.node
    if hit.query.source is not None:
        yield "sourceConstraint", hit.query.source
    for message in _messages(hit):
        yield "resultMessage", message


def _path(result: Node, path: Node, about: Mapping[Term, list[Quad]], label: str) -> Iterator[Quad]:
    """Yield the path of a result, copied: no blank node of it is shared, with other results or within it."""
    queue: list[tuple[Node, NamedNode, Term]] = [(result, NamedNode(f"{SH}resultPath"), path)]
    for place, (subject, predicate, value) in enumerate(queue):
        if not isinstance(value, BlankNode):
            yield Quad(subject, predicate, value)
            continue
        copy = BlankNode(f"{label}{place}")
        yield Quad(subject, predicate, copy)
        queue += [(copy, q.predicate, q.object) for q in _path_statements(about.get(value, ()))]  # type: ignore[misc]


def _path_statements(statements: Iterable[Quad]) -> list[Quad]:
    """Return the statements that make a path of a node; those of a list come before all others."""
    listed = [quad for quad in statements if quad.predicate.value in (f"{RDF}first", f"{RDF}rest")]
    return listed or [quad for quad in statements if quad.predicate.value.endswith("Path")]
