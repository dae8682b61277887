"""Two versions are compared by what they say; labels of blank nodes say nothing."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.changes import Changes, changes

P, Q = NamedNode("urn:p"), NamedNode("urn:q")


def of(text: str) -> list[Quad]:
    return list(parse(f"PREFIX : <urn:> {text}", RdfFormat.TRIG))


def numbers(found: Changes) -> tuple[int, int, int, int]:
    return len(found.removed), len(found.added), len(found.stuck), len(found.unknown)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (":a :p 1, 2 .", ":a :p 2, 3 .", (1, 1, 0, 0)),
        (":a :p 1 .", ":g { :a :p 1 }", (1, 1, 0, 0)),
        (":a :p [ :q [ :r 1 ] ] .", ":a :p _:x . _:x :q _:y . _:y :r 1 .", (0, 0, 0, 0)),
        (":a :p ( 1 2 3 1 ) .", ":a :p ( 1 2 3 1 ) .", (0, 0, 0, 0)),
        (":a :p [] .", ":a :p [], [] .", (0, 1, 0, 0)),
        (":a :p [], [] .", ":a :p [] .", (0, 0, 1, 0)),
        (":a :p [ :q 1 ] .", ":a :p [ :q 1, 2 ] .", (0, 3, 2, 0)),
        (":a :p [ :q [ :r 1 ], [ :r 1 ] ] .", ":a :p [ :q [ :r 1 ], [ :r 1 ] ] .", (0, 0, 0, 0)),
        (":a :p [ :q [ :r 1 ], [ :r 1 ] ] .", ":a :p [ :q [ :r 1 ], [ :r 2 ] ] .", (0, 5, 5, 0)),
        ("_:g { :a :p 1 } _:g :p 2 .", "_:h { :a :p 1 } _:h :p 2 .", (0, 0, 0, 0)),
        (":a :p <<( _:x :q 1 )>> . _:x :r 1 .", ":a :p <<( _:y :q 1 )>> . _:y :r 1 .", (0, 0, 0, 0)),
        (":a :p <<( _:x :q 1 )>> . _:x :r 1 .", ":a :p <<( _:y :q 2 )>> . _:y :r 1 .", (0, 2, 2, 0)),
        ("_:x :p _:y . _:y :p _:x .", "_:x :p _:x .", (0, 1, 2, 0)),
    ],
)  # fmt: skip
def test_changes(old: str, new: str, expected: tuple[int, int, int, int]) -> None:
    assert numbers(changes(of(old), of(new))) == expected


@given(st.data())
def test_new_labels_change_nothing(data: st.DataObject) -> None:
    nodes = [BlankNode(f"x{n}") for n in range(4)]
    pick = st.sampled_from([*nodes, P])
    quads = data.draw(st.lists(st.builds(Quad, pick, st.sampled_from([P, Q]), pick), max_size=8))
    order = data.draw(st.permutations(nodes))
    renamed = {node: BlankNode(f"y{place}") for place, node in enumerate(order)}
    other = [
        Quad(renamed.get(q.subject, q.subject), q.predicate, renamed.get(q.object, q.object)) for q in quads
    ]  # type: ignore[call-overload]
    assert numbers(changes(quads, data.draw(st.permutations(other)))) == (0, 0, 0, 0)


def test_nodes_that_look_too_much_alike_are_told_of_and_take_no_time() -> None:
    nodes = [BlankNode(f"x{n}") for n in range(12)]
    clique = [Quad(one, P, other) for one, other in permutations(nodes, 2)]
    assert numbers(changes(clique, clique)) == (0, 0, 0, 2 * len(clique))


def test_a_long_list_takes_no_time() -> None:
    text = f":a :p ({' '.join(map(str, range(3000)))}) ."
    assert numbers(changes(of(text), of(text))) == (0, 0, 0, 0)
