"""Rows as RDF and as columns are read back by libraries that others wrote."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pyarrow
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import ipc, parquet
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.plugins.sparql.results.rdfresults import RDFResult

from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import quiet
from lineage_rdf.codec.write import write_quads
from lineage_rdf.query.columnar import as_columns
from lineage_rdf.query.result_set import as_quads
from lineage_rdf.query.results import Results
from lineage_rdf.store import Term
from tests.store.rdflib_store import term_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=6)
TERMS = st.one_of(
    st.none(),
    st.sampled_from([NamedNode("https://example.org/a"), NamedNode("urn:b"), BlankNode("row1")]),
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="en")),
    st.integers().map(
        lambda n: Literal(str(n), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    ),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=5)
JSON_LD = {Syntax.TURTLE: "turtle", Syntax.JSONLD: "json-ld", Syntax.NTRIPLES: "nt"}


def read_back(found: Results | bool, syntax: Syntax) -> RDFResult:
    text = write_quads(as_quads(found), syntax).text
    with quiet():
        return RDFResult(rdflib.Graph().parse(data=text, format=JSON_LD[syntax]))


def known(term: Term | None) -> str:
    return "blank" if isinstance(term, BlankNode) else str(term)


@pytest.mark.parametrize("syntax", JSON_LD)
@given(rows=ROWS)
def test_rdflib_reads_the_same_rows(syntax: Syntax, rows: list[tuple[Term | None, ...]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        result = read_back(Results(("one", "two"), tuple(rows)), syntax)
        assert result.vars is not None and {str(name) for name in result.vars} == {"one", "two"}
        names = [rdflib.Variable(name) for name in ("one", "two")]
        terms = [[row.get(name) for name in names] for row in result.bindings]
        found = [[known(None if term is None else term_of(term)) for term in row] for row in terms]
        assert sorted(found) == sorted([known(term) for term in row] for row in rows)


@pytest.mark.parametrize("answer", [True, False])
def test_rdflib_reads_the_same_answer(answer: bool) -> None:
    result = read_back(answer, Syntax.TURTLE)
    assert (result.type, bool(result.askAnswer)) == ("ASK", answer)


def table(form: str, found: Results) -> pyarrow.Table:
    data = BytesIO(as_columns(found, form))
    return ipc.open_file(data).read_all() if form == "arrow" else parquet.read_table(data)


@pytest.mark.parametrize("form", ["arrow", "parquet"])
def test_columns_have_the_kinds_of_their_values(form: str) -> None:
    def typed(text: str, kind: str) -> Literal:
        return Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))

    found = Results(
        ("model", "depth", "share", "open", "empty"),
        (
            (
                NamedNode("urn:a"),
                typed("1", "integer"),
                typed("0.25", "decimal"),
                typed("true", "boolean"),
                None,
            ),
            (None, typed("20", "integer"), typed("10", "decimal"), None, None),
        ),
    )
    made = table(form, found)
    assert made.to_pylist() == [
        {"model": "urn:a", "depth": 1, "share": Decimal("0.25"), "open": True, "empty": None},
        {"model": None, "depth": 20, "share": Decimal(10), "open": None, "empty": None},
    ]
    assert [str(kind) for kind in made.schema.types] == [
        "string",
        "int64",
        "decimal128(4, 2)",
        "bool",
        "string",
    ]
    assert as_columns(found, form) == as_columns(found, form)
    assert table(form, Results(("a",), ())).num_rows == 0
