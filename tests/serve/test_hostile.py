"""Names that attack: whatever a store holds, its pages run nothing of it and lead nowhere but to the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.vocabulary.namespaces import FTL, RDF, SCHEMA
from tests.serve.hrefs import leads, parsed, scripts
from tests.serve.serving import Client, serving, store_at

EVIL = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "\u202egnp.exe\u2066 \u0000?".replace("\u0000", ""),
    "<!--<script>",
    "]]><x>",
)
IRIS = (
    "javascript:alert(1)",
    "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E",
    "vbscript:x",
    "file:///etc/passwd",
    "https://user:secret@example.org/x",
    "https://example.org/?a='onclick='alert(1)&b=(;)",
    "urn:x:%3Cscript%3E",
    "https://huggingface.co/a/b.html",
    "https://huggingface.co/../../etc",
    "https://huggingface.co/con/aux",
    "https://example.org/" + "x" * 3000,
    "https://example.org/\u0440\u043e\u0441\u0441\u0438\u044f",
)


def quads() -> list[Quad]:
    """A lineage in which every name attacks."""
    graph = NamedNode("urn:x:graph")
    lineage, step = NamedNode("javascript:lineage()"), NamedNode("data:step,1")
    found = [
        (lineage, f"{RDF}type", NamedNode(f"{FTL}FineTuneLineage")),
        (lineage, f"{SCHEMA}name", Literal(EVIL[0])),
        (lineage, f"{FTL}hasStep", step),
        (lineage, f"{FTL}headModel", NamedNode(IRIS[0])),
        (step, f"{RDF}type", NamedNode(f"{FTL}FineTuning")),
        (step, f"{RDF}type", NamedNode(f"{FTL}TransformationStep")),
        (step, f"{FTL}stageName", Literal(EVIL[1])),
        (step, f"{FTL}producedModel", NamedNode(IRIS[0])),
        (step, f"{FTL}hasObjective", NamedNode("javascript:objective()")),
    ]
    for number, iri in enumerate(IRIS):
        model = NamedNode(iri)
        found += [
            (model, f"{RDF}type", NamedNode(f"{FTL}Model")),
            (model, f"{SCHEMA}name", Literal(EVIL[number % len(EVIL)])),
            (model, f"{SCHEMA}identifier", Literal(EVIL[(number + 1) % len(EVIL)])),
            (model, f"{FTL}weightsLicence", Literal(EVIL[2])),
            (model, f"{FTL}licenceLink", NamedNode("javascript:licence()")),
            (model, f"{FTL}derivedFromModel", NamedNode(IRIS[(number + 1) % len(IRIS)])),
            (step, f"{FTL}baseModel", model),
        ]
    stranger = NamedNode("javascript:stranger()")
    alone = [
        (stranger, f"{RDF}type", NamedNode("javascript:Class")),
        (stranger, "javascript:predicate()", NamedNode("javascript:object()")),
        (stranger, f"{SCHEMA}name", Literal(EVIL[0], language="en")),
    ]
    other = NamedNode("urn:x:other")
    return [
        *(Quad(s, NamedNode(p), o, graph) for s, p, o in found),
        *(Quad(s, NamedNode(p), o, other) for s, p, o in alone),
    ]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    place: Path = store_at(tmp_path_factory.mktemp("hostile") / "store", quads())
    with serving(place, token="") as found:
        yield found


def refuse_harm(page: bytes, here: str) -> None:
    """Fail if a page could run, load or lead to what the names in it say."""
    tree = parsed(page)
    for address, kind in scripts(page):
        assert kind == "application/ld+json" or ("assets/" in address and "//" not in address), here
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag.rpartition("}")[2] not in ("img", "iframe", "object", "embed", "base"), here
            assert not [name for name in element.attrib if name.lower().startswith("on")], here
    for _, way in leads(page):
        scheme = way.partition(":")[0] if ":" in way.partition("/")[0] else ""
        assert scheme in ("", "http", "https"), (here, way)
        assert "user:secret" not in way, here


def test_no_page_of_a_thing_does_harm(client: Client) -> None:
    addresses = Addresses(f"{client.url}/", f"{client.url}/", "")
    subjects = sorted({quad.subject.value for quad in quads()})
    for iri in subjects:
        key = addresses.key(iri)
        response = client.get(f"/{key}.html")
        assert response.status == 200, (iri, response.text)
        refuse_harm(response.body, iri)
        shown = re.sub(r"<script type=.*?</script>", "", response.text)  # data for machines are as they are
        assert "\u202e" not in shown
        data = client.get(f"/{key}.nt")
        expected = {quad.triple for quad in quads() if quad.subject.value == iri}
        assert expected <= {quad.triple for quad in parse(data.body, RdfFormat.N_TRIPLES)}
        for reply in (response, data, client.get(f"/{key}")):
            assert "\n" not in reply.headers["link"]
            assert "javascript:" not in reply.headers["link"]
        assert client.get(f"/{key}.linkset.json").status in (200, 404)


def test_no_other_page_does_harm(client: Client) -> None:
    evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    everything = "SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
    paths = [
        "/", "/query", "/list/models", f"/list/models?q={evil}", "/list/lineages", "/list/agents", f"/{evil}",
        f"/{evil}.html", f"/query/{evil}", f"/query/descendants?model={evil}", "/query/licence-drift",
        "/query/descendants?model=javascript:alert(1)", f"/sparql?query={everything}&default-graph-uri={evil}",
        f"/query/descendants?model=javascript:alert(1)&sort={evil}", f"/sparql?query={evil}",
        f"/sparql?query={everything}", f"/about/models/{evil}", f"/sparql?{evil}",
    ]  # fmt: skip
    for path in paths:
        response = client.get(path, accept="text/html")
        assert response.media == "text/html", path
        refuse_harm(response.body, path)
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy or "default-src 'self'" in policy


def test_a_host_that_attacks_is_not_believed(client: Client) -> None:
    for host in ("evil.example/<script>", 'a"b', "a b"):
        response = client.get("/", accept="text/html", host=host)
        assert response.status == 200
        refuse_harm(response.body, host)
        assert host not in response.text and "evil" not in response.text
