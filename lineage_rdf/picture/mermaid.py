"""A lineage as a Mermaid flowchart, which GitHub and many documentation tools draw."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lineage_rdf.picture.boxes import Edge, ModelBox
from lineage_rdf.picture.layout import layout
from lineage_rdf.records import LineageRecord

_CLASSES = (
    "  classDef step fill:none,stroke-dasharray:0",
    "  classDef head stroke-width:3px",
    "  classDef unknown stroke-dasharray:4 3",
)
# Everything that Mermaid's label grammar, its Markdown or HTML could take for its own.
_SPECIAL = re.compile(r"[^\w\s./,:@=+()\-·~?!]")
_ARROWS = {"base": "-->", "result": "-->", "order": "-.->", "back": "-.->"}


def draw(record: LineageRecord) -> str:
    """Return the flowchart, top down."""
    picture = layout(record)
    lines = ["flowchart TD", *(f"  {_model(model)}" for model in picture.models)]
    lines += [f'  {step.key}(["{_label(step.lines)}"])' for step in picture.steps]
    lines += [f"  {_edge(edge)}" for edge in picture.edges]
    lines += _CLASSES
    lines += _assign("step", (step.key for step in picture.steps))
    lines += _assign("head", (model.key for model in picture.models if model.role == "head"))
    lines += _assign("unknown", (model.key for model in picture.models if not model.iri))
    if picture.legend:
        lines.append(f'  legend["{_label(picture.legend)}"]')
    return "\n".join(lines) + "\n"


def _model(model: ModelBox) -> str:
    return f'{model.key}["{_label(model.lines)}"]'


def _edge(edge: Edge) -> str:
    label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
    return f"{edge.source} {_ARROWS[edge.kind]}{label} {edge.target}"


def _assign(name: str, keys: Iterable[str]) -> list[str]:
    members = ",".join(keys)
    return [f"  class {members} {name}"] if members else []


def _label(lines: Iterable[str]) -> str:
    # A label that begins like "1. " would be read as a Markdown list; ours begin "1 · ".
    return "<br/>".join(_escaped(line) for line in lines)


def _escaped(text: str) -> str:
    """Write special characters as Mermaid's numbered entities, `#60;` for `<`."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
