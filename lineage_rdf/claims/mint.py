"""IRIs for what hangs under one lineage: deterministic, and never in a foreign namespace (decisions section 1.4)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import uuid5

from attrs import frozen

from lineage_rdf.claims.address import web_address
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import FTL, FTL_UUID

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]\Z")


def _is_base(text: str) -> bool:
    """Say whether a path may be added to an address: a web address without a password or letters that hide others."""
    try:
        host = urlsplit(text)
        sound = bool(host.hostname) and host.username is None
    except ValueError:
        return False
    return sound and text.isprintable() and bool(_BASE.match(text)) and web_address(text) == text


@frozen
class Minter:
    """Makes the IRIs of one lineage.

    Args:
        head: the key of its head model: a Hub address, the id of lineage.yaml, or a fingerprint.
        base: an http(s) address of the publisher that ends in `/` or `#`; empty for `urn:uuid:` IRIs.
    """

    head: str
    base: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a base to which a path cannot be added.

        Raises:
            UsageError: if the base is no http(s) address that ends in `/` or `#`.
        """
        if self.base and not _is_base(self.base):
            raise UsageError(
                "the base must be an http(s) address that ends in / or #",
                self.base,
                "give one such as https://example.org/lineage/",
            )

    def iri(self, *path: str) -> str:
        """Return the IRI of a part of the lineage, for example `iri("step", "sft", "setting", "seed")`."""
        parts = [unicodedata.normalize("NFC", part) for part in (self.head, "lineage", *path)]
        if self.base:
            segments = (*_segments(parts[0].removeprefix("https://huggingface.co/")), *parts[1:])
            return self.base + "/".join(map(_segment, segments))
        return f"urn:uuid:{uuid5(FTL_UUID, chr(0).join(parts))}"


def _segments(head: str) -> list[str]:
    """Return the key of a head model as parts of a path."""
    parts = head.split("/")
    return parts if all(parts) else [head]


def _segment(part: str) -> str:
    """Return a part of a path in letters that nobody has to escape: `~20` stands where an address would have `%20`.

    Servers refuse an address with an escaped slash, and what follows addresses takes `.` and `..` out of them.
    """
    escaped = quote(part, safe="").replace("~", "%7E") if part not in (".", "..") else "%2E" * len(part)
    return escaped.replace("%", "~")


def graph_of(lineage: str) -> str:
    """Return the IRI of the named graph of a lineage, wherever lineages are put into one file or store.

    Args:
        lineage: IRI of the lineage.
    """
    return Minter(lineage).iri("graph")


def inferred_graph_of(graph: str) -> str:
    """Return the IRI of the named graph in which a store keeps what was inferred from another graph.

    Args:
        graph: IRI of the graph.
    """
    return Minter(graph).iri("inferred")


# The graph of what follows from several graphs and from none of them alone.
ACROSS_GRAPHS: Final = inferred_graph_of(FTL)


def digest_of(*parts: str) -> str:
    """Return one short key for several texts of any length."""
    return str(uuid5(FTL_UUID, chr(0).join(unicodedata.normalize("NFC", part) for part in parts)))
