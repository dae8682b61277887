"""Read JSON-LD without a network: bundled contexts only, bounded depth, and no silent change of a number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Set
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.jsonld_compacted import compacted_quads, with_short_context
from lineage_rdf.codec.jsonld_context import CONTEXT_URLS, DECIMAL, context_document, keys_by_name
from lineage_rdf.codec.numbers import parse_decimal, plain
from lineage_rdf.errors import InputError

MAX_DEPTH = 200


class _Number(float):
    """A JSON number with a fraction or an exponent that remembers how it was written."""

    text: str

    def __new__(cls, text: str) -> _Number:
        number = super().__new__(cls, text)
        number.text = text
        return number


def read_jsonld(text: str, where: str, *, base: str | None = None) -> list[Quad]:
    """Return the statements of a JSON-LD document.

    Args:
        text: the document.
        where: its name, for messages.
        base: base IRI for relative references.

    Raises:
        InputError: if it is no JSON, nests too deeply, names a context that is not bundled, gives a JSON number where our
            context wants a decimal, or is not JSON-LD.
    """
    document = load_json(with_short_context(text), where)
    # The table has no relative references, so the base does not matter to it; a broken one is left to the general path.
    quads = compacted_quads(document) if base is None or _is_iri(base) else None
    return read_general(document, where, base=base) if quads is None else quads


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def read_general(document: Any, where: str, *, base: str | None = None) -> list[Quad]:
    """Return the statements of any JSON-LD document by the general processor; see `read_jsonld`.

    Args:
        document: the parsed JSON.
        where: its name, for messages.
        base: base IRI for relative references.

    Raises:
        InputError: as `read_jsonld`.
    """
    _check(document, where, "$", 0, ours=False)
    complete = _with_contexts(document, where, frozenset(_json_terms(document)))
    try:
        return list(
            parse(
                json.dumps(complete, ensure_ascii=False).encode(),
                RdfFormat.JSON_LD,
                base_iri=base,
            )
        )
    except (SyntaxError, ValueError) as error:
        raise InputError(f"not valid JSON-LD: {error}", where) from None
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        raise InputError(
            "a name or literal is larger than the parser holds, about 8 MiB",
            where,
            "shorten or leave out the value",
        ) from None


def load_json(text: str, where: str) -> Any:
    """Return a JSON value; numbers keep their spelling, a repeated key is an error.

    Raises:
        InputError: with the line of the fault.
    """
    try:
        return json.loads(text, parse_float=_Number, object_pairs_hook=_object_of(where))
    except json.JSONDecodeError as error:
        raise InputError(f"not valid JSON: {error.msg}", f"{where}:{error.lineno}") from None
    except RecursionError:
        raise InputError("the JSON nests too deeply", where) from None
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}", where) from None


def _object_of(where: str) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
            raise InputError(f"the key {twice!r} stands twice in one object", where, "keep one of the two")
        return table

    return made


def _check(item: Any, where: str, path: str, depth: int, *, ours: bool) -> None:
    """Walk the document once: depth, and numbers under our decimal keys."""
    if depth > MAX_DEPTH:
        raise InputError(f"the document nests deeper than {MAX_DEPTH} levels", f"{where} {path}")
    if isinstance(item, list):
        for place, member in enumerate(item):
            _check(member, where, f"{path}[{place}]", depth + 1, ours=ours)
    elif isinstance(item, dict):
        ours = ours or _uses_our_context(item.get("@context"))
        for name, member in item.items():
            inside = ours and name != "@context"
            if inside:
                _check_decimal(name, member, where, f"{path}.{name}")
            _check(member, where, f"{path}.{name}", depth + 1, ours=inside)


def _uses_our_context(context: Any) -> bool:
    """Say whether a document's context gives `realValue` and its like our meaning."""
    items = context if isinstance(context, list) else [context]
    return any(
        item in CONTEXT_URLS if isinstance(item, str) else isinstance(item, dict) and "realValue" in item
        for item in items
    )


def _check_decimal(name: str, member: Any, where: str, path: str) -> None:
    key = keys_by_name().get(name)
    numbers = [n for n in (member if isinstance(member, list) else [member]) if isinstance(n, int | float)]
    if key is None or key.coercion != DECIMAL or not numbers or isinstance(numbers[0], bool):
        return
    text = numbers[0].text if isinstance(numbers[0], _Number) else str(numbers[0])
    number = parse_decimal(text)
    spelt = text if number is None else plain(number)
    raise InputError(
        "a JSON number stands where a decimal is wanted, and JSON-LD would make a double of it",
        f"{where} {path}",
        f'write it as text: "{name}": "{spelt}"',
    )


def _json_terms(item: Any) -> Iterator[str]:
    """Yield the terms whose values are JSON literals (section 4.2.2 of JSON-LD 1.1), wherever their definition stands."""
    if isinstance(item, list):
        for member in item:
            yield from _json_terms(member)
    elif isinstance(item, dict):
        for name, member in item.items():
            if isinstance(member, dict) and member.get("@type") == "@json" and "@value" not in member:
                yield name
            yield from _json_terms(member)


def _with_contexts(item: Any, where: str, literals: Set[str]) -> Any:
    """Return the document with the addresses of our context replaced by the bundled context.

    What stands in a JSON literal is no context. The engine fetches nothing, so an address that is left there by mistake is an
    error and changes no statement.
    """
    if isinstance(item, list):
        return [_with_contexts(member, where, literals) for member in item]
    if not isinstance(item, dict) or item.get("@type") == "@json":
        return item
    changed = dict(item)
    for name, member in item.items():
        if name == "@context":
            changed[name] = _context(member, where)
        elif name not in literals:
            changed[name] = _with_contexts(member, where, literals)
    return changed


def _context(context: Any, where: str) -> Any:
    if isinstance(context, list):
        return [_context(member, where) for member in context]
    if isinstance(context, str):
        if context in CONTEXT_URLS:
            return context_document()["@context"]
        raise InputError(
            f"the context {context} is not bundled, and nothing is fetched",
            where,
            "put the context itself into the document in place of its address",
        )
    if isinstance(context, dict):
        if "@import" in context:
            raise InputError(
                "@import in a context is not followed", where, "put the imported terms into the context"
            )
        return {
            name: {**term, "@context": _context(term["@context"], where)}
            if isinstance(term, dict) and "@context" in term
            else term
            for name, term in context.items()
        }
    return context
