"""The models of a mergekit configuration: which are parts of the merge, and which one differences are taken from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from attrs import define, field

from lineage_rdf.claims import MergeMention, ModelReference
from lineage_rdf.claims.private import holds_address
from lineage_rdf.sources.config_facts import LOCAL_MODEL, NO_MODEL, ConfigFacts, mappings, number
from lineage_rdf.sources.config_references import is_followable, name_of
from lineage_rdf.sources.config_settings import compact

# Methods that add differences from one model to it, which is then no part like the others. The two on spheres do so
# where they are given such a model, and need none.
_TASK_VECTORS: Final = frozenset(
    {"task-arithmetic", "ties", "dare-linear", "dare-ties", "della", "della-linear", "breadcrumbs",
     "breadcrumbs-ties", "sce", "model-stock", "ram", "ramplus-tl", "nuslerp", "multislerp"}
)  # fmt: skip


@define
class MergeModels:
    """The models of one merge, told as claims.

    Args:
        facts: the configuration.
        made: names of the models that other documents of the same file make; they lie in folders of that name.
        parts: the parts so far, in order.
    """

    facts: ConfigFacts
    made: Collection[str] = ()
    parts: list[MergeMention] = field(factory=list)

    def say(self, part: MergeMention, key: str, at: str) -> None:
        """Say one part, whose model stands at `at`; a model that is several parts is one base."""
        self.facts.say("merge-weights", part, key)
        if part.model not in {other.model for other in self.parts}:
            self._say_model("base-model", part.model, at)
        self.parts.append(part)

    def say_parts(self) -> None:
        """Say every part of the merge in order."""
        for key, entry, around in _entries(self.facts.value):
            part = self._part(entry, around)
            if part is None:
                self.facts.warn(NO_MODEL, "a part of the merge names no model", key)
            else:
                self.say(part, key, f"{key}.model")

    def say_base(self, method: str | None) -> None:
        """Say the model that differences are taken from; other methods have it as one more part if not listed.

        Args:
            method: notation of the merge method.
        """
        slices = mappings(self.facts.value.get("slices"))
        own = [(f"slices[{at}].base_model", layers.get("base_model")) for at, layers in slices]
        for key, named in (("base_model", self.facts.value.get("base_model")), *own):
            base, _ = parse_model(named, self.made)
            if base is None:
                continue
            if method in _TASK_VECTORS:
                self._say_model("merge-base", base, key)
            elif base not in {part.model for part in self.parts}:
                self.say(MergeMention(model=base), key, key)

    def _part(self, entry: dict[str, Any], around: dict[str, Any]) -> MergeMention | None:
        """Return a part; what is set for its whole slice or module holds where it sets nothing itself."""
        model, adapter = parse_model(entry.get("model"), self.made)
        if model is None:
            return None
        given = {**around, **_parameters(entry)}
        layers = entry.get("layer_range")
        rest = [f"{key}: {compact(value)}" for key, value in sorted(given.items()) if not _plain(key, value)]
        return MergeMention(
            model=model,
            weight=number(given.get("weight")),
            density=number(given.get("density")),
            layer_range="-".join(map(str, layers))
            if isinstance(layers, list) and len(layers) == 2
            else name_of(layers),
            parameters=tuple(([f"lora: {adapter}"] if adapter else []) + rest),
        )

    def _say_model(self, element: str, model: ModelReference, key: str) -> None:
        if not is_followable(model.raw) and model.raw.removeprefix("./") not in self.made:
            message = "a model of the merge is a place on a disk, which nobody else can follow"
            self.facts.warn(LOCAL_MODEL, message, key)
        self.facts.say(element, model, key)


def _entries(value: dict[str, Any], at: str = "") -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Return place and mapping of every part, with the parameters of the slice or module around it.

    Parts stand in `models`, and in the `sources` of every slice; a module has both of its own.
    """
    nothing: dict[str, Any] = {}
    found = [(f"{at}models[{n}]", entry, nothing) for n, entry in mappings(value.get("models"))]
    for n, layers in mappings(value.get("slices")):
        sources = mappings(layers.get("sources"))
        found += [(f"{at}slices[{n}].sources[{of}]", entry, _parameters(layers)) for of, entry in sources]
    modules = value.get("modules")
    for name, module in modules.items() if isinstance(modules, dict) and not at else ():
        if isinstance(module, dict):
            inner = _entries(module, f"modules.{name}.")
            found += [(key, entry, {**_parameters(module), **around}) for key, entry, around in inner]
    return found


def _parameters(entry: dict[str, Any]) -> dict[str, Any]:
    given = entry.get("parameters")
    return given if isinstance(given, dict) else {}


def _plain(key: str, value: Any) -> bool:
    return key in {"weight", "density"} and number(value) is not None


def parse_model(value: Any, made: Collection[str] = ()) -> tuple[ModelReference | None, str | None]:
    """Return the model and the adapter put on it, as mergekit writes them.

    Args:
        value: `org/name` or `org/name@revision`, with or without `+org/adapter`, or the same as a mapping.
        made: names of the models that other documents of the same file make.
    """
    if isinstance(value, dict):
        inner = value.get("model")
        path = inner.get("path") if isinstance(inner, dict) else inner
        revision = inner.get("revision") if isinstance(inner, dict) else None
        lora = value.get("lora")
        name = name_of(path)
        adapter = name_of(lora.get("path") if isinstance(lora, dict) else lora)
        return (ModelReference(name, revision=name_of(revision)) if name else None), adapter
    text = name_of(value)
    if text is None:
        return None, None
    name, _, adapter = text.partition("+")
    if name in made:
        return ModelReference(f"./{name}"), adapter or None
    if holds_address(name):
        return ModelReference(name), adapter or None
    path, _, revision = name.partition("@")
    return ModelReference(path, revision=revision or None), adapter or None
