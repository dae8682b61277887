"""Options that would put hostile text into IRIs (threats T10, T12, T17)."""

from __future__ import annotations

import pytest

from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import read


@pytest.mark.parametrize(
    "base",
    [
        "javascript:alert(1)/", "http://e.org/a b/", "http://e.org", "http://[/", "http://e.org/%zz/", "http://\x01/",
        "http:////", "http://#", "https://e.org/\u202e/", "http://user:secret@e.org/", "file:///etc/", "http://e.org/\udce9/",
    ],
)  # fmt: skip
def test_a_base_that_is_no_clean_web_address_is_refused(base):
    with pytest.raises(UsageError, match="the base must be"):
        read("A -> SFT", base=base)


@pytest.mark.parametrize("base", ["https://e.org/", "http://e.org:8080/x#", "https://é.example/ö/"])
def test_other_bases_are_taken(base):
    assert read("A -> SFT", base=base).iri.startswith(base)


@pytest.mark.parametrize(
    "name", ["../x", "a/b/c", "a b", "a/b@x y", "a/b@\udce9", "a/b@\u202e", "javascript:alert(1)", "", "x", "a/b\n"]
)  # fmt: skip
def test_an_id_that_is_no_hub_id_is_refused_and_not_ignored(name):
    with pytest.raises(UsageError, match="no Hub id"):
        read("A -> SFT", model_id=name)


def test_segments_of_an_id_cannot_climb():
    assert (
        read("A -> SFT", model_id="a/b@../../c").record.head_model
        == "https://huggingface.co/a/b/tree/..%2F..%2Fc"
    )
