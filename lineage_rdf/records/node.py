"""What every record has: an IRI and a class."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen


@frozen(kw_only=True)
class Node:
    """A thing with an IRI.

    Args:
        iri: its IRI; never a blank node.
        kind: its most specific class, in ftl: unless it has a prefix; empty means the first of `KINDS`.
    """

    KINDS: ClassVar[tuple[str, ...]] = ()

    iri: str
    kind: str = field(default="")

    def __attrs_post_init__(self) -> None:
        """Fill in the default class."""
        if not self.kind:
            object.__setattr__(self, "kind", self.KINDS[0])
