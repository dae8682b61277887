"""Answers a request while its head is being read, if that can be done at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote_plus

from lineage_rdf.errors import LineageError
from lineage_rdf.serve.direct.simple import Simple
from lineage_rdf.serve.guard.headers import Headers, completed
from lineage_rdf.serve.guard.log import Log
from lineage_rdf.serve.guard.rate import Rate
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.serve.jobs.pool import Pool
from lineage_rdf.serve.jobs.start import opened
from lineage_rdf.serve.negotiation import preferred
from lineage_rdf.serve.remembered import Remembered
from lineage_rdf.serve.sending import head_of
from lineage_rdf.serve.settings import Settings, start_of
from lineage_rdf.serve.sparql.formats import GRAPH_TYPES, RESULT_TYPES
from lineage_rdf.store.open import is_address

Key: TypeAlias = tuple[bytes, bytes, bytes]  # address, Host and Accept of a request
HTML: Final = "text/html"
_QUERY: Final = b"/sparql?query="
# What a request may also say without that its answer becomes another one.
_IDLE: Final = frozenset(
    {
        b"accept-encoding", b"accept-language", b"user-agent", b"referer", b"origin", b"dnt", b"priority", b"cache-control",
        b"sec-fetch-dest", b"sec-fetch-mode", b"sec-fetch-site", b"sec-fetch-user", b"sec-gpc", b"pragma",
    }
)  # fmt: skip
_REST: Final = 1.0  # seconds for which the store must not have been written


class Desk:
    """What stands before the application.

    Args:
        settings: how the server is set up.
        pool: the worker processes.
    """

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.rate = Rate(settings.rate, settings.burst)
        self.log = Log(settings.log_all)
        self.at_once = 0
        self._settings = settings
        self._pool = pool
        self._kept: Remembered[Key, bytes] = Remembered(settings.memory // 2)
        self._simple = Simple()
        self._base = f"{settings.base_url or f'http://{settings.host}'}/sparql"
        self._here: Opened | None = None
        self._generation = -1
        self._seen = -1
        self._since = 0.0
        pool.when_changed(self._kept.clear)

    def answer(self, address: bytes, headers: Headers, client: str) -> bytes | None:
        """Return a whole response to a request by GET, but for the date; None if the application is to answer it.

        Args:
            address: what was asked for: path and parameters.
            headers: the headers of the request.
            client: who asks.
        """
        key = key_of(address, headers)
        if key is None or self._settings.log_all:
            return None
        response = self._kept.get(key)
        if response is None:
            response = self._simply(key)
            if response is None:
                return None
        if self.rate.wait(client, time.monotonic()):
            return None
        self.at_once += 1
        self.log.counts[200] = self.log.counts.get(200, 0) + 1
        return response

    def keep(self, key: Key, headers: Headers, body: bytes, generation: int) -> None:
        """Keep a response of the application, to be sent again until the store changes.

        Args:
            key: of the request.
            headers: all headers of the response.
            body: its body.
            generation: the state of the store that it tells of.
        """
        if generation == self._pool.generation:
            response = _whole(headers, body)
            self._kept.put(key, response, len(response) + sum(map(len, key)))

    @property
    def generation(self) -> int:
        """The state of the store that is answered from now."""
        return self._pool.generation

    def _simply(self, key: Key) -> bytes | None:
        address, _, accept = key
        query = address[len(_QUERY) :]
        if not address.startswith(_QUERY) or b"&" in query:
            return None
        here = self._store()
        if here is None:
            return None
        try:
            text = unquote_plus(query.decode("ascii"), errors="strict")
        except UnicodeDecodeError:
            return None
        liked = accept.decode("latin-1")
        if preferred(liked, (*RESULT_TYPES, *GRAPH_TYPES, HTML)) == HTML:
            return None  # a person who wants a page
        results, graphs = preferred(liked, RESULT_TYPES), preferred(liked, GRAPH_TYPES)
        try:
            answer = self._simple.answer(here, text, self._base, results, graphs)
        except OSError:  # whoever writes the store has put other files in the place of these
            self._generation = -1
            return None
        if answer is None:
            return None
        response = _whole(completed(head_of(answer, "Accept"), shared=True), answer.body)
        self._kept.put(key, response, len(response) + sum(map(len, key)))
        return response

    def _store(self) -> Opened | None:
        """Return the store as it is now; None while it is being written, as opening it again and again would take too long."""
        generation = self._pool.generation
        if generation == self._generation:
            return self._here
        now = time.monotonic()
        if generation != self._seen:
            self._seen, self._since = generation, now
        if now - self._since < _REST and self._generation >= 0:
            return None
        self._generation = generation
        self._here = self._opened()
        return self._here

    def _opened(self) -> Opened | None:
        if is_address(self._settings.place):
            return None
        try:
            return opened(start_of(self._settings))
        except LineageError:
            return None


def key_of(address: bytes, headers: Sequence[tuple[bytes, bytes]]) -> Key | None:
    """Return what the response to a request by GET depends on; None if that is more than its address, Host and Accept.

    Args:
        address: path and parameters.
        headers: the headers of the request.
    """
    host = accept = b""
    for name, value in headers:
        if name == b"host":
            host = value
        elif name == b"accept":
            accept = accept + b"," + value if accept else value
        elif name not in _IDLE and not (name == b"connection" and value.lower() == b"keep-alive"):
            return None
    return address, host, accept


def _whole(headers: Headers, body: bytes) -> bytes:
    """Return a response without its first line and date."""
    return b"".join(b"%s: %s\r\n" % header for header in headers) + b"\r\n" + body
