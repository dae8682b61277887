"""Tests of stores do not wait before they try again."""

from __future__ import annotations

import pytest

from lineage_rdf.store import http


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PAUSES", (0.0, 0.0, 0.0))
