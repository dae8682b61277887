from __future__ import annotations

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
    assert minter.iri("step", "sft 1") == "https://example.org/lineage/org/name/lineage/step/sft~201"


def test_no_address_under_a_base_is_changed_on_its_way() -> None:
    parts = (".", "..", "~", "~~", "a", "a/b", "")
    iris = [Minter("org/name", "https://example.org/").iri("step", part) for part in parts]
    assert len(set(iris)) == len(parts)
    assert not any("/." in iri or "%" in iri for iri in iris)
    assert Minter("a//b", "https://example.org/").iri() == "https://example.org/a~2F~2Fb/lineage"


@pytest.mark.parametrize("base", ["https://example.org", "ftp://example.org/", "urn:x:", "not an address/"])
def test_a_base_that_takes_no_path_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        Minter("org/name", base)
