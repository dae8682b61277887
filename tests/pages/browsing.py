"""What tests in a browser share: the browser, visits that fail on any word on the console, and the judge of accessibility."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Names what is wider than the window and stands in nothing that can be scrolled.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 100))"""


@contextmanager
def visits(browser, folder):
    """Open pages of a folder; what they say on the console or ask of the net makes the test fail."""
    contexts, faults = [], []

    def visit(name, *, anchor="", width=1440, colours="light", **more):
        contexts.append(
            browser.new_context(viewport={"width": width, "height": 900}, color_scheme=colours, **more)
        )
        page = contexts[-1].new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or faults.append(request.url))
        page.goto((folder / name).as_uri() + anchor)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


def axe_script():
    """Return the text of axe-core, which comes from npm."""
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine, which brings axe-core")
    done = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, timeout=60, check=False)
    script = Path(done.stdout.strip()) / "axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("the npm package axe-core is not installed")
    return script.read_text(encoding="utf-8")


def serious(page, axe):
    """Return (rule, element) of what keeps people from using a page."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
