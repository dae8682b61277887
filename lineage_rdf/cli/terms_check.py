"""`lineage-rdf terms check`: whether a glossary holds together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.errors import InputError, LineageError, ManyErrors
from lineage_rdf.plain_text import clean, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lineage_rdf.terms.glossaries.formats import Format
    from lineage_rdf.terms.model import Imported, Remark

HELP: Final = """Check glossaries: links that lead nowhere or one way, circles, names that two terms claim, missing definitions.

Reads SKOS and DefinedTerm in any RDF syntax, entries in YAML, rendered Markdown pages of entries, and the text of glossary
pages. Files of one form other than RDF are taken as one glossary, so that their terms may name each other. The exit code is 1
if there is a defect, 2 if a file cannot be read.

\b
Examples:
  lineage-rdf terms check glossary.ttl
  lineage-rdf terms check data/terms/*.yml
  lineage-rdf terms check page.txt --format json
"""


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("check", help=HELP, short_help="Check glossaries for broken links, circles and the like.")(
        check
    )


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="RDF files or files of terms.")],
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the defects.")] = TextOrJson.text,
    title: Annotated[
        str, typer.Option("--title", help="What the glossary is called, for files other than RDF.")
    ] = "",
) -> int:
    """Print the defects of each glossary; returns 1 if there are any.

    Raises:
        LineageError: if a file cannot be read; all are attempted, and what was found in the others is printed.
    """
    from lineage_rdf.terms.integrity import checked

    errors: list[LineageError] = []
    reports = [(name, imported, checked(imported)) for name, imported in _glossaries(files, title, errors)]
    if form is TextOrJson.json:
        put_json([_content(name, imported, remarks) for name, imported, remarks in reports])
    else:
        put("".join(_lines(name, imported, remarks) for name, imported, remarks in reports))
    if errors:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)
    return int(any(remarks for _, _, remarks in reports))


def _glossaries(
    files: Sequence[Path], title: str, errors: list[LineageError]
) -> Iterator[tuple[str, Imported]]:
    """Yield each RDF file, and all files of each other form together, as a glossary with its name."""
    from lineage_rdf.terms.model import Origin

    groups: dict[Format, dict[str, bytes]] = {}
    for path in files:
        try:
            if imported := _from_rdf(path):
                yield str(path), imported
            else:
                form, data = _form(path)
                groups.setdefault(form, {})[str(path)] = data
        except LineageError as error:
            errors.append(error)
    for form, group in groups.items():
        try:
            name = next(iter(group)) if len(group) == 1 else f"{len(group)} files ({form.title})"
            yield name, form.read(group, Origin(next(iter(group)), title))
        except LineageError as error:
            errors.append(error)


def _from_rdf(path: Path) -> Imported | None:
    """Return the glossary of an RDF file; None if the file is none.

    Raises:
        InputError: if it cannot be read or holds no term.
    """
    from lineage_rdf.codec.syntax import is_rdf_name
    from lineage_rdf.terms.from_graph import glossary_of
    from lineage_rdf.terms.model import Imported

    if not is_rdf_name(path.name):
        return None
    from lineage_rdf.cli.rdf_files import read_rdf

    glossary = glossary_of(read_rdf(str(path)))
    if not glossary.terms:
        raise InputError("there is no skos:Concept or schema:DefinedTerm in it", str(path), "name a glossary")
    return Imported(glossary)


def _form(path: Path) -> tuple[Format, bytes]:
    from lineage_rdf.codec.read import read_bytes
    from lineage_rdf.terms.glossaries.formats import FORMATS, format_of

    data = read_bytes(path)
    form = format_of(data)
    if form is None:
        known = ", ".join(known.title for known in FORMATS)
        raise InputError("it is no glossary that is known here", str(path), f"give RDF, or {known}")
    return form, data


def _lines(name: str, imported: Imported, remarks: Sequence[Remark]) -> str:
    lines = [_line(remark) for remark in remarks]
    terms = counted(len(imported.glossary.terms), "term")
    lines.append(f"{clean(name)}: {counted(len(remarks), 'defect')} in {terms}")
    return "".join(f"{line}\n" for line in lines)


def _line(remark: Remark) -> str:
    from lineage_rdf.check.codes import codes

    row = codes().get(remark.code)
    places = [clean(place) for place in (remark.where, remark.term) if place]
    head = f"{': '.join(places)}: " if places else ""
    return f"{head}{remark.code} {row.mnemonic if row else ''}: {clean(remark.what)} ({clean(remark.fix)})"


def _content(name: str, imported: Imported, remarks: Sequence[Remark]) -> dict[str, Any]:
    return {
        "file": name,
        "glossary": imported.glossary.iri,
        "title": imported.glossary.title,
        "terms": len(imported.glossary.terms),
        "defects": [
            {
                "code": remark.code,
                "term": remark.term,
                "what": remark.what,
                "fix": remark.fix,
                "repaired": remark.repaired,
                "where": remark.where,
            }
            for remark in remarks
        ],
    }
