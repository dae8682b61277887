"""What the tests of trackers and documents share: fixtures of theirs, and mutations that a reader has to survive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from lineage_rdf.sources.reader import InputFile

TRACKERS = Path(__file__).parent.parent / "fixtures" / "trackers"


def tracker_file(path: str) -> InputFile:
    """Return a fixture as a scan of its folder would."""
    whole = TRACKERS / path
    return InputFile(path, whole.read_bytes(), frozenset(other.name for other in whole.parent.iterdir()))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in items for place in _places(item, (*path, key)))]


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _changed(value[path[0]], path[1:], new)
    return copy


ODD = st.sampled_from(
    [None, True, 0, -1, 10**30, 1.5, "", "None", "x", "../../etc", "NaN", "9" * 500, [], [None], [[[]]], {}, {"x": {}},
     ["a", 1], {"value": None}, "hf_" + "a" * 20, "ä\u202e"]
)  # fmt: skip


def mutations(text: str) -> st.SearchStrategy[str]:
    """Return a JSON text with one to three of its values replaced by odd ones."""
    start = json.loads(text)

    def apply(changes: list[tuple[int, Any]]) -> str:
        value = start
        for at, new in changes:
            places = _places(value)
            value = _changed(value, places[at % len(places)], new)
        return json.dumps(value)

    return st.lists(st.tuples(st.integers(0, 10_000), ODD), min_size=1, max_size=3).map(apply)
