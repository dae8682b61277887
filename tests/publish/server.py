"""A small server that answers for a published site as its rules say, by which the rules of real servers are measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

KINDS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
MORE = {
    "json": "application/json",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "gz": "application/gzip",
}


def wanted(accept: str) -> str | None:
    """Return the kind that a client wants most (RFC 9110, 12.5.1), the first of several; None if it takes none."""
    weights: dict[str, float] = {}
    for item in accept.lower().split(",") if accept.strip() else ["*/*"]:
        name, *parameters = (part.strip() for part in item.split(";"))
        given = [float(part[2:]) for part in parameters if part.startswith("q=")]
        weights[name] = given[0] if given else 1.0
    best, kind = 0.0, None
    for ending, media in KINDS.items():
        for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
            if name in weights:
                if weights[name] > best:
                    best, kind = weights[name], ending
                break
    return kind


def nearest(folder: Path, path: str, moved: dict[str, str]) -> str | None:
    """Return the key of the document that tells of an address: its own, or the nearest above it."""
    if path and is_file(folder / f"{path}.html"):
        return path
    for start, key in moved.items():
        if path == start or path.startswith(f"{start}/"):
            return key
    while path and not is_file(folder / f"{path}.html"):
        path = path.rpartition("/")[0]
    return path or None


def is_file(path: Path) -> bool:
    """Say whether there is a file; of a name that cannot be there is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


class _Handler(BaseHTTPRequestHandler):
    folder: Path
    path_of_site: str
    moved: dict[str, str]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        below = path.removeprefix(self.path_of_site) if path.startswith(self.path_of_site) else "../"
        target = self.folder / below
        if ".." in below.split("/") or below.startswith(".lineage-rdf"):
            self._send(404)
        elif below and is_file(target):
            self._file(target)
        else:
            self._thing(below)

    do_HEAD = do_GET

    def _thing(self, below: str) -> None:
        ending = below.rpartition(".")[2]
        key = "index" if below in ("", "index") else nearest(self.folder, below, self.moved)
        kind = wanted(self.headers.get("Accept", ""))
        if key is None or ending in KINDS:
            self._send(404)
        elif kind is None:
            self._send(406)
        else:
            self._send(303, {"Location": f"{self.path_of_site}{key}.{kind}", "Vary": "Accept"})

    def _file(self, target: Path) -> None:
        linkset = target.name.endswith(".linkset.json")
        known = {**KINDS, **MORE}.get(target.suffix[1:], "text/turtle")
        kind = "application/linkset+json" if linkset else known
        self._send(200, {"Content-Type": kind}, target.read_bytes())

    def _send(self, code: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def bound() -> ThreadingHTTPServer:
    """Return a server on a free port of this machine that has nothing to give yet."""
    return ThreadingHTTPServer(("127.0.0.1", 0), _Handler)


@contextmanager
def serving(server: ThreadingHTTPServer, folder: Path, path: str) -> Iterator[None]:
    """Serve a site as long as the block runs."""
    told = json.loads(_moved(folder))
    moved = {path: told[path] for path in sorted(told, key=len, reverse=True)}
    server.RequestHandlerClass = type(
        "Handler", (_Handler,), {"folder": folder, "path_of_site": path, "moved": moved}
    )
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _moved(folder: Path) -> str:
    """Return what the page of lost addresses tells of documents that stand elsewhere."""
    from html import unescape

    page = (folder / "404.html").read_text()
    return unescape(page.partition('data-moved="')[2].partition('"')[0])
