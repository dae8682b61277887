"""A model card while it is read: its parts, and what the rules have seen so far."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field

from lineage_rdf.claims import Trust, Value
from lineage_rdf.sources.reader import Reading
from lineage_rdf.sources.yaml_text import YamlDocument

FINE_TUNING: Final = "FineTuning"
MERGING: Final = "Merging"
QUANTIZING: Final = "Quantizing"
DISTILLING: Final = "Distilling"
PRE_TRAINING: Final = "PreTraining"
REWARD: Final = "RewardModelTraining"


@define
class Evidence:
    """A sign that the card tells of a kind of step.

    Args:
        kind: class name of the step.
        locator: where the sign stands.
        rule: the rule that saw it.
        trust: how strong the place is.
        reason: why the kind follows; empty if the card states it.
    """

    kind: str
    locator: str
    rule: str
    trust: Trust
    reason: str = ""


@define
class Card:
    """A model card.

    Args:
        reading: where claims and problems go.
        body: the Markdown below the front matter, with HTML comments blanked; lines are those of the file.
        prose: the body with code blocks blanked too.
        first_line: line of the file on which the body begins, from 1.
        metadata: the front matter.
        document: the front matter as it was loaded, for line numbers.
        trained_by: the objective of the training that the list of hyperparameters is said to be of.
        renamed: key as it should be -> key as the card spells it.
    """

    reading: Reading
    body: str = ""
    prose: str = ""
    first_line: int = 1
    metadata: dict[str, Any] = field(factory=dict)
    document: YamlDocument | None = None
    lower: str = ""
    evidence: list[Evidence] = field(factory=list)
    tags: list[str] = field(factory=list)
    bases: list[str] = field(factory=list)
    datasets: list[str] = field(factory=list)
    unknown_dataset: str = ""
    methods: set[str] = field(factory=set)
    has_config: bool = False
    uses_adapter: bool = False
    trainer_list: str = ""
    trained_by: str = ""
    renamed: dict[str, str] = field(factory=dict)

    def key_locator(self, *path: str | int) -> str:
        """Return the locator of a key of the front matter."""
        line, known = None, path
        while self.document and line is None and known:
            line, known = self.document.line(known), known[:-1]
        if self.document and line is None and path and path[0] in self.renamed:
            return self.key_locator(self.renamed[str(path[0])], *path[1:])
        keys = ".".join(map(str, path))
        return f"line {line}, key {keys}" if line else f"key {keys}"

    def line_at(self, offset: int) -> int:
        """Return the line of the file at an offset into the body, from 1."""
        return self.first_line + self.prose.count("\n", 0, offset)

    def say_key(self, element: str, value: Value, *path: str | int, **more: Any) -> None:
        """Add a claim that a key of the front matter makes."""
        more.setdefault("trust", Trust.CARD_YAML)
        self.reading.claim(element, value, locator=self.key_locator(*path), rule=f"yaml-{path[0]}", **more)

    def say(self, element: str, value: Value, offset: int, rule: str, **more: Any) -> None:
        """Add a claim that the body makes at an offset."""
        self.reading.claim(element, value, locator=f"line {self.line_at(offset)}", rule=rule, **more)

    def warn(self, code: str, message: str, locator: str, severity: str = "warning") -> None:
        """Add a problem."""
        self.reading.problem(code, message, locator=locator, severity=severity)

    def note(self, kind: str, locator: str, rule: str, trust: Trust, reason: str = "") -> None:
        """Remember a sign of a kind of step."""
        self.evidence.append(Evidence(kind, locator, rule, trust, reason))

    def note_at(self, kind: str, offset: int, rule: str, reason: str = "") -> None:
        """Remember a sign of a kind of step in the body."""
        self.note(kind, f"line {self.line_at(offset)}", rule, Trust.CARD_BODY, reason)

    def shows(self, kind: str) -> bool:
        """Return whether any sign of a kind of step was seen."""
        return any(sign.kind == kind for sign in self.evidence)
