"""In a real browser the pages fit, are silent and can be used, for eyes, ears and keyboards alike, with and without a script."""

from __future__ import annotations

import re

import pytest

from lineage_rdf.pages.assets import GRAPH_PROGRAM
from lineage_rdf.site.files import bundled
from tests.pages.browsing import TOO_WIDE, serious, visits
from tests.pages.made import examples, forest, hostile, lineage, site_of, write

HOME = "index.html"
SEVEN = "about/models/harbour-lab/seven.html"
LINEAGE = "harbour-lab/seven/lineage.html"
FAMILY = "about/models/harbour-lab/harbour-7b.html"
TERM = "about/terms/objective/sft.html"
STEP = "harbour-lab/seven/lineage/step/stage-2.html"
PAGES = (HOME, SEVEN, LINEAGE, FAMILY, TERM, STEP, "about/datasets/fleet/log-1.html", "list/models.html")
# Names pairs of texts of a picture that meet, and texts that stick out of their box.
MEETING = """() => {
  const faults = [];
  for (const picture of document.querySelectorAll('svg.ftl-picture, svg.descent')) {
    const texts = [...picture.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect()]);
    texts.sort((one, other) => one[1].top - other[1].top);
    texts.forEach(([words, box], number) => {
      for (let next = number + 1; next < texts.length && texts[next][1].top < box.bottom - 3; next++) {
        const other = texts[next][1];
        if (box.left < other.right - 1 && other.left < box.right - 1) faults.push([words, texts[next][0]]);
      }
    });
    for (const group of picture.querySelectorAll('.ftl-box')) {
      const frame = group.querySelector('rect').getBoundingClientRect();
      for (const one of group.querySelectorAll('text')) {
        const box = one.getBoundingClientRect();
        if (box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom) faults.push([one.textContent, 'box']);
      }
    }
  }
  return faults;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("pages")
    seven = lineage("harbour-lab/seven", "mistralai/Mistral-7B-v0.1", steps=7)
    files, _ = site_of([*examples(), *forest(300), seven, hostile()], judge=False)
    write(files, path)
    return path


@pytest.fixture
def visit(browser, folder):
    with visits(browser, folder) as opened:
        yield opened


@pytest.mark.parametrize(("width", "colours"), [(375, "light"), (1440, "dark")])
def test_every_page_fits_and_is_silent_and_texts_of_pictures_do_not_meet(visit, folder, width, colours):
    page = visit(HOME, width=width, colours=colours)
    for name in PAGES:
        page.goto((folder / name).as_uri())
        assert page.evaluate(TOO_WIDE) == [], name
        assert page.evaluate(MEETING) == [], name


JUDGED = [(HOME, 375, "dark"), (SEVEN, 1440, "light"), (FAMILY, 375, "light"), (TERM, 1440, "dark")]
ALL = [(name, width, colours) for name in PAGES for width in (375, 1440) for colours in ("light", "dark")]


@pytest.mark.parametrize(("name", "width", "colours"), JUDGED)
def test_axe_finds_nothing_serious(visit, axe, name, width, colours):
    page = visit(name, width=width, colours=colours, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert serious(page, axe) == []


@pytest.mark.full
@pytest.mark.parametrize(("name", "width", "colours"), sorted(set(ALL) - set(JUDGED)))
def test_axe_finds_nothing_serious_on_any_page_in_any_way_of_looking(visit, axe, name, width, colours):
    test_axe_finds_nothing_serious(visit, axe, name, width, colours)


def test_models_are_found_by_words_and_filters_with_the_keyboard(visit):
    page = visit(HOME)
    page.locator("#_words").focus()
    page.keyboard.type("VESSEL-29")
    told = page.get_by_role("status")
    # vessel-29, the four made from it, and vessel-290 to vessel-299.
    told.get_by_text("15 models", exact=True).wait_for()
    page.get_by_label("Method", exact=True).select_option("SFT")
    told.get_by_text("14 models", exact=True).wait_for()  # one of them was merged
    page.get_by_label("Last step").select_option("quantised")
    told.get_by_text("2 models", exact=True).wait_for()
    link = page.locator(".found tbody a").first
    words = link.inner_text()
    link.press("Enter")
    page.get_by_role("heading", level=1, name=words).wait_for()


def test_who_passes_a_profile_is_found_under_those_below_it(browser, tmp_path):
    write(site_of(examples())[0], tmp_path)
    with visits(browser, tmp_path) as visit:
        page = visit(HOME)
        page.locator("#_words").focus()
        passes = page.get_by_label("Passes")
        passes.locator("option", has_text="lineage").wait_for(state="attached")
        counts = dict(words.split(" (") for words in passes.locator("option").all_inner_texts()[1:])
        passes.select_option("instance")
        page.get_by_role("status").get_by_text(f"{counts['instance'].rstrip(')')} models").wait_for()
        assert {"instance", "lineage"} <= set(page.locator(".found tbody td:last-child").all_inner_texts())
        assert int(counts["instance"].rstrip(")")) > int(counts["lineage"].rstrip(")"))


def test_what_is_found_is_shown_in_pieces(visit):
    page = visit(HOME)
    page.locator("#_words").fill("fleet-")
    page.get_by_role("button", name="Show more").wait_for()
    rows = page.locator(".found tbody tr")
    assert rows.count() == 50
    page.get_by_role("button", name="Show more").click()
    assert rows.count() == 100
    page.locator("#_words").fill("zzzz")
    page.get_by_role("status").get_by_text("0 models", exact=True).wait_for()
    assert page.locator(".found").is_hidden()


def test_hostile_names_do_no_harm(visit, folder):
    page = visit(HOME)
    page.locator("#_words").fill("alert")
    page.get_by_role("status").get_by_text("2 models", exact=True).wait_for()
    page.locator(".found tbody a").first.click()
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate("document.scripts.length") == page.locator("head script").count()


def test_without_a_script_the_story_the_pictures_and_all_statements_are_there(visit):
    page = visit(SEVEN, java_script_enabled=False)
    assert page.locator("svg.ftl-picture").is_visible() and page.locator(".story > li").count() == 7
    assert page.locator(".tools").is_hidden()
    page.get_by_text("statements", exact=False).last.click()
    assert page.locator(".node").first.is_visible()
    home = visit(HOME, java_script_enabled=False)
    assert (
        home.locator(".finder").is_hidden()
        and home.get_by_role("link", name="all models by label").is_visible()
    )


def test_a_part_is_shown_when_its_address_is_followed(visit):
    page = visit(STEP)
    anchor = page.locator(".node").nth(3).get_attribute("id")
    assert not page.locator(f"#{anchor}").is_visible()
    other = visit(STEP, anchor=f"#{anchor}")
    assert other.locator(f"#{anchor}").is_visible()


def test_pictures_can_be_walked_through_with_the_keyboard(visit):
    page = visit(FAMILY)
    picture = page.locator(".picture.tree")
    picture.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.leaf')")
    name = page.evaluate("document.activeElement.querySelector('text').textContent")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=name).wait_for()


@pytest.mark.skipif(
    bundled(GRAPH_PROGRAM) is None, reason="the program of the map was not built (make assets)"
)
def test_the_family_can_be_explored_as_a_map(visit):
    page = visit(FAMILY)
    button = page.get_by_role("button", name="Explore")
    button.click()
    page.locator(".graph canvas").first.wait_for()
    assert page.locator(".picture.tree").is_hidden()
    page.get_by_role("button", name="Back to the picture").click()
    assert page.locator(".picture.tree").is_visible() and page.locator(".graph").is_hidden()


def test_who_hears_a_family_is_told_how_each_was_made_and_from_what(visit):
    picture = visit(FAMILY).locator(".picture.tree")
    name = "fleet-2/vessel-2, quantised (~ SFT · LoRA r=64) from harbour-lab/harbour-7b"
    assert picture.get_by_role("link", name=name, exact=True).count() == 1
    assert not re.search(r"- text: (~|dare)", picture.aria_snapshot())


def test_in_print_nothing_is_cut(visit):
    page = visit(FAMILY)
    page.emulate_media(media="print")
    swatches = page.locator(".legend li").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one, '::before').backgroundColor)"
    )
    assert len(set(swatches)) == len(swatches) > 2
    assert page.locator(".bar").is_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.picture.tree')).maxHeight") == "none"
