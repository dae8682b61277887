"""The Link header (RFC 8288), by which programs find their way: FAIR Signposting and alternates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from attrs import frozen

from lineage_rdf.plain_text import web_link

_KEPT: Final = "-._~:/?#[]@!$&'()*+,;=%"
_LONGEST: Final = 6000  # letters of the header; proxies refuse much longer ones


@frozen
class Link:
    """A link from an answer to something else.

    Args:
        target: the address or IRI it leads to.
        relation: the kind of link, such as `describedby`.
        media_type: what is found there; empty if nobody says.
    """

    target: str
    relation: str
    media_type: str = ""

    def __str__(self) -> str:
        """Return the link as it stands in the header: nothing in it can end it, whatever the IRI holds."""
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{quote(self.target, safe=_KEPT)}>; rel="{self.relation}"{kind}'


def link_header(links: Iterable[Link]) -> str:
    """Return the header; links to what is no web address are left out, and so are those that would make it too long.

    Args:
        links: the links, the most important ones first.
    """
    found: list[str] = []
    length = 0
    for link in dict.fromkeys(links):
        if not (link.target.startswith(("/", "../", "./")) or web_link(link.target)):
            continue
        length += len(str(link)) + 2
        if length > _LONGEST:
            break
        found.append(str(link))
    return ", ".join(found)
