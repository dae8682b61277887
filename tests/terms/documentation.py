"""What the tests of the documentation share: the site, made once, and its pages as trees."""

from __future__ import annotations

from functools import cache

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
