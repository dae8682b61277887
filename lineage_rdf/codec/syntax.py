"""The syntaxes we read and write, and how a file's syntax is told."""

from __future__ import annotations

from enum import Enum

from pyoxigraph import RdfFormat

from lineage_rdf.errors import UsageError


class Syntax(Enum):
    """A syntax of RDF: its name on the command line and the suffixes of its files."""

    TURTLE = ("turtle", ("ttl", "turtle"))
    TRIG = ("trig", ("trig",))
    NTRIPLES = ("ntriples", ("nt",))
    NQUADS = ("nquads", ("nq",))
    RDFXML = ("rdfxml", ("rdf", "owl", "xml"))
    JSONLD = ("jsonld", ("jsonld", "json-ld"))

    def __init__(self, title: str, suffixes: tuple[str, ...]) -> None:
        """Name the parts of the value."""
        self.title = title
        self.suffixes = suffixes

    @property
    def engine_format(self) -> RdfFormat:
        """The format as pyoxigraph names it."""
        return _ENGINE[self]

    @property
    def has_graphs(self) -> bool:
        """Whether the syntax can hold named graphs."""
        return self in (Syntax.TRIG, Syntax.NQUADS, Syntax.JSONLD)


_ENGINE = {
    Syntax.TURTLE: RdfFormat.TURTLE,
    Syntax.TRIG: RdfFormat.TRIG,
    Syntax.NTRIPLES: RdfFormat.N_TRIPLES,
    Syntax.NQUADS: RdfFormat.N_QUADS,
    Syntax.RDFXML: RdfFormat.RDF_XML,
    Syntax.JSONLD: RdfFormat.JSON_LD,
}


def syntax_of(name: str) -> Syntax:
    """Return the syntax of a name (`turtle`, `json-ld`) or of a file name by its suffix.

    Raises:
        UsageError: if the name is of no syntax we know.
    """
    suffix = name.rsplit(".", 1)[-1].lower()
    for syntax in Syntax:
        if suffix == syntax.title or suffix in syntax.suffixes:
            return syntax
    known = ", ".join(syntax.title for syntax in Syntax)
    raise UsageError(f"unknown RDF syntax {suffix!r}", name, f"use one of {known}")


def is_rdf_name(name: str) -> bool:
    """Say whether a file name ends like an RDF file; plain .xml and .json do not count."""
    suffix = name.rsplit(".", 1)[-1].lower()
    return suffix != "xml" and any(suffix in syntax.suffixes for syntax in Syntax)


def syntax_of_stream(data: bytes) -> str:
    """Tell the syntax of a nameless document from its first letters.

    JSON-LD begins with a brace or bracket, RDF/XML with `<?xml` or `<rdf:RDF`. All else is read as TriG, of
    which Turtle and N-Triples are a part; N-Quads have to come as a file.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if start.startswith((b"{", b"[")) and not start.startswith((b"[]", b"[ ]")):
        return "jsonld"
    return "rdfxml" if start.startswith((b"<?xml", b"<rdf:RDF", b"<!--")) else "trig"
