"""Configurations that go on from others: `defaults` names files whose values hold where the file has none.

The rules are those of https://github.com/NVIDIA-NeMo/RL/blob/main/nemo_rl/utils/config.py: a path is relative to
the file that names it, of several parents the last wins, a section marked `_override_` takes nothing over. Only
files that are read together are followed, and only so many.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import define, evolve, field

from lineage_rdf.claims import Source
from lineage_rdf.claims.private import last_part
from lineage_rdf.sources.config_nested import flatten, is_within
from lineage_rdf.sources.config_text import is_yaml
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

NOT_FOLLOWED: Final = "FTL-R090"
KEY: Final = "defaults"
MAX_PARENTS: Final = 10
MAX_CHARACTERS: Final = 300_000
_MARK = "_override_"


@define
class Inheritance:
    """Follows `defaults` from one configuration.

    Args:
        reading: where problems go, and claims come from.
        origins: dotted path -> the other file that a value comes from.
        whole: whether every parent was found.
        opened: how many parents were opened.
        characters: how much text they had.
    """

    reading: Reading
    origins: dict[str, InputFile] = field(factory=dict)
    whole: bool = True
    opened: int = 0
    characters: int = 0

    def values(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return dotted path -> value of a configuration with everything it takes over.

        Args:
            value: the mapping of the file that is read.
        """
        own = self.reading.file
        found = self._with_parents(own, value, (own.path,))
        self.origins = {path: file for path, (_, file) in found.items() if file is not own}
        return {path: item for path, (item, _) in found.items()}

    def _with_parents(
        self, file: InputFile, value: dict[str, Any], trail: tuple[str, ...]
    ) -> dict[str, tuple[Any, InputFile]]:
        merged: dict[str, tuple[Any, InputFile]] = {}
        for reference in parents_of(value):
            parent = self._open(file, reference, trail)
            if parent is not None:
                merged = _merged(merged, self._with_parents(*parent, (*trail, parent[0].path)))
        own = {path: (item, file) for path, item in flatten(value).items() if not is_within(path, {KEY})}
        return _merged(merged, own)

    def _open(
        self, file: InputFile, reference: str, trail: tuple[str, ...]
    ) -> tuple[InputFile, dict[str, Any]] | None:
        """Return a parent and its mapping, or None with a problem."""
        parent = file.other(reference)
        why = self._refused(parent, trail)
        value = None
        if parent is not None and not why:
            try:
                value = load_yaml(parent.text).value
            except YamlTextError as error:
                why = f"it is {error.message}"
        if parent is not None and isinstance(value, dict):
            return parent, {str(key): item for key, item in value.items()}
        self.whole = False
        name, why = last_part(reference), why or "it has no keys and values"
        message = f"the configuration goes on from {name!r}, which was not taken in: {why}"
        self.reading.problem(NOT_FOLLOWED, message, locator=KEY)
        return None

    def _refused(self, parent: InputFile | None, trail: tuple[str, ...]) -> str:
        """Return why a parent is not opened, empty if it may be."""
        if parent is None or not is_yaml(parent):
            return "it is not among the files that are read"
        if parent.path in trail:
            return "the files go on from each other in a circle"
        self.opened += 1
        self.characters += len(parent.data)
        if self.opened > MAX_PARENTS or self.characters > MAX_CHARACTERS:
            return f"more than {MAX_PARENTS} files or {MAX_CHARACTERS} characters would be taken in"
        return ""

    def attribute(self) -> None:
        """Give every claim the file that its value comes from as its source."""
        kind = self.reading.kind
        for at, claim in enumerate(self.reading.claims):
            origin = self.origins.get(claim.locator.partition("[")[0])
            if origin is not None:
                source = Source(origin.path, origin.sha256, kind)
                self.reading.claims[at] = evolve(claim, source=source)


def parents_of(value: dict[str, Any]) -> list[str]:
    """Return the files that a configuration goes on from, in their order."""
    named = value.get(KEY)
    items = named if isinstance(named, list) else [named]
    return [item for item in items if isinstance(item, str) and item.strip()]


def _merged(
    base: dict[str, tuple[Any, InputFile]], over: dict[str, tuple[Any, InputFile]]
) -> dict[str, tuple[Any, InputFile]]:
    """Return the values of two files, the second over the first; a value ends the section it stands for."""
    cleared = {path.removesuffix(f".{_MARK}") for path, (item, _) in over.items() if _clears(path, item)}
    sections = {parent for path in over for parent in _sections(path)}
    replaced = cleared | over.keys()
    kept = {
        path: item for path, item in base.items() if path not in sections and not is_within(path, replaced)
    }
    added = {path: item for path, item in over.items() if not path.endswith(f".{_MARK}")}
    return {**kept, **added}


def _sections(path: str) -> list[str]:
    """Return the sections that a path lies in, the innermost first."""
    found = []
    while path := path.rpartition(".")[0]:
        found.append(path)
    return found


def _clears(path: str, item: Any) -> bool:
    return item is True and path.endswith(f".{_MARK}") and path.count(".") == 1
