"""One fault per code gives exactly its golden findings; the complete lineage gives none."""

from __future__ import annotations

import pytest
from faults import faults
from golden import GOLDEN, codes, found, path, read
from good import good
from shaclrun import data_graph, findings

from lineage_rdf.codec.encode import encode
from tools.shapes.source import profiles


@pytest.mark.parametrize("profile", profiles())
def test_the_complete_lineage_passes(profile: str) -> None:
    assert findings(data_graph(encode(good())), profile) == set()


def test_every_code_has_a_fault_and_a_golden_file() -> None:
    assert set(faults()) == set(codes())
    assert set(GOLDEN.glob("*.json")) == {path(code) for code in codes()}


@pytest.mark.parametrize("code", codes())
def test_a_fault_gives_its_golden_findings(code: str) -> None:
    result = found(code)
    assert code in {name for name, _, _ in result}
    assert result == read(code)
