"""Our doors to expansion, compaction, flattening and framing beside the suites of the W3C, with the suites' files as contexts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.codec.jsonld_forms import compacted, document_of, expanded, flattened, framed
from lineage_rdf.codec.jsonld_read import read_jsonld_document
from lineage_rdf.errors import LineageError
from tests.codec.test_jsonld_suite import BASE, IN_OWN_WORDS, SUITE, options_of
from tests.conftest import SHARED

FRAMING = SHARED / "suites" / "json-ld-framing"
FRAMING_BASE = "https://w3c.github.io/json-ld-framing/tests/"
pytestmark = pytest.mark.skipif(not FRAMING.is_dir(), reason="the W3C suites are not beside this checkout")

PASSED = ("compactArrays", "compactToRelative", "omitGraph")
FROM_RDF = ("useNativeTypes", "useRdfType", "rdfDirection")


def same(ours: Any, theirs: Any, *, ordered: bool = False) -> bool:
    """Say whether two JSON values are the same; the order of an array counts within `@list` only (rule 5 of the README)."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return set(ours) == set(theirs) and all(
            same(ours[key], theirs[key], ordered=key == "@list") for key in ours
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return False
        left = list(theirs)
        for item in ours:
            place = next((n for n, other in enumerate(left) if same(item, other)), None)
            if place is None or (ordered and place):
                return False
            left.pop(place)
        return True
    return type(ours) is type(theirs) and bool(ours == theirs)


def cases_of(operation: str, folder: Any) -> list[dict[str, Any]]:
    found = load(folder / f"{operation}-manifest.jsonld")["sequence"]
    return [case for case in found if case.get("option", {}).get("specVersion") != "json-ld-1.0"]


def load(path: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def run(operation: str, entry: dict[str, Any], folder: Any, address: str) -> Any:
    option = entry.get("option", {})
    more = {name: option[name] for name in PASSED if name in option}
    document, base = load(folder / entry["input"]), option.get("base", address + entry["input"])
    known = {"base": base, "options": options_of(entry)}
    if operation == "expand":
        return expanded(document, "case", **known)
    if operation == "frame":
        return framed(document, load(folder / entry["frame"]), "case", **known, **more)
    context = load(folder / entry["context"]) if "context" in entry else None
    work = compacted if operation == "compact" else flattened
    return work(document, context, "case", **known, **more)


def passes(operation: str, entry: dict[str, Any], folder: Any, address: str) -> bool:
    try:
        found = run(operation, entry, folder, address)
    except LineageError as error:
        code = entry.get("expectErrorCode", "\0")
        return (IN_OWN_WORDS.get(entry["@id"], code) if operation == "expand" else code) in str(error)
    if "expect" not in entry:
        return "expectErrorCode" not in entry
    expected = load(folder / entry["expect"])
    if same(found, expected):
        return True
    # Labels of blank nodes may differ.
    read = [read_jsonld_document(json.dumps(item), "case", base=address) for item in (found, expected)]
    return shape(read[0].quads) == shape(read[1].quads) and "_:" in json.dumps(found)


def shape(quads: Any) -> list[str]:
    from lineage_rdf.codec.canonical import labelled

    return sorted(str(quad) for quad in labelled(quads))


@pytest.mark.parametrize(
    ("operation", "count"), [("expand", 376), ("compact", 244), ("flatten", 55), ("frame", 91)]
)
def test_suite(operation: str, count: int) -> None:
    folder, address = (FRAMING, FRAMING_BASE) if operation == "frame" else (SUITE, BASE)
    cases = cases_of(operation, folder)
    assert len(cases) == count
    assert [case["@id"] for case in cases if not passes(operation, case, folder, address)] == []


def test_from_rdf() -> None:
    failed = []
    cases = cases_of("fromRdf", SUITE)
    for case in cases:
        quads = list(parse((SUITE / case["input"]).read_bytes(), RdfFormat.N_QUADS))
        option = case.get("option", {})
        more = {name: option[name] for name in FROM_RDF if name in option}
        try:
            found = document_of(quads, native=False, **more)
        except LineageError as error:
            passed = case.get("expectErrorCode", "\0") in str(error)
        else:
            passed = "expect" in case and same(found, load(SUITE / case["expect"]))
        failed += [] if passed else [case["@id"]]
    assert failed == []
    assert len(cases) == 53
