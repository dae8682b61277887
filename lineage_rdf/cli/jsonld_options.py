"""Options for JSON-LD that is not only in our own form: contexts, base, frame, compaction and flattening."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

if TYPE_CHECKING:
    from lineage_rdf.codec.jsonld_options import JsonLdOptions
    from lineage_rdf.codec.jsonld_reshape import Shape

Contexts: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--context", metavar="URL=FILE", help="JSON-LD: the file that stands for a context; may be repeated."
    ),
]
DocumentBase: TypeAlias = Annotated[
    str, typer.Option("--base", metavar="IRI", help="Where IN has its relative references from.")
]
Frame: TypeAlias = Annotated[
    str, typer.Option("--frame", metavar="FILE", help="JSON-LD: write what a frame asks for, as it asks.")
]
Compact: TypeAlias = Annotated[
    str, typer.Option("--compact", metavar="FILE|URL", help="JSON-LD: compact by a context of your own.")
]
Flatten: TypeAlias = Annotated[
    bool,
    typer.Option("--flatten", help="JSON-LD: every node once and side by side; with or without --compact."),
]


def jsonld_options(contexts: list[str] | None) -> JsonLdOptions:
    """Return the options that `--context URL=FILE` asks for.

    Raises:
        UsageError: if one of them has no URL or no file.
        InputError: if a file cannot be read or holds no context.
    """
    from lineage_rdf.codec.jsonld_loader import read_context
    from lineage_rdf.codec.jsonld_options import JsonLdOptions
    from lineage_rdf.errors import UsageError

    found: dict[str, Any] = {}
    for given in contexts or []:
        # A URL may hold `=`, so a file is what follows the last one.
        url, equals, path = given.rpartition("=")
        if not (url and equals and path):
            raise UsageError(
                "--context takes the URL of a context and the file that holds it", given, "URL=FILE"
            )
        found[url] = read_context(Path(path))
    return JsonLdOptions(contexts=found)


def shape_of(frame: str, compact: str, *, flatten: bool, options: JsonLdOptions) -> Shape | None:
    """Return the form that options ask for, or None if they ask for none.

    Raises:
        UsageError: if they do not go together.
        InputError: if a file cannot be read.
    """
    from lineage_rdf.codec.jsonld_bundled import bundled_document
    from lineage_rdf.codec.jsonld_reshape import Shape
    from lineage_rdf.errors import UsageError

    if frame and (compact or flatten):
        raise UsageError("a frame has its own context and order", fix="leave out --compact and --flatten")
    if frame:
        return Shape(frame=read_json(frame))
    if compact:
        is_address = compact in options.contexts or bundled_document(compact)
        return Shape(context=compact if is_address else read_json(compact), flat=flatten)
    return Shape(flat=True) if flatten else None


def read_json(path: str) -> Any:
    """Return what a JSON file holds.

    Raises:
        InputError: if it cannot be read or is no JSON.
    """
    from lineage_rdf.codec.file_bytes import read_bytes, utf8
    from lineage_rdf.codec.jsonld_json import load_json

    return load_json(utf8(read_bytes(Path(path)), path), path)
