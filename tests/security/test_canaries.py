"""Whatever a file holds at whatever place: tokens, addresses and names of users in paths are never told (design section 5).

In every fixture each value in turn is replaced by something private, or has it added; then nothing that is written may hold it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lineage_rdf.check.findings import from_problem
from lineage_rdf.claims import Trust
from lineage_rdf.claims.private import MARK, names_credential, without_private
from lineage_rdf.cli.report_text import as_json
from lineage_rdf.cli.reporting import Report
from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import Lineage, read_all
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.withholding import withheld_problem, withhold_private
from tests.conftest import ROOT

WORD = "zqCanary"
CANARIES = (
    f"hf_{WORD}" + "Q" * 26,
    f"sk-proj-{WORD}0123456789abcdefABCDEF",
    f"ghp_{WORD}0123456789abcdefABCDEF0123",
    f"AKIA{WORD.upper()}12345678"[:20],
    f"eyJ{WORD}hbGciOi.eyJzdWIiOiIx{WORD}.sIgNaTuRe",
    f"jane.{WORD}@example.org",
    f"/home/{WORD}/x",
    f"/home/{WORD}",
    f"C:\\Users\\{WORD}\\x",
    f"https://jane:{WORD}@example.org/data",
    f"https://example.org/data?token={WORD}",
)
SOURCES = sorted(
    path
    for folder in ("tests/fixtures", "examples")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".json", ".yaml", ".yml", ".md") and "lineages" not in path.parts
)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key in value:
            yield from _leaves(value[key], (*at, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _leaves(item, (*at, place))
    else:
        yield at


def _planted(value: Any, at: tuple[Any, ...], canary: str, *, added: bool) -> Any:
    if not at:
        return f"{value} {canary}" if added else canary
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = _planted(copy[at[0]], at[1:], canary, added=added)
    return copy


def _variants(path: Path) -> Iterator[str]:
    """Yield the texts of a file with one value changed each."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        yield from _variants_of_a_card(text)
        return
    try:
        content = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except ValueError:
        return
    for number, at in enumerate(_leaves(content)):
        canary = CANARIES[number % len(CANARIES)]
        for added in (False, True):
            changed = _planted(content, at, canary, added=added)
            yield (
                json.dumps(changed)
                if path.suffix == ".json"
                else yaml.dump(changed, Dumper=_DUMPER, sort_keys=False)
            )


def _variants_of_a_card(text: str) -> Iterator[str]:
    """Yield the texts of a card with one line's last value changed each."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        found = re.fullmatch(r"(.*[:|\-(\[`]\s*)([^:|()\[\]`]*\w)(.*)", line)
        canary = CANARIES[number % len(CANARIES)]
        for changed in (f"{found[1]}{canary}{found[3]}", f"{line} {canary}") if found else ():
            yield "\n".join([*lines[:number], changed, *lines[number + 1 :]])


def _told(lineage: Lineage) -> str:
    findings = tuple(map(from_problem, lineage.problems))
    report = as_json([Report(lineage, (), findings, ())], [], evidence=True)
    report["lineages"][0].pop("origin")
    return "\n".join((lineage.to_turtle(), lineage.to_jsonld(), lineage.to_evidence(), json.dumps(report)))


# Thousands of readings of lines that other tests cover; to count them takes twice the time of the readings.
@pytest.mark.uncounted
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_private_is_told(path: Path, tmp_path: Path) -> None:
    target = tmp_path / path.name
    for text in _variants(path):
        target.write_text(text, encoding="utf-8")
        try:
            told = "\n".join(map(_told, read_all(tmp_path)))
        except LineageError as error:
            told = str(error)
        assert WORD.casefold() not in told.casefold(), text


def test_what_was_withheld_is_counted_and_named_by_key(tmp_path: Path) -> None:
    config = {
        "base_model": "org/base",
        "datasets": [{"path": "org/data", "type": "alpaca"}],
        "learning_rate": 1e-5,
        "optimizer": CANARIES[5],
        "hub_token": CANARIES[0],
        "output_dir": CANARIES[6],
    }
    (tmp_path / "axolotl.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (lineage,) = read_all(tmp_path)
    (problem,) = [p for p in lineage.problems if p.code == "FTL-R156"]
    assert problem.message == (
        "3 values that must not be published were withheld: hub_token (token or key), "
        "optimizer (e-mail address), output_dir (name of a user in a path)"
    )
    assert problem.severity == "warning", "a token that was published has to be revoked"
    assert [s.label for s in lineage.steps[0].settings] == ["learning_rate"]


@pytest.mark.parametrize("canary", (CANARIES[5], CANARIES[9]))
def test_an_address_that_a_reader_cut_off_is_not_told(canary: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        f"# M\n\nThese are LoRA adaption weights for org/b-{canary}. The weights were fine-tuned on the org/d dataset.\n"
    )
    assert WORD not in "\n".join(map(_told, read_all(tmp_path)))


def test_a_card_tells_of_withheld_facts_only(tmp_path: Path) -> None:
    """An address to write to is no fact of the lineage, so nothing was withheld."""
    (tmp_path / "README.md").write_text(
        f"---\nbase_model: org/base\n---\n# M\n\nThis model is fine-tuned from org/base. Write to {CANARIES[5]}.\n"
    )
    (lineage,) = read_all(tmp_path)
    assert not [p for p in lineage.problems if p.code == "FTL-R156"]


@pytest.mark.parametrize(
    "text",
    [
        "org/sk-roberta-base-finetuned-squad",
        "org/model@v1.0",
        "git@github.com:org/code.git",
        "https://example.org/home/page/data",
        "@article{someone2024, title={A}}",
        "ghp_short",
        "pad_token",
        "home/user",
        "../home/user/x",
        "see http://example.org:8080",
        "docker://image:latest",
    ],
)
def test_what_only_looks_private_is_kept(text: str) -> None:
    assert without_private(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("/home/jdoe/m/x", "~/m/x"),
        ("/data/home/jdoe/x", "~/x"),
        ("file:///Users/jdoe/x", "~/x"),
        ("D:\\Users\\jdoe\\x", "~\\x"),
        ("D:\\USERS\\jdoe\\x", "~\\x"),
        ("org/data-https://jane:pw", f"org/data-https://{MARK}"),
        ("write to <jane@example.org>", f"write to <{MARK}>"),
        ("https://jane:pw@example.org/x", "https://example.org/x"),
        (f"token={CANARIES[2]}", f"token={MARK}"),
    ],
)
def test_what_becomes_of_private_parts(text: str, clean: str) -> None:
    assert without_private(text) == clean


def test_which_keys_hold_credentials() -> None:
    keys = [
        "token",
        "run.token",
        "hub_token",
        "api_key",
        "db_password",
        "pad_token",
        "max_tokens",
        "token_type",
    ]
    assert [key for key in keys if names_credential(key)] == keys[:5]


@pytest.mark.parametrize(
    "piece",
    [
        "a@b.cc ",
        "@",
        "a@",
        "eyJ-",
        "sk-",
        "/home/",
        "/a",
        "?",
        "?a",
        "\\",
        "file:/",
        "://",
        "&token",
        "-----BEGIN PRIVATE KEY",
    ],
)
def test_hostile_text_is_searched_in_time(piece: str) -> None:
    text = f"/home/u/ ://x@ eyJ sk- {piece * (1_000_000 // len(piece))}"
    reading = Reading(InputFile("x.json", text.encode()), "axolotl", Trust.TRAINING_CONFIG)
    reading.claim("setting", text[:50_000], locator="x", rule="x", key="optimizer")
    before = time.process_time()
    withhold_private(reading)
    withheld_problem(reading)
    assert time.process_time() - before < 2  # seconds of this process
