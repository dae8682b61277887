"""The canonical form is RDFC-1.0: the W3C's suite, PyLD beside ours, and what must not change it."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse

from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read
from lineage_rdf.transform import canonical, canonical_hash
from tests.conftest import ROOT, SHARED
from tests.transform.statements import DATASETS, quads_of, renamed

SUITE = SHARED / "suites" / "rdf-canon"
ENTRIES = (
    json.loads((SUITE / "manifest.jsonld").read_text(encoding="utf-8"))["entries"] if SUITE.is_dir() else []
)
# What is not asked of `canonical`, with the reason.
NOT_ASKED = {
    "rdfc:RDFC10MapTest": "pyoxigraph gives the canonical document and not the map of labels",
    "rdfc:RDFC10NegativeEvalTest": "a poison graph, which is ended by the limit (tests/cli/test_transform_commands.py)",
}


def pyld(text: str) -> str:
    from pyld import jsonld

    form = "application/n-quads"
    return jsonld.normalize(text, {"algorithm": "URDNA2015", "inputFormat": form, "format": form})


@pytest.mark.skipif(not ENTRIES, reason="the W3C suite is not beside this checkout")
def test_the_suite_has_the_cases_that_are_known() -> None:
    kinds = [entry["type"] for entry in ENTRIES]
    assert kinds.count("rdfc:RDFC10EvalTest") == 64
    assert set(kinds) - set(NOT_ASKED) == {"rdfc:RDFC10EvalTest"}


@pytest.mark.skipif(not ENTRIES, reason="the W3C suite is not beside this checkout")
@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if entry["type"] not in NOT_ASKED], ids=lambda entry: entry["id"]
)
def test_case(entry) -> None:
    if entry.get("hashAlgorithm", "SHA256") != "SHA256":
        pytest.skip("another hash than the default one was asked for")
    quads = list(parse((SUITE / entry["action"]).read_bytes(), RdfFormat.N_QUADS))
    assert canonical(quads) == (SUITE / entry["result"]).read_text(encoding="utf-8")


def is_for_pyld(quads) -> bool:
    """PyLD leaves control characters as they are, and labels some nodes otherwise than the Recommendation (see below)."""
    labelled = (
        isinstance(quad.graph_name, BlankNode)
        or (isinstance(quad.subject, BlankNode) and quad.subject == quad.object)
        for quad in quads
    )
    return "\x01" not in str(quads) and not any(labelled)


@settings(max_examples=60)
@given(DATASETS.filter(is_for_pyld))
def test_it_is_what_pyld_makes(quads) -> None:
    assert canonical(quads) == pyld("".join(f"{quad} .\n" for quad in quads))


def test_blank_graph_names_are_labelled_as_the_recommendation_says() -> None:
    """By hand: the hash of each node (section 4.6.3) decides, for no two are alike; `_:a` is the node itself, `_:z` another."""
    line = "_:{} <https://example.org/p> _:{} _:{} .\n"
    of_graph, of_node = (sha256(line.format(*labels).encode()).hexdigest() for labels in ("zza", "aaz"))
    assert of_graph < of_node
    assert canonical(quads_of("_:g { _:n ex:p _:n }")) == line.format("c14n1", "c14n1", "c14n0")


def test_a_statement_of_a_node_about_itself_is_hashed_once() -> None:
    """By hand, as above; PyLD hashes the statement twice, once for each place of the node."""
    loop = "_:{0} <https://example.org/p4> _:{0} .\n"
    text = '_:{0} <https://example.org/p4> "hallo"@de .\n'
    once, twice, other = (
        sha256(t.encode()).hexdigest() for t in (loop.format("a"), loop.format("a") * 2, text.format("a"))
    )
    assert once < other < twice
    quads = quads_of('_:x ex:p4 _:x . _:y ex:p4 "hallo"@de .')
    assert canonical(quads) == loop.format("c14n0") + text.format("c14n1")


def test_pyld_agrees_on_a_lineage() -> None:
    lineage = read(ROOT / "examples" / "lineages" / "complete.ttl")
    ours = canonical(lineage.quads)
    assert ours == pyld(lineage.to("nquads"))
    assert canonical_hash(lineage.quads) == sha256(ours.encode()).hexdigest()


@settings(max_examples=100)
@given(DATASETS.flatmap(lambda quads: st.tuples(st.just(quads), st.permutations(quads))))
def test_labels_and_order_do_not_matter(both) -> None:
    quads, shuffled = both
    assert canonical(renamed(shuffled)) == canonical(quads)
    assert canonical([*quads, *quads]) == canonical(quads)


@settings(max_examples=60)
@given(DATASETS)
def test_it_is_its_own_canonical_form(quads) -> None:
    once = canonical(quads)
    assert canonical(parse(once.encode(), RdfFormat.N_QUADS)) == once


def test_different_statements_have_different_hashes() -> None:
    loop, chain = quads_of("_:a ex:p _:a ."), quads_of("_:a ex:p _:b .")
    assert canonical_hash(loop) != canonical_hash(chain)


@pytest.mark.parametrize(
    "text",
    ["ex:a ex:p <<( ex:a ex:p ex:b )>> .", 'ex:a ex:p "left"@en--rtl .', "ex:a ex:p <<( ex:a ex:p _:b )>> ."],
)
def test_what_is_new_in_rdf_1_2_has_no_canonical_form(text) -> None:
    with pytest.raises(InputError, match="no canonical form"):
        canonical(quads_of(text))
