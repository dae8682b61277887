"""A lineage as lines of text for a terminal: the models from the root down, the steps between them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from attrs import frozen

from lineage_rdf.picture.boxes import Edge, ModelBox, Picture, StepBox
from lineage_rdf.picture.layout import layout
from lineage_rdf.records import LineageRecord

WIDTH = 100
_ASCII = str.maketrans(
    {"○": "o", "●": "*", "│": "|", "├": "+", "─": "-", "▼": "v", "·": "-", "▲": "^", "�": "?"}
)


@frozen
class Line:
    """One line of the drawing.

    Args:
        kind: `title`, `model`, `head`, `step`, `detail`, `line` or `legend`; decides the style.
        text: the line without style.
    """

    kind: str
    text: str


def draw(record: LineageRecord) -> str:
    """Return the drawing as plain text, at most 100 columns wide, ending with a newline."""
    return "".join(f"{line.text}\n" for line in tree_lines(layout(record)))


def ascii_only(text: str) -> str:
    """Return a drawing in characters that every terminal has; letters outside ASCII become `?`."""
    return text.translate(_ASCII).encode("ascii", "replace").decode()


def tree_lines(picture: Picture, width: int = WIDTH) -> list[Line]:
    """Return the drawing line by line.

    Args:
        picture: the boxes and lines.
        width: columns to fill; longer texts go on on the next line.
    """
    title = [Line("title", text) for text in textwrap.wrap(picture.title, width)]
    return [*title, *body_lines(picture, width)]


def body_lines(picture: Picture, width: int = WIDTH) -> list[Line]:
    """Return the drawing without its title, an empty line first."""
    legend = [Line("legend", text) for text in picture.legend]
    gap = [Line("line", "")]
    return [*gap, *_Tree(picture, width).lines(), *(gap if legend else []), *legend]


class _Tree:
    """Walks down the steps; says by name what a straight line cannot show."""

    def __init__(self, picture: Picture, width: int) -> None:
        self.picture = picture
        self.width = width
        self.models = {model.key: model for model in picture.models}
        self.met: set[str] = set()
        self.last = ""

    def lines(self) -> Iterator[Line]:
        into, out = self.picture.into, self.picture.out
        for step in self.picture.steps:
            yield from self._sources(into[step.key])
            yield from self._step(step, into[step.key])
            for edge in out[step.key]:
                yield from self._result(self.models[edge.target])
        for model in self.picture.models:
            if model.key not in self.met:
                yield from self._gap()
                yield from self._model(model)
        if not self.picture.steps:
            yield Line("detail", "  no step is recorded")

    def _sources(self, into: list[Edge]) -> Iterator[Line]:
        keys = [edge.source for edge in into if edge.kind == "base"]
        if self.last not in keys:
            yield from self._gap()
        for key in keys:
            if key not in self.met:
                yield from self._model(self.models[key])
            elif key != self.last:
                yield from self._wrap("model", "▲ ", f"{self.models[key].title} (above)")

    def _step(self, step: StepBox, into: list[Edge]) -> Iterator[Line]:
        yield Line("line", "│")
        yield from self._wrap("step", "├─ ", step.title)
        for text in (*_origin(self.models, into), *step.lines[1:]):
            yield from self._wrap("detail", "│    ", text)

    def _result(self, model: ModelBox) -> Iterator[Line]:
        yield Line("line", "▼")
        if model.key in self.met:
            yield from self._wrap("model", "▲ ", f"{model.title} (above)")
        else:
            yield from self._model(model)
        self.last = model.key

    def _model(self, model: ModelBox) -> Iterator[Line]:
        self.met.add(model.key)
        head = model.role == "head"
        text = model.title + (f"  {model.lines[1]}" if len(model.lines) > 1 else "")
        yield from self._wrap("head" if head else "model", "● " if head else "○ ", text)

    def _gap(self) -> Iterator[Line]:
        if self.met:
            yield Line("line", "")

    def _wrap(self, kind: str, start: str, text: str) -> Iterator[Line]:
        further = ("│" if start[0] in "│├" else " ") + " " * (len(start) + 1)
        for part in textwrap.wrap(
            text, self.width, initial_indent=start, subsequent_indent=further, break_on_hyphens=False
        ):
            yield Line(kind, part)


def _origin(models: dict[str, ModelBox], into: list[Edge]) -> Iterator[str]:
    """Say where a step starts, if that is not simply the one model above it."""
    bases = [edge for edge in into if edge.kind == "base"]
    if len(bases) > 1 or any(edge.label for edge in bases):
        yield "from: " + " + ".join(_named(models[edge.source], edge.label) for edge in bases)
    for edge in into:
        if edge.kind == "back":
            name = _named(models[edge.source], edge.label)
            yield f"from: {name}, which is made later: the steps go in a circle"
        elif edge.kind == "order":
            yield f"after: {models[edge.source].title}"


def _named(model: ModelBox, label: str) -> str:
    revision = f" @{model.revision}" if model.revision else ""
    return f"{model.title}{revision}" + (f" ({label})" if label else "")
