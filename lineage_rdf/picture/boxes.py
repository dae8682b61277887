"""What a picture is made of: boxes for models, boxes for steps, and lines between them."""

from __future__ import annotations

from typing import Final

from attrs import frozen

# A mark stands before what it is about. The legend says what each one means.
INFERRED: Final = "~"
MISSING: Final = "?"
CONFLICTING: Final = "!"
LEGEND: Final[dict[str, str]] = {
    INFERRED: "inferred: no source says it in so many words",
    MISSING: "not known: undisclosed, unresolved or not stated",
    CONFLICTING: "conflicting: sources disagree, the strongest was taken",
}


@frozen(kw_only=True)
class ModelBox:
    """One model of the picture.

    Args:
        key: its name inside the picture: `m1`, `m2`...
        iri: its IRI; empty for a model that the lineage does not name.
        name: the name a person knows it by, never shortened.
        revision: its revision, a commit shortened to 12 characters; empty if unpinned.
        role: `root`, `base`, `intermediate` or `head`.
        notes: what else to know, for example `adapter`, `quantised`, `adapter for org/base`.
        mark: a key of `LEGEND`, or the empty text.
    """

    key: str
    iri: str = ""
    name: str
    revision: str = ""
    role: str
    notes: tuple[str, ...] = ()
    mark: str = ""

    @property
    def title(self) -> str:
        """The mark and the name, as written in a picture."""
        return f"{self.mark} {self.name}".strip()

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts in the box, the title first."""
        revision = (f"@{self.revision}",) if self.revision else ()
        role = (self.role,) if self.role in ("root", "head") else ()
        below = " · ".join((*revision, *role, *self.notes))
        return (self.title, below) if below else (self.title,)


@frozen(kw_only=True)
class StepBox:
    """One step of the picture.

    Args:
        key: its name inside the picture: `s1`, `s2`...
        iri: its IRI.
        ordinal: its place in the lineage, from 1; None if the lineage does not say.
        kind: its class, for example `FineTuning`.
        verb: what was done, for example `fine-tuned`.
        method: how, for example `DPO · LoRA r=64`; empty if nothing is known.
        data: one text per dataset.
        others: one text per further fact: reward model, stage name, failure.
    """

    key: str
    iri: str
    ordinal: int | None
    kind: str = ""
    verb: str
    method: str = ""
    data: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Ordinal, verb and method on one line."""
        number = "" if self.ordinal is None else f"{self.ordinal} · "
        return f"{number}{self.verb}: {self.method}" if self.method else f"{number}{self.verb}"

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts in the box, the title first."""
        return (self.title, *(f"data: {text}" for text in self.data), *self.others)


@frozen(kw_only=True)
class Edge:
    """A line from one box to another.

    Args:
        source: key of the box it leaves.
        target: key of the box it enters.
        kind: `base` (model to step), `result` (step to model), `order` (only the order of steps is known) or
            `back` (it would close a circle).
        label: a few words at the line, for example a merge weight.
    """

    source: str
    target: str
    kind: str
    label: str = ""


@frozen(kw_only=True)
class Picture:
    """A lineage as boxes and lines.

    Args:
        title: the name of the lineage.
        models: the models, in the order in which a reader meets them.
        steps: the steps, each after the steps it builds on.
        edges: the lines.
    """

    title: str
    models: tuple[ModelBox, ...]
    steps: tuple[StepBox, ...]
    edges: tuple[Edge, ...]

    @property
    def boxes(self) -> dict[str, ModelBox | StepBox]:
        """Key -> box."""
        models = {model.key: model for model in self.models}
        return {**models, **{step.key: step for step in self.steps}}

    @property
    def into(self) -> dict[str, list[Edge]]:
        """Key -> the lines that enter that box."""
        found: dict[str, list[Edge]] = {key: [] for key in self.boxes}
        for edge in self.edges:
            found[edge.target].append(edge)
        return found

    @property
    def out(self) -> dict[str, list[Edge]]:
        """Key -> the lines that leave that box."""
        found: dict[str, list[Edge]] = {key: [] for key in self.boxes}
        for edge in self.edges:
            found[edge.source].append(edge)
        return found

    @property
    def legend(self) -> tuple[str, ...]:
        """One line per mark that occurs in the picture."""
        words = {word for box in self.boxes.values() for line in box.lines for word in line.split()}
        words |= {word for edge in self.edges for word in edge.label.split()}
        return tuple(f"{mark} {meaning}" for mark, meaning in LEGEND.items() if mark in words)
