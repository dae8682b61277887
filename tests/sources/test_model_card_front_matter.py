from __future__ import annotations

import pytest

from lineage_rdf.sources.model_card import READER
from lineage_rdf.sources.reader import InputFile
from tests.sources.card_reading import claims, codes, raws, read, values

GOOD = "license: mit\nbase_model: org/base\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(f"---\n{GOOD}---\n", None, id="plain"),
        pytest.param(f"\ufeff---\r\n{GOOD}---\r\nBody\r\n".replace("\n", "\r\n"), None, id="mark and CRLF"),
        pytest.param(f"\n\n---\n{GOOD}---", None, id="blank lines before"),
        pytest.param(
            f"---\n{GOOD}\nThis is prose that follows without a closing line.\n", "FTL-R002", id="unclosed"
        ),
        pytest.param(
            f"---\n{GOOD}\n# Title\n\nProse.\n\n---\n\nMore.\n", "FTL-R002", id="unclosed, rule later"
        ),
        pytest.param(f"---\n{GOOD} ---\nBody\n", "FTL-R002", id="closing line indented"),
        pytest.param(f"----\n{GOOD}---\nBody\n", "FTL-R002", id="four dashes"),
        pytest.param(f"{GOOD}---\nBody\n", "FTL-R002", id="no opening line"),
        pytest.param(f"---\n{GOOD}tags:\n\t- x\n---\nBody\n", "FTL-R002", id="tabs"),
        pytest.param(
            f"---\nwidget: [unclosed\nmetrics:\n- wer\n{GOOD}---\nBody\n", "FTL-R002", id="one broken key"
        ),
        pytest.param(f"---\n# a comment\n{GOOD}---\nBody\n", None, id="comment inside"),
    ],
)
def test_front_matter_is_read_in_spite_of_breakages(text: str, code: str | None) -> None:
    reading = read(text)
    assert raws(reading, "base-model") == ["org/base"]
    assert values(reading, "weights-licence") == ["mit"]
    assert codes(reading) == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\n- one\n- two\n---\nBody\n", "FTL-R003"),
        (
            "---\n{{card_data}}\n---\n# {{ model_name }}\nThis model is a fine-tuned version of {{ base }}.\n",
            "FTL-R003",
        ),
        ("---\n: [\n---\nBody\n", "FTL-R001"),
    ],
)
def test_what_is_no_mapping_gives_a_problem_and_no_claim(text: str, code: str) -> None:
    reading = read(text)
    assert reading.claims == []
    assert codes(reading) == [code]


def test_a_repeated_key_is_reported_with_its_line() -> None:
    reading = read("---\nlicense: mit\nbase_model: a/b\nlicense: apache-2.0\n---\n")
    assert values(reading, "weights-licence") == ["apache-2.0"]
    assert [(p.code, p.locator) for p in reading.problems] == [("FTL-R004", "line 4, key license")]


def test_locators_name_line_and_key() -> None:
    reading = read(
        "\n---\ntags:\n- x\nbase_model:\n- a/b\n- c/d\n---\n\n# T\n\nThis model is a fine-tuned version of e/f.\n"
    )
    assert [one.locator for one in claims(reading, "base-model")] == [
        "line 6, key base_model.0",
        "line 7, key base_model.1",
        "line 12",
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("README.md", "", True),
        ("model/MODEL_CARD.md", "# x", True),
        ("org_name_README.md", "# x", True),
        ("notes.md", "---\nbase_model: a/b\n---\n", True),
        ("notes.md", "# x\n\nIt is a fine-tuned version of a/b.\n", True),
        ("notes.md", "# Shopping list\n", False),
        ("README.md", "---\ndataset_info:\n  features: []\n---\n# A dataset\n", False),
        ("README.md", "---\ntask_categories:\n- summarization\ndatasets:\n- a/b\n---\n# A model\n", True),
        (
            "README.md",
            "---\nannotations_creators: []\n---\n```\nmodel = T.from_pretrained('a/b')\n```\n",
            True,
        ),
        ("README.md", "---\nannotations_creators: []\n---\n```yaml\ndatasets:\n- path: a/b\n```\n", False),
        ("README.md", "---\nsize_categories: n<1K\nsource_datasets: original\n---\n# A dataset\n", False),
        ("README.txt", "---\nbase_model: a/b\n---\n", False),
    ],
)
def test_which_files_are_model_cards(path: str, text: str, expected: bool) -> None:
    assert READER.recognises(InputFile(path, text.encode())) is expected
