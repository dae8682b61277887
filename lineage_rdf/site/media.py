"""The forms in which our sites give documents: their media types, the suffixes of their addresses, and which of them comes first.

It is the one table for what a server negotiates (RFC 9110, section 12.5.1) and for the rules that a published site gives to
its host, so that both answer a client alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

_FORMATS: Final = "http://www.w3.org/ns/formats/"


@frozen
class Form:
    """A form of a document.

    Args:
        name: its name in `format=`, which for RDF is that of the syntax.
        title: what a person calls it.
        media_type: what it is sent as.
        suffix: what addresses of it end in, without the dot.
        others: more media types by which clients ask for it.
        registered: its name among the file formats of the W3C (https://www.w3.org/ns/formats/); empty if it has none.
    """

    name: str
    title: str
    media_type: str
    suffix: str
    others: tuple[str, ...] = ()
    registered: str = ""

    @property
    def ending(self) -> str:
        """What addresses of it end in."""
        return f".{self.suffix}"

    @property
    def format_iri(self) -> str:
        """The IRI of the file format at the W3C; empty if it has none."""
        return _FORMATS + self.registered if self.registered else ""


_XML: Final = ("application/xml", "text/xml")
# Notation3 contains Turtle.
_TURTLE: Final = ("application/x-turtle", "text/n3", "text/rdf+n3")
HTML: Final = Form("html", "HTML", "text/html", "html", ("application/xhtml+xml",))
TURTLE: Final = Form("turtle", "Turtle", "text/turtle", "ttl", _TURTLE, "Turtle")
JSONLD: Final = Form("jsonld", "JSON-LD", "application/ld+json", "jsonld", ("application/json",), "JSON-LD")
NTRIPLES: Final = Form("ntriples", "N-Triples", "application/n-triples", "nt", ("text/plain",), "N-Triples")
RDFXML: Final = Form("rdfxml", "RDF/XML", "application/rdf+xml", "rdf", _XML, "RDF_XML")
NQUADS: Final = Form("nquads", "N-Quads", "application/n-quads", "nq", ("text/x-nquads",), "N-Quads")
TRIG: Final = Form("trig", "TriG", "application/trig", "trig", ("application/x-trig",), "TriG")
JSON: Final = Form(
    "json", "JSON", "application/sparql-results+json", "json", ("application/json",), "SPARQL_Results_JSON"
)
XML: Final = Form("xml", "XML", "application/sparql-results+xml", "xml", _XML, "SPARQL_Results_XML")
CSV: Final = Form("csv", "CSV", "text/csv", "csv", (), "SPARQL_Results_CSV")
TSV: Final = Form("tsv", "TSV", "text/tab-separated-values", "tsv", (), "SPARQL_Results_TSV")

# In the order in which they are taken where a client likes several as much.
FILES: Final = (TURTLE, JSONLD, NTRIPLES)  # in which a published site has each thing
RDF: Final = (*FILES, RDFXML, NQUADS, TRIG)
RESULTS: Final = (JSON, XML, CSV, TSV)
DOCUMENTS: Final = (HTML, *RDF)
ROWS: Final = (HTML, *RESULTS)
# How findings are told; the names are those of `check.reports.FORMS`.
CHECKS: Final = (
    Form("json", "JSON", "application/json", "json"),
    Form("sarif", "SARIF", "application/sarif+json", "sarif"),
    TURTLE,
    Form("jsonld", "JSON-LD", "application/ld+json", "jsonld"),
    Form("table", "text", "text/plain", "txt"),
    CSV,
    Form("junit", "JUnit", "application/xml", "xml", ("text/xml",)),
)
# Suffix -> media type of what else a site holds.
OTHER_FILES: Final = {
    "json": "application/json",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
}
GZIP: Final = "application/gzip"


def by_media_type(forms: Iterable[Form]) -> dict[str, Form]:
    """Return media type -> form, first the usual names of all, so that a client that takes anything gets a usual one.

    Args:
        forms: the forms that there are, the usual one first.
    """
    offered = list(forms)
    found = {form.media_type: form for form in offered}
    for form in offered:
        for name in form.others:
            found.setdefault(name, form)
    return found


def by_suffix(address: str, forms: tuple[Form, ...] = DOCUMENTS) -> tuple[str, Form | None]:
    """Return an address without the suffix of a form, and that form; None if it ends in none.

    Args:
        address: the path of an address.
        forms: the forms that there are.
    """
    rest, dot, suffix = address.rpartition(".")
    found = next((form for form in forms if form.suffix == suffix), None) if dot and rest else None
    return (rest, found) if found else (address, None)


def by_name(name: str, forms: tuple[Form, ...]) -> Form | None:
    """Return the form that goes by a name, a suffix or a media type; None if none of these does.

    Args:
        name: what stands in `format=`.
        forms: the forms that there are.
    """
    return next((form for form in forms if name in (form.name, form.suffix, form.media_type)), None)
