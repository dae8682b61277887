"""The models, datasets and accounts of the hub: what every graph says that mentions one."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from bench.hub.plan import ADAPTER, Plan
from lineage_rdf.records import Agent, Dataset, Model
from lineage_rdf.vocabulary.namespaces import HUB, HUB_DATASETS

_LICENCES = (
    "Apache-2.0",
    "MIT",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "OpenRAIL",
    "BSD-3-Clause",
    "GPL-3.0",
)


def made_digest(*parts: object) -> str:
    """Return 64 hexadecimal digits that depend on some values only."""
    return sha256(" ".join(map(str, parts)).encode()).hexdigest()


class Things:
    """Describes the models, datasets and accounts of a hub by their numbers.

    Args:
        plan: who is made from whom.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.model = lru_cache(maxsize=20_000)(self._model)
        self.dataset = lru_cache(maxsize=20_000)(self._dataset)

    def model_iri(self, number: int) -> str:
        """Return the address of a model at its commit."""
        return f"{HUB}{self._model_name(number)}/tree/{made_digest('model', number)[:40]}"

    def dataset_iri(self, number: int) -> str:
        """Return the address of a dataset at its commit."""
        return f"{HUB_DATASETS}{self._dataset_name(number)}/tree/{made_digest('dataset', number)[:40]}"

    def agent_iri(self, number: int) -> str:
        """Return the address of an account."""
        return f"{HUB}account-{number}"

    def agent(self, number: int) -> Agent:
        """Return an account."""
        return Agent(iri=self.agent_iri(number), name=f"account-{number}")

    def _model(self, number: int) -> Model:
        """Return a model as any graph describes it that mentions it; its descent stands in its own lineage."""
        name = self._model_name(number)
        whole = self._plan.adapters.get(number)
        licence = _LICENCES[number % len(_LICENCES)]
        return Model(
            iri=self.model_iri(number),
            kind="Model" if whole is None else "Adapter",
            name=name.partition("/")[2],
            identifier=name,
            revision=made_digest("model", number)[:40],
            digest=f"sha256:{made_digest('weights', number)}",
            specialization_of=HUB + name,
            adapter_for=None if whole is None else self.model_iri(whole),
            weights_licence=licence,
            licences_as_found=(licence.lower(),),
        )

    def _dataset(self, number: int) -> Dataset:
        """Return a dataset."""
        name = self._dataset_name(number)
        licence = _LICENCES[number % len(_LICENCES)]
        return Dataset(
            iri=self.dataset_iri(number),
            name=name.partition("/")[2],
            identifier=name,
            revision=made_digest("dataset", number)[:40],
            specialization_of=HUB_DATASETS + name,
            licence=licence,
            licences_as_found=(licence.lower(),),
        )

    def _model_name(self, number: int) -> str:
        kind = ADAPTER if number in self._plan.adapters else "model"
        return f"account-{self._plan.owners[number]}/{kind}-{number}"

    def _dataset_name(self, number: int) -> str:
        return f"account-{number % self._plan.agents}/data-{number}"
