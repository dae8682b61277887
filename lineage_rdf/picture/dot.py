"""A lineage in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable

from lineage_rdf.picture.boxes import Edge, ModelBox
from lineage_rdf.picture.layout import layout
from lineage_rdf.picture.links import safe_link
from lineage_rdf.records import LineageRecord

_STYLE = (
    "  rankdir=TB;",
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=10];',
)


def draw(record: LineageRecord) -> str:
    """Return the graph, top down."""
    picture = layout(record)
    lines = ["digraph lineage {", f"  label={_quoted([picture.title, *picture.legend])};", *_STYLE]
    lines += [f"  {_model(model)}" for model in picture.models]
    lines += [
        f"  {step.key} [shape=box, style=filled, label={_quoted(step.lines)}];" for step in picture.steps
    ]
    lines += [f"  {_edge(edge)}" for edge in picture.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _model(model: ModelBox) -> str:
    attributes = [f"label={_quoted(model.lines)}"]
    if model.role == "head":
        attributes.append("penwidth=2.5")
    if not model.iri:
        attributes.append('style="rounded,dashed"')
    if safe_link(model.iri):
        attributes.append(f"URL={_quoted([model.iri])}")
    return f"{model.key} [{', '.join(attributes)}];"


def _edge(edge: Edge) -> str:
    attributes = [f"label={_quoted([edge.label])}"] if edge.label else []
    if edge.kind in ("order", "back"):
        attributes += ["style=dashed", "constraint=false"] if edge.kind == "back" else ["style=dashed"]
    return f"{edge.source} -> {edge.target}" + (f" [{', '.join(attributes)}];" if attributes else ";")


def _quoted(lines: Iterable[str]) -> str:
    """Return lines as one DOT string, in which quote and backslash are special and `&` begins an entity."""
    escaped = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
