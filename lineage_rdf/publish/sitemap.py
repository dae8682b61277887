"""The addresses of all pages for search engines.

Source: the protocol at sitemaps.org: at most 50,000 addresses in a file, and an index of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

_MOST: Final = 50_000
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemaps(addresses: Iterable[str], root: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file: the maps, and then the index of them.

    Args:
        addresses: the addresses of the pages.
        root: the address of the site.
    """
    waiting = iter(addresses)
    names: list[str] = []
    while part := list(islice(waiting, _MOST)):
        names.append(f"sitemaps/{len(names) + 1}.xml")
        yield names[-1], _document("urlset", "url", part)
    yield "sitemap.xml", _document("sitemapindex", "sitemap", [f"{root}{name}" for name in names])


def robots(root: str) -> bytes:
    """Return what crawlers may do, and where the map is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {root}sitemap.xml\n".encode()


def _document(name: str, part: str, addresses: list[str]) -> bytes:
    rows = "".join(f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses)
    return f"{_HEAD}<{name} {_SPACE}>\n{rows}</{name}>\n".encode()
