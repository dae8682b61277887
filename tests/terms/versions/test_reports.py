"""Differences as text, JSON and Markdown."""

from __future__ import annotations

import json

from markdown_it import MarkdownIt

from lineage_rdf.terms.versions import compare
from lineage_rdf.terms.versions.markdown import as_markdown
from lineage_rdf.terms.versions.report import as_content, as_text
from tests.terms.versions.tide import CLASSES, differ, edited, read, turtle

NEW = (
    (
        "\n".join(line for line in CLASSES.splitlines() if "SpringTide" not in line)
        .replace("The rise and fall of the sea.", "The fall and rise of the open sea.")
        .replace("rdfs:domain tide:Tide", "rdfs:domain tide:Event")
    )
    + """
tide:Ebb a owl:Class ; rdfs:label "ebb"@en ; skos:definition "Falling water, * as it were."@en .
tide:Gauge owl:deprecated true ; dcterms:isReplacedBy tide:Sensor ; skos:changeNote "Most are no gauges."@en .
"""
)
TEXT = """added (1)
  + tide:Ebb (class) "ebb"
      Falling water, * as it were.
changed (3)
  ~ <https://w3id.org/tide> (ontology)
      version: "1.2.0" -> "1.3.0"
  ~ tide:height (data property) "height"
      domain: tide:Tide -> tide:Event  (widened)
  ~ tide:Tide (class) "tide"
      definition: "The rise and fall of the sea."@en -> "The fall and rise of the open sea."@en  %s
deprecated (1)
  ! tide:Gauge (class) "gauge"
      use instead: tide:Sensor
      reason: Most are no gauges.
      deprecated: nothing -> "true"^^xsd:boolean
      reason: nothing -> "Most are no gauges."@en
      replaced by: nothing -> tide:Sensor
removed (1)
  - tide:SpringTide (class) "spring tide"  BREAKING: removed without having been deprecated
6 terms differ; breaking: 1 term
to review: 1 changed definition
a major change: 1.2.0 -> 2.0.0; the new version is 1.3.0, which is too low
"""
REVIEW = "(reworded; see whether it means the same)"
FOUND = compare(read(turtle(CLASSES)), read(turtle(NEW, version="1.3.0")))


def test_text() -> None:
    assert as_text(FOUND) == TEXT % REVIEW
    assert as_text(differ(CLASSES, CLASSES)) == "no difference\n"


def test_text_of_a_breaking_aspect_and_of_one_difference() -> None:
    assert as_text(differ(CLASSES, edited("rdfs:range xsd:integer", "rdfs:range xsd:int"))) == (
        "changed (1)\n"
        '  ~ tide:height (data property) "height"\n'
        "      range: xsd:integer -> xsd:int  BREAKING: narrowed\n"
        "1 term differs; breaking: 1 term\n"
        "a major change: 1.2.0 -> 2.0.0; the new version is 1.2.0, which is too low\n"
    )


def test_versions_without_a_number_are_told_as_such() -> None:
    more = CLASSES + "tide:Ebb a owl:Class ."
    unnumbered = compare(read(turtle(version="first")), read(turtle(more, version="second")))
    assert as_text(unnumbered).endswith("a minor change; the old version has no number\n")
    half = compare(read(turtle()), read(turtle(more, version="next")))
    assert as_text(half).endswith("a minor change: 1.2.0 -> 1.3.0\n")


def test_content_is_json_and_whole() -> None:
    content = json.loads(json.dumps(as_content(FOUND)))
    assert {key: content[key] for key in ("equal", "breaking", "old", "new", "step", "suggested", "enough")} == {
        "equal": False, "breaking": True, "old": "1.2.0", "new": "1.3.0", "step": "major", "suggested": "2.0.0",
        "enough": False,
    }  # fmt: skip
    assert {key: len(content[key]) for key in ("added", "changed", "deprecated", "removed")} == {
        "added": 1, "changed": 3, "deprecated": 1, "removed": 1,
    }  # fmt: skip
    assert content["deprecated"][0]["replacedBy"] == ["tide:Sensor"]
    assert content["changed"][1]["changes"] == [
        {
            "aspect": "domain",
            "old": ["tide:Tide"],
            "new": ["tide:Event"],
            "step": "minor",
            "why": "widened",
            "review": False,
        }
    ]
    nothing = as_content(differ(CLASSES, CLASSES))
    assert (nothing["equal"], nothing["step"], nothing["suggested"]) == (True, None, "1.2.0")


def test_markdown_is_a_section_of_a_changelog() -> None:
    text = as_markdown(FOUND)
    assert text.startswith("## 1.3.0\n\nSince 1.2.0 6 terms differ: a major change, breaking.\n")
    assert "* `tide:Ebb` (class): Falling water, \\* as it were.\n" in text
    assert "* `tide:Gauge` (class): use `tide:Sensor`. Most are no gauges.\n" in text
    assert "* `tide:SpringTide` (class) **breaking**: removed without having been deprecated\n" in text
    assert "  * domain: `tide:Tide` → `tide:Event` (widened)\n" in text
    assert as_markdown(differ(CLASSES, CLASSES)) == "## 1.2.0\n\nSince 1.2.0 nothing has changed.\n"


def test_markdown_survives_what_vocabularies_hold() -> None:
    nasty = CLASSES + "tide:Tide skos:note 'a `tick` and ``two`` <b>tags</b> | pipes' ."
    page = MarkdownIt().render(as_markdown(differ(CLASSES, nasty)))
    assert "<b>" not in page
    assert "<code>&quot;a `tick` and ``two`` &lt;b&gt;tags&lt;/b&gt; | pipes&quot;</code>" in page


def test_control_characters_do_not_reach_a_terminal() -> None:
    nasty = CLASSES + 'tide:Tide skos:note "a\\u001Bb" .'
    assert "\x1b" not in as_text(differ(CLASSES, nasty)) + as_markdown(differ(CLASSES, nasty))
