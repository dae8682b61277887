"""What the command `serve` takes is looked at before anything is started."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lineage_rdf.errors import UsageError
from lineage_rdf.store.address import read_address
from lineage_rdf.store.open import is_address

if TYPE_CHECKING:
    from lineage_rdf.serve.run import Running
    from lineage_rdf.serve.settings import Settings

_SHORTEST = 16  # letters of a token
_LONGEST = 86_400.0  # seconds


def server() -> tuple[Callable[[Settings, Callable[[Running], None]], None], type[Settings]]:
    """Return the function that serves and its settings.

    Raises:
        UsageError: if what it needs is not installed.
    """
    try:
        from lineage_rdf.serve.run import run
        from lineage_rdf.serve.settings import Settings
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("lineage_rdf"):
            raise
        what = f"the web server needs the package {error.name}"
        raise UsageError(what, fix='pip install "lineage-rdf[serve]"') from None
    return run, Settings


def checked_place(place: str, endpoint: str, token: str) -> str:
    """Return what is served.

    Args:
        place: the folder of a store; empty if there is none.
        endpoint: the address of an endpoint; empty if there is none.
        token: the token for updates; empty if there are none.

    Raises:
        UsageError: if that is not one place, or updates are to go to an endpoint.
    """
    if bool(place) == bool(endpoint):
        raise UsageError(
            "give a store or an endpoint to serve, and not both",
            fix="lineage-rdf serve STORE, or lineage-rdf serve --endpoint URL",
        )
    if is_address(place):
        raise UsageError("this is the address of an endpoint", place, "serve it by --endpoint URL")
    if endpoint:
        if token:
            raise UsageError("the data of an endpoint cannot be written here", fix="leave out the token")
        read_address(endpoint)
    return place or endpoint


def checked_base(url: str) -> str:
    """Return the address by which others know the server, without a slash at its end.

    Args:
        url: the address; empty if they are told none.

    Raises:
        UsageError: if it is no such address.
    """
    parts = urlsplit(url)
    is_plain = (
        url.isascii() and url.isprintable() and not (parts.query or parts.fragment or "@" in parts.netloc)
    )
    if url and not (is_plain and parts.scheme in ("http", "https") and parts.hostname and " " not in url):
        raise UsageError("this is no address of a server", url, "name one such as https://example.org")
    return url.rstrip("/")


def checked_seconds(seconds: float) -> float:
    """Return a limit in seconds.

    Args:
        seconds: the limit.

    Raises:
        UsageError: if it is not above 0 and up to a day.
    """
    if not 0 < seconds <= _LONGEST:
        raise UsageError(
            f"a limit of {seconds:g} seconds cannot be held", fix="give a number above 0 and up to a day"
        )
    return seconds


def checked_token(token: str) -> str:
    """Return the token for updates; it never enters a message.

    Args:
        token: the token; empty if there are no updates.

    Raises:
        UsageError: if it is none that travels in a header, or one that can be guessed.
    """
    if token and not (
        token.isascii() and token.isprintable() and " " not in token and len(token) >= _SHORTEST
    ):
        raise UsageError(
            f"the token is not one of {_SHORTEST} or more printable letters of ASCII without spaces",
            fix="make one with: python -c 'import secrets; print(secrets.token_urlsafe())'",
        )
    return token
