from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.sources.yaml_text import MAX_DEPTH, YamlTextError, load_yaml, load_yaml_documents


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2e-5", Decimal("0.00002")),
        ("5E-05", Decimal("0.00005")),
        (".5", Decimal("0.5")),
        ("1.10", Decimal("1.10")),
        ("-3", -3),
        ("1_000_000", 1_000_000),
        ("25_03_13_04", "25_03_13_04"),
        ("007", "007"),
        ("12:30:45", "12:30:45"),
        ("2026-01-01", "2026-01-01"),
        ("no", "no"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("None", "None"),
        (".inf", ".inf"),
        ("1e999999", "1e999999"),
        ("'3'", "3"),
        ('"no"', "no"),
        ("!!float 3", 3),
    ],
)
def test_scalars_keep_their_meaning(text: str, value: object) -> None:
    read = load_yaml(f"k: {text}").value["k"]
    assert read == value
    assert type(read) is type(value)


def test_the_spelling_of_a_real_survives() -> None:
    assert str(load_yaml("name: 1.10").value["name"]) == "1.10"


def test_keys_are_text_and_repeated_keys_are_told() -> None:
    document = load_yaml("no: 1\n2: b\na: {x: 1, x: 2}\nno: 3\n")
    assert document.value == {"no": 3, "2": "b", "a": {"x": 2}}
    assert document.duplicates == [(("a", "x"), 3), (("no",), 4)]


def test_lines_of_keys_and_items_count_from_the_first_line_given() -> None:
    document = load_yaml("a: 1\nb:\n  - x\n  - y: 2\n", first_line=11)
    assert document.line(("a",)) == 11
    assert document.line(("b", 1)) == 14
    assert document.line(("b", 1, "y")) == 14
    assert document.line(("b", 7)) is None
    assert document.line(("z",)) is None


def test_merge_keys_give_way_to_own_keys() -> None:
    text = "x: &x {a: 1, b: 2}\nz: &z {b: 5, c: 6}\ny:\n  b: 3\n  <<: [*x, *z]\n"
    assert load_yaml(text).value["y"] == {"a": 1, "b": 3, "c": 6}


def test_tags_build_nothing() -> None:
    document = load_yaml("a: 1\nb: !!python/object/apply:os.system [false]\n")
    assert document.value == {"a": 1, "b": [False]}
    assert document.tags == [("tag:yaml.org,2002:python/object/apply:os.system", 2)]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(BOMB, None, id="alias bomb"),
        pytest.param("&a [*a]", 3, id="alias of itself"),
        pytest.param("[" * 100_000, 3, id="deep flow"),
        pytest.param("- " * 100_000, None, id="deep block"),
        pytest.param("\n".join(" " * n + "a:" for n in range(MAX_DEPTH + 2)), 64, id="deep indentation"),
        pytest.param("a: b\n\tc: d", 4, id="tab"),
        pytest.param("{{card_data}}", 3, id="template"),
        pytest.param("a: 1\n--- \nb: 2", 4, id="two documents"),
        pytest.param("a: \x00", None, id="control character"),
        pytest.param("a: \ud800", None, id="lone surrogate"),
        pytest.param("a: [1,\n", 4, id="unclosed"),
        pytest.param("a: 1\n<<: 3", 4, id="merge of a number"),
        pytest.param("a" * 4_000_001, None, id="too long"),
    ],
)
def test_hostile_text_is_refused_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(YamlTextError) as caught:
        load_yaml(text, first_line=3)
    assert line is None or caught.value.line == line
    assert caught.value.message


@given(st.text(alphabet="abn:-[]{}&*!<'\"#|>%@`,? \t\n01.e", max_size=60))
def test_any_text_gives_a_value_or_the_one_error(text: str) -> None:
    try:
        load_yaml(text)
    except YamlTextError as error:
        assert error.message


def test_documents_of_one_text_without_the_empty_ones() -> None:
    documents = load_yaml_documents("---\na: 1\n---\n---\n# nothing\n---\na: 2\na: 3\n...\n")
    assert [document.value for document in documents] == [{"a": 1}, {"a": 3}]
    assert documents[1].duplicates == [(("a",), 8)]


def test_too_many_documents_are_refused() -> None:
    with pytest.raises(YamlTextError, match="in more than 100 documents"):
        load_yaml_documents("a: 1\n---\n" * 101)
