"""What is made of the rows of a CONSTRUCT query is what engines make of the query itself."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse, serialize
from pyoxigraph import Store as Oxigraph

from lineage_rdf.codec.canonical import labelled
from lineage_rdf.codec.to_rdflib import quiet
from lineage_rdf.errors import UsageError
from lineage_rdf.query import Results, Statements, ask_own, in_memory, open_place
from lineage_rdf.query.construct import template_of
from tests.query.places import quads
from tests.store.servers import altered_server, real_server

DATA = """
h:b ftl:derivedFromModel h:a ; schema:name "b {x} ?y" ; ftl:weightsLicence "MIT"@en .
h:c ftl:derivedFromModel h:b ; schema:name "c" ; prov:wasAttributedTo [ schema:name "who } knows" ] .
"""
PREFIXES = """# { a comment with a brace
PREFIX ftl: <https://w3id.org/ftl#> PREFIX schema: <http://schema.org/>
PREFIX : <https://example.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
QUERIES = [
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "construct { ?s :from ?b . } { ?s ftl:derivedFromModel ?b }",
    "CONSTRUCT WHERE { ?s ftl:derivedFromModel ?b . ?b schema:name ?name }",
    "CONSTRUCT{ $s :called $name ; :has [ :name $name ] }WHERE{ $s schema:name $name }",
    "CONSTRUCT { [] :is ( ?s ?b ) } WHERE { ?s ftl:derivedFromModel ?b }",
    "CONSTRUCT { ?o :names ?s } WHERE { ?s schema:name ?o }",
    "CONSTRUCT { ?s :maybe ?b ; :never ?nothing ; a :Thing } WHERE { ?s schema:name ?n OPTIONAL { ?s ftl:derivedFromModel ?b } }",
    """CONSTRUCT { :x :y 'no } brace', \'\'\'nor { here\'\'\' , 5 , true, 'text'@en . # } nor here
    } WHERE { ?s ftl:derivedFromModel ?b }""",
    "CONSTRUCT { :all :count ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p = schema:name) } ORDER BY DESC(?s) LIMIT 1",
    "CONSTRUCT { ?who :knows ?s } WHERE { ?s prov:wasAttributedTo ?who }",
    "CONSTRUCT { } WHERE { ?s ?p ?o }",
    "CONSTRUCT { :a :b :c } WHERE { ?s <urn:never> ?o }",
]


def made(query: str) -> list[Quad]:
    found = ask_own(in_memory(quads(DATA)), PREFIXES + query)
    assert isinstance(found, Statements)
    assert len(found) == len(found.quads)
    return list(found.quads)


@pytest.mark.parametrize("query", QUERIES)
def test_the_statements_of_engines(query: str) -> None:
    store = Oxigraph()
    store.extend(quads(DATA))
    expected = [Quad(t.subject, t.predicate, t.object) for t in store.query(PREFIXES + query)]  # type: ignore[union-attr, attr-defined]
    assert set(labelled(made(query))) == set(labelled(expected))
    assert made(query) == made(query)


# rdflib reads no empty template, and makes statements about texts.
OTHERWISE = ("LIMIT", "{ }", "{ ?o :names")


@pytest.mark.parametrize(
    "query", [query for query in QUERIES if not any(part in query for part in OTHERWISE)]
)
def test_the_statements_of_rdflib(query: str) -> None:
    document = serialize((q.triple for q in quads(DATA)), format=RdfFormat.N_TRIPLES)
    assert document is not None
    with quiet():
        graph = rdflib.Graph().parse(data=document.decode(), format="nt").query(PREFIXES + query).graph
    assert graph is not None
    expected = list(parse(graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES))
    assert set(labelled(made(query))) == set(labelled(expected))


def test_a_server_gives_all_of_them_or_none() -> None:
    query = PREFIXES + QUERIES[1]
    expected = set(made(QUERIES[1]))
    with real_server(quads(DATA)) as url, open_place(url) as store:
        found = ask_own(store, query)
    assert isinstance(found, Statements) and set(found.quads) == expected
    with altered_server(quads(DATA)) as server, open_place(server.url) as store:
        found = ask_own(store, query)
    assert isinstance(found, Statements) and set(found.quads) == expected


def test_a_part_of_statements_is_refused() -> None:
    with pytest.raises(UsageError, match="no order"):
        ask_own(in_memory(()), QUERIES[0], limit=1)
    with pytest.raises(UsageError, match="no order"):
        ask_own(in_memory(()), QUERIES[0], offset=1)


def test_a_template_that_is_no_turtle_is_refused() -> None:
    with pytest.raises(UsageError, match="template cannot be read"):
        template_of("CONSTRUCT { ?s ?été ?o } WHERE { ?s ?été ?o }")


@pytest.mark.parametrize("template", ["?s <urn:p> <<( ?s <urn:q> ?o )>>", "<< ?s <urn:q> ?o >> <urn:p> 1"])
def test_triple_terms_are_refused(template: str) -> None:
    with pytest.raises(UsageError, match="triple terms"):
        ask_own(in_memory(quads(DATA)), f"CONSTRUCT {{ {template} }} WHERE {{ ?s <urn:q> ?o }}")


def test_only_what_the_template_needs_is_asked_for() -> None:
    assert template_of("CONSTRUCT { ?b <urn:p> ?a } { ?a ?b ?c }").select == "SELECT ?b ?a  { ?a ?b ?c }"
    found = ask_own(in_memory(quads(DATA)), template_of(PREFIXES + QUERIES[2]).select)
    assert isinstance(found, Results) and set(found.columns) == {"s", "b", "name"}
