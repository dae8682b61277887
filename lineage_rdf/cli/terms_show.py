"""`lineage-rdf terms show`: one term, for a person or in a form to publish."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_data, put_json
from lineage_rdf.cli.options import CasraiCompatible
from lineage_rdf.cli.terms import term_row
from lineage_rdf.cli.terms_text import Found, text_of
from lineage_rdf.errors import UsageError
from lineage_rdf.terms.model import Glossary, Term
from lineage_rdf.terms.own import OWN, own_glossary
from lineage_rdf.vocabulary.namespaces import PREFIXES
from lineage_rdf.vocabulary.schemes import SchemeTerm, fold, lookup, members, namespace_of

HELP: Final = """Show a term by its notation, its IRI or any name it goes by, in every scheme.

--as jsonld gives schema.org's DefinedTerm, jats the <role> element of journal articles, html a piece of a page; all three, and
turtle, are there for our own terms, for the CASRAI terms that ours are aligned with, and for those of a file of terms (--from).
--casrai-compatible writes JSON-LD and JATS exactly as CASRAI prints them; what is otherwise in our own form, and why, is
told in docs/terms.md.

\b
Examples:
  lineage-rdf terms show DPO
  lineage-rdf terms show FineTuning --as jsonld
  lineage-rdf terms show https://casrai.org/dictionary/term/fine-tuning --as jats
  lineage-rdf terms show fine-tuning --from casrai.json --as jsonld --casrai-compatible
"""


_INDENT: Final = "    "


class Form(StrEnum):
    """How a term is shown."""

    text = "text"
    json = "json"
    jsonld = "jsonld"
    turtle = "turtle"
    jats = "jats"
    html = "html"


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("show", help=HELP, short_help="Show a term by any name it goes by.")(show_term)


def show_term(
    term: Annotated[str, typer.Argument(help="A notation, label, other name or IRI, in any spelling.")],
    form: Annotated[Form, typer.Option("--as", "--format", help="How to show the term.")] = Form.text,
    casrai_compatible: CasraiCompatible = False,
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Look in this file of terms and nowhere else."),
    ] = None,
) -> int:
    """Print every term that goes by a name; returns 0.

    Raises:
        UsageError: if there is no such term, or the form is none of CASRAI's.
        InputError: if the file cannot be read.
    """
    if casrai_compatible and form not in (Form.jsonld, Form.jats):
        raise UsageError("CASRAI prints JSON-LD and JATS", fix="use --as jsonld or --as jats")
    name = _expanded(term)
    found = list(_in_file(name, from_) if from_ else _known(name))
    if not found:
        fix = (
            "`lineage-rdf terms export FILE --as csv` lists what is in it"
            if from_
            else "`lineage-rdf terms list SCHEME` lists what there is"
        )
        raise UsageError(f"no term goes by the name {term!r}", str(from_ or ""), fix)
    if form is Form.json:
        put_json([_row(item) for item in found])
    elif form is Form.text:
        put("\n".join(map(text_of, found)))
    else:
        put_data("".join(_written(item, form, casrai_compatible) for item in _one_document(found, form)))
    return 0


def _expanded(name: str) -> str:
    """Return the IRI of a name with one of the prefixes that our files have, such as casrai:fine-tuning; else the name."""
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES and " " not in rest else name


def _known(name: str) -> Iterator[Found]:
    """Yield our terms of a name, or if there is none those of CASRAI that are known."""
    from lineage_rdf.terms.casrai.known import dictionary, known

    ours = [Found(*_own(scheme, notation)) for scheme in OWN if (notation := _notation(scheme, name))]
    if ours:
        yield from ours
        return
    whole = dictionary(tuple(known().terms.values()))
    yield from (Found(term, whole) for term in whole.terms if _goes_by(term, name))


def _notation(scheme: str, name: str) -> str | None:
    start = namespace_of(scheme)
    plain = name.removeprefix(start)
    return (plain if plain in members(scheme) else None) if plain != name else lookup(scheme, name)


def _own(scheme: str, notation: str) -> tuple[Term, Glossary, str, SchemeTerm]:
    whole = own_glossary(scheme)
    return whole.by_iri()[namespace_of(scheme) + notation], whole, scheme, members(scheme)[notation]


def _in_file(name: str, path: Path) -> Iterator[Found]:
    from lineage_rdf.cli.terms_files import imported

    whole = imported([path]).glossary
    yield from (Found(term, whole) for term in whole.terms if _goes_by(term, name))


def _goes_by(term: Term, name: str) -> bool:
    return name == term.iri or fold(name) in {
        fold(text) for text in (term.name, term.code, *term.aliases) if text
    }


def _one_document(found: list[Found], form: Form) -> list[Found]:
    """Return the terms to write: in the forms in which two documents cannot follow one another there may be one only.

    Raises:
        UsageError: naming the IRIs to choose from.
    """
    if form is Form.jsonld and len(found) > 1:
        iris = ", ".join(item.term.iri for item in found)
        raise UsageError("several terms go by this name", fix=f"give the IRI of one: {iris}")
    return found


def _written(found: Found, form: Form, casrai: bool) -> str:
    from lineage_rdf.terms.casrai.compatible import casrai_jsonld, casrai_role
    from lineage_rdf.terms.exports.forms import write_term

    if casrai:
        return casrai_jsonld(found.term) if form is Form.jsonld else casrai_role(found.term)
    return write_term(found.term, found.glossary, form.value)


def _row(found: Found) -> dict[str, object]:
    if found.member:
        return term_row(found.scheme, found.member)
    term = found.term
    return {
        "iri": term.iri,
        "scheme": found.glossary.iri,
        "notation": term.code,
        "label": term.name,
        "names": list(term.aliases),
        "broader": [link.target or link.label for link in term.related("broader")],
        "definition": term.definition,
        "example": next(iter(term.examples), ""),
        "sources": [cited.url or cited.source for cited in term.citations],
        "sets": list(term.sets),
    }
