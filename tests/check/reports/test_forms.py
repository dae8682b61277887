"""What holds for every form of report."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings

from lineage_rdf.check.reports import FORMS, render
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError, UsageError
from tests.check.reports import runs

RAW = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\uffff]"
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_hostile_text_is_never_raw_and_gives_the_same_bytes(run):
    for form in FORMS:
        text = render(run, form)
        assert not RAW.search(text), form
        assert text.encode() == render(run, form).encode()
    assert not RAW.search(render(run, "table", details=True))


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_run(form):
    run = CheckRun([], [InputError("nothing is there", "a.ttl")])
    text = render(run, form)
    assert text == render(run, form)
    # The table is for a terminal, on which errors are told beside it; the others hold findings alone.
    assert ("nothing is there" in text) == (form not in ("table", "csv", "turtle", "jsonld"))
    assert ("1 could not be checked" in text) == (form in ("table", "github", "html"))


@pytest.mark.parametrize("form", FORMS)
def test_real_runs_give_the_same_bytes(form, monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    first, second = (render(runs.real("examples/zephyr-like"), form) for _ in range(2))
    assert first == second
    assert first.endswith("\n")


@pytest.mark.parametrize("form", sorted({*FORMS} - {"table", "json", "csv"}))
def test_what_is_published_names_no_path_of_the_machine(form, monkeypatch, tmp_path):
    """The table, JSON and CSV give the origin as it was typed."""
    monkeypatch.chdir(tmp_path)
    folder = runs.ROOT / "examples" / "zephyr-like"
    text = render(runs.real(folder, runs.ROOT / "examples/lineages/vague-card.ttl", complete=True), form)
    assert str(runs.ROOT) not in text and str(tmp_path) not in text


def test_an_unknown_form_is_named():
    with pytest.raises(UsageError, match="unknown form of report 'pdf'"):
        render(CheckRun(), "pdf")


@pytest.mark.parametrize("form", ["table", "github", "html"])
def test_what_people_read_is_as_quick_for_100_000_findings(form):
    run = runs.large(10_000, 10)
    start = time.process_time()
    text = render(run, form)
    # On a quiet machine a third of this; the limit tells quadratic from linear.
    assert time.process_time() - start < 6
    assert len(text) < 3_000_000


def test_the_example_of_the_page_works(monkeypatch, capsys):
    monkeypatch.chdir(runs.ROOT)
    page = (runs.ROOT / "docs/report-formats.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(code, {})
    assert '"FTL-E011"' in capsys.readouterr().out
    assert set(re.findall(r"^## (.*)$", page, re.MULTILINE)) >= {*FORMS} - {"turtle", "jsonld"}
