"""In a real browser: nothing is loaded from elsewhere, everything fits and can be used, for eyes, ears and keyboards alike.

One browser does it all. Colours and accessibility are judged by axe, which comes from npm.
"""

from __future__ import annotations

import pytest

from lineage_rdf.terms.docs import write_site
from tests.pages.browsing import TOO_WIDE, serious, visits
from tests.terms.documentation import site

PAGES = ("", "terms", "objective", "schemes", "checks", "alignments", "all-terms")
# Names each text of a picture that is wider than its box.
OUT_OF_BOX = """() => [...document.querySelectorAll('svg .node')].filter((node) => node.getClientRects().length)
  .filter((node) => [...node.querySelectorAll('text')].some(
    (text) => text.getBoundingClientRect().width > node.querySelector('rect').getBoundingClientRect().width))
  .map((node) => node.textContent)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("docs")
    write_site(site(), path)
    return path


@pytest.fixture
def visit(browser, folder):
    with visits(browser, folder) as opened:
        yield lambda name="", *, anchor="", **more: opened(
            f"{name}/index.html".lstrip("/"), anchor=anchor, **more
        )


# The colours change no place, so that each of them is seen at one width.
@pytest.mark.parametrize(("width", "colours"), [(375, "light"), (1440, "dark")])
def test_every_page_fits_and_is_silent(visit, folder, width, colours):
    page = visit(width=width, colours=colours)
    for name in PAGES:
        page.goto((folder / name / "index.html").as_uri())
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(OUT_OF_BOX) == []


JUDGED = [
    ("", 1440, "light"),
    ("", 375, "dark"),
    ("outcome", 375, "light"),
    ("outcome", 1440, "dark"),
    ("terms", 1440, "light"),
    ("schemes", 375, "dark"),
    ("alignments", 1440, "dark"),
]
# Of what is made alike by the hundred a few are judged; axe would take a quarter of a minute for the largest page.
A_FEW = """() => {
  document.querySelectorAll('.term:nth-of-type(n+4), tbody tr:nth-of-type(n+6)').forEach((one) => one.remove());
  document.querySelectorAll('.contents li a').forEach((one) => document.querySelector(one.hash) || one.remove());
  document.querySelectorAll('details').forEach((one) => (one.open = true));
}"""


@pytest.mark.parametrize(("name", "width", "colours"), JUDGED)
def test_axe_finds_nothing_serious(visit, axe, name, width, colours):
    page = visit(name, width=width, colours=colours, bypass_csp=True)
    page.evaluate(A_FEW)
    assert serious(page, axe) == []


def test_a_term_is_found_by_any_of_its_names_with_the_keyboard_alone(visit):
    page = visit("status")
    page.keyboard.press("/")
    page.keyboard.type("direct-preference OPTIM")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert "direct preference optimisation" in options.first.inner_text()
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/objective/index.html#dpo")
    assert page.locator("article:target h3").inner_text() == "direct preference optimisation"


def test_the_search_says_when_there_is_nothing_and_goes_away(visit):
    page = visit()
    page.get_by_role("combobox").fill("zzzz")
    assert "No term" in page.get_by_role("option").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#_found").is_hidden()


def test_the_colours_can_be_chosen_and_stay(visit):
    page = visit()
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Show in dark colours").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.get_by_role("link", name="Schemes", exact=True).click()
    page.get_by_role("heading", level=1, name="Schemes").wait_for()
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Show in light colours").click()
    assert page.evaluate(ground) == light


def test_the_first_key_leads_past_the_bar(visit):
    page = visit("objective")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("one => one === document.activeElement && one.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_main"


def test_an_iri_can_be_copied(visit):
    page = visit("terms", anchor="#FineTuning", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy https://w3id.org/ftl#FineTuning", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()") == "https://w3id.org/ftl#FineTuning"


def test_without_a_script_everything_is_there(visit):
    page = visit("objective", java_script_enabled=False, anchor="#dpo")
    assert page.locator("#dpo .definition").is_visible()
    assert page.locator(".tools").is_hidden() and page.get_by_role("link", name="A to Z").is_visible()
    page.locator("#dpo .snippet summary").click()
    assert page.locator("#dpo pre").first.is_visible()


def test_in_print_the_examples_are_open_and_the_bar_is_gone(visit):
    page = visit("status")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator("article .snippet pre").first.is_visible()
