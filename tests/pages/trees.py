"""Pages as trees, and where their links lead."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html


def tree(page):
    return html.fromstring(page)


def target(path, address):
    """Return the path and anchor that an address on a page leads to, or None if it leads out of the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    there = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
    return there, unquote(parts.fragment)


def words(element):
    return " ".join("".join(element.itertext()).split())
