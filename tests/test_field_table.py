"""docs/fields.csv against what the readers do: no field that is read is missing from it, and none in it is made up."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from pyoxigraph import Literal

from lineage_rdf.claims import Claim, Source, Trust
from lineage_rdf.codec.names import node
from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.claim_values import fault_of_value
from lineage_rdf.sources.lineage_keys import TABLES
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import READERS, reader_for
from lineage_rdf.vocabulary.schemes import hyperparameter_for, members
from tests.conftest import ROOT, SHARED
from tools import field_table
from tools.field_facts import Fact, claims, fact_of, facts, inputs
from tools.field_table import (
    ANY_NAME,
    BY_NAME,
    EITHER,
    INFERRED,
    PAGE,
    STATED,
    TABLE,
    UNSEEN,
    Row,
    as_csv,
    completed,
    page,
    property_of,
    read_rows,
    uncovered,
)

ROWS = read_rows(TABLE.read_text(encoding="utf-8"))
# Rows that no fixture shows. The number only ever goes down.
MOST_UNSEEN = 0
RUN = "run `python -m tools.field_table` and read what it changes in docs/fields.csv"


def _rows_for(missing: list[Fact]) -> str:
    """Return the rows that would tell of some facts, as they would stand in the table."""
    return as_csv(row for row in completed([], missing))


def test_every_claim_of_every_fixture_and_example_stands_in_a_row() -> None:
    missing = uncovered(ROWS, facts())
    assert not missing, f"rows are missing; {RUN}:\n{_rows_for(missing)}"


def test_no_row_is_made_up() -> None:
    unseen = [row for row in ROWS if not any(row.covers(fact) for fact in facts())]
    assert [row for row in ROWS if row.seen == UNSEEN] == unseen
    assert len(unseen) == MOST_UNSEEN, (
        f"no fixture shows these rows; give one, or delete them:\n{as_csv(unseen)}"
    )


def test_the_page_and_the_table_are_as_the_generator_writes_them() -> None:
    assert as_csv(completed(ROWS, facts())) == TABLE.read_text(encoding="utf-8"), RUN
    assert page(ROWS) == PAGE.read_text(encoding="utf-8"), RUN


def test_no_row_stands_twice() -> None:
    keys = Counter((row.kind, row.field, row.element, row.hyperparameter) for row in ROWS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_kind_of_reader_has_rows_and_no_other() -> None:
    kinds = {reader.kind for reader in READERS}
    known = {row.kind for row in ROWS}
    assert kinds - known == set(), "no fixture shows what these read"
    assert known <= {*kinds, *field_table._OTHER_FILES}


def test_elements_and_hyperparameters_are_those_of_the_schemes() -> None:
    assert {row.element for row in ROWS} <= members("element").keys()
    assert {row.how for row in ROWS} == {STATED, INFERRED, EITHER}
    for row in ROWS:
        assert (row.element == "setting") == bool(row.hyperparameter), row
        term = hyperparameter_for(row.hyperparameter)
        if row.hyperparameter not in (BY_NAME, ANY_NAME) and term is not None:
            assert term.notation == row.hyperparameter, row


@cache
def _read() -> tuple[frozenset[str], frozenset[str]]:
    """Return every IRI and every text of the lineages that are read from fixtures and examples."""
    names: set[str] = set()
    texts: set[str] = set()
    for argument, is_text in inputs():
        try:
            lineages = read_all(argument, text=is_text)
        except LineageError:
            continue
        for quad in (quad for lineage in lineages for quad in lineage.quads):
            names.add(quad.predicate.value)
            (texts if isinstance(quad.object, Literal) else names).add(quad.object.value)
    return frozenset(names), frozenset(texts)


def test_no_lineage_of_a_fixture_holds_a_credential_an_address_or_a_place_on_a_disk() -> None:
    private = re.compile(r"hf_\w{8}|@example|(?:^|[\s'\"(])/(?:home|data|mnt|scratch|root|Users)/")
    names, texts = _read()
    assert texts and not [text for text in names | texts if private.search(text)]


@pytest.mark.parametrize("element", sorted({row.element for row in ROWS}))
def test_the_property_of_an_element_is_in_lineages_that_are_read(element: str) -> None:
    for name in property_of(element).split(", "):
        assert node(name.removeprefix("ftl:")).value in _read()[0], name


def test_every_key_of_lineage_yaml_stands_in_the_table() -> None:
    rows = [row for row in ROWS if row.kind == "lineage-yaml"]
    named = {word for row in rows for word in row.field.replace("[]", "").split(".")}
    named |= {word for row in rows for word in row.note.split("`")[1::2]}
    # A mapping or list has no row of its own where what stands in it does; a description is part of its dataset.
    whole = {"stages", "models", "datasets", "description"}
    assert {key for table in TABLES.values() for key in table} - named - whole == set()


def test_our_own_readers_keep_to_the_values_that_are_asked_of_plug_ins() -> None:
    faults = {
        (claim.source.kind, fault)
        for claim in claims()
        if claim.source.kind not in ("lineage-yaml", "folder")
        and (fault := fault_of_value(claim.element, claim.value, claim.key))
    }
    assert faults == set()


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the folder of real files is not here")
def test_every_claim_of_real_files_stands_in_a_row() -> None:
    found: set[Fact] = set()
    for path in sorted((SHARED / "corpus").rglob("*")):
        name = path.relative_to(SHARED / "corpus").as_posix().split("/", 2)[-1]
        if path.is_file() and path.suffix != ".parquet":
            file = InputFile(name, path.read_bytes())
            reader = reader_for(file)
            found |= {fact_of(claim) for claim in reader(file).claims} if reader else set()
    missing = uncovered(ROWS, found)
    assert len(found) > 500 and not missing, f"add these rows, and a fixture for each:\n{_rows_for(missing)}"


def _claim(
    locator: str, rule: str, kind: str = "trl-config", element: str = "dataset", key: str = ""
) -> Claim:
    source = Source("x", "", kind)
    return Claim(
        stage="", element=element, value="v", source=source, locator=locator, rule=f"{kind}:{rule}",
        trust=Trust.NAME, key=key,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("locator", "rule", "kind", "expected"),
    [
        ("$.a.b[0].c", "a", "trl-config", ("trl-config", "a.b[].c")),
        ("$[3].model", "model", "hosted-job", ("hosted-job", "model")),
        ("$.data[3].model", "model", "hosted-job", ("hosted-job", "model")),
        ("data.train.datasets[3].name", "data", "oumi", ("oumi", "data.train.datasets[].name")),
        ("line 12, stages[0].name", "name", "lineage-yaml", ("lineage-yaml", "stages[].name")),
        ("line 12, key datasets.0", "yaml-datasets", "model-card", ("model-card", "datasets[]")),
        ("key datasets", "yaml-datasets", "model-card", ("model-card", "datasets")),
        ("line 3 $.inputs[0]", "line 3 $.inputs", "openlineage", ("openlineage", "inputs[]")),
        ("line 12", "fine-tuned-on", "model-card", ("model-card", "fine-tuned-on")),
        ("whole file", "step-kind", "ms-swift", ("ms-swift", "step-kind")),
        (
            "YAML block on line 9, datasets[0].path",
            "axolotl.datasets",
            "model-card",
            ("axolotl", "datasets[].path"),
        ),
        ("characters 1-9", "text-step", "model-card", ("shorthand", "text-step")),
        ("runs[a1].params.x", "x", "mlflow-db", ("mlflow-db", "runs[].params.x")),
    ],
)
def test_a_locator_becomes_a_field(locator: str, rule: str, kind: str, expected: tuple[str, str]) -> None:
    fact = fact_of(_claim(locator, rule, kind))
    assert (fact.kind, fact.field) == expected


def test_a_row_covers_what_it_says_and_nothing_else() -> None:
    rate = fact_of(_claim("$.args.lr", "lr", element="setting", key="lr"))
    own = fact_of(_claim("$.args.feathers", "feathers", element="setting", key="feathers"))
    assert (rate.hyperparameter, rate.is_named, rate.is_known) == ("learning_rate", True, True)
    assert (own.hyperparameter, own.is_named, own.is_known) == ("feathers", True, False)
    row = Row("trl-config", "args.*", "setting", BY_NAME)
    assert row.covers(rate) and not row.covers(own)
    assert Row("trl-config", "**", "setting", ANY_NAME).covers(own)
    assert not Row("trl-config", "*", "setting", ANY_NAME).covers(own)
    assert not Row("axolotl", "args.*", "setting", BY_NAME).covers(rate)
    assert not Row("trl-config", "args.*", "setting", BY_NAME, INFERRED).covers(rate)
    assert Row("trl-config", "args.*", "setting", BY_NAME, EITHER).covers(rate)
    assert not Row("trl-config", "args.lr", "setting", "weight_decay").covers(rate)
    assert not Row("trl-config", "args.*", "dataset").covers(rate)


def test_a_missing_row_is_added_as_it_should_stand() -> None:
    claim = _claim("$.args.lr", "lr", element="setting", key="lr")
    (row,) = completed([], [fact_of(claim)])
    assert row == Row("trl-config", "args.*", "setting", BY_NAME)
    both = [Fact("trl-config", "a", "dataset"), Fact("trl-config", "a", "dataset", inferred=True)]
    assert completed([], both) == [Row("trl-config", "a", "dataset", how=EITHER)]
    (kept, new) = completed([Row("trl-config", "b", "dataset", note="kept")], both[:1])
    assert (new, kept) == (
        Row("trl-config", "b", "dataset", seen=UNSEEN, note="kept"),
        Row("trl-config", "a", "dataset"),
    )


def test_the_page_is_where_people_look_for_it() -> None:
    assert "(fields.md)" in (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    assert "(docs/fields.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
