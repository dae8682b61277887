"""`lineage-rdf terms`: the words of the vocabulary and what they mean."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import SCHEMES
from lineage_rdf.vocabulary.schemes import CORE, SchemeTerm, casrai_matches, lookup, members, namespace_of

HELP: Final = """Look up the terms of the vocabulary: classes, properties, methods, hyperparameters and so on.

\b
Examples:
  lineage-rdf terms list
  lineage-rdf terms list objective
  lineage-rdf terms show DPO
  lineage-rdf terms show FineTuning
"""
# The classes and properties first, then the schemes.
_ALL: Final = (CORE, *SCHEMES)
# Each of these modules of `cli` has `register(terms)` and adds one command below `terms`.
_MORE: Final[tuple[str, ...]] = ("terms_align", "terms_model_record")


_Form = Annotated[TextOrJson, typer.Option("--format", help="How to print the terms.")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    terms = typer.Typer(help=HELP, rich_markup_mode=None, no_args_is_help=True)
    terms.command("list", help="List the schemes, or the terms of one scheme.")(list_terms)
    terms.command("show", help="Show a term by its notation or any name it goes by, in every scheme.")(
        show_term
    )
    for name in _MORE:
        import_module(f"lineage_rdf.cli.{name}").register(terms)
    app.add_typer(terms, name="terms", short_help="Look up the terms of the vocabulary.")


def list_terms(
    scheme: Annotated[
        str, typer.Argument(help="One of the schemes; without it the schemes are listed.")
    ] = "",
    form: _Form = TextOrJson.text,
) -> int:
    """Print the schemes or the terms of one; returns 0."""
    if not scheme:
        counts = {name: len(members(name)) for name in _ALL}
        if form is TextOrJson.json:
            put_json([{"scheme": name, "terms": count} for name, count in counts.items()])
        else:
            put("".join(f"{name} ({count} terms)\n" for name, count in counts.items()))
        return 0
    if scheme not in _ALL:
        raise UsageError(f"there is no scheme {scheme!r}", fix=f"use one of {', '.join(_ALL)}")
    found = list(members(scheme).values())
    if form is TextOrJson.json:
        put_json([_row(scheme, term) for term in found])
        return 0
    width = max((len(term.notation) for term in found), default=0)
    put("".join(f"{term.notation:{width}}  {term.label}\n" for term in found))
    return 0


def show_term(
    term: Annotated[str, typer.Argument(help="A notation, label or other name, in any spelling.")],
    form: _Form = TextOrJson.text,
) -> int:
    """Print every term that goes by a name; returns 0.

    Raises:
        UsageError: if no scheme has such a term.
    """
    found = [(scheme, members(scheme)[name]) for scheme in _ALL if (name := lookup(scheme, term))]
    if not found:
        raise UsageError(
            f"no term goes by the name {term!r}", fix="`lineage-rdf terms list SCHEME` lists what there is"
        )
    if form is TextOrJson.json:
        put_json([_row(scheme, item) for scheme, item in found])
        return 0
    put("\n".join(_text(scheme, item) for scheme, item in found))
    return 0


def _row(scheme: str, term: SchemeTerm) -> dict[str, object]:
    iri = namespace_of(scheme) + term.notation
    return {
        "iri": iri,
        "scheme": scheme,
        "notation": term.notation,
        "label": term.label,
        "names": list(term.names),
        "broader": list(term.broader),
        **({"value_kind": term.kind} if term.kind else {}),
        "definition": term.definition,
        "example": term.example,
        "sources": list(term.sources),
        "casrai": [{"match": kind, "iri": match} for kind, match in casrai_matches().get(iri, ())],
    }


def _text(scheme: str, term: SchemeTerm) -> str:
    iri = namespace_of(scheme) + term.notation
    lines = [f"{term.label} ({scheme} {term.notation})", f"    {iri}"]
    lines += [f"    {term.definition}"] if term.definition else []
    lines += [f"    also: {', '.join(term.names)}"] if term.names else []
    lines += [f"    below: {', '.join(term.broader)}"] if term.broader else []
    lines += [f"    values: {term.kind}"] if term.kind else []
    lines += [f"    example: {term.example}"] if term.example else []
    lines += [f"    note: {term.note}"] if term.note else []
    lines += [f"    CASRAI: {match} ({kind} match)" for kind, match in casrai_matches().get(iri, ())]
    lines += [f"    source: {source}" for source in term.sources]
    return "\n".join(lines) + "\n"
