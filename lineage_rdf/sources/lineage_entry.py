"""One mapping of lineage.yaml while it is read: its values by key, with their lines, as claims or problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from lineage_rdf.claims import ModelReference, Undisclosed, Value
from lineage_rdf.sources.lineage_keys import Key, canonical, suggestion
from lineage_rdf.sources.reader import Reading
from lineage_rdf.sources.yaml_text import KeyPath, YamlDocument
from lineage_rdf.vocabulary.schemes import lookup, members

_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}\Z")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\Z")
_COUNT: Final = re.compile(
    r"(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+) ?([kKMBT]|thousand|million|billion|trillion)?\Z"
)
_SCALES: Final = {"k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "billion": 9, "t": 12, "trillion": 12}


def undisclosed(value: object) -> Undisclosed | None:
    """Return the statement that a fact is not given, if a value is one: `{undisclosed: why}` or `undisclosed: why`."""
    if isinstance(value, dict) and set(value) == {"undisclosed"}:
        return Undisclosed(str(value["undisclosed"] or "").strip())
    if isinstance(value, str) and value.partition(":")[0].strip().lower() == "undisclosed":
        return Undisclosed(value.partition(":")[2].strip())
    return None


def is_digest(value: object) -> bool:
    """Return whether a value is `sha256:` and 64 hexadecimal digits."""
    return isinstance(value, str) and bool(_DIGEST.match(value))


@frozen
class Entry:
    """A mapping in the file.

    Args:
        reading: where claims and problems go.
        document: the file, for lines.
        path: where the mapping stands.
        values: its values.
        table: the keys it may have.
        stage: the stage its claims belong to.
    """

    reading: Reading
    document: YamlDocument
    path: KeyPath
    values: dict[str, Any]
    table: dict[str, Key]
    stage: str

    def items(self) -> Iterator[tuple[str, Any]]:
        """Yield canonical key and value of what is given; report unknown keys; a key without value is not given."""
        for name, value in self.values.items():
            if self.reading.is_faulty and name not in self.table:
                continue
            key = canonical(name, self.table)
            if key not in self.table:
                self._unknown(name)
            elif value is not None and value != "" and value != [] and value != {}:
                yield key, value

    def given(self) -> dict[str, Any]:
        """Return what is given, without statements that something is undisclosed."""
        return {key: value for key, value in self.items() if undisclosed(value) is None}

    def child(self, key: str | int, values: dict[str, Any], table: dict[str, Key], *more: str | int) -> Entry:
        """Return the entry of a mapping below this one."""
        return Entry(self.reading, self.document, (*self.path, key, *more), values, table, self.stage)

    def say(self, element: str, value: Value, key: str, **more: Any) -> None:
        """Add a claim that stands at a key of this mapping; `name` tells which one of several."""
        more["key"] = more.pop("name", "")
        place = more.pop("place", ())
        self.reading.claim(
            element, value, locator=self.locator(key, *place), rule=key, stage=self.stage, **more
        )

    def say_undisclosed(self, value: object, key: str, element: str, name: str = "") -> bool:
        """Add the claim that a fact is undisclosed, if the value says so."""
        found = undisclosed(value)
        if found is None:
            return False
        if not found.reason:
            self.warn(
                "FTL-R070",
                f"{key} is undisclosed without a reason; say why, as in `undisclosed: contract`",
                key,
            )
            found = Undisclosed("no reason given")
        if element:
            self.say(element, found, key, name=name)
        return True

    def warn(self, code: str, message: str, key: str = "") -> None:
        """Add a problem at a key of this mapping."""
        if self.reading.is_faulty:
            return
        self.reading.problem(code, message, locator=self.locator(key))

    def locator(self, key: str = "", *place: str | int) -> str:
        """Return the place of a key: its line and its path."""
        path = (*self.path, *((key,) if key else ()), *place)
        line = self.document.line(path) or self.document.line(path[:-1])
        words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        return ", ".join(part for part in (f"line {line}" if line else "", words) if part) or "whole file"

    def _unknown(self, name: str) -> None:
        if self.reading.is_faulty:  # to look for a similar key takes long
            return
        meant = suggestion(name, self.table)
        if meant == "hyperparameters":
            hint = "; settings stand under hyperparameters:"
        else:
            hint = f"; did you mean {meant!r}?" if meant else f"; known here: {', '.join(self.table)}"
        self.warn("FTL-R065", f"unknown key {name!r}{hint}", name)

    # conversions: each returns None and reports if the value does not fit

    def convert(self, key: str, value: object, holds: str) -> Any:
        """Return a value as what its key holds, or None with a problem."""
        if holds.startswith("term:"):
            return self.term(key, value, holds.removeprefix("term:"))
        return getattr(self, holds)(key, value)

    def text(self, key: str, value: object) -> str | None:
        """Return text; numbers and booleans count in the spelling of YAML."""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str | int | Decimal):
            return str(value).strip()
        self._wrong(key, "text")
        return None

    def integer(self, key: str, value: object) -> int | None:
        """Return a whole number; `200k` and `50,000` are read as such."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        match = _COUNT.match(value.strip()) if isinstance(value, str) else None
        number = Decimal(match[1].replace(",", "")) if match else value
        if isinstance(number, Decimal):
            scaled = number.scaleb(_SCALES[match[2].lower()] if match and match[2] else 0)
            if scaled == scaled.to_integral_value():
                return int(scaled)
        self._wrong(key, "a whole number")
        return None

    def decimal(self, key: str, value: object) -> Decimal | None:
        """Return a number."""
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        self._wrong(key, "a number")
        return None

    def digest(self, key: str, value: object) -> str | None:
        """Return a digest as `sha256:<hex>`."""
        found = str(value).strip().lower()
        found = found if found.startswith("sha256:") else f"sha256:{found}"
        if not is_digest(found):
            self._wrong(key, "sha256: and 64 hexadecimal digits")
            return None
        return found

    def time(self, key: str, value: object) -> str | None:
        """Return an ISO 8601 date or time as written."""
        text = str(value).strip()
        if not _TIME.match(text):
            self._wrong(key, "a date or time such as 2026-03-01T08:00:00Z")
            return None
        return text

    def model(self, key: str, value: object) -> ModelReference | None:
        """Return the model named by `org/name@revision`, a path or a name."""
        if not isinstance(value, str):
            self._wrong(key, "one model as org/name or org/name@revision")
            return None
        return model_reference(value)

    def models(self, key: str, value: object) -> list[ModelReference]:
        """Return the models that a text or a list names."""
        found = [self.model(key, item) for item in (value if isinstance(value, list) else [value])]
        return [item for item in found if item is not None]

    def term(self, key: str, value: object, scheme: str) -> str | None:
        """Return the notation of a scheme's member by any of its names."""
        found = lookup(scheme, value) if isinstance(value, str) else None
        if found is None and not self.reading.is_faulty:
            table = dict.fromkeys(members(scheme), Key())
            meant = suggestion(str(value), table)
            hint = f"did you mean {meant!r}?" if meant else f"known: {', '.join(table)}"
            self.warn("FTL-R066", f"{key}: {value!r} is no {scheme} that we know; {hint}", key)
        return found

    def _wrong(self, key: str, wanted: str) -> None:
        self.warn("FTL-R067", f"{key} must be {wanted}", key)


def model_reference(text: str) -> ModelReference:
    """Return the model named by `org/name@revision`, a path or a name; only ids are split at the @."""
    name, _, revision = text.strip().partition("@")
    is_id = name.count("/") == 1 and not name.startswith((".", "/", "~"))
    return ModelReference(name, revision or None) if revision and is_id else ModelReference(text.strip())
