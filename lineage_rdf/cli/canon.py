"""`lineage-rdf canon`: the canonical form of any RDF file, or its hash."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_data, save
from lineage_rdf.cli.limit import refuse_limit
from lineage_rdf.cli.rdf_files import LIMIT, From, Limit, naming_within, read_rdf

HELP: Final = """Print the canonical N-Quads of an RDF file (RDFC-1.0, a W3C Recommendation).

Two files that say the same give the same bytes, in whatever syntax, order and with whatever labels of blank nodes they were
written. --hash prints the SHA-256 of those bytes, which can be signed or compared.

\b
Examples:
  lineage-rdf canon lineage.ttl -o lineage.nq
  lineage-rdf canon lineage.jsonld --hash
  lineage-rdf canon - --from turtle < lineage.ttl
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("canon", help=HELP, short_help="Print the canonical form of an RDF file, or its hash.")(canon)


def canon(
    source: Annotated[str, typer.Argument(metavar="FILE", help="An RDF file, or - for standard input.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File to write instead of standard output.")
    ] = None,
    hash_: Annotated[
        bool, typer.Option("--hash", help="Print the SHA-256; with -o beside writing the file.")
    ] = False,
    from_: From = "",
    limit: Limit = LIMIT,
) -> int:
    """Print the canonical form; returns 0."""
    from lineage_rdf.transform import canonical

    refuse_limit(limit)
    quads = read_rdf(source, from_)

    def tell(text: str) -> int:
        if out is not None:
            save(out, text)
        if hash_:
            from hashlib import sha256

            put(f"{sha256(text.encode()).hexdigest()}\n")
        elif out is None:
            put_data(text)
        return 0

    return naming_within(limit, quads, lambda: canonical(quads), tell, "the canonicalisation")
