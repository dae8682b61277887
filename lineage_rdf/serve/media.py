"""The forms in which the server writes its answers: their media types, and the suffixes of their addresses."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.serve.negotiation import preferred


@frozen
class Form:
    """A form of an answer.

    Args:
        name: its name in `format=`, which for RDF is that of the syntax.
        title: what a person calls it.
        media_type: what it is sent as.
        suffix: what addresses of it end in, without the dot.
        others: more media types by which clients ask for it.
    """

    name: str
    title: str
    media_type: str
    suffix: str
    others: tuple[str, ...] = ()


_XML: Final = ("application/xml", "text/xml")
HTML: Final = Form("html", "HTML", "text/html", "html", ("application/xhtml+xml",))
TURTLE: Final = Form("turtle", "Turtle", "text/turtle", "ttl", ("application/x-turtle",))
JSONLD: Final = Form("jsonld", "JSON-LD", "application/ld+json", "jsonld", ("application/json",))
NTRIPLES: Final = Form("ntriples", "N-Triples", "application/n-triples", "nt")
RDFXML: Final = Form("rdfxml", "RDF/XML", "application/rdf+xml", "rdf", _XML)
NQUADS: Final = Form("nquads", "N-Quads", "application/n-quads", "nq", ("text/x-nquads",))
TRIG: Final = Form("trig", "TriG", "application/trig", "trig", ("application/x-trig",))
JSON: Final = Form("json", "JSON", "application/sparql-results+json", "json", ("application/json",))
XML: Final = Form("xml", "XML", "application/sparql-results+xml", "xml", _XML)
CSV: Final = Form("csv", "CSV", "text/csv", "csv")
TSV: Final = Form("tsv", "TSV", "text/tab-separated-values", "tsv")

# In the order in which they are taken where a client likes several as much.
RDF: Final = (TURTLE, JSONLD, NTRIPLES, RDFXML, NQUADS, TRIG)
GRAPHS: Final = (TRIG, NQUADS, TURTLE, JSONLD, NTRIPLES, RDFXML)
RESULTS: Final = (JSON, XML, CSV, TSV)
DOCUMENTS: Final = (HTML, *RDF)
# How findings are told; the names are those of `check.reports.FORMS`.
CHECKS: Final = (
    Form("json", "JSON", "application/json", "json"),
    Form("sarif", "SARIF", "application/sarif+json", "sarif"),
    TURTLE,
    Form("jsonld", "JSON-LD", "application/ld+json", "jsonld"),
    Form("table", "text", "text/plain", "txt"),
    Form("csv", "CSV", "text/csv", "csv"),
    Form("junit", "JUnit", "application/xml", "xml", ("text/xml",)),
)


def pick(accept: str, forms: tuple[Form, ...]) -> tuple[Form, str] | None:
    """Return the form that a client likes best, with the media type by which it knows it; None if it takes none.

    Args:
        accept: the Accept header; empty if there is none.
        forms: the forms there are, the usual one first.
    """
    # Other names come behind all usual ones, so that a client that takes anything gets a usual one.
    types = {form.media_type: form for form in forms}
    for form in forms:
        for name in form.others:
            types.setdefault(name, form)
    found = preferred(accept, tuple(types))
    return (types[found], found) if found else None


def syntax(form: Form) -> Syntax:
    """Return the syntax of a form of RDF."""
    return next(item for item in Syntax if item.title == form.name)


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
