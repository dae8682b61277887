"""A store of the example lineages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lineage_rdf.loading import How, load_all
from lineage_rdf.query import open_place
from lineage_rdf.store import Store, open_writer
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of all example lineages."""
    place = tmp_path_factory.mktemp("serve") / "hub"
    with open_writer(str(place)) as writer:
        counts = load_all(writer, [str(path) for path in sorted(ROOT.glob("examples/lineages/*.ttl"))], How())
    assert not counts.errors
    return place


@pytest.fixture(scope="session")
def store(hub: Path) -> Iterator[Store]:
    with open_place(str(hub)) as opened:
        yield opened
