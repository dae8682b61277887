"""`lineage-rdf terms`: the words of the vocabulary and what they mean."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import SCHEMES, scheme_namespace
from lineage_rdf.vocabulary.schemes import SchemeTerm, lookup, members

HELP: Final = """Look up the terms of the vocabulary: methods, roles, hyperparameters, metrics and so on.

\b
Examples:
  lineage-rdf terms list
  lineage-rdf terms list objective
  lineage-rdf terms show DPO
"""


class Form(StrEnum):
    """How terms are printed."""

    text = "text"
    json = "json"


_Form = Annotated[Form, typer.Option("--format", help="How to print the terms.")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    terms = typer.Typer(help=HELP, rich_markup_mode=None, no_args_is_help=True)
    terms.command("list", help="List the schemes, or the terms of one scheme.")(list_terms)
    terms.command("show", help="Show a term by its notation or any name it goes by, in every scheme.")(
        show_term
    )
    app.add_typer(terms, name="terms", short_help="Look up the terms of the vocabulary.")


def list_terms(
    scheme: Annotated[
        str, typer.Argument(help="One of the schemes; without it the schemes are listed.")
    ] = "",
    form: _Form = Form.text,
) -> int:
    """Print the schemes or the terms of one; returns 0."""
    if not scheme:
        counts = {name: len(members(name)) for name in SCHEMES}
        if form is Form.json:
            put_json([{"scheme": name, "terms": count} for name, count in counts.items()])
        else:
            put("".join(f"{name} ({count} terms)\n" for name, count in counts.items()))
        return 0
    if scheme not in SCHEMES:
        raise UsageError(f"there is no scheme {scheme!r}", fix=f"use one of {', '.join(SCHEMES)}")
    found = list(members(scheme).values())
    if form is Form.json:
        put_json([_row(scheme, term) for term in found])
        return 0
    width = max((len(term.notation) for term in found), default=0)
    put("".join(f"{term.notation:{width}}  {term.label}\n" for term in found))
    return 0


def show_term(
    term: Annotated[str, typer.Argument(help="A notation, label or other name, in any spelling.")],
    form: _Form = Form.text,
) -> int:
    """Print every term that goes by a name; returns 0.

    Raises:
        UsageError: if no scheme has such a term.
    """
    found = [(scheme, members(scheme)[name]) for scheme in SCHEMES if (name := lookup(scheme, term))]
    if not found:
        raise UsageError(
            f"no term goes by the name {term!r}", fix="`lineage-rdf terms list SCHEME` lists what there is"
        )
    if form is Form.json:
        put_json([_row(scheme, item) for scheme, item in found])
        return 0
    put("\n".join(_text(scheme, item) for scheme, item in found))
    return 0


def _row(scheme: str, term: SchemeTerm) -> dict[str, object]:
    return {
        "iri": scheme_namespace(scheme) + term.notation,
        "scheme": scheme,
        "notation": term.notation,
        "label": term.label,
        "names": list(term.names),
        "broader": list(term.broader),
        **({"value_kind": term.kind} if term.kind else {}),
        "definition": term.definition,
    }


def _text(scheme: str, term: SchemeTerm) -> str:
    lines = [f"{term.label} ({scheme} {term.notation})", f"    {scheme_namespace(scheme)}{term.notation}"]
    lines += [f"    {term.definition}"] if term.definition else []
    lines += [f"    also: {', '.join(term.names)}"] if term.names else []
    lines += [f"    below: {', '.join(term.broader)}"] if term.broader else []
    lines += [f"    values: {term.kind}"] if term.kind else []
    return "\n".join(lines) + "\n"
