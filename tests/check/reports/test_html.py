"""The page is sound HTML without script, shows everything, and links only web addresses."""

from __future__ import annotations

import re
import shutil
import subprocess

import html5rdf
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from lineage_rdf.check.completeness import Completeness
from lineage_rdf.check.reports import render
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import InputError
from tests.check.reports import runs

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TAGS = """html head meta title style body a header nav main footer section article h1 h2 h3 p ul ol li dl dt dd div table thead
    tbody tr th td span strong meter details summary pre code"""
ATTRIBUTES = """lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden role tabindex scope
    data-name rel min max value"""


def page(run):
    """Return the page as a tree; a page with a mistake in it is refused."""
    parser = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(render(run, "html"))


def text(tree):
    return " ".join("".join(tree.find("body").itertext()).split())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(run=runs.hostile)
def test_hostile_text_stays_text(run):
    tree = page(run)
    for element in tree.iter():
        assert element.tag in TAGS.split()
        assert set(element.keys()) <= {*ATTRIBUTES.split()}
        assert re.match(r"#|https?://", element.get("href", "#"))


def test_everything_is_on_the_page(monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    run = runs.real(
        "examples/vague-card",
        "examples/lineages/complete.ttl",
        complete=True,
        errors=[InputError("no such file", str(runs.ROOT / "examples"), "look again")],
    )
    tree = page(run)
    shown = text(tree)
    assert "1 of 2 passed (as written), 1 could not be checked" in shown
    assert "reproducible: 1 of 2 passed" in shown
    assert "examples: no such file look again" in shown
    assert "1 of 15" in shown and "22 of 36" in shown
    assert "base-model of each step1 of 2" in shown
    assert "step 1 (FineTuning): no base model" in shown
    for finding in run.verdicts[0].report.findings:
        assert f"{finding.code} {finding.mnemonic}" in shown
        assert finding.message in shown
    assert "What to write in lineage.yaml" in shown and "@prefix ftl:" in shown
    assert len(tree.findall(".//article")) == len({f.code for f in run.verdicts[0].report.findings})


def test_every_link_inside_leads_somewhere_and_names_are_unique(monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    tree = page(runs.real("examples/vague-card", "examples/zephyr-like", complete=True))
    names = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(names) == len(set(names))
    inside = {element.get("href")[1:] for element in tree.iter("a") if element.get("href")[0] == "#"}
    labelled = {element.get("aria-labelledby") for element in tree.iter()} - {None}
    assert inside | labelled <= set(names)
    assert [len(tree.findall(f".//{tag}")) for tag in ("main", "h1", "nav", "footer")] == [1, 1, 1, 1]


def test_only_web_addresses_are_links():
    found = [
        runs.finding(focus="https://example.org/a?b&c"),
        runs.finding(focus="javascript:alert(1)", path="^https://example.org/p", value="data:text/html,x"),
    ]
    tree = page(CheckRun([runs.verdict(*found)]))
    links = {element.get("href") for element in tree.iter("a") if element.get("href")[0] != "#"}
    assert links == {
        "https://example.org/a?b&c",
        "https://example.org/lineage/0",
        "https://example.org/p",
        "https://w3id.org/ftl#hasDatasetUse",
    }
    assert "inverse of https://example.org/p" in text(tree)


def test_many_are_counted():
    run = runs.large(250, 7)
    rung = (Completeness("lineage", 0, 2, ("x", "y")),)
    run.verdicts[:] = [evolve(verdict, completeness=rung) for verdict in run.verdicts]
    run.errors[:] = [InputError("gone", f"{number}.ttl") for number in range(201)]
    shown = text(page(run))
    assert shown.count("and 50 more (--format json lists all)") == 2
    assert "and 1 more (--format json lists all)" in shown
    assert "and 200 more (--format json lists all)" in shown
    assert "0 of 500" in shown


def test_a_lineage_is_told_complete_once_for_a_profile_that_two_verdicts_tell():
    rungs = (Completeness("instance", 1, 1, ()), Completeness("lineage", 0, 0, ()))
    run = CheckRun(
        [runs.verdict(passed=True, profile=name, completeness=rungs) for name in ("lineage", "instance")]
    )
    shown = text(page(run))
    assert shown.count("instance1 of 1") == 1 and shown.count("not asked") == 1


def test_the_title_names_the_only_lineage():
    assert "Check of org/model-0" in text(page(CheckRun([runs.verdict(passed=True)])))
    assert "Check of 0 lineages" in text(page(CheckRun()))


def test_the_title_counts_lineages_and_inputs():
    def title(run):
        return page(run).find("head/title").text

    same = [runs.verdict(origin=name) for name in ("a.ttl", "b.ttl")]
    assert title(CheckRun(same)) == "Check of 2 lineages in 2 inputs"
    assert title(CheckRun(same[:1], [InputError("no", "c.ttl:7")])) == "Check of 1 lineage in 2 inputs"
    assert title(CheckRun([], [InputError("no", "c.ttl:7")])) == "Check of 0 lineages in c.ttl"
    several = [runs.verdict(number=number, origin="a.ttl") for number in range(3)]
    assert title(CheckRun(several)) == "Check of 3 lineages in a.ttl"


def test_a_lineage_without_a_name_is_known_by_its_iri():
    unnamed = evolve(runs.verdict(runs.finding()), name="unnamed model")
    found = text(page(CheckRun([unnamed])))
    assert found.count("unnamed model <https://example.org/lineage/0>") == 3


def test_a_shape_of_ones_own_is_titled_by_its_message_and_named():
    own = runs.finding(code="SHACL", message="There is no risk note.")
    found = text(page(CheckRun([runs.verdict(own)])))
    assert "There is no risk note. (1 finding) Shape: https://example.org/shape" in found


def browse(tmp_path, name, *options):
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    done = subprocess.run(
        [*command, *options, (tmp_path / name).as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_narrow_screen_needs_no_scrolling_sideways(tmp_path, monkeypatch):
    monkeypatch.chdir(runs.ROOT)
    run = runs.real("examples/vague-card", "examples/zephyr-like", complete=True)
    long = runs.finding(7, focus=f"https://example.org/{'x' * 300}", label="y" * 300, message="z" * 300)
    run.verdicts.append(runs.verdict(long, origin=f"{'w' * 90}.ttl"))
    opened = render(run, "html").replace("<details>", "<details open>")
    measure = (
        "<script>const page = document.documentElement;"
        "document.title = 'over ' + (page.scrollWidth - page.clientWidth)</script>"
    )
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", opened)
    (tmp_path / "page.html").write_text(opened.replace("</body>", f"{measure}</body>"), encoding="utf-8")
    frame = '<iframe src="page.html" width="375" height="900" onload="document.title = frames[0].document.title"></iframe>'
    (tmp_path / "frame.html").write_text(f"<!DOCTYPE html><title></title>{frame}", encoding="utf-8")
    dom = browse(tmp_path, "frame.html", "--allow-file-access-from-files", "--dump-dom")
    assert re.search(r"<title>over (-?\d+)", dom)[1] == "0"
