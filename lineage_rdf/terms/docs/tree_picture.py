"""A tree as a picture: one row per node, lines down from each node to those below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.site.markup import escape, text

ROW: Final = 34
BOX: Final = 26
_INDENT: Final = 22
_PAD: Final = 10
# Width of a letter of the picture's font, a little more than the widest common fonts have.
LETTER: Final = 8.1
_LEAD_LETTER: Final = 7.3


@frozen
class Row:
    """A node of a tree, in the order in which it is read.

    Args:
        words: what it says.
        depth: how far it is below the root.
        target: where it leads; empty for nowhere.
        lead: what leads to it from the node above, empty for no name.
        foreign: whether it is of another vocabulary.
    """

    words: str
    depth: int
    target: str = ""
    lead: str = ""
    foreign: bool = False


def tree_picture(rows: Sequence[Row], ident: str, title: str, description: str) -> str:
    """Return a tree as SVG that takes its colours from the style sheet.

    Args:
        rows: the nodes, each after the node above it.
        ident: unique in the page, for the names of title and description.
        title: what the picture shows.
        description: the same in a sentence, for those who do not see it.
    """
    height = ROW * len(rows) + 8
    width = max((_left(row) + _lead(row) + width_of(row.words) for row in rows), default=0) + 4
    parts = [
        opening(width, height, ident, title, description, "tree"),
        *_lines(rows),
        *(_node(row, place) for place, row in enumerate(rows)),
        "</svg>",
    ]
    return "\n".join(parts)


def opening(width: float, height: float, ident: str, title: str, description: str, classes: str) -> str:
    """Return the start of a picture with its title and description."""
    return (
        f'<svg class="{classes}" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="group" aria-labelledby="{ident}-t" aria-describedby="{ident}-d">'
        f'<title id="{ident}-t">{text(title)}</title><desc id="{ident}-d">{text(description)}</desc>'
    )


def width_of(words: str) -> float:
    """Return how wide the box of a text is."""
    return round(len(words) * LETTER + 2 * _PAD, 1)


def box(words: str, left: float, middle: float, target: str, classes: str = "node") -> str:
    """Return a box with a text in it.

    Args:
        words: the text.
        left: where it begins.
        middle: the height of its middle.
        target: where it leads; empty for nowhere.
        classes: its class in the style sheet.
    """
    body = (
        f'<rect x="{left:.1f}" y="{middle - BOX / 2:.1f}" width="{width_of(words):.1f}" height="{BOX}" rx="5"/>'
        f'<text x="{left + _PAD:.1f}" y="{middle + 4.5:.1f}">{text(words)}</text>'
    )
    return (
        f'<a class="{classes}" href="{escape(target)}">{body}</a>'
        if target
        else f'<g class="{classes}">{body}</g>'
    )


def _node(row: Row, place: int) -> str:
    left, middle = _left(row) + _lead(row), _middle(place)
    lead = (
        f'<text class="lead" x="{_left(row) + 4:.1f}" y="{middle + 4:.1f}">{text(row.lead)}</text>'
        if row.lead
        else ""
    )
    return lead + box(row.words, left, middle, row.target, "node foreign" if row.foreign else "node")


def _left(row: Row) -> float:
    return 4 + row.depth * _INDENT


def _lead(row: Row) -> float:
    return len(row.lead) * _LEAD_LETTER + 12 if row.lead else 0


def _middle(place: int) -> float:
    return ROW * place + ROW / 2 + 4


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a line from each node to the node above it: down, round the corner, to its box."""
    above: list[int] = []
    for place, row in enumerate(rows):
        del above[row.depth :]
        if above:
            stem = _left(rows[above[-1]]) + 11
            top, end = _middle(above[-1]) + BOX / 2, _middle(place)
            yield f'<path class="line" d="M{stem:.1f} {top:.1f}V{end - 5:.1f}q0 5 5 5H{_left(row) + 1:.1f}"/>'
        above.append(place)
