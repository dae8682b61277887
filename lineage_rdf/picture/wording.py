"""How a picture names things: short, readable, and safe to print."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from urllib.parse import unquote

from lineage_rdf.plain_text import clean
from lineage_rdf.records import LineageRecord, Setting
from lineage_rdf.vocabulary.namespaces import HUB, HUB_DATASETS
from lineage_rdf.vocabulary.schemes import fold, members

VERBS = {
    "FineTuning": "fine-tuned",
    "RewardModelTraining": "trained as a reward model",
    "Distilling": "distilled",
    "Merging": "merged",
    "AdapterFolding": "adapter folded in",
    "Quantizing": "quantised",
    "Converting": "converted",
    "PreTraining": "pre-trained",
}
_COMMIT_LENGTH = 40
_SHORT_COMMIT = 12


@lru_cache(maxsize=4096)  # a picture asks for few, many times
def short_code(notation: str, scheme: str) -> str:
    """Return the usual spelling of a notation: `dpo` gives `DPO`; an IRI gives its last part."""
    if ":" in notation:
        return clean(last_part(notation))
    try:
        term = members(scheme).get(notation)
    except (KeyError, FileNotFoundError):
        term = None
    names = (term.label, *term.names) if term else ()
    # Of LORA and LoRA the second is the usual one; small letters sort last.
    same = [name for name in names if fold(name) == fold(notation) and name != name.lower()]
    return clean(max(same, default=notation))


def last_part(iri: str) -> str:
    """Return what follows the last slash, hash or colon of an IRI."""
    rest = iri.rstrip("/#:")
    for separator in "#/:":
        if separator in rest:
            return unquote(rest.rsplit(separator, 1)[-1])
    return rest


def hub_name(iri: str) -> str:
    """Return `ORG/NAME` of a Hub address, and the empty text for any other IRI."""
    for start in (HUB_DATASETS, HUB):
        if iri.startswith(start):
            return unquote(iri[len(start) :].split("/tree/")[0])
    return ""


class Names:
    """The names of the models and datasets of one lineage."""

    def __init__(self, record: LineageRecord) -> None:
        """Index what the lineage describes by IRI."""
        self.models = {model.iri: model for model in record.models}
        self.datasets = {dataset.iri: dataset for dataset in record.datasets}

    def model(self, iri: str) -> str:
        """Return the name of a model or of its repository, without revision; empty if neither has one."""
        model = self.models.get(iri)
        general = model.specialization_of if model else None
        return self._own_name(iri) or (self._own_name(general) if general else "")

    def _own_name(self, iri: str) -> str:
        model = self.models.get(iri)
        if model and (model.identifier or model.name):
            return clean(model.identifier or model.name or "")
        return clean(hub_name(iri) or ("" if iri.startswith(("urn:uuid:", "_:")) else last_part(iri)))

    def revision(self, iri: str) -> str:
        """Return the revision of a model, a commit cut to 12 characters."""
        model = self.models.get(iri)
        return _short(clean(model.revision or "")) if model else ""

    def dataset(self, iri: str | None) -> str:
        """Return the name of a dataset with its short revision."""
        dataset = self.datasets.get(iri or "")
        name = (dataset and (dataset.identifier or dataset.name)) or hub_name(iri or "")
        text = name or (dataset and dataset.description) or _unnamed(iri)
        revision = _short(clean(dataset.revision or "")) if dataset else ""
        return clean(text) + (f"@{revision}" if revision else "")


def _unnamed(iri: str | None) -> str:
    return last_part(iri) if iri and not iri.startswith(("urn:", "_:")) else "dataset without a name"


def _short(revision: str) -> str:
    return revision[:_SHORT_COMMIT] if len(revision) == _COMMIT_LENGTH else revision


def number(value: Decimal | int) -> str:
    """Return a number as people write it: `61134` gives `61,134`, `Decimal("0.50")` gives `0.5`."""
    text = format(value, ",f") if isinstance(value, Decimal) else format(value, ",")
    return text.rstrip("0").rstrip(".") if "." in text else text


def setting_text(setting: Setting) -> str:
    """Return the value or values of a setting as text."""
    texts = []
    for value in setting.values:
        if isinstance(value, bool):
            texts.append("true" if value else "false")
        elif isinstance(value, Decimal):
            texts.append(format(value, "f"))
        else:
            texts.append(clean(str(value)))
    return ", ".join(texts)
