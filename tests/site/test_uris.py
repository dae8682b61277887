"""IRIs and paths become ASCII that nothing can break out of."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.site.uris import path_as_uri, uri_of


def test_an_iri_keeps_what_is_encoded_and_a_path_does_not():
    assert uri_of("https://example.org/caf%C3%A9?a=b#ü") == "https://example.org/caf%C3%A9?a=b#%C3%BC"
    assert path_as_uri("caf%C3%A9?a=b#ü") == "caf%25C3%25A9%3Fa=b%23%C3%BC"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_nothing_ends_a_header_or_a_link(text):
    for written in (uri_of(text), path_as_uri(text)):
        assert written.isascii() and not set(written) & set('<>"\\ \r\n\t\x00')
    assert unquote(path_as_uri(text)) == text


def test_half_a_letter_does_no_harm():
    assert uri_of("urn:x:\ud800") == "urn:x:?"
    assert path_as_uri("\ud800") == "%3F"
