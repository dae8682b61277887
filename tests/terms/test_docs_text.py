"""The same vocabulary gives the same bytes, and no text of a vocabulary can leave its place."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.terms.docs import site as make
from tests.conftest import ROOT
from tests.pages.trees import words
from tests.terms.documentation import site, trees

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{quote}' autofocus onfocus=alert(3) x={quote}--> ]]>"
# As it stands in Turtle, with a mark that turns the direction of reading, and as a page has to show it.
EVIL = ATTACK.format(quote='\\"') + r" \u202E&lt;b&gt;"
SHOWN = ATTACK.format(quote='"') + " \ufffd&lt;b&gt;"


def test_the_same_bytes_in_another_process():
    code = (
        "import hashlib, lineage_rdf.terms.docs as d; s = d.site();"
        "print(hashlib.sha256(b''.join(k.encode() + s[k] for k in s)).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONHASHSEED": "7"})
    ours = hashlib.sha256(b"".join(name.encode() + data for name, data in site().items())).hexdigest()
    assert done.stdout.strip() == ours, done.stderr


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The site of a vocabulary in which every text of one scheme is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("ontology", "shapes"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "examples/lineages", folder / "examples/lineages")
    scheme = folder / "ontology/schemes/status.ttl"
    texts = re.compile(r'"(?:[^"\\]|\\.)*"@en')
    scheme.write_text(texts.sub(lambda _: f'"{EVIL}"@en', scheme.read_text()))
    codes = folder / "shapes/codes.csv"
    codes.write_text(codes.read_text().replace("No head model", "<script>alert(4)</script>"))
    return trees(make(folder))


def test_hostile_texts_stay_texts(hostile):
    assert hostile["status/index.html"].xpath("string(//h1)") == SHOWN
    assert words(hostile["status/index.html"].xpath("//p[@class='definition']")[0]) == SHOWN
    assert "<script>alert(4)</script>" in words(hostile["checks/index.html"].get_element_by_id("FTL-W020"))


def test_hostile_texts_add_neither_elements_nor_attributes(hostile):
    mild = trees(site())
    for name in mild:
        known = {(element.tag, key) for element in mild[name].iter() for key in ("", *element.keys())}
        found = {(element.tag, key) for element in hostile[name].iter() for key in ("", *element.keys())}
        assert found <= known, name
        assert len(hostile[name].xpath("//script")) == len(mild[name].xpath("//script"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"ftl\.ttl"):
        make(tmp_path)
