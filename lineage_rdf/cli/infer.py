"""`lineage-rdf infer`: what follows from lineages by the vocabulary, into a file or a store."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from lineage_rdf.cli.options import TextOrJson, Timeout, Updates
from lineage_rdf.cli.rdf_files import AllowLoss, From

HELP: Final = """Write what follows from lineages by the vocabulary: superclasses, super-properties, ancestors.

IN is an RDF file, - for standard input, a model folder, or the place of lineages: the folder of an Oxigraph store or the
address of a SPARQL endpoint. OUT is an RDF file of any syntax, or - for standard output; it holds the statements of
IN and what follows, each conclusion in the graph of its premises. Without OUT, what follows is written into the
place, beside each graph of a lineage in a graph of its own, which goes with its lineage. No other command infers.

The rules are subclass, subproperty, inverse, chain and transitive; domain and range are used if they are named.
--rules owl-rl takes all of OWL 2 RL, for a few small lineages, and says in what they contradict the vocabulary.

\b
Exit codes: 0 done, 1 the output cannot hold all or lineages contradict the vocabulary (no file is written; a store
gets nothing for their graphs), 2 wrong usage or unreadable, 3 too much follows or the time is over.

\b
Examples:
  lineage-rdf infer lineage.ttl inferred.ttl
  lineage-rdf infer lineages.nq - --to nquads --only-inferred
  lineage-rdf infer lineage.ttl all.ttl --rules owl-rl
  lineage-rdf infer lineage.ttl all.ttl --axioms own-classes.ttl
  lineage-rdf infer hub
  lineage-rdf infer hub --remove
"""
MOST: Final = 2_000_000


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("infer", help=HELP, short_help="Write what follows from lineages by the vocabulary.")(infer)


def infer(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="An RDF file, a model folder, a store, an endpoint, or -.")
    ],
    target: Annotated[
        str, typer.Argument(metavar="[OUT]", help="The file to write; without it a store is written.")
    ] = "",
    rules: Annotated[
        str, typer.Option("--rules", metavar="NAMES", help="Rules, with commas between, usual or owl-rl.")
    ] = "usual",
    axioms: Annotated[
        list[str] | None,
        typer.Option("--axioms", metavar="FILE", help="An ontology beside the vocabulary; may be repeated."),
    ] = None,
    only_inferred: Annotated[
        bool, typer.Option("--only-inferred", help="Leave the statements of IN out of OUT.")
    ] = False,
    across: Annotated[
        bool, typer.Option("--across-graphs", help="Draw conclusions from several graphs together too.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=0, help="Stop if more than so many follow.")] = MOST,
    limit: Annotated[
        float | None,
        typer.Option(
            "--limit", metavar="SECONDS", help="Stop if it takes longer; 60 for owl-rl into a file."
        ),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take out of a store what was inferred in it.")
    ] = False,
    from_: From = "",
    to: Annotated[str, typer.Option("--to", help="Syntax of OUT, if its name does not tell.")] = "",
    allow_loss: AllowLoss = False,
    updates: Updates = "",
    timeout: Timeout = 60.0,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the counts.")] = TextOrJson.text,
) -> int:
    """Infer into a file, or in a store."""
    from lineage_rdf.cli import inferring

    inferring.refuse_two_streams(source, *(axioms or ()))
    how = inferring.how_of(rules, axioms or (), most=most, across=across, limit=limit)
    place = inferring.Place(source, updates, timeout)
    if target:
        inferring.refuse_with_out(remove=remove, updates=bool(updates), json=form is TextOrJson.json)
        out = inferring.Out(target, to, only_inferred, allow_loss)
        return inferring.into_file(place, from_, how, out)
    inferring.refuse_without_out(
        place,
        only_inferred=only_inferred,
        to=bool(to),
        from_=bool(from_),
        allow_loss=allow_loss,
        limit=limit is not None,
    )
    return inferring.remove(place, form) if remove else inferring.into_store(place, how, form)
