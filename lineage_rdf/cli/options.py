"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


class TextOrJson(StrEnum):
    """How results are printed: for a person or for a program."""

    text = "text"
    json = "json"


ModelId: TypeAlias = Annotated[
    str,
    typer.Option("--id", metavar="ORG/NAME[@REV]", help="Hub id of the head model, if no source gives it."),
]
Text: TypeAlias = Annotated[
    bool, typer.Option("--text", help='Take the argument as shorthand, such as "Mistral-7B -> SFT -> DPO".')
]
Base: TypeAlias = Annotated[
    str, typer.Option("--base", metavar="IRI", help="Address under which local things get their IRIs.")
]
Hash: TypeAlias = Annotated[bool, typer.Option("--hash", help="Hash the weight files (reads all of them).")]
Aliases: TypeAlias = Annotated[
    Path | None,
    typer.Option("--aliases", metavar="FILE", help="CSV of other names: from,to,kind,source,date."),
]
StorePlace: TypeAlias = Annotated[
    str, typer.Argument(metavar="PLACE", help="Folder of an Oxigraph store, or address of an endpoint.")
]
Updates: TypeAlias = Annotated[
    str,
    typer.Option(
        "--update-endpoint",
        metavar="URL",
        help="Where the endpoint takes updates, if not at /update beside /query.",
    ),
]
GraphStoreUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--graph-store",
        metavar="URL",
        help="Write by the Graph Store Protocol at this address, not by updates.",
    ),
]
IndexIt: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--index/--no-index",
        help="Make the index beside a store on disk anew, or leave it out of date; without either, if something changed.",
        show_default=False,
    ),
]
Timeout: TypeAlias = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Limit for one request to an endpoint.")
]
CasraiCompatible: TypeAlias = Annotated[
    bool, typer.Option("--casrai-compatible", help="jsonld, jats: exactly as CASRAI prints them.")
]
