"""A lineage as one SVG picture that needs nothing from outside: no font, script, style sheet or image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise
from typing import TypeAlias

from lineage_rdf.picture.boxes import ModelBox, Picture, StepBox
from lineage_rdf.picture.layout import layout
from lineage_rdf.picture.links import safe_link
from lineage_rdf.picture.place import MARGIN, Placement, Size, place
from lineage_rdf.picture.rows import Rows, rows_of
from lineage_rdf.picture.svg_style import STYLE
from lineage_rdf.picture.wrapping import wrap
from lineage_rdf.records import LineageRecord

BOX_WIDTH = 310.0
_PAD, _LEADING, _TITLE_SIZE, _TEXT_SIZE = 12.0, 17.0, 13.0, 11.5
_LINES_PER_TEXT, _TEXTS_PER_BOX = 3, 8
# How much wider semi-bold letters are than regular ones, in the widest of the usual fonts.
_BOLD = 1.14
_LEGEND_LEADING = 16.0

# A line of text and whether it is a title.
_Text: TypeAlias = tuple[str, bool]
Point: TypeAlias = tuple[float, float]
Link: TypeAlias = Callable[[str], str]


def draw(record: LineageRecord) -> str:
    """Return the picture as a stand-alone SVG document."""
    return svg_of(layout(record))


def svg_of(picture: Picture, link: Link | None = None) -> str:
    """Return a picture as an SVG element, usable alone or inside HTML.

    Args:
        picture: what is drawn.
        link: IRI of a model or step -> where its box leads, empty for nowhere. With it the picture has no styles of its own:
            those of the page hold. Without it models lead to their own addresses.
    """
    texts = {key: _texts(box) for key, box in picture.boxes.items()}
    sizes = {key: Size(BOX_WIDTH, 2 * _PAD + _LEADING * len(lines) - 3) for key, lines in texts.items()}
    rows = rows_of(picture)
    places = place(rows, sizes)
    body = [
        *_edges(picture, rows, places, sizes),
        *_edge_labels(picture, rows, places, link),
        *(_box(box, texts[key], places.centres[key], sizes[key], link) for key, box in picture.boxes.items()),
        *_legend(picture, places.size.height),
    ]
    return "\n".join([*_head(picture, places.size, styled=link is None), *body, "</svg>"]) + "\n"


def _texts(box: ModelBox | StepBox) -> list[_Text]:
    """Return the lines of a box as they are drawn."""
    room = BOX_WIDTH - 2 * _PAD
    first, *rest = box.lines
    lines = [(line, True) for line in wrap(first, room / _BOLD, _TITLE_SIZE, _LINES_PER_TEXT)]
    for text in rest[:_TEXTS_PER_BOX]:
        lines += [(line, False) for line in wrap(text, room, _TEXT_SIZE, _LINES_PER_TEXT)]
    if len(rest) > _TEXTS_PER_BOX:
        lines.append((f"and {len(rest) - _TEXTS_PER_BOX} more", False))
    return lines


def _head(picture: Picture, size: Size, *, styled: bool) -> Iterator[str]:
    height = size.height + _LEGEND_LEADING * len(picture.legend)
    width = max(size.width, BOX_WIDTH + 2 * MARGIN)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ftl-picture" role="graphics-document document" '
        f'aria-labelledby="ftl-title ftl-desc" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}">'
    )
    yield f'<title id="ftl-title">Lineage of {escape(picture.title)}</title>'
    yield f'<desc id="ftl-desc">{escape(description(picture))}</desc>'
    if styled:
        yield f"<style>{STYLE}</style>"
    yield (
        '<defs><marker id="ftl-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0.5 L7.5 4 L0 7.5 z"/></marker></defs>'
    )
    yield '<rect class="ftl-ground" width="100%" height="100%"/>'


def description(picture: Picture) -> str:
    """Return the picture in sentences, for readers who do not see it."""
    models = {model.key: model for model in picture.models}
    if not picture.steps:
        return "No step is recorded."
    into, out = picture.into, picture.out
    sentences = []
    for step in picture.steps:
        kinds = ("base", "back")
        sources = " and ".join(models[edge.source].name for edge in into[step.key] if edge.kind in kinds)
        results = " and ".join(models[edge.target].name for edge in out[step.key])
        sentences.append(f"Step {step.title}, from {sources or 'nothing'} to {results or 'no result'}.")
    return " ".join(sentences)


def _edges(picture: Picture, rows: Rows, places: Placement, sizes: dict[str, Size]) -> Iterator[str]:
    for edge, path in zip(picture.edges, rows.paths, strict=True):
        first, last = places.centres[path[0]], places.centres[path[-1]]
        start = (first[0], first[1] + sizes[path[0]].height)
        title = f"<title>{escape(edge.label)}</title>" if edge.label else ""
        curve = _curve(start, path, places) if last[1] > first[1] else _round(first, last)
        marker = 'marker-end="url(#ftl-arrow)"'
        yield f'<path class="ftl-line ftl-{edge.kind}" {marker} d="{curve}">{title}</path>'


def _edge_labels(picture: Picture, rows: Rows, places: Placement, link: Link | None) -> Iterator[str]:
    """Write each label at the start of its line, on the side that the line turns away from."""
    for edge, path in zip(picture.edges, rows.paths, strict=True):
        if edge.label:
            start_x, end_x = places.centres[path[0]][0], places.centres[path[1]][0]
            anchor, x = ("end", start_x - 6) if end_x > start_x else ("start", start_x + 6)
            label = escape(wrap(edge.label, BOX_WIDTH / 2, _TEXT_SIZE, 1)[0])
            side = (
                f'class="ftl-label ftl-{anchor}"'
                if link
                else f'class="ftl-label" style="text-anchor:{anchor}"'
            )
            yield f'<text x="{x:.1f}" y="{places.bottoms[path[0]] + 15:.1f}" {side}>{label}</text>'


def _curve(start: Point, path: tuple[str, ...], places: Placement) -> str:
    """Join boxes by upright S-curves between the rows; past the boxes of a row the line runs straight."""
    parts = [f"M{start[0]:.1f} {start[1]:.1f}"]
    for key, next_key in pairwise(path):
        x, bottom = places.centres[key][0], places.bottoms[key]
        next_x, next_y = places.centres[next_key]
        middle = (bottom + next_y) / 2
        parts.append(
            f"L{x:.1f} {bottom:.1f} C{x:.1f} {middle:.1f} {next_x:.1f} {middle:.1f} {next_x:.1f} {next_y:.1f}"
        )
    return " ".join(parts)


def _round(source: Point, target: Point) -> str:
    """Join a box to one above it, around the right side."""
    start_x, end_x = source[0] + BOX_WIDTH / 2, target[0] + BOX_WIDTH / 2
    start_y, end_y = source[1] + 12, target[1] + 12
    side = max(start_x, end_x) + 22
    return (
        f"M{start_x:.1f} {start_y:.1f} "
        f"C{side:.1f} {start_y:.1f} {side:.1f} {end_y:.1f} {end_x:.1f} {end_y:.1f}"
    )


def _box(box: ModelBox | StepBox, lines: list[_Text], centre: Point, size: Size, link: Link | None) -> str:
    x, y = centre[0] - size.width / 2, centre[1]
    spans = "".join(
        f'<text class="{"ftl-name" if title else "ftl-text"}" x="{centre[0]:.1f}" '
        f'y="{y + _PAD + 10 + index * _LEADING:.1f}">{escape(line)}</text>'
        for index, (line, title) in enumerate(lines)
    )
    radius = 4 if isinstance(box, ModelBox) else 16
    place = f'x="{x:.1f}" y="{y:.1f}" width="{size.width:.1f}" height="{size.height:.1f}" rx="{radius}"'
    title = f"<title>{escape(chr(10).join(box.lines))}</title>"
    kind = f" ftl-{box.kind}" if link and isinstance(box, StepBox) and box.kind.isalpha() else ""
    group = f'<g class="ftl-box {_classes(box)}{kind}">{title}<rect {place}/>{spans}</g>'
    target = _target(box, link)
    return f'<a href="{escape(target)}">{group}</a>' if target else group


def _target(box: ModelBox | StepBox, link: Link | None) -> str:
    if link is not None:
        return link(box.iri)
    return safe_link(box.iri) if isinstance(box, ModelBox) else ""


def _classes(box: ModelBox | StepBox) -> str:
    if isinstance(box, StepBox):
        return "ftl-step"
    return f"ftl-model ftl-{box.role}" + ("" if box.iri else " ftl-unknown")


def _legend(picture: Picture, top: float) -> Iterator[str]:
    for index, text in enumerate(picture.legend):
        y = top + index * _LEGEND_LEADING - 4
        yield f'<text class="ftl-label" x="{MARGIN:.0f}" y="{y:.1f}">{escape(text)}</text>'
