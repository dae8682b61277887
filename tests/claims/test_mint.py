from __future__ import annotations

from urllib.parse import urljoin

import pytest

from lineage_rdf.claims.mint import Minter
from lineage_rdf.errors import UsageError


def test_iris_depend_on_key_and_place_only() -> None:
    one, other = Minter("org/name"), Minter("org/name")
    assert one.iri("step", "sft") == other.iri("step", "sft")
    assert one.iri("step", "sft") != one.iri("step", "dpo")
    assert one.iri("a", "bc") != one.iri("ab", "c")
    assert one.iri().startswith("urn:uuid:")


def test_normal_form_does_not_matter() -> None:
    assert Minter("org/caf\u00e9").iri() == Minter("org/cafe\u0301").iri()


def test_under_a_base_the_path_is_readable() -> None:
    minter = Minter("https://huggingface.co/org/name", "https://example.org/lineage/")
    assert minter.iri("step", "sft 1") == "https://example.org/lineage/org/name/lineage/step/sft%201"


@pytest.mark.parametrize(
    ("head", "part", "path"),
    [
        ("my/model", "sft", "my@model/lineage/step/sft"),
        ("https://huggingface.co/org/name/tree/v1%2Fx", "sft", "org/name/tree/v1%252Fx/lineage/step/sft"),
        ("m", "stages/one", "m/lineage/step/stages@one"),
        ("m", "stages@one", "m/lineage/step/stages%40one"),
        ("m", ".", "m/lineage/step/!."),
        ("m", "..", "m/lineage/step/!.."),
        ("m", "!.", "m/lineage/step/%21."),
        ("m", "...", "m/lineage/step/..."),
    ],
)
def test_the_path_comes_through_servers_and_browsers_as_it_is(head: str, part: str, path: str) -> None:
    base = "https://example.org/l/"
    iri = Minter(head, base).iri("step", part)
    assert iri == base + path
    assert urljoin("https://example.org/", iri) == iri


@pytest.mark.parametrize("base", ["https://example.org", "ftp://example.org/", "urn:x:", "not an address/"])
def test_a_base_that_takes_no_path_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        Minter("org/name", base)
