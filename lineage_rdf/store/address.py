"""The address of an endpoint and what it takes to be let in; neither password nor token ever enters a message."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

from lineage_rdf.errors import UsageError

LOGIN = "LINEAGE_RDF_ENDPOINT_LOGIN"
TOKEN = "LINEAGE_RDF_ENDPOINT_TOKEN"


@frozen
class Address:
    """The address of an endpoint.

    Args:
        url: the address to ask.
        name: the address as messages show it, without what follows a question mark, which may hold a key.
        secret: value of the Authorization header; empty if there is none.
    """

    url: str = field(repr=False)
    name: str
    secret: str = field(default="", repr=False)


def read_address(
    url: str, login: str | None = None, token: str | None = None, environment: Mapping[str, str] = os.environ
) -> Address:
    """Return the address of an endpoint after looking at it.

    Args:
        url: an http or https address.
        login: `user:password`; without it the variable LINEAGE_RDF_ENDPOINT_LOGIN is looked up.
        token: a bearer token; without it the variable LINEAGE_RDF_ENDPOINT_TOKEN is looked up.
        environment: the environment variables.

    Raises:
        UsageError: if it is no such address, holds a password, or a login would travel unencrypted.
    """
    parts = _parts(url)
    if login is None and token is None:
        login, token = environment.get(LOGIN) or None, environment.get(TOKEN) or None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    place = f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")
    name = f"{place}{parts.path}" + ("?..." if parts.query else "")
    secret = _secret(login, token)
    if secret and parts.scheme == "http" and not _is_here(parts.hostname or ""):
        what = "a login or token would be sent unencrypted"
        raise UsageError(what, name, "use the https address of the endpoint")
    return Address(f"{place}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else ""), name, secret)


def _parts(url: str) -> SplitResult:
    """Return the parts of an address; the address itself is not repeated in errors, for it may hold a password."""
    fix = "name an address such as https://example.org/sparql"
    if not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError("the address of the endpoint has characters that no web address has", fix=fix)
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise UsageError("this is no web address of an endpoint", fix=fix)
    if "@" in parts.netloc:
        fix = f"leave it out, and set the environment variable {LOGIN} to user:password"
        raise UsageError("the address of the endpoint holds a login", fix=fix)
    return parts


def _secret(login: str | None, token: str | None) -> str:
    if login and token:
        raise UsageError("there is both a login and a token for the endpoint", fix=f"set {LOGIN} or {TOKEN}")
    if token:
        if not token.isascii() or not token.isprintable() or " " in token:
            raise UsageError("the token for the endpoint has characters that no token has")
        return f"Bearer {token}"
    if login:
        if ":" not in login or not login.isprintable():
            raise UsageError("the login for the endpoint is not of the form user:password")
        return f"Basic {b64encode(login.encode()).decode()}"
    return ""


def _is_here(host: str) -> bool:
    """Tell whether a host is this machine, to which nothing travels."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
