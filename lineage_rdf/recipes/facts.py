"""What a lineage tells of one step, and how sure it is of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from lineage_rdf.claims import Claim
from lineage_rdf.codec.names import code_to_iri
from lineage_rdf.records import Dataset, DatasetUse, FactStatus, LineageRecord, Model, Setting, Step
from lineage_rdf.vocabulary.schemes import hyperparameter_for, narrower_than

_WORDS: Final = {
    "inferred": "inferred",
    "conflicting": "sources disagree",
    "unresolved": "cannot be found",
    "undisclosed": "not disclosed",
}
_PLACES: Final = 3


@frozen
class StepFacts:
    """One step of a lineage.

    Args:
        record: the lineage.
        step: the step.
        claims: the claims behind the step; empty where the lineage was read from RDF.
    """

    record: LineageRecord
    step: Step
    claims: tuple[Claim, ...] = field(default=(), converter=tuple[Claim, ...])

    @property
    def objective(self) -> str | None:
        """What was optimised, if that is told; of several the first."""
        return self.step.objectives[0] if self.step.objectives else None

    @property
    def parameterization(self) -> str | None:
        """Which values were changed, if that is told; of several the first."""
        return self.step.parameterizations[0] if self.step.parameterizations else None

    @property
    def is_lora(self) -> bool:
        """Whether an adapter of LoRA or one of its kinds was trained."""
        return self.parameterization in narrower_than("parameterization", "lora")

    @property
    def bases(self) -> tuple[Model, ...]:
        """The models that training started from."""
        return tuple(model for iri in self.step.base_models if (model := self.record.model(iri)))

    @property
    def loaded(self) -> Model | None:
        """The model that an adapter was trained on, where the base is an earlier adapter for it."""
        made = self.record.model(self.step.produced_model)
        return self.record.model(made.adapter_for) if made and made.adapter_for else None

    def dataset(self, use: DatasetUse) -> Dataset | None:
        """Return the dataset of a use."""
        return self.record.dataset(use.dataset)

    def doubt(self, element: str, about: str | None = None, subject: str | None = None) -> str:
        """Return in words how far a fact can be relied on and where it comes from; empty if it is stated.

        Args:
            element: notation of the element.
            about: IRI of the value, if it is a node.
            subject: what the fact is about; the step if not given.
        """
        found = self._status(element, about, subject or self.step.iri)
        return self._in_words(found, lambda claim: claim.element == element) if found else ""

    def doubt_of(self, setting: Setting) -> str:
        """Return in words how far a setting can be relied on and where it comes from; empty if it is stated."""
        found = self._status("setting", None, setting.iri)
        return self._in_words(found, lambda claim: _tells(claim, setting)) if found else ""

    def method_doubt(self, element: str, notation: str) -> str:
        """Return the same of an objective or parameterization."""
        return self.doubt(element, code_to_iri(notation, element))

    def withheld(self) -> Iterable[tuple[str, str]]:
        """Yield element or name, and reason, of what is said not to be disclosed of the step."""
        for status in self.record.statuses:
            if status.subject == self.step.iri and status.status == "undisclosed":
                named = (status.object_meant or "").rpartition("/")[2] or status.value_meant or ""
                yield named or status.element or "", status.reason or ""

    def _status(self, element: str, about: str | None, subject: str) -> FactStatus | None:
        for status in self.record.statuses:
            same = status.subject == subject and status.element == element
            if same and (about is None or status.object_meant in (None, about)):
                return status
        return None

    def _in_words(self, status: FactStatus, is_about: object) -> str:
        assert callable(is_about)
        places = [_place(claim) for claim in self.claims if is_about(claim)]
        where = ", ".join(dict.fromkeys(places[:_PLACES])) or status.rule or ""
        words = _WORDS.get(status.status or "", status.status or "")
        told = f"{words}: {status.reason}" if status.reason else words
        return f"{told} ({where})" if where else told


def _tells(claim: Claim, setting: Setting) -> bool:
    if claim.element != "setting":
        return False
    term = hyperparameter_for(claim.key)
    return setting.label in (claim.key, term.notation if term else "")


def _place(claim: Claim) -> str:
    return f"{claim.source.path}:{claim.locator}" if claim.locator else claim.source.path
