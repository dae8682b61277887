"""What stands in a page, as a browser reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

import html5rdf

_LEADING = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "image": "href"}


def parsed(page: bytes) -> Any:
    """Return a page as a tree; it must be good HTML."""
    return html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())


def leads(page: bytes) -> Iterator[tuple[str, str]]:
    """Yield (element, address) of all that leads somewhere."""
    for element in parsed(page).iter():
        if isinstance(element.tag, str):
            name = element.tag.rpartition("}")[2]
            for attribute in (_LEADING.get(name, ""), "{http://www.w3.org/1999/xlink}href"):
                if attribute and element.get(attribute) is not None:
                    yield name, element.get(attribute)


def scripts(page: bytes) -> list[tuple[str, str]]:
    """Return (address, type) of all scripts."""
    return [(e.get("src") or "", e.get("type") or "") for e in parsed(page).iter("script")]


def whole(address: str, here: str) -> str:
    """Return an address as a browser asks for it."""
    return urldefrag(urljoin(here, address))[0]
