"""A part of a page: a heading with what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen


@frozen
class Part:
    """A part of a page; one with nothing in it is left out.

    Args:
        ident: the name of its heading.
        title: its heading.
        body: pieces of HTML.
    """

    ident: str
    title: str
    body: Sequence[str]
