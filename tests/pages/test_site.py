"""A whole site holds together: every link leads somewhere, every page is sound, texts of others stay texts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import html5rdf
import pytest
from attrs import evolve

from lineage_rdf.pages import Addresses, Kind, Site, anchor, render
from lineage_rdf.plain_text import clean
from lineage_rdf.site.frame import POLICY
from tests.pages.made import BASE, EVIL, HUB, example_site, examples, forest, hostile, lineage, site_of
from tests.pages.trees import target, tree, words


@cache
def whole():
    return site_of(
        [*examples(), *forest(30), lineage("fleet-1/seven", "fleet-1/vessel-1", steps=7), hostile()]
    )


@cache
def pages():
    return {name: tree(page) for name, page in whole()[0].items() if name.endswith(".html")}


def test_every_link_leads_to_a_page_or_file_of_the_site_or_out_of_it():
    files, _ = whole()
    documents = {
        name.removesuffix(".html") + ending for name in pages() for ending in (".ttl", ".jsonld", ".nt")
    }
    broken = []
    for path, page in pages().items():
        for one in page.xpath("//@href | //@src"):
            there = target(path, one)
            if there is None:
                assert one.startswith(("http://", "https://")), one
            elif there[0] not in files.keys() | documents:
                broken.append((path, one))
            elif there[1] and there[0].endswith(".html"):
                broken += [(path, one)] if not pages()[there[0]].xpath("//*[@id=$id]", id=there[1]) else []
    assert broken == []


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=pytest.mark.full)])
def test_every_page_is_strict_html(each):
    kinds = ["index.html", "about/terms/objective/sft.html", "list/models.html", "list/agents.html"]
    for path in {*kinds, *sorted(pages())[::each]}:
        html5rdf.HTMLParser(strict=True).parse(whole()[0][path])


def test_every_page_has_one_heading_of_the_first_level_and_no_name_twice():
    for path, page in pages().items():
        assert len(page.xpath("//h1")) == 1, path
        names = page.xpath("//@id")
        assert len(names) == len(set(names)), path
        levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_nothing_is_written_that_the_policy_forbids():
    for path, page in pages().items():
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
        scripts = page.xpath("//script[not(@src)]")
        assert all(one.get("type") == "application/ld+json" for one in scripts), path
        assert not page.xpath("//style | //*[@style] | //*[starts-with(name(@*), 'on')]"), path
        loaded = page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
        assert all(target(path, one)[0] in whole()[0] for one in loaded), path


def test_hostile_texts_stay_texts_and_hostile_addresses_do_not_lead_anywhere():
    _, materials = whole()
    addresses = Addresses(BASE)
    for iri in (
        "urn:x:javascript",
        "javascript:alert(3)",
        "data:text/html,evil",
        "file:///etc/passwd",
        "urn:x:a",
    ):
        page = tree(render(materials[iri], addresses))
        assert not page.xpath(
            "//*[starts-with(@href, 'javascript:') or starts-with(@href, 'data:') or starts-with(@href, 'file:')]"
        )
        assert not page.xpath("//*[@onload or @onerror]") and not page.xpath(
            "//main//b[normalize-space(.)='']"
        )
        assert all(
            one.get("type") == "application/ld+json" or one.get("src") for one in page.xpath("//script")
        )
    head = tree(render(materials["data:text/html,evil"], addresses))
    assert words(head.xpath("//h1")[0]).startswith(clean(EVIL)[:20])
    assert "\u202e" not in words(head.xpath("//body")[0]) + words(head.xpath("//title")[0])


def test_the_page_of_a_model_tells_its_story():
    page = pages()["about/models/harbour-lab/harbour-7b-dpo.html"]
    told = words(page.xpath("//main")[0])
    for part in (
        "How it came to be", "Step by step", "Step 1: fine-tuned (sft)", "HuggingFaceH4/ultrachat_200k",
        "learning_rate 0.0000005", "inferred", "the name of the file or its folder says so", "12 of 12",
        "no digest of the weights",
        "Licences along the chain", "FTL-G031", "2 models descend from it", "Cite this as", "Turtle", "Lineages that speak of it",
    ):  # fmt: skip
        assert part in told, part
    picture = page.xpath("//*[local-name()='svg'][contains(@class, 'ftl-picture')]")[0]
    assert "Step 1" in words(picture.xpath("*[local-name()='desc']")[0])
    leads = {
        target("about/models/harbour-lab/harbour-7b-dpo.html", one)[0] for one in picture.xpath(".//@href")
    }
    assert "about/models/mistralai/Mistral-7B-v0.1.html" in leads and any(
        one.startswith("about/id/") for one in leads
    )


def test_a_model_in_the_middle_has_the_part_of_the_chain_that_leads_to_it():
    page = pages()["about/models/fleet-1/seven-stage-3.html"]
    assert len(page.xpath("//ol[@class='story']/li")) == 3
    assert not page.xpath("//h2[@id='_complete']")
    root = pages()["about/models/harbour-lab/harbour-7b.html"]
    assert "no step is known that made it" in words(root) and not root.xpath("//*[@class='story']")


def test_a_part_leads_to_its_place_on_the_page_of_its_owner():
    step = f"{BASE}fleet-1/seven/lineage/step/stage-2"
    page = pages()["fleet-1/seven/lineage/step/stage-2.html"]
    place = page.xpath("//*[@id=$id]", id=anchor(f"{step}/setting/lora_r"))[0]
    assert "64" in words(place) and "ftl:settingOf" in words(place)


def test_a_dataset_tells_which_steps_and_models_it_affects():
    page = pages()["about/datasets/fleet/log-1.html"]
    rows = page.xpath("//section[h2/@id='_uses']//tbody/tr")
    assert len(rows) == 6 and all("vessel" in words(row) for row in rows)
    assert "What descends from these results is affected too" in words(page)


def test_a_term_tells_what_it_means_and_who_uses_it():
    page = words(pages()["about/terms/objective/dpo.html"])
    assert (
        "direct preference optimisation" in page.lower()
        and "fleet-1/seven" in page
        and "skos:prefLabel" in page
    )


def test_siblings_have_the_same_base():
    found = pages()["about/models/fleet-6/vessel-6.html"].xpath("//section[h2/@id='_siblings']//li/a/text()")
    assert sorted(found) == [
        "fleet-1/seven-stage-1",
        "fleet-5/vessel-5",
        "fleet-7/vessel-7",
        "fleet-8/vessel-8",
    ]


def test_the_site_is_the_same_twice():
    files, _ = example_site()
    again, _ = site_of(examples())
    assert files == again


def test_a_server_leaves_out_endings_and_names_its_catalogue():
    _, materials = whole()
    material = materials[f"{HUB}harbour-lab/harbour-7b"]
    cut = evolve(material, uses=evolve(material.uses, items=material.uses.items[:1]))
    page = tree(render(cut, Addresses(BASE, ending=""), Site(catalogue="query/index")))
    assert "../../../" in page.xpath("//a[@class='brand']/@href")
    assert "../../../query/index" in page.xpath("//section[h2/@id='_uses']//a/@href")
    assert not [one for one in page.xpath("//a/@href") if one.endswith(".html")]


def test_lists_hold_every_thing_once():
    _, materials = whole()
    for kind, name in ((Kind.MODEL, "models"), (Kind.DATASET, "datasets"), (Kind.TERM, "terms")):
        links = pages()[f"list/{name}.html"].xpath("//ol[@class='index']//a/@href")
        wanted = [item for item in materials.values() if item.thing.kind is kind]
        assert len(links) == len(set(links)) == len(wanted)


def test_a_long_list_goes_on_over_pages_that_lead_to_each_other():
    from lineage_rdf.pages import Thing, list_pages

    things = [Thing(f"{HUB}org/m{number:04}", Kind.MODEL, f"m{number:04}") for number in range(1201)]
    found = dict(list_pages(Kind.MODEL, reversed(things), Addresses(BASE)))
    assert list(found) == ["list/models", "list/models-2", "list/models-3"]
    labels = [one for page in found.values() for one in tree(page).xpath("//ol[@class='index']//a/text()")]
    assert labels == [thing.label for thing in things]
    second = tree(found["list/models-2"])
    assert second.xpath("//ol/@start") == ["501"]
    assert second.xpath("//nav[@class='turns']//a/@href") == [
        "../list/models.html",
        "../list/models-2.html",
        "../list/models-3.html",
    ]


def test_an_empty_site_says_so():
    from lineage_rdf.pages import home, list_pages

    page = tree(home({}, Addresses(BASE)))
    assert "There are none yet" in words(page) and not page.xpath("//form")
    ((_, empty),) = list_pages(Kind.AGENT, [], Addresses(BASE))
    assert "There are none" in words(tree(empty))


def test_the_search_finds_models_by_their_rows():
    import json

    files, materials = whole()
    script = files["assets/search-0.js"]
    rows = json.loads(
        re.fullmatch(r"\(self\.ftlModels \?\?= \[\]\)\.push\(\n(.*)\n\);\n", script, re.DOTALL)[1].join("[]")
    )
    found = {row[0]: row for row in rows}
    assert len(rows) == sum(item.thing.kind is Kind.MODEL for item in materials.values())
    _, key, base, methods, done, steps, licence, reached = found["fleet-1/seven"]
    assert (key, base, done, steps) == (
        "about/models/fleet-1/seven",
        "fleet-1/seven-stage-6",
        "fine-tuned",
        7,
    )
    assert methods == "SFT · LoRA · DPO" and licence == "Apache-2.0" and reached == "lineage"
    assert "<" not in script.replace("\\u003c", "")
