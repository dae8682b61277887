"""The benchmark of the server runs and prints what it promises; how fast anything is, is no test."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bench.serve import Measured, _compared, main
from bench.serve_servers import OURS, kinds, running
from tests.serve.serving import store_at


def test_a_bar_is_met_or_not() -> None:
    fast, slow = Measured(300.0, 1.0, 1.0, 0), Measured(100.0, 1.0, 1.0, 0)
    assert _compared(fast, "a", slow, "b", 2.0) == "  a is 3.00 x b (bar 2.00: met)"
    assert _compared(slow, "a", fast, "b", 1.0) == "  a is 0.33 x b (bar 1.00: NOT met)"
    assert _compared(slow, "a", Measured(0.0, 0.0, 0.0, 0), "b", 1.0) == "  b gave no answer in time"


def test_our_server_is_started_and_ended(tmp_path: Path) -> None:
    place = store_at(tmp_path / "store")
    (ours,) = (kind for kind in kinds(place, place, tmp_path / "none.nt") if kind.name == OURS)
    with running(ours) as server:
        assert server.megabytes() > 20
    assert not Path(f"/proc/{server.process}").exists()


@pytest.mark.full
@pytest.mark.skipif(shutil.which("wrk") is None, reason="there is no program wrk")
def test_all_servers_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--models", "50", "--seconds", "1", "--row-seconds", "1"])
    told = capsys.readouterr().out
    for question in ("point", "describe", "join", "rows"):
        assert re.search(rf"^{question} +requests/s", told, re.MULTILINE)
    assert re.search(r"lineage-rdf serve, no cache is [\d.]+ x oxigraph serve \(bar 0\.33", told)
    assert "while 6 questions never end" in told
