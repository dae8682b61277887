"""What every reader of configurations does with a mapping: look a key up and say it as a claim."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from lineage_rdf.claims import ModelReference, Trust, Value
from lineage_rdf.sources.config_references import is_followable, model_reference, name_of
from lineage_rdf.sources.reader import Reading

LOCAL_MODEL = "FTL-R034"
NO_MODEL = "FTL-R035"


@frozen
class ConfigFacts:
    """A configuration and the reading its claims go to.

    Args:
        reading: where claims and problems go.
        value: the configuration, keys as text.
        kind: the kind of configuration; it is named in rules when it stands inside a file of another kind.
        prefix: what stands before a key in a locator, for example `$.`; a claim with an empty key is about
            the whole.
        trust: how strong the claims are.
        stage: the stage they belong to, where the file tells of several.
        places: key -> where it stands in the file, for keys that go by another name there.
    """

    reading: Reading
    value: dict[str, Any]
    kind: str
    prefix: str = ""
    trust: Trust = Trust.TRAINING_CONFIG
    stage: str | None = None
    places: Mapping[str, str] = field(factory=dict)

    def say(self, element: str, value: Value, key: str, **more: Any) -> None:
        """Add a claim that stands at `key`; `more` may hold `name`, `inferred`, `reason`, `trust`."""
        if "name" in more:
            more["key"] = more.pop("name")
        more.setdefault("trust", self.trust)
        if self.stage is not None:
            more.setdefault("stage", self.stage)
        rule = key.partition("[")[0] or element
        if self.reading.kind != self.kind:
            rule = f"{self.kind}.{rule}"
        # What follows from a key that is not there stands nowhere: it is the file as a whole that tells it.
        where = self._locator(key if self._stands(key) else "")
        self.reading.claim(element, value, locator=where, rule=rule, **more)

    def infer(self, element: str, value: Value, key: str, reason: str, **more: Any) -> None:
        """Add a claim that the configuration only suggests."""
        self.say(element, value, key, inferred=True, reason=reason, **more)

    def warn(self, code: str, message: str, key: str, severity: str = "warning") -> None:
        """Add a problem about `key`; one with an empty key is about the whole."""
        self.reading.problem(code, message, locator=self._locator(key), severity=severity)

    def _locator(self, key: str) -> str:
        return f"{self.prefix}{self.places.get(key, key)}".rstrip(".") or "whole file"

    def _stands(self, key: str) -> bool:
        """Return whether a key, or one above it, is in the configuration; lists and parts are behind a bracket or dot."""
        if key in self.value or not self.value:
            return True
        return any(key.startswith((f"{name}.", f"{name}[")) for name in self.value)

    def text(self, key: str) -> str | None:
        """Return the text at a key, or None if there is none or it says None."""
        return name_of(self.value.get(key))

    def truth(self, key: str) -> bool:
        """Return whether a key is switched on; texts such as "true" count."""
        value = self.value.get(key)
        return value is True or (isinstance(value, str) and value.strip().casefold() in {"true", "yes", "on"})

    def model(self, key: str, revision_key: str = "") -> ModelReference | None:
        """Return the model named at a key, with a problem where the name is a place on a disk."""
        found = model_reference(self.value.get(key), self.value.get(revision_key))
        if found is not None and not is_followable(found.raw):
            self.warn(
                LOCAL_MODEL,
                f"{key} names a place on a disk, which nobody else can follow; give its Hub identifier",
                key,
            )
        return found

    def first(self, *keys: str) -> str | None:
        """Return the first of some keys at which text stands."""
        return next((key for key in keys if self.text(key)), None)


def mappings(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """Return the mappings of a list with their positions; a single mapping counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    return [(at, item) for at, item in enumerate(items) if isinstance(item, dict)]


def number(value: Any) -> Decimal | None:
    """Return a number exactly, also where it was written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value).strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 400 else None
