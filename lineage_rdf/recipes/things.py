"""Models and datasets as a configuration names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from lineage_rdf.plain_text import clean
from lineage_rdf.recipes.draft import Draft, shown
from lineage_rdf.recipes.recipe import Note, Value
from lineage_rdf.records import Dataset, DatasetUse, Model
from lineage_rdf.vocabulary.schemes import narrower_than

VALIDATION: Final = "validation"
CORPUS: Final = "corpus"
_LEADS_NOWHERE: Final = ("local-path", "placeholder", "hosted")


def put_base(draft: Draft, key: str, revision_key: str, earlier_key: str = "") -> None:
    """Write the model that training started from.

    Args:
        draft: the recipe.
        key: key of the model.
        revision_key: key of its revision.
        earlier_key: key of an adapter on the model that training goes on from; empty if the model's own key takes it.
    """
    facts = draft.facts
    bases = facts.bases
    if len(bases) > 1:
        names = ", ".join(map(facts.record.model_label, bases))
        draft.lack(key, "base-model", f"several base models are told: {names}")
        return
    base = bases[0] if bases else None
    loaded = facts.loaded
    if base is not None and loaded is not None and loaded.iri != base.iri:
        _put_earlier(draft, key, revision_key, earlier_key, base, loaded)
        return
    doubt = facts.doubt("base-model", base.iri if base else None)
    _put_model(draft, key, revision_key, base, "base-model", doubt)


def _put_earlier(
    draft: Draft, key: str, revision_key: str, earlier_key: str, base: Model, loaded: Model
) -> None:
    doubt = draft.facts.doubt("base-model", base.iri)
    if not earlier_key:
        _put_model(draft, key, revision_key, base, "base-model", doubt)
        draft.leave_out(
            "adapter-for", draft.facts.record.model_label(loaded), f"{draft.name} reads it off the adapter"
        )
        return
    _put_model(draft, key, revision_key, loaded, "adapter-for", draft.facts.doubt("adapter-for", loaded.iri))
    _put_model(draft, earlier_key, "", base, "base-model", doubt)


def _put_model(draft: Draft, key: str, revision_key: str, model: Model | None, what: str, doubt: str) -> None:
    name = name_of(model) if model else None
    if model is None or name is None:
        draft.lack(key, what, _why_lacking(draft, model, doubt))
        return
    draft.put(key, name, what, doubt)
    if model.revision and revision_key:
        draft.put(revision_key, model.revision, f"{what} revision")
    elif model.revision:
        draft.leave_out(f"{what} revision", model.revision, draft.no_key)


def _why_lacking(draft: Draft, model: Model | None, doubt: str) -> str:
    if model is None:
        return doubt or "no source tells which model training started from"
    maker = next((s for s in draft.facts.record.steps if s.produced_model == model.iri), None)
    made = (
        f"{draft.facts.record.model_label(model)}, made by {maker.label}"
        if maker
        else model.name or "its base"
    )
    return f"{made}; where it lies is not told" + (f" ({doubt})" if doubt else "")


def name_of(thing: Model | Dataset) -> str | None:
    """Return the name under which others find a model or dataset; None if there is none."""
    if thing.identifier:
        return thing.identifier
    private = isinstance(thing, Dataset) and thing.access == "private"
    return thing.name if thing.reference_kind == "bare-name" and not private else None


def put_other_models(draft: Draft, keys: tuple[tuple[str, str], ...]) -> None:
    """Write reference, reward and teacher models.

    Args:
        draft: the recipe.
        keys: (key, element) of those that the framework has keys for.
    """
    step = draft.facts.step
    told = [("reference-model", step.reference_model)] if step.reference_model else []
    told += [("reward-model", iri) for iri in step.reward_models]
    told += [("teacher-model", iri) for iri in step.teacher_models]
    free = dict(reversed([(element, key) for key, element in keys]))
    for element, iri in told:
        model = draft.facts.record.model(iri)
        name = name_of(model) if model else None
        key = free.pop(element, None)
        if name is None or key is None:
            why = draft.no_key if key is None else "where it lies is not told"
            draft.leave_out(element, draft.facts.record.label(iri), why)
            continue
        draft.put(key, name, element, draft.facts.doubt(element, iri))
        if model and model.revision:
            draft.leave_out(f"{element} revision", model.revision, draft.no_key)


@frozen
class Data:
    """A dataset that can be named, as one use has it; of several splits there are several.

    Args:
        use: the use.
        dataset: the dataset.
        name: its name.
        split: the split, if one is told.
        doubt: how far it can be relied on.
    """

    use: DatasetUse
    dataset: Dataset
    name: str
    split: str | None
    doubt: str

    @property
    def is_validation(self) -> bool:
        """Whether the data were held out."""
        return VALIDATION in self.use.roles

    @property
    def is_corpus(self) -> bool:
        """Whether the data are texts without answers."""
        return CORPUS in self.use.roles


def datasets(draft: Draft) -> Iterator[Data]:
    """Yield the data of a step that a configuration can name, in order, and tell of the others."""
    facts = draft.facts
    training = narrower_than("dataset-role", "training") | {CORPUS, VALIDATION}
    for use in facts.step.dataset_uses:
        dataset = facts.dataset(use)
        label = facts.record.label(use.dataset)
        name = name_of(dataset) if dataset else None
        roles = [facts.doubt("dataset-role", None, use.iri)]
        doubt = "; ".join(filter(None, [facts.doubt("dataset", use.dataset), *roles]))
        if use.roles and not training & set(use.roles):
            draft.leave_out(f"dataset ({', '.join(use.roles)})", label, draft.no_key)
        elif dataset is None or name is None:
            draft.leave_out("dataset", label, doubt or "where it lies is not told")
        else:
            _tell_amounts(draft, use, label)
            for split in use.splits or (None,):
                yield Data(use, dataset, name, split, doubt)


def _tell_amounts(draft: Draft, use: DatasetUse, label: str) -> None:
    for what, value in (
        ("example-count", use.example_count),
        ("token-count", use.token_count),
        ("used-share", use.used_share),
        ("mixture-share", use.mixture_share if draft.kind != "llamafactory" else None),
    ):
        if value is not None:
            draft.leave_out(f"{what} of {label}", shown(value), draft.no_key)


def put_data(draft: Draft, key: str, value: Value, told: Sequence[Data]) -> None:
    """Write the key of some data, and above it what is not stated of them.

    Args:
        draft: the recipe.
        key: the key.
        value: its value.
        told: the data in it.
    """
    draft.put(key, value, "dataset")
    for name, doubt in dict.fromkeys((data.name, data.doubt) for data in told if data.doubt):
        draft.remark(key, f"{name}: {doubt}")
        draft.inferred.append(Note("dataset", name, clean(doubt)))


def tell_lacking_data(draft: Draft, key: str) -> None:
    """Write the key of the training data without a value, where no such data can be named."""
    told = [note for note in draft.left_out if note.what == "dataset"]
    names = ", ".join(note.value for note in told)
    why = f"{names}; where it lies is not told" if told else "no source tells the training data"
    draft.lack(key, "dataset", why)
