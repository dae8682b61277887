"""What the tests of the documentation share: the site, made once, and its pages as trees."""

from __future__ import annotations

from functools import cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from lineage_rdf.terms.docs import site as make


@cache
def site():
    return make()


@cache
def pages():
    """Return path -> tree of every page."""
    return trees(site())


def trees(files):
    parser = html.HTMLParser(encoding="utf-8")
    return {
        name: html.fromstring(data, parser=parser) for name, data in files.items() if name.endswith(".html")
    }


def target(page, address):
    """Return the path and the anchor that an address on a page leads to, or None if it leads out of the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
    return path, unquote(parts.fragment)


def words(element):
    return " ".join("".join(element.itertext()).split())
