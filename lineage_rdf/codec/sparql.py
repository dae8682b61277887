"""Quads as SPARQL 1.1: the update that adds them, the queries for them or their like, and the change from version to version.

https://www.w3.org/TR/sparql11-update/#insertData, https://www.w3.org/TR/sparql11-query/#ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum

from pyoxigraph import BlankNode, Literal, Quad, Triple

from lineage_rdf.codec.changes import Changes
from lineage_rdf.codec.example import variables_of
from lineage_rdf.codec.sparql_text import PatternText, SparqlText
from lineage_rdf.codec.write import Written
from lineage_rdf.errors import UsageError


class SparqlForm(Enum):
    """What SPARQL can be made of statements: its name on the command line."""

    INSERT = "sparql-insert"
    ASK = "sparql-ask"
    SELECT = "sparql-select"
    CONSTRUCT = "sparql-construct"

    @property
    def is_query(self) -> bool:
        """Whether it asks for something, so that there may be variables."""
        return self is not SparqlForm.INSERT

    @classmethod
    def named(cls, name: str) -> SparqlForm | None:
        """Return the form of a name, or None if it names none."""
        return next((form for form in cls if form.value == name.lower()), None)


def write_sparql(quads: Sequence[Quad], form: SparqlForm) -> Written:
    """Return the statements as an update or a query; the same statements give the same text.

    Args:
        quads: the statements.
        form: what to make of them.
    """
    kept, lost = _what_fits(quads, form)
    return Written(_WRITERS[form](kept), lost)


def insert_data(quads: Iterable[Quad]) -> str:
    """Return an update that adds statements; blank nodes become new ones of the store.

    Args:
        quads: statements without triple terms and without graphs that are blank nodes.
    """
    text = SparqlText()
    body = text.group(quads)
    return f"{text.prologue()}INSERT DATA {body}\n"


def ask(quads: Sequence[Quad]) -> str:
    """Return the query whether a store holds statements; a blank node or a variable stands for whatever is in its place there.

    Args:
        quads: statements without triple terms, perhaps with variables (`example`).
    """
    text = PatternText(variables_of(quads))
    body = text.group(quads)
    return f"{text.prologue()}ASK {body}\n"


def select(quads: Sequence[Quad]) -> str:
    """Return the query for all that the variables of an example can be, each answer once.

    Args:
        quads: the statements of an example; see `example`.

    Raises:
        UsageError: if it has no variable.
    """
    names = variables_of(quads)
    if not names:
        raise UsageError(
            "the example has no variable, so there is nothing to select",
            fix="write ?name in place of what you look for, or ask with --to sparql-ask",
        )
    text = PatternText(names)
    body = text.group(quads)
    return f"{text.prologue()}SELECT DISTINCT {' '.join(f'?{name}' for name in names)} WHERE {body}\n"


def construct(quads: Sequence[Quad]) -> str:
    """Return the query for the statements that are like an example; what comes back has no named graphs.

    Args:
        quads: the statements of the example; see `example`.
    """
    text = PatternText(variables_of(quads))
    body = text.group(quads)
    template = text.group(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return f"{text.prologue()}CONSTRUCT {template} WHERE {body}\n"


def patch(changes: Changes) -> str:
    """Return the update that makes the new version out of the old one; a comment alone if they are the same.

    Args:
        changes: what to remove and to add; nothing to remove may hold a blank node (`Changes.stuck`).
    """
    text = SparqlText()
    parts = [("DELETE DATA", changes.removed), ("INSERT DATA", changes.added)]
    operations = [f"{name} {text.group(quads)}" for name, quads in parts if quads]
    if not operations:
        return "# Both versions say the same.\n"
    return text.prologue() + " ;\n".join(operations) + "\n"


_WRITERS: dict[SparqlForm, Callable[[list[Quad]], str]] = {
    SparqlForm.INSERT: insert_data,
    SparqlForm.ASK: ask,
    SparqlForm.SELECT: select,
    SparqlForm.CONSTRUCT: construct,
}


def what_is_lost(quads: Iterable[Quad]) -> tuple[str, ...]:
    """Return what an update cannot hold, one line per kind of statement with its count."""
    return _what_fits(list(quads), SparqlForm.INSERT)[1]


def _what_fits(quads: Sequence[Quad], form: SparqlForm) -> tuple[list[Quad], tuple[str, ...]]:
    """Split off what SPARQL 1.1 cannot hold, and name it."""
    counts = dict.fromkeys(
        ("statements with triple terms", "texts with a direction", "statements in graphs without a name"), 0
    )
    kept = []
    for quad in quads:
        fault = _fault(quad, form)
        if fault:
            counts[fault] += 1
        else:
            kept.append(quad)
    return kept, tuple(f"SPARQL 1.1 cannot hold {count} {what}" for what, count in counts.items() if count)


def _fault(quad: Quad, form: SparqlForm) -> str:
    if isinstance(quad.object, Triple):
        return "statements with triple terms"
    if isinstance(quad.object, Literal) and quad.object.direction is not None:
        return "texts with a direction"
    if isinstance(quad.graph_name, BlankNode) and not form.is_query:
        return "statements in graphs without a name"
    return ""
