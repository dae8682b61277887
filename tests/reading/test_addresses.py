"""Addresses that people write become IRIs only if they are IRIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf import read
from lineage_rdf.claims.address import web_address

STAGE = "stages:\n  - {stage: sft, objective: sft, base_model: acme/base, code: {repository: 'REPO', licence: mit}}\n"


@pytest.mark.parametrize(
    "text", ["http://ex.org/a<b", "https://ex.org/{x}", "Jane Doe", "ftp://ex.org/a", "", None]
)
def test_what_is_no_web_address(text: str | None) -> None:
    assert web_address(text) is None


def test_a_web_address_is_stripped() -> None:
    assert web_address(" https://ex.org/a ") == "https://ex.org/a"


def test_a_broken_address_is_kept_as_a_name(tmp_path: Path) -> None:
    text = "id: acme/m\naccountable_agent: 'http://ex.org/a<b'\n" + STAGE.replace(
        "REPO", "https://ex.org/x|y"
    )
    (tmp_path / "lineage.yaml").write_text(text, encoding="utf-8")
    record = read(tmp_path).record
    assert [agent.name for agent in record.agents] == ["http://ex.org/a<b"]
    (code,) = record.steps[0].code_revisions
    assert (code.repository, code.name) == (None, "https://ex.org/x|y")


def test_the_licence_of_code_is_an_expression_and_the_words_found(tmp_path: Path) -> None:
    (tmp_path / "lineage.yaml").write_text(
        "id: acme/m\n" + STAGE.replace("REPO", "https://ex.org/x"), encoding="utf-8"
    )
    (code,) = read(tmp_path).record.steps[0].code_revisions
    assert (code.repository, code.licence, code.licences_as_found) == ("https://ex.org/x", "MIT", ("mit",))
