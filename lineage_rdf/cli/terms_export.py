"""`lineage-rdf terms export`: a scheme of ours or a file of terms in a form that others read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.options import CasraiCompatible
from lineage_rdf.cli.rdf_files import AllowLoss
from lineage_rdf.cli.terms_import import Accessed, Base, SeenVersion, Title

if TYPE_CHECKING:
    from lineage_rdf.terms.model import Glossary, Origin

HELP: Final = """Write a scheme of ours, or files of terms, in a form that others read.

\b
Forms (--as):
  turtle, jsonld   SKOS and schema.org DefinedTerm together, as RDF
  defined-terms    schema.org's DefinedTermSet as JSON-LD, to put into a page
  csv              one row for each term
  sssom            the matches with other vocabularies
  jats             the <role> elements of journal articles
  html             a piece of a page for each term
  yaml             entries of fifteen fields; with --allow-loss if they have no place for something

--casrai-compatible writes jsonld and jats exactly as CASRAI prints them (docs/terms.md).

Texts keep the licence that they came with. Texts under a share-alike licence are not written into a set with another licence
unless --allow-licence-mix is given; --licence states the licence of the set.

\b
Examples:
  lineage-rdf terms export objective --as csv -o objective.csv
  lineage-rdf terms export core --as sssom
  lineage-rdf terms export casrai.json --as defined-terms --accessed 2026-11-20
  lineage-rdf terms export casrai.json --as jsonld --casrai-compatible
"""


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("export", help=HELP, short_help="Write terms in a form that others read.")(export)


def export(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="One scheme of ours, or files of terms, or folders of YAML."
        ),
    ],
    form: Annotated[
        str, typer.Option("--as", "--format", metavar="FORM", help="The form to write.")
    ] = "turtle",
    output: Annotated[
        str, typer.Option("-o", "--out", metavar="OUT", help="The file to write; - is standard output.")
    ] = "-",
    casrai_compatible: CasraiCompatible = False,
    license_: Annotated[
        str, typer.Option("--licence", "--license", metavar="IRI", help="The licence of the set.")
    ] = "",
    allow_licence_mix: Annotated[
        bool,
        typer.Option("--allow-licence-mix", help="Write share-alike texts into a set with another licence."),
    ] = False,
    allow_loss: AllowLoss = False,
    accessed: Accessed = "",
    seen_version: SeenVersion = "",
    title: Title = "",
    base: Base = "",
) -> int:
    """Write terms; returns 0, or 1 if something would be lost and that was not allowed.

    Raises:
        LineageError: if the terms cannot be read or written, or licences would be mixed.
    """
    from attrs import evolve

    from lineage_rdf.cli.rdf_files import put_written
    from lineage_rdf.cli.terms_import import origin_of, refuse_halves
    from lineage_rdf.codec.write import Written
    from lineage_rdf.terms.casrai.compatible import casrai_glossary
    from lineage_rdf.terms.exports.forms import write_glossary
    from lineage_rdf.terms.licences import refuse_mixed
    from lineage_rdf.terms.own import with_reasons

    refuse_halves("--license", license_)
    glossary = _terms(sources, origin_of(accessed, seen_version, title, base))
    if form == "sssom" and _is_own(sources):
        glossary = with_reasons(glossary)
    glossary = evolve(glossary, license=license_ or glossary.license, title=title or glossary.title)
    refuse_mixed(glossary, allowed=allow_licence_mix)
    written = (
        Written(casrai_glossary(glossary, form))
        if casrai_compatible
        else write_glossary(glossary, form, base=base)
    )
    return put_written(written, output, allow_loss=allow_loss, instead="turtle or jsonld")


def _terms(sources: list[str], origin: Origin) -> Glossary:
    """Return a scheme of ours if its name is given, else the terms of files, with their defects told."""
    from lineage_rdf.cli.terms_files import imported, tell_remarks
    from lineage_rdf.terms.own import own_glossary

    if _is_own(sources):
        return own_glossary(sources[0])
    read = imported([Path(source) for source in sources], origin)
    if read.remarks:
        tell_remarks(read.remarks)
    return read.glossary


def _is_own(sources: list[str]) -> bool:
    """Say whether a scheme of ours is meant; a file of the same name goes before it."""
    from lineage_rdf.terms.own import OWN

    return len(sources) == 1 and sources[0] in OWN and not Path(sources[0]).exists()
