"""What comes of one row or one folder, in a form that is handed from process to process."""

from __future__ import annotations

from attrs import frozen


@frozen
class Told:
    """One lineage that was told.

    Args:
        iri: its IRI.
        text: the lineage as a document with a named graph.
        edges: how many ftl:derivedFromModel statements it has.
        rungs: the rungs of the ladder that it reaches; empty if nobody asked.
    """

    iri: str
    text: str
    edges: int
    rungs: tuple[str, ...] = ()


@frozen
class Outcome:
    """What came of one row or one folder.

    Args:
        where: what a person calls it.
        lineages: the lineages in which something was done to a model.
        problems: code and severity of each thing that a reader noticed.
        unread: why nothing of it could be read; empty if it could.
        fault: a fault of ours that ended the reading of it; empty if there was none.
    """

    where: str
    lineages: tuple[Told, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    unread: str = ""
    fault: str = ""
