"""What every test may use: the repository's folders, and the shared reference data where it is present."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", ROOT.parent / "shared"))

settings.register_profile(
    "default", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "full", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def examples() -> Path:
    """The folder of the example model folders."""
    return ROOT / "examples"


@pytest.fixture
def shared() -> Path:
    """The folder of shared reference data; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared reference data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    play = pytest.importorskip("playwright.sync_api")
    from tests.pages.browsing import BROWSER

    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    with play.sync_playwright() as running:
        started = running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The judge of accessibility as a script; the test is skipped where it is not installed."""
    from tests.pages.browsing import axe_script

    return axe_script()


# Lines that the first examples of a property do not reach are seldom reached by the others, and counting doubles their time.
_COUNTED_EXAMPLES = 25
_TRACER = pytest.StashKey[Callable[..., Any] | None]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Count lines within tests and fixtures alone: of ten thousand small tests most calls are pytest's own."""
    session.stash[_TRACER] = sys.gettrace()
    with _tracing(None):
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Count the lines of fixtures."""
    with _tracing(item.session.stash.get(_TRACER, None)):
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Count the lines of fixtures at their end."""
    with _tracing(item.session.stash.get(_TRACER, None)):
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines in a test with the mark `uncounted`, and in a property only those of its first examples.

    The mark `no_cover` of pytest-cov 7 does nothing in the processes of pytest-xdist, which begin two measurements each.
    """
    tracer = item.session.stash.get(_TRACER, None)
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    if handle is None or item.get_closest_marker("uncounted"):
        with _tracing(None if item.get_closest_marker("uncounted") else tracer):
            return (yield)
    inner = handle.inner_test
    handle.inner_test = _counted_at_first(inner, tracer)
    try:
        return (yield)
    finally:
        handle.inner_test = inner


def _counted_at_first(
    test: Callable[..., object], tracer: Callable[..., Any] | None
) -> Callable[..., object]:
    calls = 0

    @wraps(test)
    def example(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        with _tracing(tracer if calls <= _COUNTED_EXAMPLES else None):
            return test(*args, **kwargs)

    return example


@contextmanager
def _tracing(tracer: Callable[..., Any] | None) -> Iterator[None]:
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        yield
    finally:
        sys.settrace(before)
