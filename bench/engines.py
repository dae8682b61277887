"""The engines that are compared: each validates a file against shapes and gives the results as comparable rows.

    python -m bench.engines ENGINE DATA.nt SHAPES PROFILE OUT.json

runs one of them; `bench.check` starts it in a process of its own. The peers are in the extra `bench` of this project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, NamedTuple

SHACL: Final = "http://www.w3.org/ns/shacl#"


class Row(NamedTuple):
    """One result; texts, so that engines can be compared: a path that is no property is the word `path`."""

    focus: str
    path: str
    value: str
    component: str
    shape: str
    severity: str


def lineage_rdf(data: Path, shapes: Path, profile: str) -> Iterator[Row]:
    """Validate with the engine of this project, which knows its vocabulary and shapes by itself."""
    from pyoxigraph import parse

    from lineage_rdf.check.check import files_of
    from lineage_rdf.check.profiles import profile as profile_of
    from lineage_rdf.check.shapes import load_shapes
    from lineage_rdf.check.whole import validate_stream

    outcome = validate_stream(parse(path=data), load_shapes(files_of(profile_of(profile))))
    for r in outcome.results:
        yield Row(r.focus, _path(r.path), r.value, r.component, r.shape, r.severity)


def pyshacl(data: Path, shapes: Path, profile: str) -> Iterator[Row]:
    """Validate with pySHACL on rdflib's graph in memory, without inference, literals as written."""
    import rdflib
    from pyshacl import validate

    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = validate(
        graph, shacl_graph=rdflib.Graph().parse(shapes), inference="none", advanced=False, inplace=True
    )
    return _rows(report)


def pyshifty(data: Path, shapes: Path, profile: str) -> Iterator[Row]:
    """Validate with pyshifty, without inference; a shape that it does not support is an error."""
    version("pyshifty")  # the distribution named shifty has a module of the same name
    import rdflib
    import shifty

    rdflib.NORMALIZE_LITERALS = False  # its report is read by rdflib
    _, report, _ = shifty.validate(data, shapes, infer=False, graph_mode="data", on_unsupported="error")
    return _rows(report)


def pyrudof(data: Path, shapes: Path, profile: str) -> Iterator[Row]:
    """Validate with pyrudof's own engine."""
    import pyrudof

    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(str(data), pyrudof.RDFFormat.NTriples)
    session.read_shacl(str(shapes), pyrudof.ShaclFormat.Turtle)
    for entry in session.validate_shacl():
        yield Row(
            entry.focus_node,
            _path(entry.path or ""),
            _lexical(entry.value or ""),
            entry.constraint_component.removeprefix(SHACL),
            entry.source_shape or "",
            entry.severity.lower(),
        )


Validate = Callable[[Path, Path, str], Iterator[Row]]
ENGINES: Final[dict[str, Validate]] = {
    "lineage-rdf": lineage_rdf,
    "pyshacl": pyshacl,
    "pyshifty": pyshifty,
    "pyrudof": pyrudof,
}


def version_of(engine: str) -> str:
    """Return the version of an engine's distribution, empty if it is not installed."""
    try:
        return version(engine)
    except PackageNotFoundError:
        return ""


def _rows(report: Any) -> Iterator[Row]:
    """Yield the results of a report graph of rdflib."""
    import rdflib

    shacl = rdflib.Namespace(SHACL)
    for node in report.objects(None, shacl.result):
        told = dict(report.predicate_objects(node))
        yield Row(
            str(told[shacl.focusNode]),
            _path(_text(told.get(shacl.resultPath))),
            _text(told.get(shacl.value)),
            str(told[shacl.sourceConstraintComponent]).removeprefix(SHACL),
            _text(told[shacl.sourceShape]),
            str(told[shacl.resultSeverity]).removeprefix(SHACL).lower(),
        )


def _text(term: Any) -> str:
    import rdflib

    return "path" if isinstance(term, rdflib.BNode) else "" if term is None else str(term)


def _path(text: str) -> str:
    """Return a property as it is and any other path as the word `path`; engines write those in ways of their own."""
    return text if not text or text[0] not in "^(_" else "path"


def _lexical(text: str) -> str:
    """Return the text of a literal in quotes, and anything else as it is."""
    return text[1 : text.rindex('"')] if text.startswith('"') else text


def main() -> None:
    """Run the engine that is named and write its rows."""
    engine, data, shapes, profile, out = sys.argv[1:]
    rows = list(ENGINES[engine](Path(data), Path(shapes), profile))
    Path(out).write_text(json.dumps(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
