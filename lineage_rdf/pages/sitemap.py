"""What search engines are told: the addresses of pages, and what is not for them.

Sources: the protocol at sitemaps.org: at most 50,000 addresses in a file, and an index of the files; RFC 9309 (robots.txt).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

MOST: Final = 50_000
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(addresses: Iterable[str]) -> bytes:
    """Return a map of pages.

    Args:
        addresses: at most `MOST` whole addresses.
    """
    return _document("urlset", "url", addresses)


def sitemap_index(addresses: Iterable[str]) -> bytes:
    """Return the index of some maps.

    Args:
        addresses: the whole addresses of the maps.
    """
    return _document("sitemapindex", "sitemap", addresses)


def robots(root: str, refused: Iterable[str] = ()) -> bytes:
    """Return what crawlers may do, and where the index of the maps is.

    Args:
        root: the address of the site, which ends in `/`.
        refused: what addresses begin with, below the site, that are not for them.
    """
    rules = "".join(f"Disallow: /{start}\n" for start in refused) or "Allow: /\n"
    return f"User-agent: *\n{rules}\nSitemap: {root}sitemap.xml\n".encode()


def _document(name: str, part: str, addresses: Iterable[str]) -> bytes:
    rows = "".join(f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses)
    return f"{_HEAD}<{name} {_SPACE}>\n{rows}</{name}>\n".encode()
