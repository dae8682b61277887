"""Hypothesis strategies for whole lineages, made from the metadata of the record classes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from lineage_rdf.records import Agent, Dataset, LineageRecord, Model, Step
from lineage_rdf.records.fields import Kind, Term, terms_of
from lineage_rdf.records.node import Node
from lineage_rdf.vocabulary.schemes import members

# Text that every syntax can hold: XML has no other control characters (see test_acceptance for all letters).
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from('"\\\n\r\t<>&{}|^`'),
    max_size=30,
)
LINKS = st.sampled_from(
    [
        "https://huggingface.co/example-lab/alpha",
        "https://huggingface.co/example-lab/alpha/tree/v1%2E0",
        "https://huggingface.co/datasets/example-lab/ünïcode",
        "urn:uuid:00000000-0000-4000-8000-000000000000",
        "https://example.org/a?b=c&d=e#f",
    ]
)
DECIMALS = st.decimals(
    min_value=-(10**19), max_value=10**19, places=12, allow_nan=False, allow_infinity=False
)
TIMES = st.datetimes().map(lambda moment: f"{moment.replace(microsecond=0).isoformat()}Z")
LITERALS = {
    Kind.STRING: TEXT,
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.DECIMAL: DECIMALS.map(lambda number: Decimal(number)),
    Kind.BOOLEAN: st.booleans(),
    Kind.TIME: TIMES,
}


def iris() -> st.SearchStrategy[str]:
    """Fresh IRIs, so that no two generated nodes are one."""
    return st.uuids().map(lambda uuid: f"urn:uuid:{uuid}")


def _single(term: Term) -> st.SearchStrategy[Any]:
    if term.kind is Kind.PART:
        return nodes(term.classes[0])
    if term.kind is Kind.LINK:
        return LINKS
    if term.kind is Kind.CODE:
        return st.sampled_from([*sorted(members(term.scheme)), "https://example.org/own#term"])
    return LITERALS[term.kind]


def _field(term: Term) -> st.SearchStrategy[Any]:
    single = _single(term)
    return st.lists(single, min_size=1, max_size=2).map(tuple) if term.many else single


@st.composite
def nodes(draw: st.DrawFn, record_class: type[Node], **fixed: st.SearchStrategy[Any]) -> Any:
    """Records of a class with up to six of their fields filled; drawing all of them would take most of the time."""
    terms = terms_of(record_class)
    chosen = draw(st.lists(st.sampled_from(sorted(set(terms) - set(fixed))), max_size=6, unique=True))
    content = {name: draw(_field(terms[name])) for name in chosen}
    more = {name: draw(strategy) for name, strategy in fixed.items()}
    return record_class(iri=draw(iris()), kind=draw(st.sampled_from(record_class.KINDS)), **content, **more)


def lineages() -> st.SearchStrategy[LineageRecord]:
    """Whole lineages."""
    return nodes(
        LineageRecord,
        steps=st.lists(nodes(Step), max_size=3).map(tuple),
        models=st.lists(nodes(Model), max_size=2).map(tuple),
        datasets=st.lists(nodes(Dataset), max_size=2).map(tuple),
        agents=st.lists(nodes(Agent), max_size=2).map(tuple),
    )
