"""Any RDF file as JSON-LD in a form of the user's: framed, compacted by a context, flattened."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

from attrs import frozen
from pyoxigraph import BlankNode, Quad

from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.codec.jsonld_forms import compacted, document_of, flattened, framed, unknown_in_frame
from lineage_rdf.codec.jsonld_json import load_json
from lineage_rdf.codec.jsonld_options import DEFAULT, JsonLdOptions
from lineage_rdf.codec.jsonld_read import read_general_document, read_jsonld
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import Written, what_fits
from lineage_rdf.errors import InputError, LeftOutWarning


@frozen
class Shape:
    """The form that is asked for.

    Args:
        frame: a frame; None for none. What it leaves out is left out.
        context: what to compact by; None for none.
        flat: whether every node stands once and side by side.
    """

    frame: Any = None
    context: Any = None
    flat: bool = False


def reshape(
    data: bytes,
    syntax: Syntax,
    where: str,
    shape: Shape,
    *,
    base: str | None = None,
    options: JsonLdOptions = DEFAULT,
) -> Written:
    """Return a document of any syntax as JSON-LD of a form; what is no statement in JSON-LD or in a frame is a `LeftOutWarning`.

    Args:
        data: the document.
        syntax: how it is written.
        where: its name, for messages.
        shape: the form.
        base: base IRI for relative references.
        options: contexts of the user, and other options of the JSON-LD API.

    Raises:
        InputError: if something cannot be read, or an IRI would be mistaken for a short name of the context.
        UsageError: if the frame asks for links in memory.
    """
    lost: tuple[str, ...] = ()
    if syntax is Syntax.JSONLD:
        text = utf8(data, where)
        quads = read_jsonld(text, where, base=base, options=options)
        document = load_json(text, where)
    else:
        quads, lost = what_fits(read_quads(data, syntax, where, base=base), Syntax.JSONLD)
        document = document_of(quads)
    if shape.frame is not None:
        for note in unknown_in_frame(shape.frame, "the frame", options):
            warnings.warn(f"the frame: {note}", LeftOutWarning, stacklevel=2)
        return Written(_text(framed(document, shape.frame, where, base=base, options=options), where), lost)
    work = flattened if shape.flat else compacted
    result = work(document, shape.context, where, base=base, options=options)
    return Written(_text(result, where), (*lost, *_not_held(quads, result, where, base, options)))


def _text(document: Any, where: str) -> str:
    try:
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    except (ValueError, RecursionError) as error:
        raise InputError(f"the result is no JSON: {error}", where) from None


def _not_held(
    quads: Sequence[Quad], result: Any, where: str, base: str | None, options: JsonLdOptions
) -> tuple[str, ...]:
    """Read a result again and say how many statements do not come back as they were; labels of blank nodes do not matter."""
    try:
        again = read_general_document(result, where, base=base, options=options).quads
    except InputError as error:
        return (f"the form cannot be read again: {error.what}",)
    missing = Counter(map(_unlabelled, set(quads))) - Counter(map(_unlabelled, set(again)))
    count = sum(missing.values())
    return (f"the context cannot hold {count} statements, such as {min(missing)}",) if count else ()


def _unlabelled(quad: Quad) -> str:
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return " ".join("_:" if isinstance(term, BlankNode) else str(term) for term in terms)
