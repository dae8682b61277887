"""Every IRI has a place of its own that any file system can hold, and the way there and back can be told."""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import urljoin, urlsplit

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.pages import HOME, Addresses, clashing
from lineage_rdf.pages.addresses import RESERVED, SUFFIXES

BASE = "https://example.org/"
OURS = Addresses(BASE)
STARTS = (
    BASE, "https://huggingface.co/", "https://huggingface.co/datasets/", "https://w3id.org/ftl#", "https://w3id.org/ftl/",
    "urn:uuid:", "", f"{BASE}about/iri/", "javascript:",
)  # fmt: skip
WORDS = st.sampled_from(
    ("org", "Org", "ORG", "name", "lineage", "step", "..", ".", "", "about", "ABOUT", "index", "CON", "nul.txt", "x.html",
     "a.TTL", ".git", "a.", "%2F", "é", "a b", "\\", "dpo", "objective", "tree", "x" * 300, "aux", "assets", "datasets", "0"*32)
)  # fmt: skip
IRIS = st.builds(
    lambda start, parts: start + "/".join(parts), st.sampled_from(STARTS), st.lists(WORDS, max_size=6)
)
ANY = st.one_of(IRIS, st.text(max_size=30), st.uuids().map(lambda one: f"urn:uuid:{one}"))


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        (f"{BASE}org/name/lineage", "org/name/lineage"),
        (f"{BASE}org/Name-7B/lineage/step/sft", "org/Name-7B/lineage/step/sft"),
        ("https://huggingface.co/Org/Name", "about/models/Org/Name"),
        ("https://huggingface.co/Org/Name/tree/v1.0", "about/models/Org/Name/tree/v1.0"),
        ("https://huggingface.co/datasets/Org/Name", "about/datasets/Org/Name"),
        ("https://huggingface.co/Org", "about/accounts/Org"),
        ("urn:uuid:0fdb6fbd-077c-5ccb-8f25-24e7aa1c4b34", "about/id/0fdb6fbd-077c-5ccb-8f25-24e7aa1c4b34"),
        ("https://w3id.org/ftl/objective/dpo", "about/terms/objective/dpo"),
        ("https://w3id.org/ftl#FineTuning", "about/terms/FineTuning"),
    ],
)
def test_what_people_know_has_a_key_that_they_can_read(iri, key):
    assert OURS.key(iri) == key and OURS.iri(key) == iri


@pytest.mark.parametrize(
    "iri",
    [
        f"{BASE}about/models/Org/Name", f"{BASE}Assets/x", f"{BASE}query", f"{BASE}index", f"{BASE}../x", f"{BASE}.git/x", BASE,
        f"{BASE}a//b", f"{BASE}a/", f"{BASE}a%2Fb", f"{BASE}x.ttl", f"{BASE}x.html/y", f"{BASE}con", f"{BASE}a/NUL.x",
        f"{BASE}a.", f"{BASE}a?b", f"{BASE}a#b", f"{BASE}{'x' * 101}", f"{BASE}{'x/' * 20}x", "https://huggingface.co/a/..", "https://huggingface.co/",
        "urn:uuid:0FDB6FBD-077c-5ccb-8f25-24e7aa1c4b34", "https://w3id.org/ftl/objective", "https://w3id.org/ftl#a/b",
        "mailto:x@y.z",
        "",
    ],
)  # fmt: skip
def test_what_a_site_or_a_file_system_could_mistake_has_a_key_made_from_its_digest(iri):
    key = OURS.key(iri)
    assert key.startswith("about/iri/") and OURS.iri(key) == ""


@given(ANY)
def test_every_key_is_a_path_below_the_site_that_nothing_changes(iri):
    key = OURS.key(iri)
    assert normpath(key) == key == urlsplit(f"{BASE}{key}").path[1:]
    assert key.isascii() and len(key) <= 250 and not key.startswith("/")
    assert key.split("/")[0].lower() not in RESERVED - {"about"} and key != HOME
    for part in key.split("/"):
        assert part and not part.startswith(".") and not part.endswith(".") and len(part) <= 100
        assert not part.lower().endswith(SUFFIXES) and part.split(".")[0].lower() not in (
            "con",
            "aux",
            "nul",
            "prn",
        )


@given(ANY)
def test_a_key_leads_back_or_says_that_it_does_not(iri):
    key = OURS.key(iri)
    assert OURS.iri(key) == ("" if key.startswith("about/iri/") else iri)


@given(st.text(max_size=40) | IRIS)
def test_what_is_no_key_leads_nowhere(text):
    found = OURS.iri(text)
    assert not found or OURS.key(found) == text


@given(st.lists(ANY, unique=True, max_size=40))
def test_no_two_iris_meet_even_where_capital_letters_are_not_told(iris):
    addresses = evolve(OURS, apart=clashing(iris, OURS))
    assert len({addresses.key(iri).lower() for iri in iris}) == len(iris)
    assert all(addresses.iri(addresses.key(iri)) in ("", iri) for iri in iris)


def test_of_two_that_differ_in_capital_letters_one_keeps_its_key():
    both = ["https://huggingface.co/org/name", "https://huggingface.co/Org/Name"]
    apart = clashing(both, OURS)
    assert apart == {"https://huggingface.co/org/name"}
    assert evolve(OURS, apart=apart).key(both[0]).startswith("about/iri/")


@given(ANY, ANY, st.sampled_from((".html", "")))
def test_the_way_from_page_to_page_leads_there_below_any_root(one, other, ending):
    addresses = evolve(OURS, ending=ending)
    here = addresses.key(one)
    for root in (BASE, f"{BASE}deep/below/", "file:///tmp/site/"):
        there = urljoin(f"{root}{here}{ending}", addresses.page(other, here))
        assert there == f"{root}{addresses.key(other)}{ending}"


def test_the_way_home():
    assert OURS.home("a/b/c") == "../../index.html"
    live = evolve(OURS, ending="")
    assert (live.home("a/b"), live.home("a")) == ("../", "./")
    assert join(BASE, OURS.way("a", "b", ".ttl", "x")) == f"{BASE}a.ttl#x"


def test_addresses_of_documents_are_whole_if_the_site_is_known():
    assert OURS.absolute("a", ".ttl") == f"{BASE}a.ttl"
    assert Addresses(BASE, root="https://other.org/x/").absolute("a", ".ttl") == "https://other.org/x/a.ttl"
    assert Addresses("https://example.org/x#").site == "" == Addresses().site
