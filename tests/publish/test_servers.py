"""Apache and nginx answer by the rules of a site as the small server of the tests does."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lineage_rdf.publish.rules import Place
from lineage_rdf.publish.rules.others import w3id
from lineage_rdf.serve.negotiation import pick
from lineage_rdf.site.media import FILES, HTML
from tests.conftest import ROOT
from tests.ports import free_port
from tests.publish import made
from tests.publish.crawl import Client
from tests.publish.real_servers import apache, nginx
from tests.publish.server import bound, serving

PATH = "/l/"
STEP = "harbour-lab/skiff-3b/lineage/step/sft"
ODD = "odd name/caf\u00e9"
# Letters that mean something in a rule, or at its end.
SIGNS = (
    "back%5C",
    "a%5Cb%5C%5C",
    "quote%22;%22",
    "$uri",
    "1%7B1%7D",
    "%25%7BENV:DOC%7D",
    "(",
    "a%7Cb",
    "%5B",
    "x%27%3B",
    ":y",
    "%23z",
)
ACCEPTS = [
    "",
    "*/*",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "text/turtle",
    "TEXT/TURTLE; charset=utf-8; q=0.9, text/html;q=0.2",
    "application/ld+json, text/turtle;q=0.9",
    "application/ld+json;q=0.5, text/turtle;q=0.6",
    "application/n-triples;q=0.5, text/html;q=0.45",
    "text/html;q=0, */*;q=0.5",
    "text/*",
    "application/*;q=0.5, text/html;q=0.1",
    "image/png",
    "text/html;q=0",
    "application/json+seq",
    "x-text/turtle",
]
PATHS = [
    "",
    "index",
    STEP,
    f"{STEP}/setting/learning_rate",
    f"{STEP}/a/b/c",
    "harbour-lab/skiff-3b/lineage",
    "about/models/harbour-lab/skiff-3b",
    "void",
    "nobody/nothing",
    "../etc/passwd",
    f"{STEP}.html",
    f"{STEP}.rdf",
    "nobody.ttl",
    ".lineage-rdf/site.json",
    "assets/base.css",
    f"{STEP}.linkset.json",
    ".well-known/void",
    "dumps/lineages.nq",
    "robots.txt",
    "sitemap.xml",
    "odd%20name/caf%C3%A9",
    "odd%20name/caf%C3%A9/part",
    f"{STEP}/a%23b",
    *(f"signs/{name}" for name in SIGNS),
    *(f"signs/{name}/part" for name in SIGNS),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A folder that holds a site at its path, which servers of other users may read; and the site."""
    odd = {"odd": made.turtle(f"{made.BASE}odd%20name/caf\u00e9")}
    odd |= {f"sign{n}": made.turtle(f"{made.BASE}signs/{name}") for n, name in enumerate(SIGNS)}
    sources = [str(ROOT / "examples"), *made.write(tmp_path_factory.mktemp("sources"), **odd)]
    # Folders of pytest are closed to other users.
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        made.site(folder / PATH.strip("/"), sources)
        yield folder, folder / PATH.strip("/")


@pytest.fixture(params=["apache", "nginx"])
def real(request, root, tmp_path):
    """The address of a real server of the site."""
    folder, site = root
    port = free_port()
    server = (
        apache(tmp_path, folder, port) if request.param == "apache" else nginx(tmp_path, folder, port, site)
    )
    with server:
        yield f"http://127.0.0.1:{port}{PATH}"


@pytest.fixture
def both(real, root):
    """A client of the real server and one of that of the tests."""
    server = bound()
    with serving(server, root[1], PATH):
        clients = Client(real), Client(f"http://127.0.0.1:{server.server_port}{PATH}")
        yield clients
        for client in clients:
            client.close()


def test_they_give_the_form_that_our_own_server_would_give(real):
    client = Client(real)
    names = [name for form in (HTML, *FILES) for name in (form.media_type, *form.others)]
    for accept in [*ACCEPTS, *names, *(f"text/html;q=0.5, {name}" for name in names)]:
        found, chosen = client.ask(client.root + STEP, accept), pick(accept, (HTML, *FILES))
        if chosen is None:
            assert found.status == 406, accept
        else:
            assert (found.status, found.address) == (200, f"{real}{STEP}{chosen[0].ending}"), accept
    client.close()


def test_they_answer_as_they_should(both):
    for path in PATHS:
        for accept in ACCEPTS if path in ("", STEP, "void") else ACCEPTS[:4]:
            found, expected = (client.ask(client.root + path, accept) for client in both)
            case = f"{path} for {accept}"
            assert found.status == expected.status, case
            if expected.status == 200:
                ends = [
                    answer.address.removeprefix(client.root)
                    for answer, client in zip((found, expected), both, strict=True)
                ]
                # At the root itself the page is given at once.
                assert ends[0] == ends[1] or (ends[0] == "" and ends[1] == "index.html"), case
                assert (found.kind, found.body) == (expected.kind, expected.body), case


def test_every_answer_can_be_read_from_other_sites_and_tells_what_it_depends_on(both):
    client, _ = both
    response, _ = client._once(client.root + STEP, "text/turtle", "GET")
    assert response.status == 303 and response.headers["Vary"] == "Accept"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    none = client.ask(client.root + STEP, "image/png")
    assert none.headers["Vary"] == "Accept" and b".jsonld" in none.body
    assert client.ask(client.root).headers["Vary"] == "Accept"


def test_heads_and_tags(both):
    client, _ = both
    page = client.ask(f"{client.root}{STEP}.html")
    head = client.ask(f"{client.root}{STEP}.html", method="HEAD")
    assert head.status == 200 and not head.body
    assert page.headers["ETag"] == head.headers["ETag"]


def test_headers_name_the_other_forms(both):
    client, _ = both
    page = client.ask(f"{client.root}{STEP}.html")
    assert f'<{PATH}{STEP}.ttl>; rel="describedby alternate"; type="text/turtle"' in page.headers["Link"]
    assert (
        f'<{PATH}{STEP}.linkset.json>; rel=linkset; type="application/linkset+json"' in page.headers["Link"]
    )
    data = client.ask(f"{client.root}{STEP}.ttl")
    assert data.headers["Link"] == f'<{PATH}{STEP}.html>; rel="describes alternate"; type="text/html"'


def test_a_signposting_client_finds_its_way_by_headers(both):
    import signposting

    client, _ = both
    found = signposting.find_signposting_http(f"{client.root}{STEP}.html")
    assert {str(item.type) for item in found.describedBy} == {
        "text/turtle",
        "application/ld+json",
        "application/n-triples",
    }
    assert len(found.linksets) == 1


def test_a_lasting_name_leads_to_the_host(root, tmp_path):
    folder, _ = root
    port = free_port()
    names = folder / "our-lineages"
    names.mkdir()
    host = f"http://127.0.0.1:{port}{PATH}"
    (names / ".htaccess").write_text(w3id(Place("https://w3id.org/our-lineages/", host)))
    # The register lets such files do anything.
    with apache(tmp_path, folder, port, f"<Directory {names}>\nAllowOverride All\n</Directory>\n"):
        client = Client(f"http://127.0.0.1:{port}/our-lineages/")
        answer = client.ask(client.root + STEP, "text/turtle")
        assert answer.statuses == [303, 303, 200] and answer.address == f"{host}{STEP}.ttl"
        client.close()
