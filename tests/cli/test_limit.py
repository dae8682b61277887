"""A check ends in time, whatever its shapes ask."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from lineage_rdf.cli.limit import within
from lineage_rdf.errors import NoVerdictError, UsageError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")

# Every triple of statements is a row, of which the last sorts first: some 10^9 rows for a lineage of a thousand statements.
ENDLESS = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ftl: <https://w3id.org/ftl#> .
<https://example.org/endless> a sh:NodeShape ; sh:targetClass ftl:FineTuneLineage ; sh:sparql [
    sh:message "never" ; sh:select \"\"\"SELECT $this { $this a ?c . ?a ?b ?d . ?e ?f ?g . ?h ?i ?j . ?k ?l ?m
        FILTER(CONCAT(STR(?d), STR(?g), STR(?j), STR(?m)) = "x") }\"\"\" ] .
"""


def test_work_within_the_limit_gives_its_code_and_output(capfd):
    assert within(None, lambda: 1, lambda code: code) == 1
    assert within(30, lambda: 2, lambda code: print("done") or code) == 2
    assert capfd.readouterr().out == "done\n"


def test_errors_within_the_limit_are_told_and_give_their_code(capfd):
    def fail():
        raise UsageError("nothing to do")

    assert within(30, fail, lambda _: 0) == 2
    assert capfd.readouterr().err == "lineage-rdf: nothing to do\n"


def test_work_that_does_not_end_is_ended():
    start = time.monotonic()
    with pytest.raises(NoVerdictError, match=r"did not end within 0\.2 seconds"):
        within(0.2, lambda: time.sleep(60), lambda _: 0)
    assert time.monotonic() - start < 30


def test_printing_may_take_as_long_as_its_reader_does(capfd):
    assert within(0.2, lambda: "text", lambda text: time.sleep(0.6) or print(text) or 1) == 1
    assert capfd.readouterr().out == "text\n"


def test_work_that_is_killed_gives_no_verdict():
    with pytest.raises(NoVerdictError, match="ended by signal 9"):
        within(30, lambda: os.kill(os.getpid(), signal.SIGKILL), lambda _: 0)


class Panic(BaseException):
    """What a native library raises when it gives up."""


def test_a_panic_is_no_verdict(capfd):
    def panic():
        raise Panic("out of order")

    assert within(30, panic, lambda _: 0) == 3
    assert "Panic: out of order" in capfd.readouterr().err


@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGKILL])
def test_the_copy_ends_with_its_parent(tmp_path, ended_by):
    told = tmp_path / "pid"
    script = (
        "import os, time, pathlib; from lineage_rdf.cli.limit import within; "
        f"within(60, lambda: pathlib.Path({str(told)!r}).write_text(str(os.getpid())) and time.sleep(60), lambda _: 0)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    while not told.exists() or not told.read_text():
        time.sleep(0.01)
    child = int(told.read_text())
    parent.send_signal(ended_by)
    parent.wait(30)
    end = time.monotonic() + 30
    while time.monotonic() < end and os.path.exists(f"/proc/{child}"):
        time.sleep(0.01)
    if sys.platform == "linux":
        assert not os.path.exists(f"/proc/{child}")


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf")])
def test_a_limit_that_is_none(seconds):
    with pytest.raises(UsageError, match="cannot be held"):
        within(seconds, lambda: 0, lambda code: code)


def test_shapes_of_the_user_are_ended(cli, turtle, tmp_path):
    shapes = tmp_path / "endless.ttl"
    shapes.write_text(ENDLESS)
    ran = cli("check", turtle, "--shapes", shapes, "--timeout", "1")
    assert ran.code == 3
    assert ran.out == ""
    assert "did not end within 1 seconds" in ran.err and "--timeout" in ran.err
