"""`lineage-rdf explain`: what finding codes mean, and what to do about them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.errors import LineageError, UsageError, raise_all

if TYPE_CHECKING:
    from lineage_rdf.check.explain import Explanation

HELP: Final = """Explain finding codes: the rule, how much it weighs, its shape, an example, and what to do.

A code goes by FTL-E021, by E021, or by its name, such as dataset-missing. With --list, a part of a code, a name or a
title is enough.

\b
Examples:
  lineage-rdf explain FTL-E021
  lineage-rdf explain E021 result-missing --format json
  lineage-rdf explain --list
  lineage-rdf explain --list dataset
"""
WIDTH: Final = 80
# Of shapes that are alike, one for each property, a person wants to see a few.
MOST: Final = 3


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("explain", help=HELP, short_help="Explain finding codes.")(explain)


def explain(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="CODE...", help="Codes or names of findings.")
    ] = None,
    list_all: Annotated[
        bool,
        typer.Option("--list", help="List codes with their titles: all, or those that CODE is a part of."),
    ] = False,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print it.")] = TextOrJson.text,
) -> int:
    """Print what codes mean; returns 0.

    Raises:
        UsageError: if a code is not known, or none is given.
    """
    if list_all:
        return _list(codes or [], form)
    if not codes:
        raise UsageError("no code is given", fix="name one, such as FTL-E021, or use --list")
    found = _explained(codes)
    if form is TextOrJson.json:
        put_json([_row(item) for item in found])
    else:
        put("\n".join("\n".join(_lines(item)) + "\n" for item in found))
    return 0


def _list(texts: list[str], form: TextOrJson) -> int:
    from lineage_rdf.check.explain import listed

    rows = listed(texts)
    if form is TextOrJson.json:
        names = ("code", "mnemonic", "title", "subject", "element", "fault", "profiles")
        put_json([{name: getattr(row, name) for name in names} for row in rows])
        return 0
    width = max(len(row.mnemonic) for row in rows)
    put("".join(f"{row.code}  {row.mnemonic:{width}}  {row.title}\n" for row in rows))
    return 0


def _explained(names: list[str]) -> list[Explanation]:
    """Return the explanations of all names.

    Raises:
        UsageError: if one of them is not known.
        ManyErrors: if several are not.
    """
    from lineage_rdf.check.explain import explain as explain_code

    found: list[Explanation] = []
    errors: list[LineageError] = []
    for name in names:
        try:
            found.append(explain_code(name))
        except UsageError as error:
            errors.append(error)
    raise_all(errors)
    return found


def _row(item: Explanation) -> dict[str, Any]:
    code, example = item.code, item.example
    return {
        "code": code.code,
        "mnemonic": code.mnemonic,
        "title": code.title,
        "subject": code.subject,
        "element": code.element,
        "fault": code.fault,
        "looks_at": list(item.looks_at),
        "found_when": list(item.found_when),
        "severities": item.severities,
        "fix": code.fix,
        "lineage_yaml": item.yaml,
        "fails": example.fails if example else "",
        "passes": example.passes if example else "",
        "shape": item.shapes_turtle(),
    }


def _lines(item: Explanation) -> Iterator[str]:
    from lineage_rdf.check.explain import OWN

    code = item.code
    yield f"{code.code} {code.mnemonic}: {code.title}"
    if item.looks_at:
        yield from _wrapped(f"looks at: {_some(item.looks_at, ', ')}")
    yield from _wrapped(f"found: {_some(item.found_when, ' ')}")
    who = "the shape (sh:severity)" if code.code == OWN else "the reader of the file"
    if not code.code.startswith("FTL-T"):  # a defect of terms is one, whatever they are used for
        yield from _wrapped(f"weighs: {_weights(item.severities, who)}")
    yield from _wrapped(f"fix: {code.fix}")
    sections = {
        "In lineage.yaml, with your own in place of capital letters and nines:": item.yaml,
        "Fails:": item.example.fails if item.example else "",
        "Passes:": item.example.passes if item.example else "",
        _shape_title(item): item.shapes_turtle(MOST),
    }
    for title, text in sections.items():
        if text:
            yield f"\n  {title}\n\n{textwrap.indent(text.rstrip(), '    ')}"


def _some(texts: tuple[str, ...], separator: str) -> str:
    """Return the first of some texts, and how many more there are."""
    more = f"{separator}(and {len(texts) - MOST} more)" if len(texts) > MOST else ""
    return separator.join(texts[:MOST]) + more


def _weights(severities: dict[str, str], who: str) -> str:
    rows = {
        severity: [profile for profile, own in severities.items() if own == severity]
        for severity in ("violation", "warning", "info")
    }
    told = "; ".join(f"{severity} for {', '.join(names)}" for severity, names in rows.items() if names)
    return told or f"violation, warning or info, as {who} says"


def _shape_title(item: Explanation) -> str:
    count = len(item.shapes)
    if count > MOST:
        return f"{MOST} of its {count} shapes (--format json has all):"
    return "The shape:" if count == 1 else "The shapes:"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="      ",
        break_on_hyphens=False,
        break_long_words=False,
    )
