"""Plug-ins for rdflib: our readers and writers under the names `ftl-jsonld` and `ftl-turtle`, literals exactly as written.

rdflib finds them by the entry points `rdf.plugins.parser` and `rdf.plugins.serializer` of this distribution; `register` names
them to an rdflib that does not. rdflib asks for no base classes, so it is not loaded until it has loaded this.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, ClassVar, Final

from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib
    from pyoxigraph import Quad

_NAMES: Final = {"ftl-jsonld": "JsonLd", "ftl-turtle": "Turtle"}


def register() -> None:
    """Name the plug-ins to rdflib; needed only where it does not look at entry points, and harmless elsewhere."""
    from rdflib import plugin
    from rdflib.parser import Parser
    from rdflib.serializer import Serializer

    for name, begin in _NAMES.items():
        plugin.register(name, Parser, __name__, f"{begin}Parser")
        plugin.register(name, Serializer, __name__, f"{begin}Serializer")


class JsonLdParser:
    """Reads JSON-LD without a network, with the bounds and errors of this program."""

    syntax: ClassVar[Syntax] = Syntax.JSONLD

    def parse(self, source: Any, sink: rdflib.Graph, **_options: Any) -> None:
        """Add the statements of a document to a graph.

        Args:
            source: the input source of rdflib.
            sink: the graph; a `Dataset` if the document has named graphs.

        Raises:
            InputError: if the document cannot be read, or the graph has no place for what it says.
        """
        from lineage_rdf.codec.read import MAX_BYTES, read_quads

        stream = source.getByteStream()
        data = stream.read(MAX_BYTES + 1) if stream else source.getCharacterStream().read().encode()
        where = str(source.getPublicId() or source.getSystemId() or "document")
        base = where if ":" in where else None
        _add(sink, read_quads(data, self.syntax, where, base=base), where)


class TurtleParser(JsonLdParser):
    """Reads Turtle; unlike rdflib's own parser it leaves `007` and `5.0` as they are."""

    syntax = Syntax.TURTLE


class JsonLdSerializer:
    """Writes JSON-LD by our context.

    Args:
        store: the graph.
    """

    syntax: ClassVar[Syntax] = Syntax.JSONLD

    def __init__(self, store: rdflib.Graph) -> None:
        self.store = store

    def serialize(
        self, stream: IO[bytes], base: str | None = None, encoding: str | None = None, **options: Any
    ) -> None:
        """Write the graph; the same statements give the same bytes.

        Args:
            stream: where to.
            base: not used; all IRIs are written whole or with a prefix.
            encoding: UTF-8 unless given.
            options: `context_url=True` writes the address of the context in place of the context.

        Raises:
            UsageError: if the syntax cannot hold something, or something is no term of RDF.
        """
        from lineage_rdf.codec.write import write_quads

        try:
            quads = list(_quads(self.store))
        except (ValueError, AssertionError) as error:
            raise UsageError(f"the graph holds what is no RDF: {error}") from None
        written = write_quads(quads, self.syntax, context_url=bool(options.get("context_url")))
        if written.lost:
            raise UsageError("; ".join(written.lost), fix="write ftl-jsonld or trig")
        stream.write(written.text.encode(encoding or "utf-8"))


class TurtleSerializer(JsonLdSerializer):
    """Writes Turtle; unlike rdflib's own serializer it leaves `5` as it is where that is an xsd:decimal."""

    syntax = Syntax.TURTLE


def _add(sink: rdflib.Graph, quads: list[Quad], where: str) -> None:
    """Add statements to a graph, blank nodes as new ones: labels mean nothing outside their document."""
    import rdflib
    from pyoxigraph import BlankNode, DefaultGraph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from lineage_rdf.codec.to_rdflib import quiet

    named = any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads)
    # A dataset gives its default graph to a parser, which finds the others through the store.
    if named and sink.identifier != DATASET_DEFAULT_GRAPH_ID:
        raise InputError("the document has named graphs", where, "parse it into an rdflib.Dataset")
    blanks: dict[str, rdflib.BNode] = {}

    def term(item: object) -> Any:
        if isinstance(item, BlankNode):
            return blanks.setdefault(item.value, rdflib.BNode())
        return _plain(item, where)

    with quiet():
        for quad in quads:
            graph = sink
            if not isinstance(quad.graph_name, DefaultGraph):
                graph = rdflib.Graph(sink.store, term(quad.graph_name))
            graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))


def _plain(item: object, where: str) -> Any:
    """Return a term as rdflib's own parsers make it: a string has no datatype there."""
    import rdflib
    from pyoxigraph import Literal

    from lineage_rdf.codec.to_rdflib import rdflib_term

    if isinstance(item, Literal) and not item.language and item.datatype.value.endswith("XMLSchema#string"):
        return rdflib.Literal(item.value)
    found = rdflib_term(item)
    if found is None:
        raise InputError("rdflib has no place for a triple term", where, "leave those statements out")
    return found


def _quads(graph: rdflib.Graph) -> Iterator[Quad]:
    import rdflib
    from pyoxigraph import Quad

    from lineage_rdf.codec.to_rdflib import engine_term, from_graph

    if isinstance(graph, rdflib.ConjunctiveGraph) and not isinstance(graph, rdflib.Dataset):
        raise UsageError("rdflib's ConjunctiveGraph does not tell its graphs apart", fix="use rdflib.Dataset")
    if not isinstance(graph, rdflib.Dataset):
        yield from from_graph(graph)
        return
    for part in graph.graphs():
        default = part.identifier == graph.default_graph.identifier
        name = [] if default else [engine_term(part.identifier)]
        for quad in from_graph(part):
            yield Quad(quad.subject, quad.predicate, quad.object, *name)  # type: ignore[arg-type]
