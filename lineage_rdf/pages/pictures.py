"""The pictures of pages: the chain that leads to a model, and the tree of what descends from it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from lineage_rdf.pages.assets import GRAPH_PROGRAM
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.material import Material, Relative
from lineage_rdf.picture.descent import Node, descent, legend
from lineage_rdf.picture.layout import base_models, layout
from lineage_rdf.picture.svg import svg_of
from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.site.files import bundled
from lineage_rdf.site.markup import text


def chain_to(record: LineageRecord, model: str) -> LineageRecord | None:
    """Return the part of a lineage that leads to one of its models; None if no step of it made that model.

    Args:
        record: the lineage.
        model: IRI of the model.
    """
    if record.head_model == model:
        return record if record.steps else None
    makers: dict[str, list[Step]] = {}
    for step in record.steps:
        makers.setdefault(step.produced_model or "", []).append(step)
    wanted, queue = {}, [model]
    for iri in queue:
        for step in makers.get(iri, ()):
            if step.iri not in wanted:
                wanted[step.iri] = step
                queue += base_models(step)
    if not wanted:
        return None
    return evolve(
        record, head_model=model, steps=tuple(wanted.values()), root_models=(), name=record.label(model)
    )


def chain(record: LineageRecord, leads: Leads) -> str:
    """Return the chain of a lineage as a picture whose boxes lead to their pages."""
    drawn = svg_of(layout(record), leads.address)
    return f'<div class="picture chain" tabindex="0" role="group" aria-label="Picture of the chain">{drawn}</div>'


def family(material: Material, leads: Leads) -> Iterator[str]:
    """Yield what descends from a model as a picture of a tree, in which every model is a link."""
    found = material.family
    if not found.items:
        return
    nodes = list(_nodes(material, leads))
    shown = f", of which {len(found.items):,} are shown" if found.more or found.open else ""
    count = found.told("model")
    yield f"<p>{count[:1].upper()}{count[1:]} descend{'s' if found.total == 1 else ''} from it{shown}.</p>"
    keys = "".join(f'<li class="r-{relation}">{text(words)}</li>' for relation, words in legend(nodes))
    yield f'<ul class="legend" aria-label="Colours">{keys}</ul>' if keys else ""
    title = f"Descendants of {material.thing.label}"
    program = f' data-program="{GRAPH_PROGRAM}"' if bundled(GRAPH_PROGRAM) else ""
    yield f'<div class="picture tree" tabindex="0" role="group" aria-label="{text(title)}"{program}>'
    yield f"{descent(nodes, '_tree', title)}</div>"


def _nodes(material: Material, leads: Leads) -> Iterator[Node]:
    places: dict[str, int] = {}
    for number, one in enumerate(_with_root(material)):
        places.setdefault(one.thing.iri, number)
        target = leads.to_page(one.thing.iri) if number else ""
        # What is told only as a child of something that is not shown hangs at the root.
        yield Node(
            one.thing.label, places.get(one.parent, 0) if number else -1, one.relation, one.words, target
        )


def _with_root(material: Material) -> Iterator[Relative]:
    record = material.record
    head = record.head_model if record and material.thing.iri == record.iri else None
    root = material.pages.get(head or "", material.thing)
    yield Relative(root, "")
    yield from material.family.items
