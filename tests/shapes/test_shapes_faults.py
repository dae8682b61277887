"""One fault per code gives exactly its golden findings; the complete lineage gives none."""

from __future__ import annotations

import pytest

from tests.shapes.checking import BESIDE, beginning, complete, findings
from tests.shapes.faults import faults
from tests.shapes.golden import GOLDEN, codes, found, path, read
from tools.shapes.source import profiles


@pytest.mark.parametrize("profile", profiles())
def test_the_complete_lineage_passes(profile: str) -> None:
    assert findings(complete(profile), profile) == set()


@pytest.mark.parametrize("profile", [name for name in profiles() if name not in BESIDE])
def test_the_lineage_passes_after_its_first_step(profile: str) -> None:
    assert findings(beginning(), profile) == set()


def test_every_code_has_a_fault_and_a_golden_file() -> None:
    assert set(faults()) == set(codes())
    assert set(GOLDEN.glob("*.json")) == {path(code) for code in codes()}


@pytest.mark.parametrize("code", codes())
def test_a_fault_gives_its_golden_findings(code: str) -> None:
    result = found(code)
    assert code in {name for name, _, _ in result}
    assert result == read(code)
