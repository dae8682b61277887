"""Statements of anybody with our properties, whatever they point to: compared and merged without a fault, the same both ways."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf import records
from lineage_rdf.codec.names import node
from lineage_rdf.lineage import read_document
from lineage_rdf.records.fields import terms_of
from lineage_rdf.transform import Source, diff, merge, normalise
from lineage_rdf.transform.content import as_content
from lineage_rdf.transform.text import as_text
from lineage_rdf.vocabulary.namespaces import XSD
from tests.transform.lineages import Told
from tests.transform.statements import renamed
from tests.transform.test_diff import changes, short

CLASSES = [kind for name in records.__all__ if attrs.has(kind := getattr(records, name))]
PROPERTIES = sorted({term.name for kind in CLASSES for term in terms_of(kind).values()})
KINDS = sorted({name for kind in CLASSES for name in kind.KINDS})
NODES = st.sampled_from(
    [NamedNode(f"urn:n{n}") for n in range(5)]
    + [BlankNode(f"b{n}") for n in range(3)]
    + [NamedNode("x-blank:b0")]
)
LITERALS = st.builds(
    lambda text, kind: Literal(text, datatype=NamedNode(XSD + kind)),
    st.sampled_from(
        ["5", "5.0", "x", "true", "1e400", "-0", "٣", "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"]
    ),
    st.sampled_from(["string", "integer", "decimal", "boolean", "dateTime", "double"]),
)
LINKS = st.sampled_from([*PROPERTIES, *["hasStep", "hasSetting", "hasDatasetUse", "baseModel"] * 10]).map(
    node
)
STATEMENTS = st.builds(Quad, NODES, LINKS, NODES | LITERALS) | st.builds(
    Quad, NODES, st.just(node("rdf:type")), st.sampled_from(KINDS).map(node)
)
HEAD = Quad(NamedNode("urn:n0"), node("rdf:type"), node("FineTuneLineage"))
FOREIGN = st.lists(STATEMENTS, max_size=25).map(lambda quads: Told("urn:n0", (HEAD, *quads)))


@settings(max_examples=60)
@given(FOREIGN, FOREIGN)
def test_any_two_are_compared_both_ways_and_merged(one, other) -> None:
    assert diff(one, one).equal
    assert diff(one, Told(one.iri, tuple(renamed(one.quads[::-1])))).equal
    changes(one, other)
    found = [diff(one, other)]
    assert as_text(found).endswith(("difference\n", "differences\n"))
    assert as_content(found)["equal"] is found[0].equal
    assert "x-blank-" not in str(as_content(found)) + as_text(found)  # our own names for blank nodes
    assert "x-same:" not in str(as_content(found)) + as_text(found)
    merged = merge([Source("one", one.quads), Source("other", other.quads)])
    assert {(q.predicate, str(q.object)) for q in one.quads if not isinstance(q.object, BlankNode)} <= {
        (q.predicate, str(q.object)) for q in merged.quads
    }
    normalise(merged.quads)


PREFIXES = "@prefix ftl: <https://w3id.org/ftl#> . @prefix schema: <http://schema.org/> .\n"


def lineage(turtle: str):
    (found,) = read_document((PREFIXES + turtle).encode(), "turtle")
    return found


BARE = """[] a ftl:FineTuneLineage ; ftl:hasStep _:s1, _:s2 .
_:s1 a ftl:FineTuning ; ftl:ordinal 1 ; ftl:baseModel _:m0 ; ftl:producedModel _:m1 .
_:s2 a ftl:FineTuning ; ftl:ordinal 2 ; ftl:baseModel _:m1 ; ftl:producedModel _:m2 ; ftl:hasDatasetUse [ ftl:usesDataset _:d ] .
_:m0 a ftl:Model . _:m1 a ftl:Model . _:m2 a ftl:Model . _:d a schema:Dataset .
"""


def test_models_of_which_nothing_is_told_are_known_by_the_steps_that_speak_of_them() -> None:
    named = BARE.replace("_:", "urn:other:").replace("[] a", "<urn:l> a")
    for name in ("s1", "s2", "m0", "m1", "m2", "d"):
        named = named.replace(f"urn:other:{name}", f"<urn:other:{name}>")
    assert changes(lineage(BARE), lineage(named)) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('_:m0 ftl:digest "sha256:a" .', ("changed", "model", "digest", [], ["sha256:a"])),
        ('_:d schema:name "notes" .', ("changed", "dataset", "schema:name", [], ["notes"])),
        ("_:s1 ftl:riskNote 'none' .", ("changed", "step", "riskNote", [], ["none"])),
    ],
)
def test_one_fact_more_about_a_blank_node_is_one_difference(more, expected) -> None:
    assert changes(lineage(BARE), lineage(BARE + more)) == [expected]


def test_a_blank_model_with_a_hub_id_is_that_model() -> None:
    hub = "https://huggingface.co/org/name"
    named = lineage(
        f'<urn:l> a ftl:FineTuneLineage ; ftl:headModel <{hub}> . <{hub}> a ftl:Model ; schema:identifier "org/name" .'
    )
    blank = lineage(
        '<urn:l> a ftl:FineTuneLineage ; ftl:headModel _:m . _:m a ftl:Model ; schema:identifier "org/name" .'
    )
    assert short(diff(named, blank)) == []
