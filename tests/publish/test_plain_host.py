"""A host that only knows files, as GitHub Pages does: a script on the page of lost addresses finds the nearest document."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.publish import made


class _Host(SimpleHTTPRequestHandler):
    """Serves files, `KEY.html` for `KEY`, and `404.html` for what is not there."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_file() or self.path in ("/", "/l/"):
            super().do_GET()
        elif path.with_name(f"{path.name}.html").is_file():
            self.path += ".html"
            super().do_GET()
        else:
            body = (Path(self.directory) / "l/404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def hosting(root: Path):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(root))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/l/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain")
    sources = made.write(
        folder / "sources", a=made.turtle(f"{made.BASE}a"), odd=made.turtle(f"{made.BASE}odd%20name")
    )
    made.site(folder / "www" / "l", sources)
    with hosting(folder / "www") as found:
        yield found


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    yield opened
    opened.close()


def test_the_nearest_document_is_found(address, page):
    ways = {
        "a/step/setting/x/y": "a/step.html",
        "a/nothing.html": "a.html",
        "odd%20name": None,
        "odd%20name/model/part": None,
        "void": "index.html",
    }
    for asked, expected in ways.items():
        page.goto(address + asked)
        page.wait_for_url(f"{address}{expected}" if expected else f"{address}about/iri/*.html")


def test_what_nobody_tells_of_is_said(address, page):
    page.goto(f"{address}nobody/nothing")
    page.wait_for_load_state("networkidle")
    assert page.title().startswith("Not found") and page.url == f"{address}nobody/nothing"
    page.click("text=Fine-tune lineages >> nth=0")
    page.wait_for_url(address)
