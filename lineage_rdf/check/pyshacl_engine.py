"""pySHACL as an engine: the reference against which faster ones are measured."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad

from lineage_rdf.check.results import SEVERITY_NAMES, Outcome, Result
from lineage_rdf.check.shapes import ShapesGraph, vocabulary_facts
from lineage_rdf.codec.to_rdflib import from_graph, to_graph
from lineage_rdf.errors import NoVerdictError, UsageError
from lineage_rdf.vocabulary.namespaces import SH

if TYPE_CHECKING:
    import rdflib


def validate(data: Sequence[Quad], shapes: ShapesGraph) -> Outcome:
    """Validate data as written against shapes, with our vocabulary's subclass axioms and no inference.

    Args:
        data: the statements, of whatever graph.
        shapes: the shapes.

    Raises:
        UsageError: if pySHACL cannot load a shape.
        NoVerdictError: if the validation does not come to an end.
    """
    from lineage_rdf.check.prepared import PreparedGraph

    report = _run(to_graph([*data, *vocabulary_facts()], PreparedGraph), _shapes(shapes))
    results = sorted(_results(report), key=lambda r: (r.focus, r.shape, r.path, r.value, r.message))
    return Outcome(tuple(results), tuple(from_graph(report)))


@lru_cache(maxsize=16)
def _shapes(shapes: ShapesGraph) -> rdflib.Graph:
    """Return the shapes for pySHACL, which reads them and does not change them."""
    return to_graph(shapes.quads)


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    import rdflib
    from pyshacl import validate as pyshacl_validate
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError

    keep = rdflib.NORMALIZE_LITERALS
    try:
        # pySHACL sets this global for good; it would rewrite literals of everybody else in the process.
        _, report, text = pyshacl_validate(
            data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False, inplace=True
        )
    except (ShapeLoadError, ConstraintLoadError) as error:
        raise UsageError(f"a shape cannot be used: {error}", fix="mend the shapes file") from None
    except ReportableRuntimeError as error:
        raise NoVerdictError(f"the validation stopped: {error}") from None
    except Exception as error:
        # A regular expression, a query or a list of a shape that pySHACL passes on unread fails in many ways.
        raise NoVerdictError(f"the validation stopped: {type(error).__name__}: {error}") from None
    finally:
        rdflib.NORMALIZE_LITERALS = keep
    if not isinstance(report, rdflib.Graph):
        # pySHACL hands back its own failures in place of the report.
        raise NoVerdictError(f"the validation stopped: {report if report is not None else text}")
    return report


def _results(report: rdflib.Graph) -> list[Result]:
    import rdflib

    shacl = rdflib.Namespace(SH)
    found = []
    for node in report.objects(None, shacl.result):

        def single(name: str, node: Any = node) -> Any:
            return report.value(node, shacl[name])

        found.append(
            Result(
                shape=_text(single("sourceShape")),
                focus=_text(single("focusNode")),
                path=_path(report, single("resultPath")),
                value=_text(single("value")),
                severity=SEVERITY_NAMES.get(str(single("resultSeverity")), "violation"),
                message=" ".join(sorted(str(m) for m in report.objects(node, shacl.resultMessage))),
                component=str(single("sourceConstraintComponent") or "").removeprefix(SH),
            )
        )
    return found


def _text(term: Any) -> str:
    import rdflib

    if term is None:
        return ""
    return f"_:{term}" if isinstance(term, rdflib.BNode) else str(term)


def _path(report: rdflib.Graph, term: Any) -> str:
    """Return a simple path as its IRI, an inverse path as `^IRI`, and other paths as the word `path`."""
    import rdflib

    if term is None or isinstance(term, rdflib.URIRef):
        return _text(term)
    inverse = report.value(term, rdflib.URIRef(f"{SH}inversePath"))
    return f"^{inverse}" if isinstance(inverse, rdflib.URIRef) else "path"
