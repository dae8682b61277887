"""What descends from a model as one picture: a tidy tree that grows to the right, labels beside their nodes.

Every leaf has a row of its own, a node stands in the row of its first child, so that a reader who begins at the upper left meets
the root, and each generation has a column as wide as its widest label; so no two texts meet, and no line crosses a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from attrs import frozen

from lineage_rdf.picture.wording import VERBS
from lineage_rdf.picture.wrapping import shorten, text_width
from lineage_rdf.plain_text import clean

_ROW: Final = 26.0
_SIZE, _SMALL = 13.0, 10.5
_MARGIN: Final = 16.0
_WIDEST_LABEL, _WIDEST_WORDS = 300.0, 150.0
_RADIUS, _BESIDE = 5.0, 10.0
_BEND: Final = 36.0
_BOLD: Final = 1.14
# Kinds of steps that the style sheet has a colour for; all others are drawn alike.
RELATIONS: Final = {kind: words for kind, words in VERBS.items() if kind != "PreTraining"}


@frozen
class Node:
    """A model of the tree.

    Args:
        label: its name.
        parent: the place of the node it was made from, counted from 0; below 0 for the root.
        relation: the kind of step between the two, a key of `RELATIONS` or any other text.
        words: what was done.
        target: where it leads; empty for nowhere.
    """

    label: str
    parent: int = -1
    relation: str = ""
    words: str = ""
    target: str = ""


def descent(nodes: Sequence[Node], ident: str, title: str) -> str:
    """Return a tree as an SVG element that takes its colours from the style sheet of the page.

    Args:
        nodes: the root first, each other node after its parent.
        ident: unique in the page, for the names of title and description.
        title: what the picture shows.
    """
    tree = _Tree(nodes)
    parts = [
        f'<svg class="descent" viewBox="0 0 {tree.width:.0f} {tree.height:.0f}" width="{tree.width:.0f}" '
        f'height="{tree.height:.0f}" role="group" aria-labelledby="{ident}-t" aria-describedby="{ident}-d">',
        f'<title id="{ident}-t">{escape(clean(title))}</title><desc id="{ident}-d">{_description(nodes)}</desc>',
        *(tree.edge(number) for number in range(1, len(nodes))),
        *(tree.node(number) for number in range(len(nodes))),
        "</svg>",
    ]
    return "\n".join(parts)


def _description(nodes: Sequence[Node]) -> str:
    direct = sum(node.parent == 0 for node in nodes)
    return escape(
        clean(f"{len(nodes) - 1} models descend from {nodes[0].label}; {direct} were made from it directly.")
    )


class _Tree:
    """Gives every node its place.

    Args:
        nodes: the root first, each other node after its parent.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._labels = [shorten(clean(node.label), _WIDEST_LABEL, _SIZE) for node in nodes]
        # The root is written in bold letters.
        self._wide = [
            text_width(label, _SIZE) * (1 if number else _BOLD) for number, label in enumerate(self._labels)
        ]
        self._words = [shorten(clean(node.words), _WIDEST_WORDS, _SMALL) for node in nodes]
        self._depths = [0] * len(nodes)
        children: list[list[int]] = [[] for _ in nodes]
        for number, node in enumerate(nodes[1:], 1):
            self._depths[number] = self._depths[node.parent] + 1
            children[node.parent].append(number)
        self._rows = _rows(children)
        self._columns, self._label_ends, self.width = self._places()
        self.height = (max(self._rows) + 1) * _ROW + 2 * _MARGIN

    def _places(self) -> tuple[list[float], list[float], float]:
        """Return the x of the nodes of each generation, the x at which lines to the next may bend, and the whole width."""
        count = max(self._depths) + 1
        labels, words = [0.0] * count, [0.0] * count
        for depth, wide, lead in zip(self._depths, self._wide, self._words, strict=True):
            labels[depth] = max(labels[depth], wide)
            words[depth] = max(words[depth], text_width(lead, _SMALL))
        columns, ends, x = [], [], _MARGIN + _RADIUS
        for depth in range(count):
            if depth:
                x += _BEND + words[depth] + 2 * _BESIDE
            columns.append(x)
            x += _BESIDE + labels[depth] + _BESIDE
            ends.append(x)
        return columns, ends, x + _MARGIN

    def _point(self, number: int) -> tuple[float, float]:
        return self._columns[self._depths[number]], _MARGIN + (self._rows[number] + 0.5) * _ROW

    def edge(self, number: int) -> str:
        """Return the line to a node, with what was done above its straight end."""
        node = self._nodes[number]
        (_, start_y), (end_x, end_y) = self._point(node.parent), self._point(number)
        start_x = self._columns[self._depths[node.parent]] + _BESIDE + self._wide[node.parent] + 4
        bend = self._label_ends[self._depths[node.parent]]
        middle = bend + _BEND / 2
        path = (
            f"M{start_x:.0f} {start_y:.1f}H{bend:.0f}"
            f"C{middle:.0f} {start_y:.1f} {middle:.0f} {end_y:.1f} {bend + _BEND:.0f} {end_y:.1f}H{end_x - _RADIUS:.0f}"
        )
        kind = f" r-{node.relation}" if node.relation in RELATIONS else ""
        words = self._words[number]
        lead = (
            f'<text class="lead" aria-hidden="true" x="{bend + _BEND + 2:.0f}" y="{end_y - 4:.1f}">{escape(words)}</text>'
            if words
            else ""
        )
        return f'<path class="line{kind}" d="{path}"/>{lead}'

    def node(self, number: int) -> str:
        """Return a node with its label; the whole name is told where it is cut."""
        node, (x, y) = self._nodes[number], self._point(number)
        label = self._labels[number]
        whole = f"<title>{escape(clean(node.label))}</title>" if label != clean(node.label) else ""
        kind = f" r-{node.relation}" if node.relation in RELATIONS else ""
        body = (
            f'{whole}<circle cx="{x:.0f}" cy="{y:.1f}" r="{_RADIUS:.0f}"/>'
            f'<text x="{x + _BESIDE:.0f}" y="{y + 4.5:.1f}">{escape(label)}</text>'
        )
        data = f'class="leaf{kind}{" root" if number == 0 else ""}" data-parent="{node.parent}"'
        data += f' data-words="{escape(clean(node.words))}"' if node.words else ""
        data += f' aria-label="{escape(clean(self._told(number)))}"' if number else ""
        if node.target:
            return f'<a {data} href="{escape(node.target)}">{body}</a>'
        return f'<g {data} role="img">{body}</g>' if number else f"<g {data}>{body}</g>"

    def _told(self, number: int) -> str:
        """Return what the place of a node and the line to it show, for those who hear it."""
        node = self._nodes[number]
        done = RELATIONS.get(node.relation, "made")
        how = f" ({node.words})" if node.words else ""
        return f"{node.label}, {done}{how} from {self._nodes[node.parent].label}"


def _rows(children: Sequence[Sequence[int]]) -> list[float]:
    """Return the row of each node: leaves one below the other, what has children in the row of the first."""
    order: list[int] = []
    stack = [0]
    while stack:
        number = stack.pop()
        order.append(number)
        stack.extend(reversed(children[number]))
    rows = [0.0] * len(children)
    leaf = 0
    for number in order:
        if not children[number]:
            rows[number] = float(leaf)
            leaf += 1
    for number in reversed(order):
        if children[number]:
            rows[number] = rows[children[number][0]]
    return rows


def legend(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """Yield (relation, words) of the kinds of steps that a tree shows."""
    shown = {node.relation for node in nodes}
    return ((relation, words) for relation, words in RELATIONS.items() if relation in shown)
