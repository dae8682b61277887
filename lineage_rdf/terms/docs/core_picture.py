"""How the core classes hang together, as a picture: wide for a screen, as a tree for a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from lineage_rdf.site.markup import escape, text
from lineage_rdf.terms.docs.links import Links
from lineage_rdf.terms.docs.tree_picture import Row, opening, tree_picture
from lineage_rdf.vocabulary.namespaces import FTL, SCHEMA

TITLE: Final = "How the core classes hang together"
DESCRIPTION: Final = (
    "A lineage has steps in order. A step starts from base models and produces a model, has an objective and a "
    "parameterisation, uses datasets and has hyperparameter settings. A fact status says how sure a fact of a step is."
)


@frozen
class Place:
    """A class in the wide picture.

    Args:
        left: where its box begins.
        middle: the height of its middle.
        width: the width of its box.
        height: the height of its box.
    """

    left: int
    middle: int
    width: int = 176
    height: int = 34


_DATASET: Final = "schema:Dataset"
PLACES: Final = {
    "FineTuneLineage": Place(8, 204, 150, 44),
    "FactStatus": Place(8, 404, 150),
    "TransformationStep": Place(268, 204, 170, 60),
    "Model": Place(610, 52, 176, 88),
    "TrainingObjective": Place(610, 148),
    "Parameterization": Place(610, 204),
    "DatasetUse": Place(610, 260),
    "HyperparameterSetting": Place(610, 316, 196),
    _DATASET: Place(910, 260, 142),
    "Hyperparameter": Place(910, 316, 142),
}
# Class, property, class, and how far from the middle of its box the line ends.
EDGES: Final = (
    ("FineTuneLineage", "hasStep", "TransformationStep", 0),
    ("FineTuneLineage", "headModel", "Model", -26),
    ("TransformationStep", "producedModel", "Model", 2),
    ("TransformationStep", "baseModel", "Model", 30),
    ("TransformationStep", "hasObjective", "TrainingObjective", 0),
    ("TransformationStep", "hasParameterization", "Parameterization", 0),
    ("TransformationStep", "hasDatasetUse", "DatasetUse", 0),
    ("TransformationStep", "hasSetting", "HyperparameterSetting", 0),
    ("DatasetUse", "usesDataset", _DATASET, 0),
    ("HyperparameterSetting", "settingOf", "Hyperparameter", 0),
    ("FactStatus", "statusSubject", "TransformationStep", 0),
)
_NOTES: Final = {"TransformationStep": "FineTuning, Merging, …"}


def iri_of(name: str) -> str:
    """Return the IRI of a class of the picture."""
    return SCHEMA + name.removeprefix("schema:") if name == _DATASET else FTL + name


def core_pictures(links: Links, here: str) -> str:
    """Return both pictures; the style sheet shows the one that fits.

    Args:
        links: where terms stand.
        here: the page.
    """
    rows = [Row("FineTuneLineage", 0, links.to(iri_of("FineTuneLineage"), here))]
    rows += _rows("FineTuneLineage", 1, links, here)
    rows += [
        Row("FactStatus", 0, links.to(iri_of("FactStatus"), here)),
        *_rows("FactStatus", 1, links, here, deep=False),
    ]
    narrow = tree_picture(rows, "_core-n", TITLE, DESCRIPTION)
    return f'<div class="picture only-wide">{_wide(links, here)}</div><div class="picture only-narrow">{narrow}</div>'


def _rows(name: str, depth: int, links: Links, here: str, *, deep: bool = True) -> Iterator[Row]:
    for start, property_name, end, _ in EDGES:
        if start == name:
            yield Row(end, depth, links.to(iri_of(end), here), property_name, end == _DATASET)
            if deep:
                yield from _rows(end, depth + 1, links, here)


def _wide(links: Links, here: str) -> str:
    arrow = (
        '<defs><marker id="_arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="tip" d="M0 0.5L7.5 4L0 7.5z"/></marker></defs>'
    )
    parts = [
        opening(1060, 432, "_core-w", TITLE, DESCRIPTION, "core"),
        arrow,
        *(_edge(*edge, links, here) for edge in EDGES),
        *(_box(name, links, here) for name in PLACES),
        "</svg>",
    ]
    return "\n".join(parts)


def _box(name: str, links: Links, here: str) -> str:
    place, target, note = PLACES[name], links.to(iri_of(name), here), _NOTES.get(name, "")
    centre, lift = place.left + place.width / 2, 7 if note else 0
    body = (
        f'<rect x="{place.left}" y="{place.middle - place.height / 2:g}" width="{place.width}" height="{place.height}" rx="7"/>'
        f'<text x="{centre:g}" y="{place.middle + 5 - lift}" text-anchor="middle">{text(name)}</text>'
    )
    if note:
        body += f'<text class="lead" x="{centre:g}" y="{place.middle + 17}" text-anchor="middle">{text(note)}</text>'
    return (
        f'<a class="node" href="{escape(target)}">{body}</a>'
        if target
        else f'<g class="node foreign">{body}</g>'
    )


def _edge(start: str, property_name: str, end: str, shift: int, links: Links, here: str) -> str:
    """Return the line of a property and its name, which leads to the property."""
    first, last = PLACES[start], PLACES[end]
    path, x, y = _route(start, first, last, last.middle + shift)
    name = f'<text class="lead" x="{x:g}" y="{y:g}" text-anchor="end">{text(property_name)}</text>'
    target = links.to(FTL + property_name, here)
    linked = f'<a class="edge" href="{escape(target)}">{name}</a>' if target else name
    return f'<path class="line" marker-end="url(#_arrow)" d="{path}"/>{linked}'


def _route(start: str, first: Place, last: Place, height: float) -> tuple[str, float, float]:
    """Return the way of a line, and where its name ends."""
    if start == "FactStatus":  # from the right of its box to the step from below
        centre, below = last.left + last.width / 2, last.middle + last.height / 2
        path = f"M{first.left + first.width} {first.middle}H{centre - 8:g}q8 0 8 -8V{below + 1:g}"
        return path, centre - 16, first.middle - 7
    if start == "FineTuneLineage" and last.left > 500:  # over the steps
        centre = first.left + first.width / 2
        path = f"M{centre:g} {first.middle - first.height / 2:g}V{height + 8:g}q0 -8 8 -8H{last.left - 1}"
        return path, last.left - 14, height - 7
    side, corner, end = first.left + first.width, first.left + first.width + 26, last.left - 1
    down = height - first.middle
    if not down:
        return f"M{side} {first.middle}H{end}", end - 13, height - 7
    turn = 8 if down > 0 else -8
    path = f"M{side} {first.middle}H{corner - 8}q8 0 8 {turn}V{height - turn:g}q0 {turn} 8 {turn}H{end}"
    return path, end - 13, height - 7
