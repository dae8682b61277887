"""Nothing overlaps, lines point down, and texts fit their boxes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.picture import rows as rows_module
from lineage_rdf.picture.layout import layout
from lineage_rdf.picture.place import GAP_X, Size, place, spread
from lineage_rdf.picture.rows import MAX_PER_ROW, rows_of
from lineage_rdf.picture.wrapping import ELLIPSIS, shorten, text_width, wrap
from lineage_rdf.records import LineageRecord
from tests.picture import lineages


def check_drawing(record):
    picture = layout(record)
    rows = rows_of(picture)
    sizes = {key: Size(310, 40 + 7 * len(box.lines)) for key, box in picture.boxes.items()}
    placement = place(rows, sizes)
    for row in rows.rows:
        for left, right in pairwise(row):
            room = sum(sizes[key].width / 2 for key in (left, right) if key in sizes)
            assert placement.centres[right][0] - placement.centres[left][0] >= room + GAP_X - 1e-6
    for upper, lower in pairwise(rows.rows):
        assert placement.bottoms[upper[0]] < placement.centres[lower[0]][1]
    for edge, path in zip(picture.edges, rows.paths, strict=True):
        assert (path[0], path[-1]) == (edge.source, edge.target)
    for key, (x, y) in placement.centres.items():
        half = sizes[key].width / 2 if key in sizes else 0
        assert half <= x <= placement.size.width - half
        assert 0 <= y <= placement.size.height
    return picture, rows


@pytest.mark.parametrize("name", lineages.ALL)
def test_boxes_do_not_overlap(name):
    check_drawing(lineages.ALL[name]())


@pytest.mark.parametrize("name", [name for name in lineages.ALL if name != "circle"])
def test_lines_point_down(name):
    picture = layout(lineages.ALL[name]())
    row_of = {key: index for index, row in enumerate(rows_of(picture).rows) for key in row}
    assert all(row_of[edge.source] < row_of[edge.target] for edge in picture.edges)


def test_a_wide_merge_is_spread_over_rows():
    _, rows = check_drawing(lineages.wide_merge(12))
    boxes = [[key for key in row if not key.startswith("e")] for row in rows.rows]
    assert [len(row) for row in boxes] == [4, 4, 4, 1, 1]
    assert max(map(len, boxes)) <= MAX_PER_ROW


def test_a_long_line_runs_past_the_boxes_between():
    picture, rows = check_drawing(lineages.merge())
    late = next(
        path for edge, path in zip(picture.edges, rows.paths, strict=True) if edge.label == "weight 0.2"
    )
    assert len(late) == 2, "a model that no step made stands just above its first use"


def test_too_many_helper_points_are_left_out(monkeypatch):
    monkeypatch.setattr(rows_module, "MAX_HELPERS", 0)
    _, rows = check_drawing(lineages.wide_merge(12))
    assert {len(path) for path in rows.paths} == {2}


wild = st.lists(st.tuples(st.lists(st.integers(0, 6), max_size=4), st.integers(0, 6)), max_size=7)


@given(wild)
def test_any_lineage_is_drawn_without_overlap(pairs):
    steps = tuple(
        lineages.step(
            index,
            tuple(f"a/m{base}" for base in bases),
            f"a/m{result}",
            follows=(f"{lineages.L}/step/{result}",),
        )
        for index, (bases, result) in enumerate(pairs, start=1)
    )
    check_drawing(LineageRecord(iri=lineages.L, steps=steps))


widths = st.lists(st.tuples(st.floats(-500, 500), st.floats(0, 300)), min_size=1, max_size=8)


@given(widths)
def test_spread_keeps_distance_and_moves_only_what_is_in_the_way(pairs):
    wanted, sizes = [list(column) for column in zip(*pairs, strict=True)]
    found = spread(wanted, sizes)
    for index, (left, right) in enumerate(pairwise(found)):
        assert right - left >= (sizes[index] + sizes[index + 1]) / 2 + GAP_X - 1e-6
    # A pool of touching things keeps its mean, which is what least squares means.
    assert abs(sum(found) - sum(wanted)) < 1e-6 * max(1.0, sum(map(abs, wanted)))


def test_spread_leaves_what_fits():
    assert spread([0.0, 100.0, 500.0], [50.0, 50.0, 50.0]) == [0.0, 100.0, 500.0]


@given(st.text(max_size=300), st.integers(1, 4))
def test_wrapped_lines_fit(text, most):
    lines = wrap(clean_text(text), 200, 13, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 13) <= 200 for line in lines)


def clean_text(text):
    return " ".join(text.split())


@given(st.text(alphabet="abc/-_. ", max_size=60))
def test_wrapping_loses_no_letter(text):
    lines = wrap(clean_text(text), 200, 13, 99)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_names_break_after_separators():
    assert wrap("some-organisation/a-rather-long-model-name-7b", 170, 13, 3) == [
        "some-organisation/a-",
        "rather-long-model-name-",
        "7b",
    ]


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert shorten("abcdef" * 10, 100, 13).endswith(ELLIPSIS)
    assert shorten("abc", 100, 13) == "abc"
    assert wrap("word " * 100, 100, 13, 2)[-1].endswith(ELLIPSIS)
