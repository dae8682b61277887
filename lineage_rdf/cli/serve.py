"""`lineage-rdf serve`: a store, or somebody else's endpoint, as a web server that is safe to open to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from lineage_rdf.serve.run import Running

HELP: Final = """Serve a store of lineages: pages, a SPARQL 1.1 endpoint, the catalogue of questions, checks of what is posted.

PLACE is the folder of an Oxigraph store. With --endpoint the data are those of a SPARQL 1.1 endpoint instead.

Questions run in processes of their own, which are ended when they take too long or too much memory. Nothing is fetched from
elsewhere, whatever a query says. Nobody can write unless the server is started with a token, by --token or the environment
variable LINEAGE_RDF_SERVE_TOKEN.

The server listens on this machine only, unless --host says more. It ends with Ctrl-C.

\b
Examples:
  lineage-rdf serve hub
  lineage-rdf serve hub --port 8080 --time-limit 10 --memory-limit 512
  lineage-rdf serve hub --host 0.0.0.0 --base-url https://lineage.example.org --behind-proxy
  lineage-rdf serve --endpoint https://example.org/sparql
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("serve", help=HELP, short_help="Serve a store as a web server.")(serve)


def serve(
    place: Annotated[str, typer.Argument(metavar="[PLACE]", help="Folder of an Oxigraph store.")] = "",
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="Serve the data of this SPARQL 1.1 endpoint.")
    ] = "",
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen at; 0: any that is free.")
    ] = 8000,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="The address by which others know the server.")
    ] = "",
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=256, help="Processes for quick questions.")
    ] = 2,
    long_workers: Annotated[
        int, typer.Option("--long-workers", min=0, max=256, help="More processes for questions that are not.")
    ] = 2,
    time_limit: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="What one question may take.")
    ] = 30.0,
    memory_limit: Annotated[
        int, typer.Option("--memory-limit", metavar="MIB", min=16, help="What one question may take.")
    ] = 1024,
    result_limit: Annotated[
        int, typer.Option("--result-limit", metavar="MIB", min=1, help="How large an answer may be.")
    ] = 64,
    body_limit: Annotated[
        int, typer.Option("--body-limit", metavar="MIB", min=1, help="How much may be posted.")
    ] = 16,
    cache: Annotated[
        int, typer.Option("--cache", metavar="MIB", min=0, help="Memory for answers given before; 0: none.")
    ] = 64,
    rate: Annotated[
        float,
        typer.Option("--rate", metavar="N", min=0, help="Requests a second from one address; 0: any number."),
    ] = 50.0,
    token: Annotated[
        str,
        typer.Option(
            "--token",
            envvar="LINEAGE_RDF_SERVE_TOKEN",
            show_default=False,
            show_envvar=False,
            help="What updates have to bring; better given by LINEAGE_RDF_SERVE_TOKEN.",
        ),
    ] = "",
    union: Annotated[
        bool, typer.Option("--union/--no-union", help="Whether queries run over the union of all graphs.")
    ] = True,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="Believe a proxy on this machine whom requests come from.")
    ] = False,
    log_all: Annotated[
        bool, typer.Option("--log-all", help="Log every request, not only those that failed or took long.")
    ] = False,
) -> int:
    """Serve until Ctrl-C; it is long as it names every option with its words, and does nothing but hand them on."""
    from lineage_rdf.cli.console import tell
    from lineage_rdf.cli.serving import checked_base, checked_place, checked_seconds, checked_token, server

    run, settings_class = server()
    settings = settings_class(
        place=checked_place(place, endpoint, token),
        host=host,
        port=port,
        base_url=checked_base(base_url),
        workers=workers,
        long_workers=long_workers,
        time_limit=checked_seconds(time_limit),
        memory_limit=memory_limit << 20,
        result_limit=result_limit << 20,
        body_limit=body_limit << 20,
        memory=cache << 20,
        rate=rate,
        burst=max(1, int(4 * rate)),
        token=checked_token(token),
        union=union,
        behind_proxy=behind_proxy,
        log_all=log_all,
    )

    def ready(running: Running) -> None:
        url = running.url
        tell(f"lineage-rdf: serving {endpoint or place} at {url}/ (SPARQL at {url}/sparql; Ctrl-C ends it)")

    run(settings, ready)
    return 0
