"""Names and texts that attack do no harm: each has a page within the site, and no page runs or loads what they say."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.pages import Addresses
from tests.publish import made
from tests.publish.crawl import Client, Crawl
from tests.publish.server import bound, serving

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\\u202e{{7*7}}"
NAMES = {
    "above": "x/../../../etc/passwd",
    "above-escaped": "x/%2e%2e/%2E%2E/y",
    "slash": "a%2Fb/c",
    "nul": "a%00b",
    "line": "a%0D%0AX-Evil:%201",
    "script": "'%3Cscript%3Ealert(1)%3C/script%3E",
    "long": "n" * 3000,
    "deep": "/".join("abcdefghijklmnopqrstuvwxyz"),
    "unicode": "caf\u00e9/\u6a21\u578b/\U0001f426",
    "decomposed": "cafe\u0301",
    "capitals": "Model",
    "small": "model",
    "reserved": "assets/base",
    "home": "index",
    "document": "name.html",
    "hidden": ".lineage-rdf/site",
    "device": "con",
    "empty-part": "a//b",
    "slash-at-end": "dir/",
    "question": "a?b=c",
    "anchor": "a#b",
    "dollar": "$1$doc%25%7BENV%7D",
    "quote": "a'b;return",
}
ELSEWHERE = [
    "javascript:alert(1)",
    "file:///etc/passwd",
    "urn:x:y",
    "data:text/html,x",
    "https://evil.example/../x",
]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = bound()
    base = f"http://127.0.0.1:{server.server_port}/l/"
    place = tmp_path_factory.mktemp("hostile")
    texts = {name: made.turtle(base + path, f'"{EVIL} {name}"') for name, path in NAMES.items()}
    texts |= {f"other{n}": made.turtle(iri, f'"{EVIL}"', iri) for n, iri in enumerate(ELSEWHERE)}
    made.site(place / "site", made.write(place / "sources", **texts), base=base)
    with serving(server, place / "site", "/l/"):
        yield base, place / "site"


@pytest.fixture(scope="module")
def crawl(served):
    client = Client(served[0])
    found = Crawl(client, served[0])
    found.all()
    yield found
    client.close()


def test_every_link_leads_somewhere_and_nothing_runs(crawl):
    # A page gives the IRI of its thing to be cited, which of some names leads nowhere.
    unasked = tuple(f"404 at {crawl.base}{NAMES[name].split('?')[0]}" for name in UNASKED)
    assert not [
        fault for fault in crawl.faults if not fault.startswith(unasked) or f"{crawl.base}about/" in fault
    ]
    for page in crawl.pages.values():
        assert not [
            item for item in (*page.links, *page.loaded) if item.startswith(("javascript:", "file:", "data:"))
        ]
        assert not any(text.strip() for text in page.scripts)


def test_all_that_is_told_is_in_the_documents(served, crawl):
    dump = parse((served[1] / "dumps/lineages.nq").read_bytes(), RdfFormat.N_QUADS)
    told = {quad.triple for quads in crawl.documents.values() for quad in quads}
    graphs = {
        quad.graph_name for quad in parse((served[1] / "dumps/lineages.nq").read_bytes(), RdfFormat.N_QUADS)
    }
    assert {quad.triple for quad in dump if quad.subject not in graphs} <= told


def test_no_file_is_anywhere_else(served):
    _, folder = served
    beside = sorted(path.name for path in folder.parent.iterdir())
    assert beside == ["site", "sources"]
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.isascii() and len(name) < 250 for name in names)


# What follows addresses changes these, or no server lets them through; their documents are there all the same.
UNASKED = {"above", "above-escaped", "nul", "line", "question", "anchor", "hidden", "document", "home"}


@pytest.mark.parametrize("name", sorted(UNASKED))
def test_what_no_client_can_ask_for_has_documents_too(served, crawl, name):
    iri = served[0] + NAMES[name]
    answer = crawl.client.ask(f"{served[0]}{Addresses(served[0]).key(iri)}.ttl")
    assert answer.status == 200
    assert iri in {quad.subject.value for quad in parse(answer.body, RdfFormat.TURTLE)}


@pytest.mark.parametrize("name", sorted(NAMES.keys() - UNASKED))
def test_the_iri_leads_to_the_page_of_the_thing(served, crawl, name):
    base, _ = served
    iri = base + NAMES[name]
    answer = crawl.client.ask(iri, "text/turtle")
    assert answer.status == 200
    assert iri in {quad.subject.value for quad in parse(answer.body, RdfFormat.TURTLE)}


def test_capital_letters_alone_tell_no_files_apart(served, crawl):
    base, _ = served
    ends = [crawl.client.ask(base + name, "text/html").address for name in ("Model", "model")]
    assert len({end.lower() for end in ends}) == 2
