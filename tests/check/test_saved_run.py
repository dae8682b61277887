"""A run read back from its report: all that was told, and a clear word about what is no such report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.check import saved_run
from lineage_rdf.check.reports import render
from lineage_rdf.check.reports.json import document
from lineage_rdf.check.saved_run import is_saved_run, read_run, run_of
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError, LineageError
from tests.check.runs import LINEAGES, example_run, no_words, runs, verdict, without
from tests.conftest import ROOT

DOCUMENT = document(
    CheckRun([verdict(without("hasDatasetUse"))], [InputError("no Turtle", "b.ttl:3", "mend it")])
)


def saved(folder: Path, content: object) -> Path:
    path = folder / "old.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@given(runs())
def test_a_run_comes_back_as_it_was(some: CheckRun) -> None:
    back = run_of(json.loads(render(some, "json")), "old.json")
    assert no_words(back) == no_words(some)
    assert [(type(e), e.what, e.where, e.fix) for e in back.errors] == [
        (type(e), e.what, e.where, e.fix) for e in some.errors
    ]
    assert (back.literals, back.engine, back.exit_code) == (some.literals, some.engine, some.exit_code)


def test_the_examples_come_back_from_a_file(tmp_path: Path) -> None:
    path = saved(tmp_path, render(example_run(), "json"))
    assert is_saved_run(path)
    assert no_words(read_run(path)) == no_words(example_run())


def test_keys_that_nobody_knows_are_left_alone() -> None:
    content = json.loads(json.dumps(DOCUMENT))
    content["later"] = content["results"][0]["later"] = content["results"][0]["findings"][0]["later"] = [1]
    assert no_words(run_of(content, "x")) == no_words(run_of(DOCUMENT, "x"))


def test_a_report_with_only_what_must_be_there() -> None:
    content: dict[str, Any] = {
        "results": [
            {
                "origin": "a.ttl",
                "lineage": "urn:1",
                "name": "one",
                "profile": "lineage",
                "passed": False,
                "nodes_checked": 1,
                "findings": [
                    {"code": "FTL-E021", "severity": "violation", "focus": "urn:s", "fix": "add it"},
                    {"code": "FTL-R010", "severity": "info", "focus": "README.md"},
                ],
            }
        ]
    }
    (one,) = run_of(content, "x").verdicts
    assert [(f.profile, f.fix) for f in one.report.findings] == [("lineage", "add it"), ("", "")]
    assert one.completeness == ()


def test_what_is_no_report_is_told_apart(tmp_path: Path) -> None:
    for path in (
        LINEAGES / "complete.jsonld",
        ROOT / "examples" / "complete" / "adapter_config.json",
        tmp_path,
        tmp_path / "absent.json",
        "a\0b",
    ):
        assert not is_saved_run(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "no JSON"),
        ('{"format": ', "no JSON"),
        ("[]", "does not say which format"),
        ("{}", "does not say which format"),
        ('{"format": 1}', "does not say which format"),
        ('{"format": "lineage-rdf check 2"}', "another version: 'lineage-rdf check 2'"),
        ('{"format": "sarif"}', "no report of a check: 'sarif'"),
        ("[" * 200_000, "nested too deep"),
        ("9" * 5_000, "number too long"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, content: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        read_run(saved(tmp_path, content))
    assert str(tmp_path / "old.json") in caught.value.where
    assert "--format json" in caught.value.fix


def test_files_that_cannot_be_opened_or_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_run(tmp_path / "absent.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_run("a\0b")
    path = tmp_path / "latin.json"
    path.write_bytes(b'{"format": "\xe9"}')
    with pytest.raises(InputError, match="not in UTF-8"):
        read_run(path)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert saved_run.MAX_BYTES == 256 * 1024 * 1024
    path = saved(tmp_path, DOCUMENT)
    monkeypatch.setattr(saved_run, "MAX_BYTES", path.stat().st_size)
    assert read_run(path).verdicts
    monkeypatch.setattr(saved_run, "MAX_BYTES", path.stat().st_size - 1)
    with pytest.raises(InputError, match="larger than"):
        read_run(path)


R = "results[0]"
F = f"{R}.findings[0]"


@pytest.mark.parametrize(
    ("place", "value", "where", "what"),
    [
        (("results",), None, "results", "a list"),
        (("results",), [1], R, "an object"),
        (("errors",), {}, "errors", "a list"),
        (("errors", 0, "what"), 1, "errors[0].what", "a text"),
        (("literals",), 1, "literals", "a text"),
        (("results", 0, "lineage"), None, f"{R}.lineage", "a text"),
        (("results", 0, "passed"), "yes", f"{R}.passed", "true or false"),
        (("results", 0, "nodes_checked"), True, f"{R}.nodes_checked", "a count"),
        (("results", 0, "nodes_checked"), -1, f"{R}.nodes_checked", "a count"),
        (("results", 0, "findings"), "no", f"{R}.findings", "a list"),
        (("results", 0, "findings", 0, "severity"), "error", f"{F}.severity", "'error' is no severity"),
        (("results", 0, "findings", 0, "focus"), 1, f"{F}.focus", "a text"),
        (("results", 0, "findings", 0, "label"), [], f"{F}.label", "a text"),
        (("results", 0, "findings", 0, "claims"), [1], f"{F}.claims", "a list of texts"),
        (("results", 0, "findings", 0, "fix"), 1, f"{F}.fix", "a text"),
        (("results", 0, "findings", 0, "fix", "text"), 1, f"{F}.fix.text", "a text"),
        (
            ("results", 0, "completeness", 0, "missing"),
            "x",
            f"{R}.completeness[0].missing",
            "a list of texts",
        ),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_place(
    tmp_path: Path, place: tuple[Any, ...], value: object, where: str, what: str
) -> None:
    content = json.loads(json.dumps(DOCUMENT))
    parent = content
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    with pytest.raises(InputError, match=what) as caught:
        read_run(saved(tmp_path, content))
    assert caught.value.where == f"{tmp_path / 'old.json'}: $.{where}"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_anything_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    content = json.loads(json.dumps(DOCUMENT))
    node: Any = content
    for _ in range(data.draw(st.integers(0, 4))):
        inner = list(node.values() if isinstance(node, dict) else node)
        inner = [item for item in inner if isinstance(item, dict | list) and item]
        if not inner:
            break
        node = data.draw(st.sampled_from(inner))
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    node[data.draw(st.sampled_from(keys))] = data.draw(_JSON)
    try:
        found = run_of(content, "old.json")
    except LineageError as error:
        assert error.where.startswith("old.json: $.")
    else:
        render(found, "json")
