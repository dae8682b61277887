"""The tree of descendants: no two texts meet, no line crosses a text, and any size is drawn."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from lineage_rdf.picture.descent import RELATIONS, Node, descent, legend
from lineage_rdf.picture.wrapping import text_width

SVG = "{http://www.w3.org/2000/svg}"


def tree(nodes):
    return ElementTree.fromstring(descent(nodes, "x", "A tree"))


def family(count, wide=4):
    def node(number):
        return Node(
            f"org/model-{number}", (number - 1) // wide, "FineTuning", "SFT · LoRA", f"m{number}.html"
        )

    return [Node("org/root"), *map(node, range(1, count))]


def boxes(drawn):
    """Return (left, right, y) of the label of each node."""
    found = []
    for leaf in drawn.iter():
        if "leaf" in leaf.get("class", "").split():
            words = next(one for one in leaf if one.tag == "text")
            left = float(words.get("x"))
            found.append((left, left + text_width(words.text, 13.0), float(words.get("y"))))
    return found


SHAPES = {"tree": family(300), "fan": family(300, 300), "chain": family(60, 1), "alone": family(1)}


@pytest.mark.parametrize("nodes", SHAPES.values(), ids=SHAPES)
def test_no_two_labels_meet_and_all_are_inside(nodes):
    drawn = tree(nodes)
    found = boxes(drawn)
    assert len(found) == len(nodes)
    width, height = float(drawn.get("width")), float(drawn.get("height"))
    assert all(left >= 0 and right <= width and 0 <= y <= height for left, right, y in found)
    by_row = {}
    for left, right, y in found:
        by_row.setdefault(y, []).append((left, right))
    for row in by_row.values():
        assert all(right < left for (_, right), (left, _) in pairwise(sorted(row)))
    rows = sorted(by_row)
    assert all(after - before >= 20 for before, after in pairwise(rows))


def test_lines_begin_behind_the_label_and_end_before_the_node():
    nodes = [
        Node("a"),
        Node("a much longer name than the others", 0),
        Node("b", 0),
        Node("c", 2, "Merging", "dare-ties"),
    ]
    drawn = tree(nodes)
    places = boxes(drawn)
    for path, (number, node) in zip(drawn.iter("path"), enumerate(nodes[1:], 1), strict=True):
        start = float(path.get("d")[1:].split()[0])
        end = float(path.get("d").rpartition("H")[2])
        assert start > places[node.parent][1] and end < places[number][0]
        bend = float(path.get("d").split("H")[1].split("C")[0])
        column = [right for left, right, _ in places if left == places[node.parent][0]]
        assert bend >= max(column)


def test_methods_stand_on_the_lines_and_colours_tell_the_kind_of_step():
    nodes = [Node("a"), Node("b", 0, "Merging", "dare-ties"), Node("c", 0, "Unheard <of>", "")]
    drawn = tree(nodes)
    assert [one.text for one in drawn.iter("text") if one.get("class") == "lead"] == ["dare-ties"]
    assert [one.get("class") for one in drawn.iter("path")] == ["line r-Merging", "line"]
    assert list(legend(nodes)) == [("Merging", RELATIONS["Merging"])]


def test_nodes_lead_to_their_pages_and_the_picture_is_told_in_words():
    drawn = tree(family(9))
    assert [one.get("href") for one in drawn.iter("a")] == [f"m{number}.html" for number in range(1, 9)]
    assert drawn.find("desc").text == "8 models descend from org/root; 4 were made from it directly."
    assert drawn.get("aria-labelledby") == drawn.find("title").get("id")


def test_long_and_hostile_names_are_cut_and_escaped_and_told_in_full():
    evil = "<script>alert('1')</script>" * 9
    drawn = tree([Node(evil), Node(evil, 0, "FineTuning", evil, "x\"'<y")])
    assert not list(drawn.iter("script"))
    for leaf in (one for one in drawn.iter() if "leaf" in one.get("class", "")):
        assert leaf.find("title").text == evil and leaf.find("text").text.endswith("…")


def test_ten_thousand_in_a_row_are_drawn():
    assert len(boxes(tree(family(10_000, 1)))) == 10_000
