"""In a real browser the texts fit their boxes and the page makes no request."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess

import pytest

from lineage_rdf.picture import draw
from tests.picture import lineages

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

# Names each text that is wider than its box, and each box or text outside the drawing.
MEASURE = """
const wrong = [];
for (const svg of document.querySelectorAll('svg')) {
  const whole = svg.getBoundingClientRect();
  for (const group of svg.querySelectorAll('g')) {
    const box = group.querySelector('rect').getBoundingClientRect();
    for (const text of group.querySelectorAll('text')) {
      const room = text.getBoundingClientRect();
      if (room.width > box.width || room.top < box.top || room.bottom > box.bottom + 1) wrong.push(text.textContent);
    }
    if (box.right > whole.right || box.bottom > whole.bottom) wrong.push('outside: ' + group.textContent);
  }
}
document.body.innerHTML = '';
document.body.append('measured ' + JSON.stringify(wrong) + ' end');
"""


def dump(page, tmp_path):
    """Open a page and return the document after its scripts have run."""
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(
        [*command, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=60, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_texts_fit_their_boxes(tmp_path):
    drawings = "".join(draw(factory(), "svg") for factory in lineages.ALL.values())
    dom = dump(f"<!DOCTYPE html><meta charset=utf-8><body>{drawings}<script>{MEASURE}</script>", tmp_path)
    assert json.loads(html.unescape(re.search(r"measured (.*) end", dom)[1])) == []


def test_the_page_is_shown_as_it_was_written(tmp_path):
    dom = dump(draw(lineages.hostile(), "html"), tmp_path)
    assert "<script" not in dom
    assert dom.count("<svg") == 1 and dom.count("<table") == 1
