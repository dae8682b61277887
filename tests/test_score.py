"""The readers on the labelled inputs: nothing is invented, and what is found never becomes less."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.score_readers import compare_all, faults, main, strict, table
from tests.scoring.compare import Compared, Score, compare, scores
from tests.scoring.fact import FIELDS, STRICT, fact, setting, spelt
from tests.scoring.labels import LABELLED, Case, LabelError, LineageLabel, blind_cases, own_cases
from tests.scoring.readings import LineageReading

CORPUS = SHARED / "corpus"


@pytest.fixture(scope="module")
def own() -> list[Compared]:
    return compare_all(own_cases())


def test_there_are_cases_of_every_kind(own: list[Compared]) -> None:
    assert len(own) >= 100
    kinds = (LABELLED / "kinds.txt").read_text(encoding="utf-8").split()
    assert sorted({case.name.partition("/")[0] for case in own}) == sorted(kinds)


def test_no_fact_is_invented(own: list[Compared]) -> None:
    found = scores(own)
    assert strict(found), faults(own)
    assert [name for name in FIELDS if found[name].wrong] == [], faults(own)


def test_what_is_found_does_not_become_less(own: list[Compared]) -> None:
    found = scores(own)
    lines = (LABELLED / "recall.txt").read_text(encoding="utf-8").splitlines()
    least = {name: float(share) for name, share in (line.split() for line in lines)}
    assert set(least) == set(FIELDS)
    assert [name for name in FIELDS if found[name].recall < least[name]] == [], faults(own)


def test_every_strict_field_is_required_somewhere(own: list[Compared]) -> None:
    asked = {one.field for case in own for one in case.required}
    assert set(STRICT) <= asked


def _case(*required: str, suggested: tuple[str, ...] = (), unlabelled: tuple[str, ...] = ()) -> Case:
    label = LineageLabel(
        frozenset(fact(1, "base_model", name) for name in required),
        frozenset(fact(1, "base_model", name) for name in suggested),
    )
    return Case("kind/case", (), (label,), unlabelled=unlabelled)


def _reading(stated: tuple[str, ...] = (), inferred: tuple[str, ...] = ()) -> LineageReading:
    return LineageReading(
        frozenset(fact(1, "base_model", name) for name in stated),
        frozenset(fact(1, "base_model", name) for name in inferred),
    )


def _counts(case: Case, *found: LineageReading) -> tuple[int, int, int]:
    compared = compare(case, found)
    return len(compared.right), len(compared.wrong), len(compared.missing)


def test_right_wrong_and_missing_are_told_apart() -> None:
    assert _counts(_case("a/one"), _reading(("a/one",))) == (1, 0, 0)
    assert _counts(_case("a/one"), _reading((), ("a/one",))) == (1, 0, 0)
    assert _counts(_case("a/one"), _reading(("a/two",))) == (0, 1, 1)
    assert _counts(_case("a/one")) == (0, 0, 1)
    assert _counts(_case(unlabelled=("base_model",)), _reading(("a/two",))) == (0, 0, 0)


def test_what_is_only_suggested_must_not_be_stated() -> None:
    case = _case(suggested=("a/one",))
    assert _counts(case, _reading((), ("a/one",))) == (1, 0, 0)
    assert _counts(case, _reading(("a/one",))) == (0, 1, 0)
    assert _counts(case, _reading()) == (0, 0, 0)


def test_lineages_are_matched_by_what_they_share() -> None:
    one, two = _case("a/one").lineages[0], _case("a/two").lineages[0]
    case = Case("kind/case", (), (one, two))
    assert _counts(case, _reading(("a/two",)), _reading(("a/one",))) == (2, 0, 0)
    assert _counts(case, _reading(("a/two",)), _reading(("a/one",)), _reading(("a/three",))) == (2, 1, 0)


def test_precision_recall_and_their_mean() -> None:
    score = Score(right=3, wrong=1, found=2, missing=2)
    assert (score.precision, score.recall) == (0.75, 0.5)
    assert score.f1 == pytest.approx(0.6)
    assert (Score().precision, Score().recall) == (1.0, 1.0)
    assert "base_model" in table({"base_model": score})
    assert not strict({name: Score(wrong=name == "dataset") for name in FIELDS})


def test_values_have_one_spelling() -> None:
    assert spelt("2e-5") == spelt("0.000020") == "0.00002"
    assert (spelt(True), spelt(["b", "a"]), spelt("auto"), spelt(-1), spelt("0.0")) == (
        "true",
        "a b",
        "auto",
        "-1",
        "0",
    )
    assert setting("lr", "1e-4") == "learning_rate = 0.0001"
    assert fact(1, "base_model", "gpt2") == fact(1, "base_model", "openai-community/gpt2")


def test_a_result_that_a_later_stage_starts_from_is_one_model() -> None:
    case = next(case for case in own_cases() if case.name == "alignment_handbook/smollm-like")
    bases = sorted(str(one) for one in case.lineages[0].required if one.field == "base_model")
    assert bases == [
        "stage 1 base_model shoal/Plover3-3B-Base",
        "stage 2 base_model #1",
        "stage 3 base_model #2",
    ]


@pytest.mark.parametrize(
    "text",
    ["lineages: []\nlabel: x\n", "lineages: [{stage: []}]\n", "lineages: [{stages: [{base: []}]}]\n",
     "lineages: []\nnot_labelled: [bases]\n"],
)  # fmt: skip
def test_a_label_with_an_unknown_key_is_refused(tmp_path: Path, text: str) -> None:
    place = tmp_path / "kind" / "case" / "facts.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")
    with pytest.raises(LabelError, match="kind/case: unknown"):
        list(own_cases(tmp_path))


def test_a_blind_label_belongs_to_one_file(tmp_path: Path) -> None:
    labels = tmp_path / "blind.json"
    labels.write_text('[{"input": "card.md", "sha256": "00", "lineages": []}]', encoding="utf-8")
    with pytest.raises(LabelError, match="no such file"):
        list(blind_cases(tmp_path, labels))
    (tmp_path / "card.md").write_text("x", encoding="utf-8")
    with pytest.raises(LabelError, match="not the file that was labelled"):
        list(blind_cases(tmp_path, labels))


def test_the_command_prints_a_row_for_each_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--verbose"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2 : 2 + len(FIELDS)]] == list(FIELDS)


def test_blind_labels_are_skipped_where_the_files_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--blind", str(tmp_path / "nowhere")]) == 0
    assert "skipped: there is no folder" in capsys.readouterr().err


@pytest.mark.skipif(
    not (CORPUS.is_dir() and (LABELLED / "blind.json").is_file()),
    reason="the corpus of real files is not beside this checkout, or was not labelled",
)
def test_the_blind_labels_are_of_the_files_that_are_there() -> None:
    assert len(list(blind_cases(CORPUS))) >= 40
