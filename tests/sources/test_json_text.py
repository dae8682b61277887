from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.sources import json_text
from lineage_rdf.sources.json_text import (
    MAX_DEPTH,
    JsonTextError,
    line_of_key,
    load_json,
    without_trailing_commas,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2e-05", Decimal("0.00002")),
        ("0.10000000149011612", Decimal("0.10000000149011612")),
        ("7", 7),
        ("9" * 401, "9" * 401),
        ("1e999999999", "1e999999999"),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ("null", None),
        ('"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    found = load_json(text).value
    assert found == value
    assert type(found) is type(value)


LONG, EDGE = "9" * 401, "9" * 400


def test_an_integer_of_more_than_400_digits_stays_text_beside_shorter_ones() -> None:
    value = load_json(
        f'{{"a": [7, {LONG}, -{LONG}], "b": {{"c": {EDGE}, "d": {"8" * 5000}}}, "e": -1}}'
    ).value
    assert value == {"a": [7, LONG, f"-{LONG}"], "b": {"c": int(EDGE), "d": "8" * 5000}, "e": -1}


@pytest.mark.parametrize("digits", [LONG, EDGE])
def test_digits_in_a_string_are_no_number_and_change_none(digits: str) -> None:
    value = load_json(f'{{"a": "{digits}", "{digits}": 7, "b": [-12, {EDGE}, 0.5]}}').value
    assert value == {"a": digits, digits: 7, "b": [-12, int(EDGE), Decimal("0.5")]}
    assert [type(item) for item in value["b"]] == [int, int, Decimal]


def test_integers_are_looked_at_one_by_one_only_where_one_may_be_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(json_text, "_integer", lambda text: seen.append(text) or text)  # type: ignore[func-returns-value]
    assert load_json(f'[1, 23, {"4" * 399}, "\ud800"]').value[:2] == [1, 23]
    assert seen == []
    load_json(f"[1, {LONG}]")
    assert seen == ["1", LONG]


def test_duplicate_keys_are_reported_and_the_last_counts() -> None:
    document = load_json('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')
    assert document.duplicates == ("c", "a")
    assert document.value == {"a": 3, "b": {"c": 2}}


def test_depth_is_bounded_exactly() -> None:
    assert load_json("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    with pytest.raises(JsonTextError, match="levels deep"):
        load_json("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_very_deep_text_raises_our_error() -> None:
    with pytest.raises(JsonTextError, match="levels deep"):
        load_json("[" * 200_000)


def test_many_items_are_refused() -> None:
    with pytest.raises(JsonTextError, match="items"):
        load_json("[" + "0," * 2_000_001 + "0]")


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(JsonTextError, match="surrogate"):
        load_json('{"a": "\\ud800"}')


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{\n"a": 1,\n}', 3, "comma"),
        ("[1,\n]", 2, "comma"),
        ('{"a" 1}', 1, "delimiter"),
        ("", 1, "expecting value"),
    ],
)
def test_errors_say_where_and_why(text: str, line: int, words: str) -> None:
    with pytest.raises(JsonTextError, match=words) as caught:
        load_json(text)
    assert caught.value.line == line


def test_line_of_key() -> None:
    text = '{\n "x": "a",\n "a" : 1}'
    assert line_of_key(text, "a") == 3
    assert line_of_key(text, "b") == 0


@given(st.text(max_size=60))
def test_any_text_gives_a_document_or_our_error(text: str) -> None:
    try:
        load_json(text)
    except JsonTextError as error:
        assert error.message


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(_JSON)
def test_what_the_standard_library_writes_comes_back(value: object) -> None:
    document = load_json(json.dumps(value))
    assert document.value == value
    assert document.duplicates == ()


@pytest.mark.parametrize(
    ("text", "cleaned", "lines"),
    [
        ('{"a": 1,}', '{"a": 1 }', (1,)),
        ("[1,\n2,\n\n]", "[1,\n2 \n\n]", (2,)),
        ('{"a": ",}", "b": "\\",]",}', '{"a": ",}", "b": "\\",]" }', (1,)),
        ("[1,,]", "[1, ]", (1,)),
        ('["open, ]', '["open, ]', ()),
        ('["half \\', '["half \\', ()),
    ],
)
def test_trailing_commas_are_left_out(text: str, cleaned: str, lines: tuple[int, ...]) -> None:
    assert without_trailing_commas(text) == (cleaned, lines)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='a,]}"\\\n '),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(_JSON, st.sampled_from([None, 1]))
def test_a_sound_text_stays_as_it_is(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert without_trailing_commas(text) == (text, ())


@given(st.text(alphabet='",]}\\\n a', max_size=40))
def test_only_commas_go_and_positions_stay(text: str) -> None:
    cleaned, lines = without_trailing_commas(text)
    assert len(cleaned) == len(text)
    changed = [old for old, new in zip(text, cleaned, strict=True) if old != new]
    assert changed == [","] * len(lines)


@pytest.mark.parametrize("word", ["None", "True", "False"])
def test_words_of_python_are_named(word: str) -> None:
    with pytest.raises(JsonTextError, match=f"{word} is how Python writes it"):
        load_json(f'{{"a": {word}}}')
