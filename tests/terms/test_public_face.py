"""What `from lineage_rdf.terms import ...` gives."""

from __future__ import annotations

import doctest

import pytest

import lineage_rdf.terms as terms


def test_every_public_name_is_there_and_says_what_it_does():
    assert set(terms.__all__) == set(terms._HOME)
    for name in terms.__all__:
        assert getattr(terms, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        terms.nonsense  # noqa: B018


def test_the_example_holds():
    assert doctest.testmod(terms) == (0, 4)
