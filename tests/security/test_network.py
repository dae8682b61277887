"""Nothing that is read makes the program open a connection or a file (threats T04, T06, T07, T08, T09)."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError

PREFIXES = (
    "@prefix ftl: <https://w3id.org/ftl#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    "@prefix schema: <http://schema.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
)
LINEAGE = (
    PREFIXES
    + '<urn:x:l> a ftl:FineTuneLineage ; schema:name "n" ; ftl:hasStep <urn:x:s> ; ftl:headModel <urn:x:m> .'
    + "<urn:x:m> a ftl:Model . <urn:x:s> a ftl:FineTuning ; ftl:ordinal 1 ; ftl:producedModel <urn:x:m> ."
)


@pytest.fixture
def server():
    """A loopback server that must see no hit; yields its address and the hits."""
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_args):
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{listener.server_address[1]}/x", hits
    listener.shutdown()
    listener.server_close()


CONTEXTS = {
    "remote": "ADDRESS",
    "list": ["ADDRESS"],
    "import": {"@version": 1.1, "@import": "ADDRESS"},
    "import in a list": [[{"@import": "ADDRESS"}]],
    "property-scoped": {"t": {"@id": "urn:t", "@context": "ADDRESS"}},
    "type-scoped": {"T": {"@id": "urn:T", "@context": ["ADDRESS"]}},
    "scoped import": {"T": {"@id": "urn:T", "@context": {"@import": "ADDRESS"}}},
    "scoped twice": {"T": {"@id": "urn:T", "@context": {"t": {"@id": "urn:t", "@context": "ADDRESS"}}}},
    "file": "file:///etc/passwd",
    "path": "/etc/passwd",
    "relative": "context.jsonld",
}


@pytest.mark.parametrize("kind", sorted(CONTEXTS))
@pytest.mark.parametrize("place", ["top", "below", "included", "graph"])
def test_contexts_of_others_are_not_fetched(server, kind, place):
    address, hits = server
    node = {"@context": CONTEXTS[kind], "@id": "urn:a", "@type": "T", "t": {"@id": "urn:b", "t": "c"}}
    document = {
        "top": node, "below": {"@id": "urn:o", "urn:p": [node]}, "included": {"@included": [node]}, "graph": {"@graph": [node]},
    }[place]  # fmt: skip
    with pytest.raises(InputError, match=r"fetched|must be an object"):
        read_quads(json.dumps(document).replace("ADDRESS", address).encode(), Syntax.JSONLD, "doc")
    assert hits == []


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY e SYSTEM "ADDRESS">]>', '<!DOCTYPE r SYSTEM "ADDRESS">',
        '<!-- c --><!DOCTYPE r [<!ENTITY e "e">]>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "ADDRESS"> %p;]>', "<!doctype r>", "<!\tDOCTYPE r>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_doctypes_are_refused_in_every_encoding(server, doctype, encoding):
    address, hits = server
    text = f'<?xml version="1.0"?>{doctype.replace("ADDRESS", address)}<r>&e;</r>'
    with pytest.raises(InputError, match="DOCTYPE"):
        read_quads(text.encode(encoding), Syntax.RDFXML, "doc.rdf")
    assert hits == []


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_an_encoding_that_could_hide_a_doctype_is_no_rdfxml(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY e "e">]><r>&e;</r>'
    data = text.encode(encoding).replace(b"<!DOCTYPE", b"+ADwAIQ-DOCTYPE")
    with pytest.raises(InputError):
        read_quads(data, Syntax.RDFXML, "doc.rdf")


SPARQL = "sh:sparql [ a sh:SPARQLConstraint ; sh:select '''SELECT $this BODY''' ]"
CALLING = {
    "service": SPARQL.replace("BODY", "WHERE { SERVICE <ADDRESS> { ?s ?p ?o } }"),
    "silent": SPARQL.replace("BODY", "WHERE { $this ?q ?r . SERVICE SILENT <ADDRESS> { ?s ?p ?o } }"),
    "from": SPARQL.replace("BODY", "FROM <ADDRESS> WHERE { $this ?p ?o }"),
    "named": SPARQL.replace("BODY", "FROM NAMED <file:///etc/passwd> WHERE { GRAPH ?g { $this ?p ?o } }"),
    "script": "sh:js [ sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL <ADDRESS> ] ]",
    "imports": "owl:imports <ADDRESS>, <file:///etc/passwd>",
}


@pytest.mark.parametrize("kind", sorted(CALLING))
def test_shapes_of_the_user_open_no_connection(server, tmp_path, capsys, kind):
    address, hits = server
    (tmp_path / "lineage.ttl").write_text(LINEAGE)
    shape = f"<urn:s> a sh:NodeShape, owl:Ontology ; sh:targetClass ftl:FineTuneLineage ; {CALLING[kind]} ."
    (tmp_path / "shapes.ttl").write_text(PREFIXES + shape.replace("ADDRESS", address))
    code = run(["check", str(tmp_path / "lineage.ttl"), "--shapes", str(tmp_path / "shapes.ttl")])
    assert code in (0, 1, 2)
    assert "fault of ours" not in capsys.readouterr().err
    assert hits == []


def test_addresses_in_a_lineage_are_names_and_nothing_more(server, tmp_path):
    address, hits = server
    extra = f"<urn:x:l> owl:imports <{address}> ; schema:url <{address}> . <{address}> a ftl:Model ."
    (tmp_path / "lineage.ttl").write_text(LINEAGE + extra)
    for command in (["check"], ["show"], ["report"], ["show", "--format", "html"]):
        assert run([command[0], str(tmp_path / "lineage.ttl"), *command[1:]]) in (0, 1)
    assert hits == []
