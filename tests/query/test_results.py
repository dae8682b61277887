"""Rows as Python values, and in every format."""

from __future__ import annotations

import csv
import io
import json
import sys
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pyarrow
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results

from lineage_rdf.errors import UsageError
from lineage_rdf.query.forms import as_format, as_table, short
from lineage_rdf.query.results import Cells, Results, plain
from lineage_rdf.query.rows import joined, ordered, sort_key

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + kind))


IRI = NamedNode("https://huggingface.co/a/b")
ROWS: tuple[Cells, ...] = (
    (IRI, literal("1", "integer"), literal("0.5", "decimal"), literal("true", "boolean"), Literal("x")),
    (None, None, None, None, None),
    (
        BlankNode("b"),
        literal("20", "integer"),
        literal("2", "decimal"),
        literal("false", "boolean"),
        Literal('a,"\n', language="en"),
    ),
)
FOUND = Results(("node", "count", "share", "flag", "text"), ROWS)


def test_plain_values() -> None:
    assert next(iter(FOUND)) == {
        "node": IRI.value, "count": 1, "share": Decimal("0.5"), "flag": True, "text": "x",
    }  # fmt: skip
    assert FOUND.column("count") == [1, None, 20]
    assert len(FOUND) == 3
    with pytest.raises(UsageError, match="no column 'nothing'"):
        FOUND.column("nothing")


def test_columns_of_several_kinds() -> None:
    mixed = Results(
        ("a", "b"),
        ((Literal("x"), literal("1", "integer")), (literal("1", "integer"), literal("0.5", "decimal"))),
    )
    assert mixed.column("a") == ["x", "1"]
    assert mixed.column("b") == [Decimal(1), Decimal("0.5")]
    broken = Results(("a",), ((literal("many", "integer"),),))
    assert broken.column("a") == ["many"]


def test_arrow() -> None:
    table = FOUND.to_arrow()
    assert [str(kind) for kind in table.schema.types] == [
        "string",
        "int64",
        "decimal128(2, 1)",
        "bool",
        "string",
    ]
    assert table.column("count").to_pylist() == [1, None, 20]
    large = Results(("n",), ((literal("9" * 80, "integer"),),))
    assert large.to_arrow().column("n").to_pylist() == ["9" * 80]
    assert Results(("n",), ()).to_arrow().schema == pyarrow.schema([("n", pyarrow.string())])


def test_arrow_keeps_no_rows_without_columns() -> None:
    with pytest.raises(UsageError, match="keeps no rows that have none"):
        Results((), ((), ())).to_arrow()
    assert Results((), ()).to_arrow().shape == (0, 0)


@pytest.mark.parametrize(
    ("package", "extra", "method"), [("pandas", "pandas", "to_pandas"), ("pyarrow", "parquet", "to_arrow")]
)
def test_a_missing_library_is_named_with_its_extra(
    package: str, extra: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=rf"{package} is not installed .*lineage-rdf\[{extra}\]"):
        getattr(FOUND, method)()


def test_a_data_frame_gets_plain_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed to pandas, which the tests do not need: kinds of columns that keep missing values and whole numbers."""

    def series(values: list[Any], dtype: str) -> tuple[str, list[Any]]:
        return dtype, values

    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=dict, Series=series))
    frame: Any = FOUND.to_pandas()
    assert frame["count"] == ("Int64", [1, None, 20])
    assert {name: kind for name, (kind, _) in frame.items()} == {
        "node": "object", "count": "Int64", "share": "object", "flag": "boolean", "text": "object",
    }  # fmt: skip
    huge: Any = Results(("n",), ((literal("9" * 80, "integer"),),)).to_pandas()
    assert huge["n"][0] == "object"


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_every_term_survives_the_format(form: str) -> None:
    names = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
    again: Any = parse_query_results(as_format(FOUND, form), format=names[form])
    assert [v.value for v in again.variables] == list(FOUND.columns)
    assert [tuple(row[name] for name in FOUND.columns) for row in again] == list(ROWS)


def test_csv() -> None:
    rows = list(csv.reader(io.StringIO(as_format(FOUND, "csv"), newline="")))
    assert rows[0] == list(FOUND.columns)
    assert rows[1] == [IRI.value, "1", "0.5", "true", "x"]
    assert rows[3][4] == 'a,"\n'


def test_quoted_triples_have_a_form() -> None:
    found = Results(("t",), ((Triple(IRI, IRI, Literal("x")),),))
    assert json.loads(as_format(found, "json"))["results"]["bindings"][0]["t"]["type"] == "triple"


def test_answers() -> None:
    assert json.loads(as_format(True, "json")) == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in as_format(False, "xml")
    assert as_format(False, "csv") == "false\n"


def test_a_table_calls_things_by_their_names_and_hides_no_letter() -> None:
    columns = ("model", "model_id", "model_label", "kind", "count")
    status = NamedNode("https://w3id.org/ftl/status/unresolved")
    rows: tuple[Cells, ...] = (
        (IRI, Literal("a/b"), Literal("the b"), status, literal("1", "integer")),
        (NamedNode("urn:x:1"), None, Literal("odd\x1b[31m\u202ename"), None, literal("200", "integer")),
        (NamedNode("urn:x:2"), None, None, None, None),
    )
    assert as_table(Results(columns, rows)) == (
        "model                    kind               count\n"
        "a/b                      status:unresolved      1\n"
        "odd\ufffd[31m\ufffdname <urn:x:1>                       200\n"
        "<urn:x:2>\n"
    )
    assert as_table(Results((), ())) == ""


def test_short_names() -> None:
    assert short(NamedNode("https://w3id.org/ftl#FineTuning")) == "ftl:FineTuning"
    assert short(NamedNode("https://w3id.org/ftl#a b".replace(" ", "%20"))) == "<https://w3id.org/ftl#a%20b>"


def test_the_order_of_sparql() -> None:
    terms = [
        None,
        NamedNode("urn:b"),
        literal("10", "integer"),
        literal("9.5", "decimal"),
        Literal("a"),
        literal("x", "integer"),
    ]
    rows: list[Cells] = [(term,) for term in reversed(terms)]
    assert [row[0] for row in ordered(rows, ["a"], "\nORDER BY ?a")] == [terms[n] for n in (0, 1, 3, 2, 4, 5)]
    assert ordered(rows, ["a"], "\nORDER BY DESC(?a)")[0][0] == terms[5]


def test_several_values_are_put_together_in_order() -> None:
    rows: list[Cells] = [(IRI, Literal("b"), None), (IRI, Literal("a"), None), (IRI, None, Literal("c"))]
    assert joined(rows, ["n", "x", "y"], ["x", "y"]) == [(IRI, Literal("a; b"), Literal("c"))]


@pytest.mark.parametrize("form", ["1_000", "NaN", "sNaN", "Infinity", "1e5", "٣", "", " 1", "1" * 5000])
@pytest.mark.parametrize("kind", ["integer", "decimal"])
def test_what_is_no_number_of_xml_schema_is_a_text(form: str, kind: str) -> None:
    term = Literal(form, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
    found = Results(("a",), ((Literal("1", datatype=term.datatype),), (term,)))
    assert plain(term) == form
    assert found.to_arrow().to_pylist() == [{"a": "1"}, {"a": form}]
    assert sorted([sort_key(term), sort_key(Literal("1", datatype=term.datatype)), sort_key(term)])
