"""Whole graphs, read, replaced, added to and deleted; this runs in the worker processes.

SPARQL 1.1 Graph Store HTTP Protocol, https://www.w3.org/TR/sparql11-http-rdf-update/, sections 5.2 to 5.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.terms import mapped
from lineage_rdf.errors import InputError
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.negotiation import taken
from lineage_rdf.serve.parts import parts_of
from lineage_rdf.serve.sparql.dataset import graph_node
from lineage_rdf.serve.sparql.formats import GRAPHS, Bounded, syntax_known
from lineage_rdf.serve.sparql.update import DONE, run_update
from lineage_rdf.site.media import TURTLE
from lineage_rdf.store.updates import triple

DEFAULT: Final = ""  # what names the default graph, which has no name
_MULTIPART: Final = "multipart/form-data"


def read_graph(here: Opened, name: str, media: str | None) -> Answer:
    """Return a graph.

    Args:
        here: what is open.
        name: its IRI; empty for the default graph.
        media: the media type that the client likes best; None if it takes none.

    Raises:
        Refusal: if there is no such graph, the client takes no form of it, or it is too large.
    """
    store = _native(here)
    if not _is_there(store, name):
        raise _missing()
    form = taken(media, GRAPHS)
    out = Bounded(here.result_limit)
    store.dump(cast(IO[bytes], out), format=GRAPHS[form], from_graph=_node(name))
    return Answer(out.content, form)


def put_graph(here: Opened, name: str, content_type: str, body: bytes) -> Answer:
    """Put statements in the place of a graph.

    Args:
        here: what is open, for writing.
        name: its IRI; empty for the default graph.
        content_type: of the body.
        body: the statements.

    Raises:
        Refusal: if the body is of a type that is not read.
        InputError: if it cannot be read.
    """
    store = _native(here)
    was_there = _is_there(store, name)
    cleared = f"DROP SILENT {_graph(name)} ; CREATE SILENT {_graph(name)}" if name else "CLEAR DEFAULT"
    run_update(here, f"{cleared} ;\n{_insertion(name, _read(name, content_type, body))}")
    return DONE if was_there else _created()


def add_to_graph(here: Opened, name: str, content_type: str, body: bytes) -> Answer:
    """Add statements to a graph.

    Args:
        here: see `put_graph`.
        name: see `put_graph`.
        content_type: see `put_graph`; a form can bring several documents.
        body: see `put_graph`.

    Raises:
        Refusal: see `put_graph`.
        InputError: see `put_graph`.
    """
    store = _native(here)
    was_there = _is_there(store, name)
    created = f"CREATE SILENT {_graph(name)} ;\n" if name else ""
    run_update(here, f"{created}{_insertion(name, _read(name, content_type, body))}")
    return DONE if was_there else _created()


def delete_graph(here: Opened, name: str) -> Answer:
    """Delete a graph; the default graph is emptied.

    Args:
        here: see `put_graph`.
        name: see `put_graph`.

    Raises:
        Refusal: if there is no such graph.
    """
    if not _is_there(_native(here), name):
        raise _missing()
    run_update(here, f"DROP SILENT {_graph(name)}" if name else "CLEAR DEFAULT")
    return DONE


def _native(here: Opened) -> Store:
    if here.native is None:
        raise InputError("the data are those of another endpoint, which has its own graph store")
    return here.native


def _is_there(store: Store, name: str) -> bool:
    return not name or store.contains_named_graph(graph_node(name))


def _node(name: str) -> NamedNode | DefaultGraph:
    return graph_node(name) if name else DefaultGraph()


def _graph(name: str) -> str:
    return f"GRAPH {graph_node(name)}"


def _missing() -> Refusal:
    return Refusal(404, "there is no such graph")


def _created() -> Answer:
    return Answer(b"", "", status=201)


def _read(name: str, content_type: str, body: bytes) -> list[Quad]:
    if content_type.partition(";")[0].strip().lower() == _MULTIPART:
        return [
            quad
            for number, part in enumerate(parts_of(content_type, body))
            for quad in _renamed(_document(name, part.content_type or TURTLE.media_type, part.body), number)
        ]
    return _document(name, content_type, body)


def _renamed(quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    """Yield statements whose blank nodes are others than those of the other documents."""
    return mapped(
        quads, lambda node: BlankNode(f"d{number}x{node.value}") if isinstance(node, BlankNode) else node
    )


def _document(name: str, content_type: str, body: bytes) -> list[Quad]:
    return read_quads(body, syntax_known(content_type), "the document", base=name or None)


def _insertion(name: str, quads: Iterable[Quad]) -> str:
    """Return the update that adds statements to a graph, whatever graph their document puts them in."""
    lines = "".join(f"{triple(quad)} .\n" for quad in quads)
    return f"INSERT DATA {{ {_graph(name)} {{\n{lines}}} }}" if name else f"INSERT DATA {{\n{lines}}}"
