"""Every form of every lineage is well-formed, safe, the same every time, and says the names."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from lineage_rdf.errors import UsageError
from lineage_rdf.picture import FORMS, draw
from lineage_rdf.picture.html_style import STYLE as PAGE_STYLE
from lineage_rdf.picture.layout import layout
from lineage_rdf.picture.links import safe_link
from lineage_rdf.picture.svg import description
from lineage_rdf.picture.svg_style import STYLE as SVG_STYLE
from lineage_rdf.picture.tree import ascii_only
from tests.picture import lineages

SVG = "{http://www.w3.org/2000/svg}"
ALL = list(lineages.ALL)
FAIR = [name for name in ALL if name != "hostile"]
VOID = {"meta", "br"}
ELEMENTS = {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "a", "text"}


class Page(HTMLParser):
    """Collects elements and links, and refuses what does not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ALL)
def test_the_same_lineage_gives_the_same_text(name, form):
    text = draw(lineages.ALL[name](), form)
    assert text == draw(lineages.ALL[name](), form)
    assert text.endswith("\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FAIR)
def test_every_model_is_named(name, form):
    record = lineages.ALL[name]()
    text = draw(record, form)
    assert not [model.identifier for model in record.models if model.identifier not in text]


@pytest.mark.parametrize("name", ALL)
def test_svg_is_xml_with_a_title_and_a_description(name):
    root = ElementTree.fromstring(draw(lineages.ALL[name](), "svg"))
    assert root.tag == f"{SVG}svg"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.find(f"{SVG}desc").text
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    width, height = (float(root.get(name)) for name in ("width", "height"))
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("rx"):
            assert float(rect.get("x")) >= 0 and float(rect.get("x")) + float(rect.get("width")) <= width
            assert float(rect.get("y")) + float(rect.get("height")) <= height


@pytest.mark.parametrize("name", ALL)
def test_html_nests_and_asks_for_nothing(name):
    page = Page(draw(lineages.ALL[name](), "html"))
    assert "script" not in page.tags
    assert not {"link", "img", "iframe", "object", "form"} & set(page.tags)
    assert all(link.startswith("https://") for link in page.links)
    assert "url(" not in PAGE_STYLE + SVG_STYLE and "@import" not in PAGE_STYLE + SVG_STYLE


def test_hostile_names_reach_the_page_as_text_only():
    page = Page(draw(lineages.hostile(), "html"))
    assert "alert('x')" in "".join(page.words)
    assert page.links == []


def test_html_lists_settings_data_and_statuses():
    words = "".join(Page(draw(lineages.chain(), "html")).words)
    for expected in (
        "lora_r 64",
        "beta 0.10",
        "acme/chats (instruction, 207,865 examples)",
        "objective: dpo",
        "customer contract",
    ):
        assert expected in words


def test_html_without_steps_says_so():
    assert "No step is recorded." in draw(lineages.no_step(), "html")


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://huggingface.co/a/b", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:", False),
        ("http://[bad", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(iri, expected):
    assert bool(safe_link(iri)) is expected


MERMAID = re.compile(
    r"""flowchart\ TD
    | \ \ [ms]\d+\["[^"\[\]<>;&]*(<br/>[^"\[\]<>;&]*)*"\]
    | \ \ s\d+\(\["[^"]*"\]\)
    | \ \ m\d+\["[^"]*"\]
    | \ \ [ms]\d+\ (-->|-\.->)(\|"[^"]*"\|)?\ [ms]\d+
    | \ \ classDef\ \w+\ [\w:\-,.\ ]+
    | \ \ class\ [ms\d,]+\ \w+
    | \ \ legend\["[^"]*"\]""",
    re.VERBOSE,
)


@pytest.mark.parametrize("name", ALL)
def test_mermaid_keeps_to_its_grammar(name):
    for line in draw(lineages.ALL[name](), "mermaid").splitlines():
        assert MERMAID.fullmatch(line), line
        label = re.sub(r"<br/>|#\d+;", "", line.partition('["')[2].rpartition('"]')[0])
        assert not re.search(r"[<>;\"`#\\&\[\]]", label), line


DOT = re.compile(
    r"""digraph\ lineage\ \{ | \}
    | \ \ \w+=("(\\.|[^"\\])*"|\w+);
    | \ \ (node|edge)\ \[.*\];
    | \ \ [ms]\d+(\ ->\ [ms]\d+)?(\ \[(\w+=("(\\.|[^"\\])*"|[\w.]+)(,\ )?)+\])?;""",
    re.VERBOSE,
)


@pytest.mark.parametrize("name", ALL)
def test_dot_keeps_to_its_grammar(name):
    for line in draw(lineages.ALL[name](), "dot").splitlines():
        assert DOT.fullmatch(line), line


def test_tree_of_a_chain():
    assert (
        draw(lineages.chain())
        == """\
Zeta 7B

○ acme/base-7b  @26bca36bde83 · root
│
├─ 1 · fine-tuned: SFT · full
│    data: acme/chats (instruction, 207,865 examples)
▼
○ acme/base-7b-sft
│
├─ 2 · fine-tuned: ~ DPO · LoRA r=64
│    data: ? undisclosed (customer contract)
▼
● acme/zeta-7b  head · adapter for acme/base-7b-sft

~ inferred: no source says it in so many words
? not known: undisclosed, unresolved or not stated
"""
    )


def test_tree_of_a_merge_says_what_comes_from_where():
    text = draw(lineages.merge())
    assert "▲ acme/base-7b (above)" in text
    assert "from: acme/code-7b (weight 0.5) + acme/maths-7b (weight 0.3) + other/poet-7b (weight 0.2)" in text
    assert "differences taken from: acme/base-7b" in text


def test_tree_of_a_circle_says_so():
    assert draw(lineages.circle()).count("the steps go in a circle") == 2


@pytest.mark.parametrize("name", ALL)
def test_tree_lines_are_short_enough(name):
    assert max(map(len, draw(lineages.ALL[name]()).splitlines())) <= 100


def test_tree_in_ascii():
    text = ascii_only(draw(lineages.chain()))
    assert text.isascii()
    assert "* acme/zeta-7b" in text


def test_the_description_tells_the_steps():
    assert description(layout(lineages.chain())) == (
        "Step 1 · fine-tuned: SFT · full, from acme/base-7b to acme/base-7b-sft. "
        "Step 2 · fine-tuned: ~ DPO · LoRA r=64, from acme/base-7b-sft to acme/zeta-7b."
    )


def test_an_unknown_form_is_refused():
    with pytest.raises(UsageError, match="use one of tree, mermaid"):
        draw(lineages.chain(), "gif")


def contrast(first, second):
    """The contrast of two colours by WCAG 2.2."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_texts_can_be_read(scheme):
    colours = {name: values[scheme] for name, values in _colours().items()}
    for ground in ("paper", "model", "step", "head"):
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["soft"], colours[ground]) >= 4.5
    assert contrast(colours["line"], colours["paper"]) >= 3


def _colours():
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"--(\w+): (#[0-9a-f]{6})", SVG_STYLE):
        found.setdefault(name, []).append(value)
    return found
