"""The public reader of JSON-LD beside the W3C's suite for `toRdf`, with the files of the suite as the contexts that it may use.

A negative case passes if the reader refuses the document with the error code that the case names. PyLD alone passes 449 of 456.
"""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.codec.canonical import labelled
from lineage_rdf.codec.jsonld_options import BLANK_PREDICATE, JsonLdOptions
from lineage_rdf.codec.jsonld_read import read_jsonld_document
from lineage_rdf.errors import InputError
from tests.conftest import SHARED

SUITE = SHARED / "suites" / "json-ld-api"
BASE = "https://w3c.github.io/json-ld-api/tests/"
pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not beside this checkout")

# Cases of contexts that are not there or are none; the reader says so in its own words, without a code.
IN_OWN_WORDS = {
    "#ter04": "is not bundled, and nothing is fetched",
    "#ter05": "holds no context",
}


def entries(name: str) -> list[dict[str, Any]]:
    """The cases for a processor of JSON-LD 1.1 (rule 3 of the suite's README)."""
    found = json.loads((SUITE / f"{name}-manifest.jsonld").read_text(encoding="utf-8"))["sequence"]
    return [entry for entry in found if entry.get("option", {}).get("specVersion") != "json-ld-1.0"]


def files() -> dict[str, Any]:
    """Every file of the suite as a context that a user gives."""
    return {BASE + path.relative_to(SUITE).as_posix(): path for path in SUITE.rglob("*.jsonld")}


def options_of(entry: dict[str, Any]) -> JsonLdOptions:
    option = entry.get("option", {})
    context = option.get("expandContext")
    return JsonLdOptions(
        contexts=files(),
        expand_context=None if context is None else BASE + context,
        direction=option.get("rdfDirection"),
        mode=option.get("processingMode", "json-ld-1.1"),
        generalized=option.get("produceGeneralizedRdf", False),
    )


def passes(entry: dict[str, Any]) -> bool:
    base = entry.get("option", {}).get("base", BASE + entry["input"])
    text = (SUITE / entry["input"]).read_text(encoding="utf-8")
    try:
        quads = read_jsonld_document(text, "case", base=base, options=options_of(entry)).quads
    except InputError as error:
        return "expectErrorCode" in entry and IN_OWN_WORDS.get(entry["@id"], entry["expectErrorCode"]) in str(
            error
        )
    if "expect" not in entry:  # a positive syntax test
        return "expectErrorCode" not in entry
    expected = (SUITE / entry["expect"]).read_text(encoding="utf-8")
    return is_same(quads, expected, generalized=options_of(entry).generalized)


def is_same(quads: list[Quad], expected: str, *, generalized: bool) -> bool:
    """Say whether statements are those of N-Quads; a blank node as a property is an IRI of ours, whatever its label was."""
    ours = {q.predicate.value for q in quads if q.predicate.value.startswith(BLANK_PREDICATE)}
    theirs = sorted(
        {line.split()[1] for line in expected.splitlines() if line and line.split()[1][:2] == "_:"}
    )
    if not generalized or not theirs:
        return set(labelled(quads)) == set(labelled(list(parse(expected, RdfFormat.N_QUADS))))
    for order in permutations(sorted(ours)):
        text = expected
        for label, iri in zip(theirs, order, strict=True):
            text = text.replace(f"{label} ", f"<{iri}> ")
        if set(labelled(quads)) == set(labelled(list(parse(text, RdfFormat.N_QUADS)))):
            return True
    return False


def test_to_rdf() -> None:
    outcomes = {entry["@id"]: passes(entry) for entry in entries("toRdf")}
    assert len(outcomes) == 456
    assert [name for name, passed in outcomes.items() if not passed] == []
