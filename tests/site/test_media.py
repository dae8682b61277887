"""Which form a client gets, how addresses name forms, and the Link header."""

from __future__ import annotations

import pytest

from lineage_rdf.codec.syntax import Syntax, syntax_of
from lineage_rdf.pages.linksets import Link, header
from lineage_rdf.serve.negotiation import pick
from lineage_rdf.site.media import DOCUMENTS, HTML, RDF, RESULTS, Form, by_name, by_suffix

_FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"


def chosen(accept: str, offered: tuple[Form, ...] = DOCUMENTS) -> str | None:
    found = pick(accept, offered)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "text/html"),
        (" , ,", "text/html"),
        ("*/*", "text/html"),
        (_FIREFOX, "text/html"),
        (_RDFLIB, "application/rdf+xml"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("text/turtle;q=0.4, application/n-triples;q=0.5", "application/n-triples"),
        ("text/html;q=0, */*", "text/turtle"),
        ("text/*;q=0.3, text/turtle;q=0.2", "text/html"),
        (
            'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=0.9, text/html;q=0.1',
            "application/ld+json",
        ),
        ("application/json", "application/json"),
        ("application/rdf+xml;q=0, application/xml", "application/xml"),
        ("*/*;q=0.1, application/trig", "application/trig"),
        ("application/trig;q=0.001", "application/trig"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/turtle;q=2", None),
        ("text/turtle;q=", None),
        ("*/turtle", "text/html"),
        ("text", "text/html"),
        ("text/turtle trailing, application/n-quads", "application/n-quads"),
        ('text/turtle;x="unclosed, application/n-quads', "application/n-quads"),
    ],
)
def test_the_most_wanted_form_is_chosen(accept: str, expected: str | None) -> None:
    assert chosen(accept) == expected


def test_results_are_chosen_by_the_same_rules() -> None:
    assert chosen(_FIREFOX, (HTML, *RESULTS)) == "text/html"
    assert chosen("application/json", RESULTS) == "application/json"
    assert chosen("text/csv;q=0.9, text/tab-separated-values", RESULTS) == "text/tab-separated-values"


def test_a_huge_header_is_looked_at_in_part() -> None:
    assert chosen("x/y," * 100_000 + "text/turtle") is None
    assert chosen('a/b;"' * 100_000) == "text/html"


def test_suffixes_tell_the_form() -> None:
    assert by_suffix("/model/a.b.ttl") == ("/model/a.b", RDF[0])
    assert by_suffix("/model/Mistral-7B-v0.1") == ("/model/Mistral-7B-v0.1", None)
    assert by_suffix(".ttl") == (".ttl", None)
    assert {syntax_of(form.name) for form in RDF} == set(Syntax)
    assert {form.media_type for form in RDF} == {syntax.engine_format.media_type for syntax in Syntax}
    assert by_name("ttl", RDF) is by_name("turtle", RDF) is by_name("text/turtle", RDF) is RDF[0]
    assert by_name("docx", RDF) is None


def test_no_iri_can_end_the_header_or_lead_elsewhere() -> None:
    told = header(
        [
            Link("describedby", "./x.ttl", "text/turtle"),
            Link("type", 'https://example.org/a>; rel="evil"\r\nX: y'),
            Link("author", "https://example.org/ü"),
            Link("cite-as", "javascript:alert(1)"),
        ]
    )
    assert told == (
        '<./x.ttl>; rel="describedby"; type="text/turtle", <https://example.org/%C3%BC>; rel="author"'
    )


def test_the_header_stays_short() -> None:
    assert len(header(Link("item", f"https://example.org/{number}") for number in range(10_000))) < 6000
