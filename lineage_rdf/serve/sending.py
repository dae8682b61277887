"""Sends answers: with a tag by which a client sees that it has the answer already, and to HEAD without a body."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from typing import Final

from starlette.types import Receive, Scope, Send

from lineage_rdf.errors import LineageError
from lineage_rdf.serve.faults import Refusal, status_of
from lineage_rdf.serve.jobs.job import Answer
from lineage_rdf.serve.negotiation import preferred

_PIECE: Final = 1 << 18  # bytes that are sent at once
_PROBLEMS: Final = ("text/plain", "application/problem+json", "application/json", "text/html")


class Reply:
    """A response that is sent whole; one that is not 200 carries no tag.

    Args:
        answer: the answer.
        vary: the request headers that it depends on; empty for none.
    """

    def __init__(self, answer: Answer, vary: str = "Accept") -> None:
        self._answer = answer
        self._vary = vary

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        answer = self._answer
        headers = head_of(answer, self._vary)
        if answer.status == 200 and answer.lasting and _has_it(scope, tag_of(answer.body)):
            kept = [header for header in headers if not header[0].startswith(b"content-")]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else answer.body
        for start in range(_PIECE, len(body), _PIECE):
            await send(
                {"type": "http.response.body", "body": body[start - _PIECE : start], "more_body": True}
            )
        last = max(0, (len(body) - 1) // _PIECE * _PIECE)
        await send({"type": "http.response.body", "body": body[last:] if last else body})


def head_of(answer: Answer, vary: str) -> list[tuple[bytes, bytes]]:
    """Return the headers of a response.

    Args:
        answer: the answer.
        vary: the request headers that it depends on; empty for none.
    """
    headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in answer.headers]
    if vary:
        headers.append((b"vary", vary.encode()))
    if answer.status == 200 and answer.lasting:
        headers += [(b"etag", tag_of(answer.body)), (b"cache-control", b"no-cache")]
    if answer.media_type:
        headers.append((b"content-type", _with_charset(answer.media_type)))
    if answer.status != 204:
        headers.append((b"content-length", b"%d" % len(answer.body)))
    return headers


def tag_of(body: bytes) -> bytes:
    """Return the entity tag of a body.

    Args:
        body: the body.
    """
    return b'"%s"' % blake2b(body, digest_size=12).hexdigest().encode()


def accept_of(scope: Scope) -> str:
    """Return the Accept header of a request; empty if there is none.

    Args:
        scope: the request.
    """
    return header(scope, b"accept", b",")


def header(scope: Scope, name: bytes, between: bytes = b"") -> str:
    """Return a header of a request: the first one, or all of them.

    Args:
        scope: the request.
        name: its name in lower case.
        between: what stands between several; empty to have the first.
    """
    found = [value for key, value in scope["headers"] if key == name]
    return (between.join(found) if between else b"".join(found[:1])).decode("latin-1")


def problem(error: LineageError, scope: Scope) -> Reply:
    """Return the response that tells of an error: as text, or as JSON (RFC 9457) to those who like that better.

    Args:
        error: the error.
        scope: the request.
    """
    status = status_of(error)
    headers: Sequence[tuple[str, str]] = tuple(error.headers.items()) if isinstance(error, Refusal) else ()
    media = preferred(accept_of(scope), _PROBLEMS) or "text/plain"
    if media == "text/html":
        text = _page(error, status, scope)
    elif media == "text/plain":
        text = f"{error.what}\n" + (f"{error.fix}\n" if error.fix else "")
    else:
        parts = {"status": status, "title": error.what, "detail": error.fix}
        text = json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False) + "\n"
    kept = tuple((name, value) for name, value in headers if name != "vary")
    return Reply(Answer(text.encode("utf-8", "replace"), media, kept, status), "Accept")


def _page(error: LineageError, status: int, scope: Scope) -> str:
    # Loaded here, as programs never see a page.
    from lineage_rdf.serve.frame import refusal

    return refusal(scope["path"][1:], status, HTTPStatus(status).phrase, error.what, error.fix).decode()


@lru_cache(maxsize=64)
def _with_charset(media: str) -> bytes:
    # Those that are texts without an encoding of their own.
    return (f"{media}; charset=utf-8" if media.startswith("text/") and ";" not in media else media).encode()


def _has_it(scope: Scope, tag: bytes) -> bool:
    if scope["method"] not in ("GET", "HEAD"):
        return False
    known = header(scope, b"if-none-match", b",")
    return bool(known) and (known.strip() == "*" or tag.decode() in known)
