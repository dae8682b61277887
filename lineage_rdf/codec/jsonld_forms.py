"""Other forms of JSON-LD, by PyLD: framed, compacted by any context, flattened, expanded.

https://www.w3.org/TR/json-ld11-framing/, https://www.w3.org/TR/json-ld11-api/ sections 5 to 7. Contexts are known or given, and
nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from lineage_rdf.codec.frame_faults import explained
from lineage_rdf.codec.jsonld_context import BOOLEAN, INTEGER
from lineage_rdf.codec.jsonld_dropped import Dropped
from lineage_rdf.codec.jsonld_engine import engine_options, expand, guarded
from lineage_rdf.codec.jsonld_json import refuse_faults
from lineage_rdf.codec.jsonld_options import DEFAULT, JsonLdOptions
from lineage_rdf.errors import InputError, UsageError

# As the writer of our own form has it: the integers that are the same number to every reader of JSON.
_NATIVE: Final = re.compile(r"(0|-?[1-9][0-9]{0,14})\Z")


def document_of(quads: Sequence[Quad], *, native: bool = True, **more: Any) -> list[Any]:
    """Return statements as an expanded document; RDF lists become `@list` (JSON-LD 1.1 API, section 8.2).

    Args:
        quads: the statements, without triple terms and texts with a direction.
        native: write plain integers and truth values as JSON does, as our own form has them, beside their datatype.
        more: further options of the API as PyLD names them, such as `useRdfType`.

    Raises:
        InputError: if a JSON literal holds no JSON.
    """
    from pyld import jsonld

    dataset: dict[str, list[Any]] = {"@default": []}
    # Sorted, for the same statements should give the same bytes.
    for quad in sorted(set(quads), key=str):
        graph = "@default" if isinstance(quad.graph_name, DefaultGraph) else _name(quad.graph_name)
        terms = {"subject": quad.subject, "predicate": quad.predicate, "object": quad.object}
        dataset.setdefault(graph, []).append({place: _term(term) for place, term in terms.items()})
    document: list[Any] = guarded(lambda: jsonld.from_rdf(dataset, more), "the statements")
    if native:
        _make_native(document)
    return document


def _name(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)


def _term(term: Any) -> dict[str, str]:
    """Return a term as PyLD has it."""
    if isinstance(term, Literal):
        made = {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        return {**made, "language": term.language} if term.language else made
    return {"type": "IRI" if isinstance(term, NamedNode) else "blank node", "value": _name(term)}


def _make_native(document: Any) -> None:
    """Write integers and truth values as JSON does, and keep their datatype beside them: what reads it finds the same literal."""
    waiting = [document]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            kind, value = item.get("@type"), item.get("@value")
            if kind == INTEGER and isinstance(value, str) and _NATIVE.match(value):
                item["@value"] = int(value)
            elif kind == BOOLEAN and value in ("true", "false"):
                item["@value"] = value == "true"
            elif kind != "@json":
                waiting += item.values()


def expanded(
    document: Any, where: str, *, base: str | None = None, options: JsonLdOptions = DEFAULT
) -> list[Any]:
    """Return the expanded form of a document: no context, every name an IRI, every value with its type.

    Args:
        document: the parsed JSON.
        where: its name, for messages.
        base: base IRI for relative references.
        options: contexts of the user, and other options of the JSON-LD API.

    Raises:
        InputError: if it is not JSON-LD, or names a context that is not known.
    """
    refuse_faults(document, where)
    return expand(document, where, options, base, Dropped())


def compacted(
    document: Any,
    context: Any,
    where: str,
    *,
    base: str | None = None,
    options: JsonLdOptions = DEFAULT,
    **more: Any,
) -> dict[str, Any]:
    """Return a document compacted by a context.

    Args:
        document: the parsed JSON.
        context: a context, a document that has one, or the URL of one.
        where: the name of the document, for messages.
        base: base IRI; references are made relative to it where they can.
        options: contexts of the user, and other options of the JSON-LD API.
        more: further options of the API as PyLD names them, such as `compactArrays`.

    Raises:
        InputError: if one of the two is not JSON-LD, or an IRI would be mistaken for a short name of the context.
    """
    result: dict[str, Any] = _called("compact", document, context, where, base, options, more)
    return result


def flattened(
    document: Any,
    context: Any,
    where: str,
    *,
    base: str | None = None,
    options: JsonLdOptions = DEFAULT,
    **more: Any,
) -> Any:
    """Return a document in which every node stands once and side by side.

    Args:
        document: the parsed JSON.
        context: what to compact it by; None leaves it expanded, as an array.
        where: the name of the document, for messages.
        base: base IRI for relative references.
        options: contexts of the user, and other options of the JSON-LD API.
        more: further options of the API as PyLD names them, such as `compactArrays`.

    Raises:
        InputError: as `compacted`.
    """
    return _called("flatten", document, context, where, base, options, more)


def framed(
    document: Any,
    frame: Any,
    where: str,
    *,
    base: str | None = None,
    options: JsonLdOptions = DEFAULT,
    **more: Any,
) -> dict[str, Any]:
    """Return the nodes of a document that a frame asks for, nested as it says.

    Args:
        document: the parsed JSON.
        frame: the frame: a JSON object.
        where: the name of the document, for messages.
        base: base IRI for relative references.
        options: contexts of the user, and other options of the JSON-LD API.
        more: further options of the API as PyLD names them, such as `omitGraph`.

    Raises:
        InputError: if the document is not JSON-LD, or the frame is none.
        UsageError: if the frame asks for links in memory (`@embed: @link`), which no file holds.
    """
    refuse_frame(frame, where)
    try:
        result: dict[str, Any] = _called("frame", document, frame, where, base, options, more)
    except InputError as error:
        raise explained(error, _expanded_or_none(frame, where, options), where) from None
    return result


def _expanded_or_none(frame: Any, where: str, options: JsonLdOptions) -> dict[str, Any]:
    """Return a frame with every name an IRI, and none if it cannot be expanded: then that is what is wrong with it."""
    try:
        return expand_frame(frame, where, options, Dropped())
    except InputError:
        return {}


def unknown_in_frame(frame: Any, where: str, options: JsonLdOptions = DEFAULT) -> tuple[str, ...]:
    """Return one line per kind of thing in a frame that stands for nothing, such as keys that its context does not know.

    Raises:
        InputError: if the frame is none.
    """
    dropped = Dropped()
    expand_frame(frame, where, options, dropped)
    return dropped.notes()


def expand_frame(frame: Any, where: str, options: JsonLdOptions, dropped: Dropped) -> dict[str, Any]:
    """Return a frame with every name an IRI.

    Raises:
        InputError: if it is none.
        UsageError: as `framed`.
    """
    refuse_frame(frame, where)
    refuse_faults(frame, where)
    found = expand(frame, where, options, None, dropped, isFrame=True, keepFreeFloatingNodes=True)
    if len(found) > 1:
        raise InputError("a frame is one object", where)
    return found[0] if found else {}


def refuse_frame(frame: Any, where: str) -> None:
    """Refuse what is no frame.

    Raises:
        InputError: if it is no JSON object.
        UsageError: as `framed`.
    """
    if not isinstance(frame, dict):
        raise InputError("a frame is a JSON object", where)
    if "@link" in _embeds(frame):
        raise UsageError(
            "@embed: @link makes links in memory, which no file holds", where, "use @once or @always"
        )


def _embeds(item: Any) -> list[Any]:
    found, waiting = [], [item]
    while waiting:
        current = waiting.pop()
        if isinstance(current, list):
            waiting += current
        elif isinstance(current, dict):
            said = current.get("@embed", [])
            found += said if isinstance(said, list) else [said]
            waiting += current.values()
    return found


def _called(
    operation: str,
    document: Any,
    other: Any,
    where: str,
    base: str | None,
    options: JsonLdOptions,
    more: Mapping[str, Any],
) -> Any:
    """Return what an operation of PyLD gives for a document and what goes with it, when both have been looked at."""
    from pyld import jsonld

    refuse_faults(document, where)
    refuse_faults(other, where)
    if not isinstance(document, dict | list):
        raise InputError("not valid JSON-LD: it should be an object or an array", where)
    made = {**engine_options(options, where, base), **more}
    return guarded(lambda: getattr(jsonld, operation)(document, other, made), where)
