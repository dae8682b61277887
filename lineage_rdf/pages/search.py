"""What the search on the first page looks through: scripts that hold a few facts of each model.

They are scripts and no JSON, as a page that is opened from a disk may load scripts and may not fetch files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from attrs import astuple, frozen

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.material import Material
from lineage_rdf.picture.layout import base_models
from lineage_rdf.picture.wording import VERBS, short_code
from lineage_rdf.plain_text import clean
from lineage_rdf.records import Step
from lineage_rdf.site.embedded import embedded

_IN_A_SHARD: Final = 2000


@frozen(order=True)
class Row:
    """A model as the search shows it.

    Args:
        label: what a person calls it.
        key: where its page stands.
        base: the models that its last step began with.
        methods: what its steps aimed at and which numbers they trained, separated by ` · `.
        done: what the last step did, for example `fine-tuned`.
        steps: how many steps lead to it.
        licence: the licence of its weights.
        reached: the highest profile that its lineage passed.
    """

    label: str
    key: str
    base: str = ""
    methods: str = ""
    done: str = ""
    steps: int = 0
    licence: str = ""
    reached: str = ""


def row(material: Material, addresses: Addresses) -> Row:
    """Return the row of a model from the material of its page."""
    thing, record = material.thing, material.record
    found = Row(clean(thing.label), addresses.key(thing.iri))
    if record is None:
        return found
    model = record.model(thing.iri)
    licence = clean((model and model.weights_licence) or "")
    if record.head_model != thing.iri:
        return Row(found.label, found.key, licence=licence)
    steps = record.ordered_steps
    last = next((step for step in steps if step.produced_model == thing.iri), None)
    bases = [record.label(iri) for iri in base_models(last)] if last else []
    reached = material.verdict.reached if material.verdict else ""
    done = VERBS.get(last.kind, "transformed") if last else ""
    methods = " · ".join(dict.fromkeys(code for step in steps for code in _methods(step)))
    return Row(found.label, found.key, clean(", ".join(bases)), methods, done, len(steps), licence, reached)


def _methods(step: Step) -> Iterator[str]:
    yield from (short_code(code, "objective") for code in step.objectives)
    yield from (short_code(code, "parameterization") for code in step.parameterizations)
    yield from (short_code(code, "merge-method") for code in (step.merge_method,) if code)
    yield from (short_code(code, "quantization-method") for code in (step.quantization_method,) if code)


def shards(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each script of the search.

    Args:
        rows: all models, in any order.
    """
    ordered = iter(sorted(rows))
    number = 0
    while part := list(islice(ordered, _IN_A_SHARD)):
        body = ",\n".join(embedded(astuple(item)) for item in part)
        yield shard_path(number), f"(self.ftlModels ??= []).push(\n{body}\n);\n"
        number += 1


def shard_path(number: int) -> str:
    """Return the path of a script of the search, counted from 0."""
    return f"assets/search-{number}.js"


def shard_count(models: int) -> int:
    """Return how many scripts hold that many models."""
    return -(-models // _IN_A_SHARD)
