"""The plain part of YAML is read line by line as libyaml reads it, and everything else is left to libyaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.card_rows import read_rows
from bench.read_cards import CARDS
from lineage_rdf.sources.model_card.front_matter import split
from lineage_rdf.sources.reader import decode_text
from lineage_rdf.sources.yaml_lines import NotPlain, load_lines
from lineage_rdf.sources.yaml_text import YamlDocument, YamlTextError, _load_nodes, load_yaml

FRONT_MATTER = """\
language:
- en
- "no"
license: mit

# a comment on a line of its own
tags: []
model-index:
- name: heron-small
  results:
  - task: {}
    dataset:
      name: 'river birds'
      args: -1
    metrics:
    - type: accuracy
      value: 0.9512
    - type: mean_reward
      value: -120.50 +/- 3.1
empty:
url: https://example.org/a#b
"""


def test_front_matter_is_read_line_by_line() -> None:
    value, _ = load_lines(FRONT_MATTER)
    assert value["language"] == ["en", "no"]
    assert value["model-index"][0]["results"][0]["metrics"][1]["value"] == "-120.50 +/- 3.1"
    assert value["empty"] is None


@pytest.mark.parametrize(
    "text",
    [
        "a: 'b' # said",
        "a: b: c # said",
        "a: b: # said",
        "a: b: c",
        "a: b:",
        "a: |\n  text",
        "a: >-\n  text",
        "a: &x 1",
        "a: *x",
        "a: !!str 1",
        'a: "\\n"',
        "a: 'it''s'",
        "a: [x, y]",
        "a: {x: 1}",
        "a: one\n  two",
        "a: 1\na: 2",
        "a:\n  - x\n  b: 1",
        "a:\n    b: 1\n  c: 1",
        "  a: 1\nb: 1",
        "a\n",
        "- - x",
        "-",
        "- a: 1\n   b: 2",
        "a: 1\n- b",
        "- b\na: 1",
        "? a\n: b",
        "<<: {a: 1}",
        "2: b",
        "a:\t1",
        "a: \x85b",
        "a: \u2028b",
        "a: \ufeffb",
        "---\na: 1",
        "a: 1\n...\n",
        "%YAML 1.1\n",
        "a: @b",
        "a: `b`",
        "a: - b",
        "a: -",
        "- # said\n",
        "a: # said\n  b: 1",
    ],
)
def test_what_is_not_plain_is_declined(text: str) -> None:
    with pytest.raises(NotPlain):
        load_lines(text)


WORDS = st.sampled_from(
    ["a", "b-c", "1", "-1", "0.50", "2e-5", "no", "~", "null", "true", "", "x y", "x: y", "x #y", "x#y", "#x", "'q'", '"q"'
     , '"q', "''", "[]", "{}", "[a]", "- x", "-", "a:", "a:b", "é", "日本", "\\", "%x", "?", "?x", ":x", "|", ">", "...", "---",
     "https://x/y#z", "&a", "*a", "!t", "@", "`", "x\ty", "-x", "<<", "=", "(x)", "x, y", "x]"]
)  # fmt: skip
LINES = st.tuples(
    st.integers(0, 5), st.sampled_from(["", "- ", "-  ", "- - "]), st.sampled_from(["", "a: ", "b:", "c:  ", "<<: ", "2: "]),
    WORDS, st.sampled_from(["", " ", "  # said"]),
).map(lambda parts: " " * parts[0] + "".join(parts[1:]))  # fmt: skip


@given(st.lists(LINES, max_size=9).map("\n".join))
@example(FRONT_MATTER)
@example("a:\n- b: 1\n  c:\n  - d\nb:\n\n  c: 2\n")
def test_whatever_is_read_is_read_as_libyaml_reads_it(text: str) -> None:
    assert_same(text)


def assert_same(text: str) -> bool:
    """Hold what is read line by line against libyaml; return whether the text is plain."""
    try:
        value, tree = load_lines(text)
    except NotPlain:
        return False
    document = _load_nodes(text, 3)
    assert repr(value) == repr(document.value)
    assert (document.duplicates, document.tags) == ([], [])
    ours = YamlDocument(value, root=tree, offset=3)
    for path in (*_paths(value, ()), ("z",), (0,), ("a", "z")):
        assert ours.line(path) == document.line(path), path
    return True


def _paths(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, child in children:
        yield (*path, step)
        yield from _paths(child, (*path, step))


def test_both_ways_have_the_same_bounds() -> None:
    deep = "\n".join(f"{' ' * depth}a:" for depth in range(100))
    with pytest.raises(YamlTextError, match="nested"):
        load_yaml(deep)
    with pytest.raises(YamlTextError, match="longer"):
        load_yaml("a: 1\n" * 1_000_000)


@pytest.mark.full
@pytest.mark.skipif(not CARDS.is_file(), reason="the real cards are not beside the project")
def test_front_matter_of_real_cards_is_read_as_libyaml_reads_it() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow reads the table of real cards")
    texts = [split(decode_text(row.data)).text for row in read_rows(CARDS, None)]
    plain = [assert_same(text) for text in texts if text]
    assert len(plain) > 25_000
    assert sum(plain) > 0.98 * len(plain)
