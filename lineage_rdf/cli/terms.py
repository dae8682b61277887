"""`lineage-rdf terms`: the words of the vocabulary and what they mean."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.errors import UsageError
from lineage_rdf.terms.own import OWN
from lineage_rdf.vocabulary.schemes import SchemeTerm, casrai_matches, members, namespace_of

HELP: Final = """The terms of the vocabulary, and other people's glossaries.

\b
Examples:
  lineage-rdf terms list objective
  lineage-rdf terms show DPO
  lineage-rdf terms show FineTuning --as jats
  lineage-rdf terms import glossary.yml -o glossary.ttl
  lineage-rdf terms export objective --as csv
"""
# Each of these modules of `cli` has `register(terms)` and adds one command below `terms`.
_MORE: Final = (
    *("terms_show", "terms_import", "terms_export", "terms_check", "terms_align", "terms_model_record"),
    *("terms_docs", "terms_diff", "terms_fair"),
)


_Form = Annotated[TextOrJson, typer.Option("--format", help="How to print the terms.")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    terms = typer.Typer(help=HELP, rich_markup_mode=None, no_args_is_help=True)
    terms.command("list", help="List the schemes, or the terms of one scheme.")(list_terms)
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
        counts = {name: len(members(name)) for name in OWN}
        if form is TextOrJson.json:
            put_json([{"scheme": name, "terms": count} for name, count in counts.items()])
        else:
            put("".join(f"{name} ({count} terms)\n" for name, count in counts.items()))
        return 0
    if scheme not in OWN:
        raise UsageError(f"there is no scheme {scheme!r}", fix=f"use one of {', '.join(OWN)}")
    found = list(members(scheme).values())
    if form is TextOrJson.json:
        put_json([term_row(scheme, term) for term in found])
        return 0
    width = max((len(term.notation) for term in found), default=0)
    put("".join(f"{term.notation:{width}}  {term.label}\n" for term in found))
    return 0


def term_row(scheme: str, term: SchemeTerm) -> dict[str, object]:
    """Return what programs are told of a term of ours."""
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
        **(
            {"deprecated": True, "replaced_by": list(term.replaced_by), "reason": term.reason}
            if term.deprecated
            else {}
        ),
        "casrai": [{"match": kind, "iri": match} for kind, match in casrai_matches().get(iri, ())],
    }
