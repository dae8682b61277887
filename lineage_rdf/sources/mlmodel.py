"""Reads MLmodel, in which MLflow describes a saved model; only that of transformers names where it came from.

The keys of the flavor are those of https://mlflow.org/docs/latest/ml/deep-learning/transformers/.
"""

from __future__ import annotations

from typing import Any, Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_text import MALFORMED
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

KIND: Final = "mlmodel"
_ADAPTER: Final = ("peft_adaptor", "peft_adapter", "peft")
_LIBRARIES: Final = (("transformers_version", "transformers"), ("peft_version", "peft"))


def recognises(file: InputFile) -> bool:
    """Return whether a file describes a transformers model that names its source."""
    return file.name == "MLmodel" and b"source_model_name" in file.data and len(file.data) < 1_000_000


def read(reading: Reading) -> None:
    """Add the model that the saved one was loaded from: a base for certain only where an adapter was saved."""
    try:
        value = load_yaml(reading.file.text).value
    except YamlTextError as error:
        at = f"line {error.line}" if error.line else ""
        reading.problem(MALFORMED, f"the file is {error.message}", locator=at, severity="violation")
        return
    flavors = value.get("flavors") if isinstance(value, dict) else None
    flavor: Any = flavors.get("transformers") if isinstance(flavors, dict) else None
    if isinstance(flavor, dict):
        _read_flavor(ConfigFacts(reading, flavor, KIND, "flavors.transformers.", Trust.MACHINE_STATE))


def _read_flavor(facts: ConfigFacts) -> None:
    base = facts.model("source_model_name", "source_model_revision")
    if base is None:
        return
    adapter = any(facts.text(key) for key in _ADAPTER)
    if adapter:
        facts.say("adapter-for", base, "source_model_name")
        facts.say("base-model", base, "source_model_name")
    else:
        reason = "the weights were loaded from here before they were saved, often but not always the parent"
        facts.infer("base-model", base, "source_model_name", reason, trust=Trust.NAME)
    for key, library in _LIBRARIES:
        version = facts.text(key)
        if version:
            facts.say("software-versions", version, key, name=library)


READER = Reader(
    KIND,
    "MLflow's description of a saved model",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name MLmodel, and a transformers flavor with source_model_name",
)
