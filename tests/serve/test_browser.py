"""What only a server has fits, is silent and can be used, in a real browser: questions, lists, the page of SPARQL, refusals."""

from __future__ import annotations

import pytest

from lineage_rdf.serve.query_page import has_editor
from tests.pages.browsing import TOO_WIDE, serious
from tests.serve.serving import serving

editor = pytest.mark.skipif(not has_editor(), reason="the editor was not built (make assets)")
QUERY = "/sparql"
ASKED = "/query/descendants?model=mistralai/Mistral-7B-v0.1"
PAGES = (
    "/",
    "/list/models?method=dpo",
    "/list/agents",
    "/query",
    ASKED,
    QUERY,
    "/about/models/harbour-lab/harbour-7b-dpo.html",
)
SET = "(text) => document.querySelector('.yasqe .CodeMirror').CodeMirror.setValue(text)"
REFUSED = ("/nothing", "/check", "/query/nothing", "/sparql?query=SELECT")
JUDGED = [
    (QUERY, 375, "dark"),
    (ASKED, 1440, "dark"),
    (REFUSED[1], 375, "light"),
    (REFUSED[3], 1440, "light"),
]
ALL = [
    (path, width, colours)
    for path in (*PAGES, *REFUSED)
    for width in (375, 1440)
    for colours in ("light", "dark")
]


@pytest.fixture(scope="module")
def client(hub):
    with serving(hub, token="") as found:
        yield found


@pytest.fixture
def visit(browser, client):
    """Open pages of the server; what they say on the console or ask of others makes the test fail."""
    contexts, faults = [], []

    def visited(path, width=1440, colours="light", **more):
        window = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=window, color_scheme=colours, **more))
        page = contexts[-1].new_page()
        # The browser itself tells of a page that is a refusal.
        page.on("console", lambda message: "status of 4" in message.text or faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: request.url.startswith(client.url) or faults.append(request.url))
        page.goto(client.url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield visited
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("path", [*PAGES, *REFUSED])
def test_every_page_fits_a_narrow_screen(visit, path):
    assert visit(path, width=375).evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(("path", "width", "colours"), JUDGED)
def test_axe_finds_nothing_serious(visit, axe, path, width, colours):
    page = visit(path, width, colours, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert serious(page, axe) == []


@pytest.mark.full
@pytest.mark.parametrize(("path", "width", "colours"), sorted(set(ALL) - set(JUDGED)))
def test_axe_finds_nothing_serious_in_any_way_of_looking(visit, axe, path, width, colours):
    test_axe_finds_nothing_serious(visit, axe, path, width, colours)


@editor
def test_the_editor_asks_and_its_answer_can_be_read_by_all(visit, axe):
    page = visit(QUERY, bypass_csp=True)
    page.get_by_role("button", name="Run query").click()
    page.locator(".yasr table tbody tr").first.wait_for(timeout=8_000)
    assert page.locator(".yasr table tbody tr").count() > 5
    assert serious(page, axe) == []


@editor
def test_the_keyboard_leads_into_the_editor_and_out_of_it(visit):
    page = visit(QUERY)
    field = page.get_by_role("textbox", name="Query", exact=True)
    field.focus()
    page.keyboard.press("Tab")
    assert not field.evaluate("(one) => one === document.activeElement")
    field.focus()
    page.keyboard.press("Shift+Tab")
    assert not field.evaluate("(one) => one === document.activeElement")


@editor
def test_the_editor_asks_nobody_else_for_suggestions(visit):
    page = visit(QUERY)
    page.evaluate(SET, "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT * { ?x a foaf:Per")
    page.get_by_role("textbox", name="Query", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("s")
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(500)


@editor
def test_a_long_query_is_asked_too(visit):
    page = visit(QUERY)
    words = " ".join(f"'{number:0>8}'" for number in range(8_000))
    page.evaluate(SET, f"SELECT ?x {{ VALUES ?x {{ {words} }} }} LIMIT 3")
    page.get_by_role("button", name="Run query").click()
    page.locator(".yasr table tbody tr").first.wait_for(timeout=8_000)
    assert page.locator(".yasr table tbody tr").count() == 3
