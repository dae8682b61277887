"""Reads pipelines of distilabel, pipeline.yaml beside synthetic data: which models wrote the data, and from which data.

The layout is that of https://distilabel.argilla.io/latest/sections/how_to_guides/basic/pipeline/ : `pipeline.steps`, each
with its class at `type_info` and, where a model does the work, the model at `llm`. Prompts, rows of data and addresses of
servers stand in it too and are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.sources.config_facts import ConfigFacts, mappings
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "distilabel"
NO_GENERATOR: Final = "FTL-R146"
MAX_STEPS: Final = 1_000
MAX_DEPTH: Final = 6
# Keys of a model, which is one of a catalogue where the class is that of a service.
_MODEL: Final = ("model", "model_id", "model_name", "model_path")
_SERVICES: Final = {
    "OpenAILLM": "openai",
    "AzureOpenAILLM": "azure-openai",
    "AnthropicLLM": "anthropic",
    "CohereLLM": "cohere",
    "GroqLLM": "groq",
    "MistralLLM": "mistral",
    "TogetherLLM": "together",
    "VertexAILLM": "vertex-ai",
    "OllamaLLM": "ollama",
}
_OWN_SERVER: Final = "https://api.openai.com"
_SAVED: Final = "PushToHub"
_LOADED: Final = "LoadDataFromHub"


def recognises(file: InputFile) -> bool:
    """Return whether a file is a pipeline of distilabel, which names its version at the top."""
    return {"distilabel", "pipeline"} <= top_level_keys(file)


def read(reading: Reading) -> None:
    """Add the models that wrote data, the data they started from, and where the result was put."""
    facts = ConfigFacts(reading, read_mapping(reading), KIND, prefix_of(reading.file))
    pipeline = facts.value.get("pipeline")
    steps = pipeline.get("steps") if isinstance(pipeline, dict) else None
    named = [(f"pipeline.steps[{at}]", _step(step)) for at, step in mappings(steps)[:MAX_STEPS]]
    made = next((name for _, step in named if (name := _repository(step, _SAVED))), "")
    seen: set[ModelReference] = set()
    for key, step in named:
        for model in _models(step, 0):
            if model not in seen:
                facts.say("generator-model", model, key, name=made)
            seen.add(model)
    if not seen:
        facts.warn(NO_GENERATOR, "no step of the pipeline names a model that writes data", "", "info")
        return
    for key, step in named:
        source = _repository(step, _LOADED)
        if source:
            splits = (split,) if (split := name_of(step.get("split"))) else ()
            mention = DatasetMention(
                raw=source, roles=(), configuration=name_of(step.get("config")), splits=splits
            )
            facts.say("source-dataset", mention, key, name=made)


def _step(entry: dict[str, Any]) -> dict[str, Any]:
    inner = entry.get("step")
    return inner if isinstance(inner, dict) else entry


def _class_of(value: dict[str, Any]) -> tuple[str, str]:
    """Return module and name of the class that a part of the pipeline is of."""
    info = value.get("type_info")
    known = info if isinstance(info, dict) else {}
    return name_of(known.get("module")) or "", name_of(known.get("name")) or ""


def _repository(step: dict[str, Any], class_name: str) -> str | None:
    return name_of(step.get("repo_id")) if _class_of(step)[1] == class_name else None


def _models(value: Any, depth: int) -> Iterator[ModelReference]:
    """Yield the models in a step: of mixtures every one."""
    if isinstance(value, dict) and ".llms" in _class_of(value)[0]:
        model = _model(value)
        if model is not None:
            yield model
    if depth < MAX_DEPTH:
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for item in items:
            yield from _models(item, depth + 1)


def _model(llm: dict[str, Any]) -> ModelReference | None:
    name = next((name for key in _MODEL if (name := name_of(llm.get(key)))), None)
    if name is None:
        return None
    service = _SERVICES.get(_class_of(llm)[1])
    address = name_of(llm.get("base_url"))
    if service == "openai" and address and not address.startswith(_OWN_SERVER):
        # The protocol of that service is spoken by servers of one's own, which name models as they like.
        service = None
    return ModelReference(name, revision=name_of(llm.get("revision")), service=service)


READER = Reader(
    KIND,
    "pipeline of distilabel",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="distilabel and pipeline at its top (.yaml, .yml, .json)",
)
