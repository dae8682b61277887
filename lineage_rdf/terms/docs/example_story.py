"""An example lineage told step by step, each word leading to its term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.site.markup import link, outside, text
from lineage_rdf.terms.docs.article import snippet_blocks
from lineage_rdf.terms.docs.graph import TYPE, Graph
from lineage_rdf.terms.docs.links import Links, up
from lineage_rdf.terms.docs.material import Material
from lineage_rdf.terms.docs.model import Snippet
from lineage_rdf.vocabulary.namespaces import FTL, PROV, SCHEMA

EXAMPLE: Final = "zephyr-like"
_ROWS: Final = (
    ("From", "baseModel"),
    ("Objective", "hasObjective"),
    ("Trains", "hasParameterization"),
    ("Data", "hasDatasetUse"),
    ("Settings", "hasSetting"),
    ("Result", "producedModel"),
)
_VALUES: Final = ("realValue", "integerValue", "booleanValue", "stringValue")
_MOST: Final = 4
_FIRST: Final = ("learning_rate", "beta", "num_epochs", "train_batch_size", "max_seq_length")


def story(material: Material, links: Links, here: str) -> Iterator[str]:
    """Yield the section on the example lineage, if it is there.

    Args:
        material: what is known.
        links: where terms stand.
        here: the page.
    """
    graph = material.examples.get(EXAMPLE)
    lineage = next(iter(graph.typed(f"{FTL}FineTuneLineage")), "") if graph else ""
    if graph is None or not lineage:
        return
    steps = sorted(graph.objects(lineage, f"{FTL}hasStep"), key=lambda step: (_ordinal(graph, step), step))
    target = f"{up(here)}examples/lineages/{EXAMPLE}"
    yield '<section aria-labelledby="_example"><h2 id="_example">An example</h2>'
    yield (
        f"<p>The lineage of <b>{text(graph.first(lineage, f'{SCHEMA}name') or lineage)}</b>, as lineage-rdf read it "
        "from the files beside the model. "
        f"All of it as {link(f'{target}.ttl', 'Turtle')} and {link(f'{target}.jsonld', 'JSON-LD')}.</p>"
    )
    yield '<ol class="story">'
    yield from (_step(graph, step, links, here) for step in steps)
    yield "</ol>"
    quads = [quad for quad in graph.quads[lineage] if not quad.predicate.value.endswith("hasFactStatus")]
    snippet = Snippet(write_turtle(quads), write_jsonld(quads, context_url=True), "example", EXAMPLE)
    yield "<p>The record itself, without the status of each fact:</p>"
    yield f"{snippet_blocks(snippet, 'the example lineage', links, here)}</section>"


def _ordinal(graph: Graph, step: str) -> int:
    text_of = graph.first(step, f"{FTL}ordinal")
    return int(text_of) if text_of.isascii() and text_of.isdigit() else 0


def _step(graph: Graph, step: str, links: Links, here: str) -> str:
    kinds = [links.term(iri) for iri in graph.objects(step, TYPE)]
    deepest = max((term for term in kinds if term), key=lambda term: term.depth, default=None)
    title = link(links.to(deepest.iri, here), deepest.label) if deepest else "step"
    stage = graph.first(step, f"{FTL}stageName")
    rows = "".join(
        f"<div><dt>{link(links.to(FTL + name, here), words)}</dt><dd>{content}</dd></div>"
        for words, name in _ROWS
        if (content := _content(graph, graph.objects(step, FTL + name), links, here))
    )
    stage_words = f' <span class="stage">{text(stage)}</span>' if stage else ""
    return f"<li><h3>{title}{stage_words}</h3><dl>{rows}</dl></li>"


def _content(graph: Graph, values: list[str], links: Links, here: str) -> str:
    shown = [
        _name(graph, value, links, here) for value in sorted(values, key=lambda value: _rank(graph, value))
    ]
    more = f" and {len(shown) - _MOST} more" if len(shown) > _MOST else ""
    return ", ".join(shown[:_MOST]) + more


def _rank(graph: Graph, iri: str) -> tuple[int, str]:
    """Return the place of a thing in a list: settings that people look for first, then by name."""
    name = graph.first(iri, f"{FTL}settingOf").rpartition("/")[2]
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), name or iri


def _name(graph: Graph, iri: str, links: Links, here: str) -> str:
    """Return what a person calls a thing as HTML, linked if it is a term or has an address."""
    if links.to(iri, here):
        return link(links.to(iri, here), iri.rpartition("/")[2])
    setting = graph.first(iri, f"{FTL}settingOf")
    if setting:
        value = next((found for name in _VALUES if (found := graph.first(iri, FTL + name))), "")
        return f"{link(links.to(setting, here), setting.rpartition('/')[2])} = {text(value)}"
    dataset = graph.first(iri, f"{FTL}usesDataset") or graph.first(iri, f"{PROV}entity")
    thing = dataset or iri
    name = graph.first(thing, f"{SCHEMA}identifier") or graph.first(thing, f"{SCHEMA}name") or thing
    return outside(thing, name) if thing.startswith("http") else text(name)
