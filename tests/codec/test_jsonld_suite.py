"""The public reader of JSON-LD beside the W3C's suite for `toRdf`; nothing is fetched, and the reader takes no loader.

A negative case passes if the reader refuses the document; the reader names no error codes of the specification, so they are not
compared. A refusal because something would have to be fetched is never counted as a pass.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.codec.canonical import labelled
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError
from tests.conftest import SHARED

SUITE = SHARED / "suites" / "json-ld-api"
BASE = "https://w3c.github.io/json-ld-api/tests/"
NOTHING_IS_FETCHED = ("is not bundled, and nothing is fetched", "@import in a context is not followed")

NEEDS_A_LOADER = {"tc031", "tc034", "te126", "te127", "te128", "tso05", "tso06", "tso08", "tso09", "tso11"}
# Negative cases whose fault stands behind a context that would have to be fetched, or in the address itself.
REFUSED_BEFORE_THE_FAULT = {"ter04", "ter05", "tso02", "tso03", "tso07", "tso10", "tso12", "tso13"}
READ_OTHERWISE = {
    "tdi02": "the engine writes a text with a direction as RDF 1.2 has it",
    "tdi04": "as tdi02",
    "tdi05": "as tdi02",
    "tdi06": "as tdi02",
    "tdi09": "the reader has no option rdfDirection",
    "tdi10": "as tdi09",
    "tdi11": "as tdi09",
    "tdi12": "as tdi09",
    "te077": "the reader has no option expandContext",
    "t0122": "the engine resolves some relative references otherwise",
    "t0123": "as t0122",
    "te062": "the engine resolves references against a relative @base otherwise",
    "te091": "as te062",
    "tc013": "the engine keeps a context of one type for the types beside it",
    "tli12": "the engine refuses an @base that is no IRI where the suite wants the values dropped",
}


def entries() -> list[dict[str, Any]]:
    """The cases for a processor of JSON-LD 1.1 (rule 3 of the suite's README)."""
    found = json.loads((SUITE / "toRdf-manifest.jsonld").read_text(encoding="utf-8"))["sequence"]
    old = "json-ld-1.0"
    options = [entry.get("option", {}) for entry in found]
    return [
        entry
        for entry, option in zip(found, options, strict=True)
        if old not in (option.get("specVersion"), option.get("processingMode"))
    ]


def outcome(entry: dict[str, Any]) -> str:
    """`passed`, `fetch` for a document that is refused because nothing is fetched, or `failed`."""
    base = entry.get("option", {}).get("base", BASE + entry["input"])
    try:
        quads = read_quads((SUITE / entry["input"]).read_bytes(), Syntax.JSONLD, "case", base=base)
    except InputError as error:
        if any(words in str(error) for words in NOTHING_IS_FETCHED):
            return "fetch"
        return "passed" if "expectErrorCode" in entry else "failed"
    if "expectErrorCode" in entry:
        return "failed"
    if "expect" not in entry:  # a positive syntax test
        return "passed"
    expected = list(parse((SUITE / entry["expect"]).read_bytes(), RdfFormat.N_QUADS))
    return "passed" if set(labelled(quads)) == set(labelled(expected)) else "failed"


@pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not beside this checkout")
def test_to_rdf() -> None:
    outcomes = {entry["@id"].removeprefix("#"): outcome(entry) for entry in entries()}
    assert len(outcomes) == 448
    fetch = {name for name, found in outcomes.items() if found == "fetch"}
    failed = {name for name, found in outcomes.items() if found == "failed"}
    assert fetch <= NEEDS_A_LOADER | REFUSED_BEFORE_THE_FAULT
    assert failed <= set(READ_OTHERWISE)
    assert list(outcomes.values()).count("passed") >= 415
