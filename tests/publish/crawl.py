"""Follows every link and every IRI of a site, as a browser does and as a machine does."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from attrs import define, field
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

# What a page loads by itself, by the element and the attribute that names it.
_LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("object", "data"), ("use", "href")}
_LOADED_RELATIONS = {"stylesheet", "icon", "preload"}
_MOST_REDIRECTS = 5
DOCUMENTS = (".html", ".ttl", ".jsonld", ".nt", ".json", ".gz", ".nq", ".trig", ".js", ".css", ".svg", ".xml")


@define
class Answer:
    """What came at the end of all redirects."""

    address: str
    status: int
    kind: str
    body: bytes
    headers: dict[str, str]
    statuses: list[int]


class Client:
    """Asks one host and no other."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._host = urlsplit(root).netloc
        self._connection = HTTPConnection(self._host, timeout=20)

    def ask(self, address: str, accept: str = "*/*", method: str = "GET") -> Answer:
        """Return the answer; redirects are followed."""
        statuses: list[int] = []
        for _ in range(_MOST_REDIRECTS):
            assert urlsplit(address).netloc == self._host, address
            response, body = self._once(address, accept, method)
            statuses.append(response.status)
            if response.status not in (301, 302, 303, 307, 308):
                kind = response.headers.get_content_type()
                return Answer(address, response.status, kind, body, dict(response.headers.items()), statuses)
            address = urljoin(address, response.headers["Location"])
        raise AssertionError(f"redirects without end at {address}")

    def _once(self, address: str, accept: str, method: str) -> tuple[HTTPResponse, bytes]:
        parts = urlsplit(urldefrag(address).url)
        target = quote(parts.path, safe="/%:@!$&'()*+,;=~")
        self._connection.request(method, target, headers={"Accept": accept} if accept else {})
        response = self._connection.getresponse()
        return response, response.read()

    def close(self) -> None:
        self._connection.close()


class Page(HTMLParser):
    """The links of a page, what it loads, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.embedded: list[str] = []
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        relations = set(found.get("rel", "").split())
        for name in ("href", "src", "data", "xlink:href"):
            if name in found and (tag, name) != ("form", "data"):
                is_loaded = (tag, name) in _LOADED or (tag == "link" and relations & _LOADED_RELATIONS)
                (self.loaded if is_loaded else self.links).append(found[name])
        self._inside = found.get("type", "text/javascript") if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        if self._inside == "application/ld+json":
            self.embedded.append(data)
        elif self._inside:
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


@define
class Crawl:
    """What was found on a site.

    Args:
        client: asks the site.
        base: what the IRIs of ours begin with.
    """

    client: Client
    base: str
    pages: dict[str, Page] = field(factory=dict)
    documents: dict[str, list[Quad]] = field(factory=dict)
    faults: list[str] = field(factory=list)
    iris: set[str] = field(factory=set)

    def all(self) -> None:
        """Follow everything from the root on."""
        waiting = [self.client.root]
        seen = set(waiting)
        for address in waiting:
            for found in self._follow(address):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
        for address, page in self.pages.items():
            self._anchors(address, page)

    def _follow(self, address: str) -> list[str]:
        answer = self.client.ask(address, "text/html, */*;q=0.1")
        if answer.status != 200:
            self.faults.append(f"{answer.status} at {address}")
            return []
        if answer.kind == "text/html":
            return self._page(answer)
        if answer.kind in ("text/turtle", "application/n-triples"):
            self._document(answer)
        return []

    def _page(self, answer: Answer) -> list[str]:
        page = self.pages[answer.address] = Page(answer.body.decode())
        outside = [item for item in page.loaded if not self._is_here(urljoin(answer.address, item))]
        self.faults += [f"{answer.address} loads {item}" for item in outside]
        self.faults += [f"{answer.address} has a script of its own" for text in page.scripts if text.strip()]
        targets = (urldefrag(urljoin(answer.address, item)).url for item in (*page.links, *page.loaded))
        here = [target for target in targets if self._is_here(target)]
        self.iris.update(
            target for target in here if target.startswith(self.base) and not target.endswith(DOCUMENTS)
        )
        return here

    def _is_here(self, address: str) -> bool:
        return address.startswith(self.client.root)

    def _document(self, answer: Answer) -> None:
        syntax = RdfFormat.TURTLE if answer.kind == "text/turtle" else RdfFormat.N_TRIPLES
        quads = self.documents[answer.address] = list(parse(answer.body, syntax))
        self.iris.update(
            iri for iri in iris_in(quads) if iri.startswith(self.base) and not iri.endswith(DOCUMENTS)
        )

    def _anchors(self, address: str, page: Page) -> None:
        if len(set(page.ids)) != len(page.ids):
            self.faults.append(f"{address} has two places of one name")
        for item in page.links:
            target, anchor = urldefrag(urljoin(address, item))
            other = self.pages.get(target)
            if anchor and other is not None and anchor not in other.ids:
                self.faults.append(f"{address} leads to {target}#{anchor}, which is not there")

    def follow_iris(self, source: Iterable[Triple]) -> None:
        """Ask for each IRI of ours as a page, and as statements, which must be those of the source."""
        about: dict[str, set[Triple]] = {}
        for triple in source:
            if isinstance(triple.subject, NamedNode):
                about.setdefault(triple.subject.value, set()).add(triple)
        names = self.iris | {iri for iri in about if iri.startswith(self.base)}
        for iri in sorted(names):
            self._iri(iri, about.get(iri, set()))

    def _iri(self, iri: str, expected: set[Triple]) -> None:
        page = self.client.ask(iri, "text/html")
        data = self.client.ask(iri, "text/turtle")
        if page.status != 200 or page.kind != "text/html":
            self.faults.append(f"{iri} has no page: {page.status} {page.kind}")
        if data.status != 200 or data.kind != "text/turtle":
            self.faults.append(f"{iri} has no statements: {data.status} {data.kind}")
            return
        told = {quad.triple for quad in parse(data.body, RdfFormat.TURTLE)}
        missing = expected - told
        if missing:
            self.faults.append(
                f"{iri}: {data.address} lacks {len(missing)}, for example {min(map(str, missing))}"
            )


def iris_in(quads: Iterable[Quad]) -> set[str]:
    """Return the IRIs in some statements."""
    return {
        term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, NamedNode)
    }
