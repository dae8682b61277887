"""The program `lineage-rdf`: finds the command, runs it, and turns whatever happens into an exit code.

Exit codes: 0 done or passed, 1 not passed, 2 unreadable input or wrong usage, 3 no verdict or a fault of
ours, 130 ended by Ctrl-C. A reader that closes the pipe early ends the program silently with 0.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import typer

    from lineage_rdf.errors import LineageError

PROGRAM: Final = "lineage-rdf"
# In the order of the help. Each module has `register(app)`.
COMMANDS: Final = (
    "report", "read", "init", "check", "explain", "convert", "patch", "diff", "merge", "canon",
    "normalise", "infer", "load", "unload", "query", "publish", "serve", "recipe", "show", "card", "readers", "profiles",
    "terms",
)  # fmt: skip
DEBUG: Final = "LINEAGE_RDF_DEBUG"

HELP: Final = """Fine-tune lineage as linked data: read what a fine-tune leaves behind, check it, publish it.

\b
Start here:
  lineage-rdf report ./my-model            what is known, what is missing
  lineage-rdf report ./my-model -o out     the same, and writes Turtle and JSON-LD
  lineage-rdf check out/lineage.ttl --profile reproducible

Exit codes: 0 done or passed, 1 not passed, 2 unreadable input or wrong usage, 3 no verdict.
"""


def run(args: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no exception leaves this function.

    Args:
        args: the arguments after the program's name; None takes those of the process.
    """
    arguments = list(sys.argv[1:] if args is None else args)
    _open_missing_streams()
    # A command makes many things at its start and keeps them; looking through them for garbage takes a tenth of its time.
    gc.set_threshold(100_000, 20, 20)
    with _left_out_told():
        return guarded(lambda: _dispatch(arguments))


@contextmanager
def _left_out_told() -> Iterator[None]:
    """Say on stderr, as this program says things, what a document holds that is no statement."""
    from lineage_rdf.errors import LeftOutWarning

    def show(message: Warning | str, category: type[Warning], *place: object, **more: object) -> None:
        if issubclass(category, LeftOutWarning):
            from lineage_rdf.cli.console import tell

            tell(f"{PROGRAM}: {message}")
        else:
            usual(message, category, *place, **more)  # type: ignore[arg-type]

    usual = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always", LeftOutWarning)
        warnings.showwarning = show
        yield


def guarded(work: Callable[[], int]) -> int:
    """Do a piece of work and return its exit code; no exception leaves this function.

    Args:
        work: what to do.
    """
    try:
        code = work()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except (
        BaseException
    ) as error:  # a panic of a native library is no Exception, and must not look like "not passed"
        try:
            return _explain(_full_disk(error) or error)
        except OSError:  # stderr takes no more words, so the code has to say it alone
            return _code_of(error)


def _open_missing_streams() -> None:
    """Put the null device in the place of a standard stream that the caller has closed (`>&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 it lives as long as we


def _dispatch(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        # Asked by scripts and completion; nothing else needs to be loaded for it.
        sys.stdout.write(f"{PROGRAM} {version()}\n")
        return 0
    import typer

    if any("\0" in argument for argument in arguments):
        from lineage_rdf.errors import UsageError

        raise UsageError("an argument holds a NUL, and no file can be called so", fix="leave the letter out")
    command = typer.main.get_command(_app(arguments))
    try:
        # The parser empties the list that it is given.
        with command.make_context(PROGRAM, list(arguments) or ["--help"]) as context:
            result = command.invoke(context)
    except typer.Exit as stop:
        return int(stop.exit_code) if arguments else 2
    return result if isinstance(result, int) else 0


def _app(arguments: list[str]) -> typer.Typer:
    """Return the program with the one command that is asked for, or with all of them."""
    import typer

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.callback(help=HELP)
    def everything(
        show_version: bool = typer.Option(
            False, "--version", help="Print the version and stop.", is_eager=True
        ),
    ) -> None:
        if show_version:
            sys.stdout.write(f"{PROGRAM} {version()}\n")
            raise typer.Exit(0)

    wanted = arguments[0] if arguments else ""
    for name in (wanted,) if wanted in COMMANDS else COMMANDS:
        import_module(f"lineage_rdf.cli.{name}").register(app)
    return app


def version() -> str:
    """Return the version of the package."""
    from lineage_rdf.version import VERSION

    return VERSION


def _explain(error: BaseException) -> int:
    """Say on stderr what went wrong, in one line per fault, and return the exit code."""
    from lineage_rdf.cli.console import tell, tell_error
    from lineage_rdf.errors import LineageError

    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    code = _code_of(error)
    if isinstance(error, LineageError):
        tell_error(error)
        return code
    usage = _usage_text(error)
    if usage:
        tell(f"{PROGRAM}: {usage} (see {PROGRAM} --help)")
        return code
    tell(
        f"{PROGRAM}: a fault of ours, not of your input: {type(error).__name__}: {error} "
        f"(set {DEBUG}=1 to see where, and please report it)"
    )
    return code


def _full_disk(error: BaseException) -> LineageError | None:
    """Return what to say if stdout leads to a disk that is full; files are written by a function that says it itself."""
    from lineage_rdf.errors import UsageError

    if not isinstance(error, OSError) or error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return None
    _forget_stdout()
    return UsageError(f"it cannot be written: {error.strerror}", "<standard output>")


def _code_of(error: BaseException) -> int:
    """Return the exit code that an exception stands for: 2 for what the user can mend, 3 for our faults."""
    from lineage_rdf.errors import LineageError

    if isinstance(error, LineageError):
        return error.exit_code
    return 2 if _usage_text(error) else 3


def _usage_text(error: BaseException) -> str:
    """Return what the argument parser objects to; the empty text if it was not the parser."""
    # typer does not export the parser's base error, but one error that inherits from it.
    import typer

    parser_error = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")
    return str(error.format_message()) if isinstance(error, parser_error) else ""  # type: ignore[attr-defined]


def _forget_stdout() -> None:
    """Let the interpreter flush into nothing at its end, so that a closed pipe stays silent."""
    # Where stdout is no real file there is nothing that could be flushed into a closed pipe.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(run())
