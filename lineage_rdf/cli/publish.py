"""`lineage-rdf publish`: lineages as a site for any web host, whose every IRI can be followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli import publish_text
from lineage_rdf.cli.console import progress, put, put_json, tell
from lineage_rdf.cli.options import TextOrJson

if TYPE_CHECKING:
    from lineage_rdf.publish import Published

HELP: Final = """Write lineages as a site for any web host: pages for people, linked data for machines.

SOURCE is an RDF file, a folder of a model or of many, a table of cards, or a store (folder or address of a SPARQL
endpoint). Every lineage, step, model, dataset, maker and term gets a page, and its statements as Turtle, JSON-LD and
N-Triples; rules for Apache, nginx and others lead each IRI to the form that is asked for. A second run writes only what
changed. Whatever ends the run, the folder holds the old site as a whole, or the new one.

\b
Exit codes: 0 done, 1 a lineage or row is not among it, 2 something cannot be read or written, 3 no verdict.

\b
Examples:
  lineage-rdf publish hub --base-url https://example.org/lineage/ -o site
  lineage-rdf publish ./models --base-url https://example.org/lineage/ -o site
  lineage-rdf publish hub --base-url https://w3id.org/our-lineages/ --hosted-at https://our.example/l/ -o site
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("publish", help=HELP, short_help="Write lineages as a site for any web host.")(publish)


def publish(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders of models, tables, a store.")
    ],
    base: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="What the IRIs begin with; ends in /.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Folder of the site.")],
    host: Annotated[
        str,
        typer.Option(
            "--hosted-at", metavar="URL", help="Where the files will be, if the base redirects there."
        ),
    ] = "",
    title: Annotated[str, typer.Option("--title", help="What the site is called.")] = "",
    columns: Annotated[
        str, typer.Option("--map", metavar="id=COLUMN,card=COLUMN", help="The columns of a table.")
    ] = "",
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes to use; 0 is one per core.")] = 0,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace files of others that are in the way, and keep the others."),
    ] = False,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the result.")] = TextOrJson.text,
) -> int:
    """Write the site and print what became of it."""
    from lineage_rdf.bulk import parse_map, usable_cores
    from lineage_rdf.loading import How
    from lineage_rdf.publish import Plan
    from lineage_rdf.publish import publish as write

    parse_map(columns)
    how = How(columns=columns, jobs=jobs or usable_cores())
    plan = Plan(base=base, host=host, title=title, how=how, force=force)
    with _bars() as bar:
        done = write(sources, plan, out, progress=bar)
    _print(done, out, form)
    for line in publish_text.told(done):
        tell(f"lineage-rdf: {line}")
    return done.exit_code


def _print(done: Published, out: Path, form: TextOrJson) -> None:
    if form is TextOrJson.json:
        put_json(publish_text.as_json(done, out))
    else:
        put(publish_text.as_text(done, out))


@contextmanager
def _bars() -> Iterator[Callable[[str, int | None], Callable[[int], object]]]:
    """Give a function that shows one bar after the other."""
    with ExitStack() as stack:

        def bar(title: str, total: int | None) -> Callable[[int], object]:
            stack.close()  # the one before is done
            advance: Callable[[int], object] = stack.enter_context(progress(title, total))
            return advance

        yield bar
