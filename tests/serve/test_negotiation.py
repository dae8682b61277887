"""Which form of an answer a client is sent."""

from __future__ import annotations

import pytest

from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.negotiation import choose, preferred

OFFERED = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "text/html"),
        ("application/*", "application/ld+json"),
        ("text/html;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ("text/*;q=0.5, text/turtle;q=0.1", "text/html"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("TEXT/HTML ; Q=1.0", "text/html"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/html;q=x", None),
        ("nonsense", "text/turtle"),
        (", ;q=1,,", "text/turtle"),
    ],
)
def test_what_is_liked_best_is_chosen(accept: str, found: str | None) -> None:
    assert preferred(accept, OFFERED) == found


def test_none_is_406_with_what_there_is() -> None:
    assert choose("text/html", OFFERED) == "text/html"
    with pytest.raises(Refusal) as refused:
        choose("image/png", OFFERED)
    assert refused.value.status == 406
    assert all(media in refused.value.fix for media in OFFERED)


def test_an_endless_header_is_cut() -> None:
    assert preferred("a/b," * 100_000 + "text/html", OFFERED) is None
