"""PyLD, which does what is general in JSON-LD, behind one door: no network, no state between calls, errors a user understands.

PyLD keeps the contexts it has processed for the whole process, with what they import, so that one call could see the contexts
of another. Here only the bundled ones are kept, and not where a user gives contexts.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from lineage_rdf.codec.jsonld_bundled import bundled_document
from lineage_rdf.codec.jsonld_dropped import Dropped
from lineage_rdf.codec.jsonld_loader import NO_BASE, ContextLoader
from lineage_rdf.codec.jsonld_options import JsonLdOptions
from lineage_rdf.errors import InputError, LeftOutWarning

T = TypeVar("T")
_KEPT: Final = threading.local()
_HEARING: Final = threading.RLock()


def engine_options(options: JsonLdOptions, where: str, base: str | None) -> dict[str, Any]:
    """Return the options of a call of PyLD.

    Args:
        options: what the user asked for.
        where: the name of the document, for messages.
        base: base IRI for relative references; None for none.
    """
    from pyld import ContextResolver

    loader = ContextLoader(options.contexts, where)
    kept: dict[str, Any] = {} if options.contexts else _kept()
    made: dict[str, Any] = {
        "base": NO_BASE if base is None else base,
        "documentLoader": loader,
        "contextResolver": ContextResolver(kept, loader),
        "processingMode": options.mode,
    }
    if options.expand_context is not None:
        made["expandContext"] = options.expand_context
    return made


class _Bundled(dict[str, Any]):
    """Keeps what bundled contexts were processed to; of a context in a document PyLD would not warn a second time."""

    def __setitem__(self, key: str, value: Any) -> None:
        if bundled_document(key) is not None:
            super().__setitem__(key, value)


def _kept() -> dict[str, Any]:
    """Return what this thread has processed of the bundled contexts."""
    kept: dict[str, Any] = _KEPT.__dict__.setdefault("contexts", _Bundled())
    return kept


def expand(
    document: Any, where: str, options: JsonLdOptions, base: str | None, dropped: Dropped, **more: bool
) -> list[Any]:
    """Return the expanded form of a document (JSON-LD 1.1 API, section 5.1).

    Args:
        document: the parsed JSON.
        where: its name, for messages.
        options: how to read it.
        base: base IRI for relative references.
        dropped: counts what is left out.
        more: `isFrame` and `keepFreeFloatingNodes`, for a frame.

    Raises:
        InputError: if it is not JSON-LD, or names a context that is not known.
    """
    from pyld import jsonld

    # Given a text, PyLD would take it for an address.
    if not isinstance(document, dict | list):
        raise InputError("not valid JSON-LD: it should be an object or an array", where)
    made = {**engine_options(options, where, base), **more}
    result: list[Any] = guarded(
        lambda: jsonld.expand(document, made, on_property_dropped=dropped.key), where, dropped
    )
    return result


def guarded(work: Callable[[], T], where: str, dropped: Dropped | None = None) -> T:
    """Return what a call of PyLD returns.

    Args:
        work: the call.
        where: the name of the document, for messages.
        dropped: counts what PyLD warns of; without it, it becomes a `LeftOutWarning`.

    Raises:
        InputError: whatever goes wrong in it; PyLD meets some malformed documents with errors of Python.
    """
    # What catches warnings changes the state of the process, so that one thread at a time may.
    with _HEARING, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        result = _outcome(work, where)
    heard = Dropped() if dropped is None else dropped
    for warning in said:
        # PyLD forgot a blank in one of them.
        heard.add(f"{warning.message}: {{count}}".replace("reservedfor", "reserved for"))
    if dropped is None:
        for note in heard.notes():
            warnings.warn(f"{where}: {note}", LeftOutWarning, stacklevel=3)
    return result


def _outcome(work: Callable[[], T], where: str) -> T:
    try:
        return work()
    except MemoryError:
        raise
    except RecursionError:
        raise InputError("the document or its contexts nest too deeply", where) from None
    except Exception as error:
        raise _input_error(error, where) from None


def _input_error(error: Exception, where: str) -> InputError:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, InputError):
            return cause
        if isinstance(cause, RecursionError):
            return InputError("the document or its contexts nest too deeply", where)
    codes = list(dict.fromkeys(code for code in map(_code, causes) if code))
    coded = [cause for cause in causes if _code(cause)] or causes
    text = str(coded[-1].args[0] if coded[-1].args else type(coded[-1]).__name__)
    return InputError(f"not valid JSON-LD: {': '.join([*codes, text])}", where)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _code(error: BaseException) -> str:
    """Return the error code of the JSON-LD 1.1 API that an error of PyLD has."""
    return str(getattr(error, "code", None) or "")
