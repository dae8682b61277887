"""Whatever statements a graph holds, its pages can be made, and are sound."""

from __future__ import annotations

import html5rdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.pages import Addresses, Kind, render
from lineage_rdf.pages.live import Live
from tests.pages.index import term_materials
from tests.pages.made import BASE, EVIL, indexed, materials, store_of

_NODES = [NamedNode(f"urn:x:{letter}") for letter in "abcde"]
_PLACES = [
    *_NODES, NamedNode("https://huggingface.co/a/b"), NamedNode("https://huggingface.co/datasets/a/b"),
    NamedNode("https://w3id.org/ftl/objective/dpo"), NamedNode("javascript:x"), BlankNode("b"),
]  # fmt: skip
_PROPERTIES = [
    node(name)
    for name in (
        "rdf:type", "hasStep", "hasActivity", "headModel", "rootModel", "baseModel", "producedModel", "followsStep",
        "derivedFromModel", "hasSetting", "settingOf", "realValue", "stringValue", "hasDatasetUse", "usesDataset",
        "exampleCount", "hasObjective", "ordinal", "hasFactStatus", "statusSubject", "statusKind", "statusElement",
        "hasMergeContribution", "contributesModel", "adapterFor", "schema:name", "schema:identifier",
        "prov:wasAttributedTo", "prov:specializationOf", "revision", "weightsLicence", "hasResult",
    )
]  # fmt: skip
_CLASSES = [
    node(name)
    for name in (
        *("FineTuneLineage", "FineTuning", "Merging", "Model"),
        *("schema:Dataset", "prov:Person", "HyperparameterSetting", "FactStatus"),
    )
]
_TEXTS = [Literal(EVIL), Literal(1), Literal("x", language="en")]
_QUADS = st.one_of(
    st.builds(
        lambda place, kind: Quad(place, node("rdf:type"), kind),
        st.sampled_from(_PLACES),
        st.sampled_from(_CLASSES),
    ),
    st.builds(
        Quad, st.sampled_from(_PLACES), st.sampled_from(_PROPERTIES), st.sampled_from([*_PLACES, *_TEXTS])
    ),
)
_START = Quad(_NODES[0], node("rdf:type"), node("FineTuneLineage"))


@settings(max_examples=100)
@given(st.lists(_QUADS, max_size=60))
def test_the_pages_of_any_graph_are_sound(quads):
    (division,), index = indexed([list(dict.fromkeys([_START, *quads]))])
    addresses = Addresses(BASE)
    found = [*materials(division, index), *term_materials(index)]
    for item in found:
        page = render(item, addresses)
        assert "<script>alert" not in page and 'href="javascript:' not in page
    html5rdf.HTMLParser(strict=True).parse(render(found[0], addresses))


@settings(max_examples=40)
@given(st.lists(_QUADS, max_size=40))
def test_a_server_has_a_page_for_everything_in_any_graph(quads):
    quads = list(dict.fromkeys([_START, *quads]))
    live = Live(store_of([quads]), judge=False)
    (division,), _ = indexed([quads])
    for thing in division.things.values():
        if not thing.iri.startswith("_:") and thing.kind is not Kind.TERM:
            found = live.material(thing.iri)
            assert found is None or render(found, Addresses(BASE, ending=""))
