"""Quads as SPARQL 1.1: an update that adds them, a question whether they are there, and the change from one version to the next.

https://www.w3.org/TR/sparql11-update/#insertData, https://www.w3.org/TR/sparql11-query/#ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from pyoxigraph import BlankNode, Literal, Quad, Triple

from lineage_rdf.codec.changes import Changes
from lineage_rdf.codec.sparql_text import PatternText, SparqlText
from lineage_rdf.codec.write import Written


class SparqlForm(Enum):
    """What can be made of statements: its name on the command line."""

    INSERT = "sparql-insert"
    ASK = "sparql-ask"

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
    return Written((insert_data if form is SparqlForm.INSERT else ask)(kept), lost)


def insert_data(quads: Iterable[Quad]) -> str:
    """Return an update that adds statements; blank nodes become new ones of the store.

    Args:
        quads: statements without triple terms and without graphs that are blank nodes.
    """
    text = SparqlText()
    body = text.group(quads)
    return f"{text.prologue()}INSERT DATA {body}\n"


def ask(quads: Iterable[Quad]) -> str:
    """Return the query whether a store holds statements; a blank node stands for whatever is in its place there.

    Args:
        quads: statements without triple terms.
    """
    text = PatternText()
    body = text.group(quads)
    return f"{text.prologue()}ASK {body}\n"


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
    if isinstance(quad.graph_name, BlankNode) and form is SparqlForm.INSERT:
        return "statements in graphs without a name"
    return ""
