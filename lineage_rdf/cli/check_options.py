"""Which options of `check` go together: one that would change nothing is refused, not passed over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from lineage_rdf.cli.checking import Task
from lineage_rdf.errors import UsageError

FORM_OF: Final = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
    ".csv": "csv",
    ".html": "html",
}


@frozen
class Given:
    """What was given to be checked.

    Args:
        paths: files, folders, shorthand, or `-`.
        store: folder of a store.
        endpoint: address of an endpoint.
        graph: which graphs of it; empty if nobody said.
    """

    paths: Sequence[str]
    store: str = ""
    endpoint: str = ""
    graph: str = ""

    @property
    def place(self) -> str:
        """The store or endpoint; empty text for paths."""
        return self.store or self.endpoint

    def refuse(self, task: Task, *, completeness: bool) -> None:
        """Refuse what does not go together.

        Args:
            task: what is to be done.
            completeness: whether completeness was asked for.

        Raises:
            UsageError: with what to leave out.
        """
        if sum(map(bool, (self.paths, self.store, self.endpoint))) != 1:
            nothing = not (self.paths or self.place)
            raise UsageError(
                "nothing to check" if nothing else "more than one kind of input",
                fix="give paths, or --store DIR, or --endpoint URL",
            )
        if self.endpoint and not self.endpoint.lower().startswith(("http://", "https://")):
            raise UsageError(
                "this is no address of an endpoint", self.endpoint, "begin it with http:// or https://"
            )
        for option, is_given, why in self._clashes(task, completeness):
            if is_given:
                raise UsageError(f"{option} {why}", fix=f"leave out {option}")

    def _clashes(self, task: Task, completeness: bool) -> Iterable[tuple[str, bool, str]]:
        at_place, pyshacl = bool(self.place), task.engine != "sparql"
        yield "--graph", bool(self.graph) and not at_place, "is for stores"
        yield "--whole", task.whole and at_place, "is for RDF files"
        yield "--text", task.text and at_place, "is for shorthand"
        yield "--completeness", completeness and at_place, "is not counted in a store"
        yield "--engine", pyshacl and at_place, "pyshacl cannot check a store where it lies"
        yield "--engine", pyshacl and task.whole, "pyshacl does not go with --whole"
        yield "--completeness", completeness and task.whole, "is not counted with --whole"


def refuse_overwriting(out: Path | None, inputs: Iterable[str | Path]) -> None:
    """Refuse to write the report over what the check reads.

    Args:
        out: where the report goes; None for standard output.
        inputs: paths, shapes, baseline and what is compared with; empty ones are none.

    Raises:
        UsageError: if one of them is that very file.
    """
    if out is None or not out.exists():
        return
    for name in inputs:
        if str(name) and os.path.exists(name) and os.path.samefile(name, out):
            raise UsageError("this would replace what is read", str(out), "write it to another file")
