"""Every statement that a page's RDF documents hold, as tables: one for each node."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Quad

from lineage_rdf.codec.names import text as name_of
from lineage_rdf.pages.addresses import anchor
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.material import Material
from lineage_rdf.plain_text import counted
from lineage_rdf.site.markup import outside, text
from lineage_rdf.vocabulary.namespaces import prefixed

_MOST = 5000  # statements in one page; a document in another form has all


def statements(material: Material, leads: Leads) -> Iterator[str]:
    """Yield all statements of a thing, folded, those of its own first. Parts have their anchors here."""
    by_node: dict[str, list[Quad]] = {material.thing.iri: []}
    for quad in material.quads[:_MOST]:
        by_node.setdefault(name_of(quad.subject), []).append(quad)
    count = counted(len(material.quads), "statement")
    yield f'<section aria-labelledby="_statements"><h2 id="_statements">All statements</h2><details><summary>{count}</summary>'
    for name in [material.thing.iri, *sorted(by_node.keys() - {material.thing.iri})]:
        quads = by_node[name]
        if quads:
            yield f'<div class="node" id="{anchor(name)}"><h3><code>{text(prefixed(name))}</code></h3>'
            yield "<dl>"
            yield from _rows(quads, leads)
            yield "</dl></div>"
    if len(material.quads) > _MOST:
        yield f"<p>{counted(len(material.quads) - _MOST, 'statement')} more are in the other forms.</p>"
    yield "</details></section>"


@lru_cache(maxsize=1024)  # a few properties stand on every page
def _heading(predicate: str) -> str:
    return f"<dt>{outside(predicate, prefixed(predicate))}</dt>"


def _in_order(quad: Quad) -> tuple[str, str]:
    return quad.predicate.value, str(quad.object)


def _rows(quads: list[Quad], leads: Leads) -> Iterator[str]:
    before = ""
    for quad in sorted(quads, key=_in_order):
        predicate = quad.predicate.value
        if predicate != before:
            yield _heading(predicate)
            before = predicate
        yield f"<dd>{leads.node(quad.object)}</dd>"
