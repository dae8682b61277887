"""Lineages are published out of whatever holds them, and the site is the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.publish import Plan, lineages
from tests.conftest import ROOT
from tests.publish import made

NAMES = ("a", "b", "c")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of three lineages, and the folder for more."""
    folder = tmp_path_factory.mktemp("sources")
    sources = made.write(folder / "files", **{name: made.turtle(made.BASE + name) for name in NAMES})
    made.site(folder / "site", sources)
    return folder


def dump(folder: Path) -> list[Quad]:
    return list(parse((folder / "site/dumps/lineages.nq").read_bytes(), RdfFormat.N_QUADS))


def expected(folder: Path) -> dict[str, bytes]:
    return made.content(folder / "site")


def test_a_store_on_disk(site, tmp_path):
    store = Store(str(tmp_path / "store"))
    store.bulk_extend(dump(site))
    store.flush()
    del store
    made.site(tmp_path / "site", [str(tmp_path / "store")])
    assert made.content(tmp_path / "site") == expected(site)


def test_the_order_of_the_sources_does_not_matter(site, tmp_path):
    made.site(tmp_path / "site", [str(site / "files" / f"{name}.ttl") for name in reversed(NAMES)])
    assert made.content(tmp_path / "site") == expected(site)


def test_a_large_file_is_read_in_pieces(site, tmp_path, monkeypatch):
    monkeypatch.setattr(lineages, "LARGE", 0)
    monkeypatch.setattr("lineage_rdf.publish.quads_in_runs._PIECE", 300)
    made.site(tmp_path / "site", [str(site / "site/dumps/lineages.nq")])
    assert made.content(tmp_path / "site") == expected(site)


def test_a_large_file_whose_graphs_are_mixed_is_refused(site, tmp_path, monkeypatch):
    monkeypatch.setattr(lineages, "LARGE", 0)
    lines = (site / "site/dumps/lineages.nq").read_text().splitlines(keepends=True)
    (tmp_path / "mixed.nq").write_text("".join(sorted(lines)))
    with pytest.raises(InputError, match="do not stand together"):
        made.site(tmp_path / "site", [str(tmp_path / "mixed.nq")])
    assert not (tmp_path / "site").exists()


def test_a_small_file_may_be_in_any_order(site, tmp_path):
    lines = (site / "site/dumps/lineages.nq").read_text().splitlines(keepends=True)
    (tmp_path / "mixed.nq").write_text("".join(sorted(lines)))
    made.site(tmp_path / "site", [str(tmp_path / "mixed.nq")])
    assert made.content(tmp_path / "site") == expected(site)


def test_a_large_file_without_lineages_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(lineages, "LARGE", 0)
    (tmp_path / "none.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    with pytest.raises(InputError, match="no ftl:FineTuneLineage"):
        made.site(tmp_path / "site", [str(tmp_path / "none.nq")])


def test_an_empty_store_is_told(tmp_path):
    store = Store(str(tmp_path / "store"))
    store.flush()
    del store
    with pytest.raises(InputError, match="no lineage"):
        made.site(tmp_path / "site", [str(tmp_path / "store")])


def test_a_folder_of_models_gets_addresses_under_the_base(tmp_path):
    done = made.site(tmp_path / "site", [str(ROOT / "examples")])
    assert (tmp_path / "site/harbour-lab/harbour-7b-dpo/lineage/step/dpo.html").is_file()
    assert done.exit_code == 0


def test_a_table_of_cards(tmp_path):
    plan = made.How(columns="id=model_id,card=card", jobs=1)
    done = made.publish(
        [str(ROOT / "examples/cards.jsonl")], Plan(base=made.BASE, how=plan), tmp_path / "site"
    )
    assert done.kinds["lineage"] == 3


def test_of_two_with_one_name_the_first_is_taken_and_the_other_told(site, tmp_path):
    other = made.write(tmp_path / "o", a=made.turtle(f"{made.BASE}a", '"other"'))
    sources = [str(site / "files" / f"{name}.ttl") for name in NAMES]
    done = made.site(tmp_path / "site", [*sources, *sources, *other])
    assert made.content(tmp_path / "site") == expected(site)
    assert done.exit_code == 1 and [item.lineage for item in done.read.refused] == [f"{made.BASE}a"]


@pytest.mark.parametrize(
    "base", ["example.org/", "ftp://example.org/", "https://example.org", "https://e.org/l#", ""]
)
def test_a_base_that_cannot_be_one_is_refused(base):
    with pytest.raises(UsageError):
        Plan(base=base)


ODD = [
    "%0aEvil",
    "%20-%20",
    "%22%3B%7D",
    "$1",
    "a;b",
    "*",
    "(a+)+",
    "..",
    "%2e%2e/a",
    ":a",
    "%5C",
    "a'b",
    "?q=",
    "#",
    "{",
]


@pytest.mark.parametrize("part", ODD)
def test_a_path_that_means_more_in_the_rules_of_a_server_is_refused(part):
    for more in ({"base": f"https://e.org/{part}/"}, {"base": made.BASE, "host": f"https://e.org/{part}/"}):
        with pytest.raises(UsageError):
            Plan(**more)


@pytest.mark.parametrize("path", ["", "a/b/", "~me/l.1/", "caf\u00e9/", "a+b,c=d@e/"])
def test_other_paths_will_do(path):
    assert Plan(base=f"https://e.org/{path}").addresses.site == f"https://e.org/{path}"


@pytest.mark.parametrize("title", ["\udcff", "a\0", "a\nb", "\u202eb"])
def test_a_title_that_cannot_be_shown_is_refused(title):
    with pytest.raises(UsageError, match="title"):
        Plan(base=made.BASE, title=title)


def test_the_host_may_be_another_than_the_base(site, tmp_path):
    host = "https://our.example/l/"
    sources = [str(site / "files" / "a.ttl")]
    made.site(tmp_path / "site", sources, host=host)
    assert f"{host}a.html" in (tmp_path / "site/sitemaps/1.xml").read_text()
    assert f"RewriteRule ^(.*)$ {host}$1 [R=303,L]" in (tmp_path / "site/server/w3id.htaccess").read_text()
    assert f"<{made.BASE}a>" in (tmp_path / "site/a.nt").read_text()
    shutil.rmtree(tmp_path / "site")
