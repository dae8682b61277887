"""Read JSON-LD without a network: known contexts only, bounded depth, no silent change of a number, and no silent loss.

Documents that are compacted by our context go through the compiled table; all others are expanded by PyLD and then parsed by the
engine, which keeps literals as they are written and takes a time that grows with the document alone.
"""

from __future__ import annotations

import json
import warnings
from typing import Any

from attrs import frozen
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.codec import jsonld_dropped as words
from lineage_rdf.codec.jsonld_bundled import small_contexts
from lineage_rdf.codec.jsonld_compacted import compacted_quads, with_short_context
from lineage_rdf.codec.jsonld_context import CONTEXT_URLS
from lineage_rdf.codec.jsonld_dropped import Dropped
from lineage_rdf.codec.jsonld_engine import expand
from lineage_rdf.codec.jsonld_expanded import Preparing, blank_properties
from lineage_rdf.codec.jsonld_json import load_json, refuse_faults
from lineage_rdf.codec.jsonld_options import DEFAULT, JsonLdOptions
from lineage_rdf.codec.terms import is_iri
from lineage_rdf.errors import InputError, LeftOutWarning
from lineage_rdf.memory import without_collection


@frozen
class JsonLdReading:
    """What a JSON-LD document says, and what of it is no statement.

    Args:
        quads: the statements.
        left_out: one line per kind of thing that JSON-LD leaves out, such as keys that the context does not know.
    """

    quads: list[Quad]
    left_out: tuple[str, ...] = ()


def read_jsonld(
    text: str, where: str, *, base: str | None = None, options: JsonLdOptions = DEFAULT
) -> list[Quad]:
    """Return the statements of a JSON-LD document; what it leaves out is a `LeftOutWarning`.

    Args:
        text: the document.
        where: its name, for messages.
        base: base IRI for relative references.
        options: contexts of the user, and other options of the JSON-LD API.

    Raises:
        InputError: if it is no JSON, nests too deeply, names a context that is neither bundled nor given, gives a JSON number
            where our context wants a decimal, or is not JSON-LD.
    """
    reading = read_jsonld_document(text, where, base=base, options=options)
    for note in reading.left_out:
        warnings.warn(f"{where}: {note}", LeftOutWarning, stacklevel=2)
    return reading.quads


def read_jsonld_document(
    text: str, where: str, *, base: str | None = None, options: JsonLdOptions = DEFAULT
) -> JsonLdReading:
    """Return the statements of a JSON-LD document and what it leaves out; see `read_jsonld`.

    Raises:
        InputError: as `read_jsonld`.
    """
    with without_collection():
        document = load_json(with_short_context(text), where)
        quads = compacted_quads(document) if _suits_the_table(base, options) else None
    if quads is not None:
        return JsonLdReading(quads)
    return read_general_document(document, where, base=base, options=options)


def _suits_the_table(base: str | None, options: JsonLdOptions) -> bool:
    """Say whether options leave our context what it is; the table has no relative references, so a base does not matter to it."""
    usual = options.expand_context is None and options.mode == "json-ld-1.1"
    return usual and CONTEXT_URLS.isdisjoint(options.contexts) and (base is None or is_iri(base))


def read_general(
    document: Any, where: str, *, base: str | None = None, options: JsonLdOptions = DEFAULT
) -> list[Quad]:
    """Return the statements of any JSON-LD document by the general processor; see `read_jsonld`.

    Raises:
        InputError: as `read_jsonld`.
    """
    return read_general_document(document, where, base=base, options=options).quads


def read_general_document(
    document: Any, where: str, *, base: str | None = None, options: JsonLdOptions = DEFAULT
) -> JsonLdReading:
    """Return the statements of any JSON-LD document by the general processor, and what it leaves out.

    Args:
        document: the parsed JSON.
        where: its name, for messages.
        base: base IRI for relative references.
        options: contexts of the user, and other options of the JSON-LD API.

    Raises:
        InputError: as `read_jsonld`.
    """
    refuse_faults(document, where)
    if base is not None and not is_iri(base):
        raise InputError(f"not valid JSON-LD: the base {base!r} is no IRI", where)
    dropped = Dropped()
    expanded = expand(document, where, options, base, dropped)
    # Those that are left are in JSON literals, where they mean something.
    for _ in range(_nulls(document) - _nulls(expanded)):
        dropped.add(words.NULL)
    renamed = blank_properties(expanded) if options.generalized else frozenset()
    ready = Preparing(dropped, options.direction, renamed).nodes(expanded)
    notes = (*dropped.notes(), *_hint(document, dropped, options))
    return JsonLdReading(_parsed(ready, where), notes)


def _hint(document: Any, dropped: Dropped, options: JsonLdOptions) -> tuple[str, ...]:
    """Say where a key that is left out may stand in a context of which we have a part only."""
    context = document.get("@context") if isinstance(document, dict) else None
    partial = [url for url in small_contexts(context) if url not in options.contexts]
    if not partial or not dropped.has(words.KEY):
        return ()
    return (f"of the context {partial[0]} a part is bundled; --context {partial[0]}=FILE gives the whole",)


def _parsed(expanded: list[Any], where: str) -> list[Quad]:
    try:
        return list(parse(json.dumps(expanded, ensure_ascii=False).encode(), RdfFormat.JSON_LD))
    except RecursionError:
        raise InputError("the document nests too deeply", where) from None
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


def _nulls(item: Any) -> int:
    """Return how many values are null; contexts are no values."""
    found, waiting = 0, [item]
    while waiting:
        current = waiting.pop()
        if isinstance(current, list):
            waiting += current
        elif isinstance(current, dict):
            waiting += [value for key, value in current.items() if key != "@context"]
        elif current is None:
            found += 1
    return found
