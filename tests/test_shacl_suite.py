"""The W3C's test suite for SHACL, read where it lies: the report of our engine is the one that the suite expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.check.engine import validate
from lineage_rdf.check.results import Engine
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.errors import LineageError
from lineage_rdf.vocabulary.namespaces import RDF, SH
from tests.check.columns.test_same_results import in_columns
from tests.check.in_place.placing import in_place
from tests.conftest import SHARED

SUITE = SHARED / "suites" / "shacl"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

# What we refuse or see otherwise, with the reason.
EXCEPTIONS: dict[str, str] = {
    "shapesGraph-001": "$shapesGraph is refused by name: no engine behind an endpoint holds the shapes graph",
}

# What Oxigraph's store does not keep as it was written, so that data in it are other data.
AS_STORED: dict[str, str] = {
    "node/maxExclusive-001": "the value 4.0 is 4 in the store",
    "node/minExclusive-001": "the value 4.0 is 4 in the store",
    "property/datatype-ill-formed": '"300"^^xsd:byte is 300 in the store',
}

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not beside this checkout")


def read(path: Path) -> tuple[Quad, ...]:
    return tuple(parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def objects(quads: Iterable[Quad], subject: object, predicate: str) -> list:  # type: ignore[type-arg]
    return [q.object for q in quads if q.subject == subject and q.predicate.value == predicate]


def manifests(path: Path) -> Iterator[Path]:
    quads = read(path)
    yield path
    for name in (q.object.value for q in quads if q.predicate.value == f"{MF}include"):
        yield from manifests(Path(name.removeprefix("file://")))


def cases() -> list[tuple[Path, NamedNode]]:
    found = []
    for path in manifests(SUITE / "manifest.ttl") if SUITE.is_dir() else ():
        typed = (q for q in read(path) if q.predicate.value == f"{RDF}type")
        found += [(path, q.subject) for q in typed if q.object == NamedNode(f"{SHT}Validate")]
    return found


CASES = cases()


def described(quads: tuple[Quad, ...], head: object, messages: bool) -> str:
    """Return the report at a node in canonical form, without what the suite leaves to engines."""
    ends = {f"{SH}{name}" for name in ("sourceShape", "sourceConstraint", "focusNode", "value")}
    kept, queue = Dataset(), [head]
    for node in queue:
        for quad in (q for q in quads if q.subject == node):
            if quad.predicate.value == f"{SH}resultMessage" and not messages:
                continue
            kept.add(Quad(quad.subject, quad.predicate, quad.object))
            leads_on = isinstance(quad.object, BlankNode) and quad.predicate.value not in ends
            if leads_on and quad.object not in queue:
                queue.append(quad.object)
    kept.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(str(quad) for quad in kept))


def test_the_suite_has_the_cases_that_are_known() -> None:
    assert len(CASES) == 120
    names = {node.value.rsplit("/", 1)[-1] for _, node in CASES}
    assert set(EXCEPTIONS) <= names


@pytest.mark.parametrize("engine", [validate, in_columns, in_place])
@pytest.mark.parametrize(("path", "case"), CASES, ids=lambda item: getattr(item, "stem", ""))
def test_case(path: Path, case: NamedNode, engine: Engine) -> None:
    quads = read(path)
    name = f"{path.parent.name}/{path.stem}"
    if engine is in_place and name in AS_STORED:
        pytest.skip(AS_STORED[name])
    (action,) = objects(quads, case, f"{MF}action")
    (result,) = objects(quads, case, f"{MF}result")
    data, shapes = (
        read(Path(objects(quads, action, f"{SHT}{name}")[0].value.removeprefix("file://")))
        for name in ("dataGraph", "shapesGraph")
    )
    if result == NamedNode(f"{SHT}Failure") or path.stem in EXCEPTIONS:
        with pytest.raises(LineageError):
            engine(data, ShapesGraph(shapes, {}, {}))
        return
    report = engine(data, ShapesGraph(shapes, {}, {})).report
    (head,) = (q.subject for q in report if q.object == NamedNode(f"{SH}ValidationReport"))
    expected = [q for q in quads if q.predicate.value == f"{SH}resultMessage"]
    messages = bool(expected)
    assert described(report, head, messages) == described(quads, result, messages)
