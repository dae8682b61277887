"""A frame that takes nodes by name, and says `[]` of what they have, is refused in words that help; all others are framed."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_rdf.codec.jsonld_forms import framed
from lineage_rdf.errors import InputError

CONTEXT = {"@vocab": "urn:"}
DOCUMENT = {
    "@context": CONTEXT,
    "@graph": [
        {"@id": "urn:a", "@type": "Model", "text": "x", "next": {"@id": "urn:b"}, "many": {"@list": [1]}},
        {"@id": "urn:b", "text": "y"},
        {"@id": "urn:c", "@type": "Model"},
    ],
}


def names(frame: dict[str, Any]) -> list[str]:
    found = framed(DOCUMENT, {"@context": CONTEXT, **frame}, "doc")
    return [node["@id"] for node in found.get("@graph", [found])]


@pytest.mark.parametrize("name", ["text", "next", "many"])
@pytest.mark.parametrize(
    "taken",
    [
        {"@type": "Model"},
        {"@id": "urn:a"},
        {"@type": ["Model", "Data"]},
        {"@type": {"@default": "urn:Model"}},
    ],
)
def test_what_takes_by_name_and_says_that_there_is_nothing(taken: dict[str, Any], name: str) -> None:
    with pytest.raises(InputError, match=rf"one of them has urn:{name} \(add \"@requireAll\": true") as told:
        names({**taken, name: []})
    assert "doc" in str(told.value)


def test_the_same_in_a_frame_inside() -> None:
    with pytest.raises(InputError, match="one of them has urn:text"):
        names({"next": {"@id": "urn:b", "text": []}})


def test_what_the_words_advise() -> None:
    assert names({"@type": "Model", "text": [], "@requireAll": True}) == ["urn:c"]
    assert names({"@type": "Model", "text": {}}) == ["urn:a", "urn:c"]


def test_what_no_node_has_does_no_harm() -> None:
    assert names({"@type": "Model", "nothing": []}) == ["urn:a", "urn:c"]
    assert names({"@type": [], "next": []}) == ["urn:b"]


def test_other_faults_keep_their_words() -> None:
    with pytest.raises(InputError, match="invalid value of @embed"):
        names({"@type": "Model", "text": [], "@embed": "@sometimes"})
