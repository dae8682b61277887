"""The frame of a page holds whatever it is given, and nothing that it is given gets out of its place."""

from __future__ import annotations

import json

import html5rdf
import pytest
from lxml import html

from lineage_rdf import pages
from lineage_rdf.site.embedded import embedded
from lineage_rdf.site.files import SHARED, bundled, files_of, shared_file
from lineage_rdf.site.frame import POLICY, Document, Entry, HeadLink, framed
from lineage_rdf.site.markup import outside, table

EVIL = "</title></script><script>alert(1)</script>\" onload='alert(2)' x=\"\u202e"


def document(**more):
    given = {
        "site": "Site",
        "mark": "s",
        "home": "index.html",
        "assets": "assets",
        "root": "",
        "title": "Title",
        "summary": "Summary",
        "body": ["<h1>Title</h1>"],
        "styles": ["base.css"],
        "scripts": ["tools.js"],
    }
    return Document(**{**given, **more})


def tree(page):
    return html.fromstring(framed(page))


def shape(page):
    return [(one.tag, sorted(one.keys())) for one in tree(page).iter()]


def test_a_page_is_strict_html():
    parser = html5rdf.HTMLParser(strict=True)
    parser.parse(framed(document(menu=[Entry("a.html", "A", "here")], contents=["<ul><li>x</li></ul>"])))


def test_texts_of_every_field_stay_texts():
    links, menu = [HeadLink("alternate", "x", "text/turtle")], [Entry("a", "b")]
    mild = document(links=links, menu=menu, home="h", data=embedded({"a": "b"}))
    evil = document(
        site=EVIL, mark=EVIL, home=EVIL, assets=EVIL, root=EVIL, title=EVIL, summary=EVIL,
        links=[HeadLink(EVIL, EVIL, EVIL)], menu=[Entry(EVIL, EVIL)], data=embedded({EVIL: EVIL}),
        styles=[EVIL], scripts=[EVIL],
    )  # fmt: skip
    assert shape(evil) == shape(mild)
    data = tree(evil).xpath("//script[@type='application/ld+json']")[0].text
    assert json.loads(data) == {EVIL: EVIL}


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    page = tree(document())
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert "unsafe" not in POLICY and "http" not in POLICY
    assert not page.xpath("//style | //*[@style] | //script[not(@src)]")


def test_the_menu_tells_where_the_reader_is():
    page = tree(document(menu=[Entry("a", "A", "here"), Entry("b", "B", "near"), Entry("c", "C")]))
    assert [link.get("aria-current") for link in page.xpath("//nav//a")] == ["page", None, None]
    assert [link.get("class") for link in page.xpath("//nav//a")] == [None, "near", None]


def test_the_first_key_leads_past_the_bar():
    page = tree(document())
    skip = page.xpath("//body/a[1]")[0]
    assert page.get_element_by_id(skip.get("href")[1:]).tag == "main"


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "urn:uuid:1"]
)
def test_only_web_addresses_become_links(iri):
    assert "<a" not in outside(iri)


def test_what_all_sites_load_is_there():
    for name in ("base.css", "icon.svg", "theme.js", "tools.js"):
        assert shared_file(name)
    with pytest.raises(FileNotFoundError):
        shared_file("other.css")


def test_a_program_that_was_not_built_is_none():
    assert bundled("no-such-program.js") is None


def test_the_cells_of_a_table_stand_under_their_headings():
    (shown,) = html.fragments_fromstring(
        table("A & B", ("<x>", "y"), [("<b>1</b>", "2"), ("3", "4")], "rungs")
    )
    assert shown.get("aria-label") == "A & B"
    assert shown.xpath("//th[@scope='col']/text()") == ["<x>", "y"]
    assert [cell.text_content() for cell in shown.xpath("//th[@scope='row']")] == ["1", "3"]
    assert shown.xpath("//td/text()") == ["2", "4"]


def test_each_room_has_its_own_files():
    assert set(files_of(pages.__file__)) == {"graph.js", "pages.css", "search.js"}
    assert not set(files_of(pages.__file__)) & set(SHARED)
