"""The table of our context and the general processor read the same statements out of any document, or raise the same error."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.jsonld_compacted import compacted_quads, with_short_context
from lineage_rdf.codec.jsonld_context import CONTEXT_URL, context_document
from lineage_rdf.codec.jsonld_read import load_json, read_general, read_jsonld
from lineage_rdf.codec.jsonld_table import Outside, Table
from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples" / "lineages").glob("*.jsonld"))
CONTEXT = context_document()["@context"]


def canonical(quads: list[Quad] | Any) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def fast(text: str) -> list[Quad] | None:
    return compacted_quads(load_json(with_short_context(text), "doc"))


def outcome(read: Any) -> set[str] | str:
    try:
        return canonical(read())
    except InputError as error:
        # Of several faults the processor names any one.
        return str(error).partition("not valid JSON-LD")[0]


def general(text: str, base: str | None = None) -> set[str] | str:
    return outcome(lambda: read_general(load_json(text, "doc"), "doc", base=base))


def document(**body: Any) -> str:
    return json.dumps({"@context": CONTEXT_URL, **body})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_covered(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    spaced = json.dumps(json.loads(text), indent=3)
    expected = general(text)
    assert isinstance(expected, set)
    assert expected
    for written in (text, spaced):
        assert canonical(fast(written)) == expected


@settings(max_examples=100)
@given(lineages(), st.booleans())
def test_every_lineage_is_covered(record: LineageRecord, context_url: bool) -> None:
    quads = encode(record)
    text = write_jsonld(quads, context_url=context_url)
    assert set(fast(text) or ()) == set(quads)
    assert general(text) == canonical(quads)


_NAMES = """
    id type @id @type name ordinal realValue hasStep hasObjective hasSetting used Model booleanValue startedAtTime
    prov:agent ftl:ordinal rdfs:label http://e.org/p @graph @value @language @list @reverse @set @index @included @nest
    @context @foo foo Model:x _:p :
"""
_TEXTS = """
    Model prov:agent prov:Entity dpo urn:a http://e.org/a/../b prov://x prov: a/b:c _:b _:b. _: @id @type @none type id :
    0.5 true xsd:string xsd:decimal rdf:langString http://www.w3.org/1999/02/22-rdf-syntax-ns#langString en en-GB e_n
"""
NAMES = st.sampled_from(_NAMES.split())
TEXTS = st.sampled_from([*_TEXTS.split(), "", "http://e.org/a b", 'a"\\\n\x07é\U0001f426', "\ud800"])
LEAVES = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.5, 2e-05, -0.0, 10**15, 10**21])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=4,
)
TYPED = st.fixed_dictionaries(
    {"@value": TEXTS | st.integers()}, optional={"@type": TEXTS, "@language": TEXTS}
)


# Documents of which many are covered.
IRIS = st.sampled_from(
    ["urn:a", "_:b", "prov:x", "ftl:", "prov://x", "http://e.org/a/../b", "tag:é", "xsd:#a"]
)
LITERALS = st.sampled_from(
    ["", "a", '"\\\n\x07\x7fé\U0001f426', "_:b", "urn:a", "@id", "0.50", "true", "x" * 300]
)
OBJECTS = st.fixed_dictionaries({"@value": LITERALS}) | st.fixed_dictionaries(
    {"@value": LITERALS},
    optional={"@type": IRIS, "@language": st.sampled_from(["en", "de-ch", "en-GB", "x"])},
)


def _many(single: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return single | st.lists(single, max_size=3)


@st.composite
def covered(draw: st.DrawFn, depth: int) -> Any:
    inner = covered(depth - 1) if depth else st.builds(dict)
    plain = _many(LITERALS | OBJECTS | inner)
    strategies = {
        "id": IRIS,
        "type": _many(IRIS | st.sampled_from(["Model", "name", "prov:agent"])),
        "@type": IRIS,
        "hasStep": _many(inner | IRIS | OBJECTS),
        "used": _many(inner | IRIS),
        "hasObjective": _many(IRIS | OBJECTS | st.sampled_from(["dpo", "", "a/b", "é"])),
        "name": plain | st.booleans() | st.integers(-5, 10**15),
        "ordinal": _many(st.integers(-(10**15), 10**15) | LITERALS),
        "booleanValue": _many(st.booleans() | LITERALS),
        "realValue": plain,
        "Model": plain,
        "http://e.org/p": plain,
        "rdfs:label": plain,
        "prov:agent": _many(inner | IRIS),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(strategies)), max_size=3, unique=True))
    return {name: draw(strategies[name]) for name in chosen}


@given(covered(depth=1))
def test_a_covered_document_is_read_alike(body: dict[str, Any]) -> None:
    text = document(id="urn:top", hasStep=body)
    expected, found = general(text), fast(text)
    event("covered" if found is not None else "left to the general processor")
    if found is not None:
        assert canonical(found) == expected == general(text, "http://base.org/x/")


@pytest.mark.parametrize("base", ["http://base.org/x/", "no base", ""])
def test_a_base_is_for_the_general_processor(base: str) -> None:
    for text in (document(id="urn:x", used="urn:y"), document(id="urn:x", used="y")):
        assert outcome(lambda text=text: read_jsonld(text, "doc", base=base)) == general(text, base)  # type: ignore[misc]


@given(st.dictionaries(NAMES, VALUES | TYPED, max_size=4), VALUES | TYPED)
def test_any_document_is_read_alike(body: dict[str, Any], nested: Any) -> None:
    for made in (body, {"@graph": [body, nested]}, {"id": "urn:top", "hasStep": [body], "used": nested}):
        text = document(**{name: value for name, value in made.items() if name != "@context"})
        assert outcome(lambda text=text: read_jsonld(text, "doc")) == general(text)  # type: ignore[misc]


@given(st.sampled_from(EXAMPLES[:3]), st.data())
def test_a_changed_example_is_read_alike(path: Any, data: st.DataObject) -> None:
    changed = deepcopy(_parsed(path))
    places = list(_objects(changed["@graph"]))
    place = data.draw(st.sampled_from(places))
    name = data.draw(st.sampled_from(sorted(place)) | NAMES)
    place[name] = data.draw(VALUES | TYPED)
    text = json.dumps(changed)
    assert outcome(lambda: read_jsonld(text, "doc")) == general(text)


def _parsed(path: Any) -> Any:
    return {**json.loads(path.read_text(encoding="utf-8")), "@context": CONTEXT_URL}


def _objects(item: Any) -> Any:
    if isinstance(item, dict):
        yield item
    for member in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
        yield from _objects(member)


def test_what_the_table_says() -> None:
    body = {
        "id": "urn:s",
        "@type": ["Model", "prov:Entity", "http://e.org/T"],
        "name": ["n", {"@value": "m", "@language": "en-gb"}, {"@value": "1", "@type": "xsd:byte"}],
        "ordinal": 3,
        "booleanValue": True,
        "realValue": "0.50",
        "hasObjective": ["dpo", "http://e.org/o"],
        "http://e.org/p": [7, "x", {"id": "urn:o", "rdfs:label": "o"}],
    }
    found = fast(document(**body))
    assert found is not None
    assert len(found) == 15
    assert (
        Quad(
            NamedNode("urn:s"),
            NamedNode("https://w3id.org/ftl#realValue"),
            Literal("0.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        )
        in found
    )
    assert canonical(found) == general(document(**body))


@pytest.mark.parametrize(
    "body",
    [
        {"id": "relative", "name": "n"},
        {"id": "urn:x", "foo": "n"},
        {"id": "urn:x", "hasStep": {"@list": ["urn:y"]}},
        {"id": "urn:x", "@reverse": {"used": "urn:y"}},
        {"id": "urn:x", "hasObjective": {"id": "urn:y"}},
        {"id": "urn:x", "hasObjective": "Model"},
        {"id": "urn:x", "name": None},
        {"id": "urn:x", "name": {"@value": "n", "@language": "EN"}},
        {"id": "urn:x", "name": {"@value": "n", "@language": "x"}},
        {"id": "urn:x", "name": {"@value": "n", "@language": "en--ltr"}},
        {"id": "urn:x", "name": {"@value": "n", "@type": "http://e.org/a b"}},
        {"id": "urn:x", "name": "\ud800"},
        {"id": "urn:x", "name": {"en": "n"}},
        {"id": "urn:x", "name": {"@context": {}, "id": "urn:y"}},
        {"id": "urn:x", "ordinal": 10**15},
        {"id": "urn:x", "ordinal": [[1]]},
        {"id": "urn:x", "realValue": 1},
        {"id": "urn:x", "@id": "urn:y"},
        {"@graph": ["urn:x"]},
        {"@graph": [], "name": "n"},
        {"@graph": {"@graph": []}, "@id": "_:a.b"},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_what_the_table_leaves_to_the_general_processor(body: dict[str, Any]) -> None:
    text = document(**body)
    assert fast(text) is None
    assert outcome(lambda: read_jsonld(text, "doc")) == general(text)


@pytest.mark.parametrize(
    "context",
    [
        {**CONTEXT, "name": "http://e.org/name"},
        [CONTEXT_URL, {"foo": "http://e.org/foo"}],
        [CONTEXT],
        {**CONTEXT, "realValue": {**CONTEXT["realValue"], "@protected": 1}},
        {name: what for name, what in CONTEXT.items() if name != "name"},
        None,
    ],
    ids=["changed", "list", "one in a list", "1 for true", "shorter", "none"],
)
def test_other_contexts_go_to_the_general_processor(context: Any) -> None:
    text = json.dumps({"@context": context, "id": "urn:x", "name": "n", "hasStep": "urn:y"})
    assert fast(text) is None
    assert outcome(lambda: read_jsonld(text, "doc")) == general(text)


def test_named_graphs() -> None:
    inner = {"id": "urn:g", "name": "of the graph", "@graph": [{"id": "urn:x", "name": "inside"}]}
    for body in (inner, {"@graph": [inner, {"id": "urn:y", "name": "outside"}]}):
        text = document(**body)
        assert canonical(fast(text)) == general(text)


@pytest.mark.parametrize("start", range(0, 0x11000, 0x1000))
def test_every_letter_is_kept_as_it_is(start: int) -> None:
    letters = "".join(chr(code) for code in range(start, start + 0x1000) if not 0xD800 <= code < 0xE000)
    for item, literal in ((letters, Literal(letters)), ({"@value": letters, "@language": "en"}, None)):
        found = fast(document(id="urn:x", name=item))
        assert found is not None
        assert [quad.object for quad in found] == [literal or Literal(letters, language="en")]


def test_what_stands_twice_is_one_statement_of_a_document() -> None:
    text = document(**{"@graph": [{"id": "urn:x", "type": ["Model", "Model"], "name": ["n", "n"]}] * 2})
    assert len(read_quads(text.encode(), Syntax.JSONLD, "doc")) == 2


def test_nesting_is_bounded_alike() -> None:
    for depth in (50, 70, 150):
        nested: dict[str, Any] = {"id": "urn:x", "name": "n"}
        for _ in range(depth):
            nested = {"id": "urn:x", "hasStep": [nested]}
        text = document(**nested)
        assert outcome(lambda text=text: read_jsonld(text, "doc")) == general(text)  # type: ignore[misc]
        assert (fast(text) is not None) == (depth < 60)


def test_errors_name_the_line_with_a_short_context_too() -> None:
    text = write_jsonld([Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("o"))])
    broken = text.replace('"@graph"', '"@graph" oops')
    assert (
        outcome(lambda: read_jsonld(broken, "doc"))
        == general(broken)
        == "doc:3: not valid JSON: Expecting ':' delimiter"
    )


@pytest.mark.parametrize(
    "definition",
    [
        {"@id": "ftl:x", "@container": "@list"},
        {"@id": "ftl:x", "@container": "@language"},
        {"@reverse": "ftl:x"},
        {"@id": "ftl:x", "@language": "en"},
        {"@id": "ftl:x", "@type": "@json"},
        {"@id": "ftl:x", "@type": "@vocab"},
        {"@id": "ftl:x", "@context": {"y": "ftl:y"}},
        {"@id": "@nest"},
        None,
        "@set",
    ],
    ids=json.dumps,
)
def test_a_definition_that_is_not_compiled_is_outside(definition: Any) -> None:
    from lineage_rdf.codec.jsonld_walk import Walk

    table = Table({**CONTEXT, "x": definition})
    for body in (
        {"id": "urn:x", "x": "y"},
        {"id": "urn:x", "type": "x"},
        {"id": "urn:x", "hasObjective": "x"},
    ):
        with pytest.raises(Outside):
            Walk(table).document(body)


@pytest.mark.parametrize("keyword", ["@vocab", "@base", "@language", "@direction", "@propagate", "@import"])
def test_a_context_with_keywords_is_not_compiled(keyword: str) -> None:
    with pytest.raises(ValueError, match=keyword):
        Table({**CONTEXT, keyword: "x"})
