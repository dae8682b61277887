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


# Lines that the first examples of a property do not reach are seldom reached by the others, and counting doubles their time.
_COUNTED_EXAMPLES = 25


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines in a test with the mark `no_cover`, and of a property only those of its first examples.

    pytest-cov 7 begins two measurements in each process of pytest-xdist, and the mark pauses one of them.
    """
    tracer = sys.gettrace()
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    if item.get_closest_marker("no_cover"):
        with _tracing(None):
            return (yield)
    if tracer is None or handle is None:
        return (yield)
    inner = handle.inner_test
    handle.inner_test = _counted_at_first(inner, tracer)
    try:
        with _tracing(None):
            return (yield)
    finally:
        handle.inner_test = inner


def _counted_at_first(test: Callable[..., object], tracer: Callable[..., Any]) -> Callable[..., object]:
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
