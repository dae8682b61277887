"""Faults of what is not there: what each takes away, and the node that its finding is about."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from bench.hub.broken import Broken
from bench.hub.kinds import (
    Change,
    Kind,
    Place,
    any_lineage,
    first_result,
    first_status,
    first_step,
    first_use,
    has_status,
    is_evaluated,
    last_result,
    last_step,
    merges,
    quantises,
    setting_of,
    trains_adapter,
)
from lineage_rdf.codec.names import node


def _without(place: Place, *names: str) -> Change:
    """Return what takes properties from a node, which is the one that the finding is about."""

    def change(it: Broken) -> str:
        it.drop(place(it), *names)
        return place(it)

    return change


def _lineage(it: Broken) -> str:
    return it.record.iri


def _batch_size(it: Broken) -> str:
    return setting_of(it.first, "train_batch_size").iri


def _contribution(it: Broken) -> str:
    return it.last.contributions[0].iri


def _result_after(it: Broken) -> str:
    return it.record.activities[0].results[1].iri


def _missing_dataset(it: Broken) -> str:
    for use in it.first.dataset_uses:
        it.drop_mentions(use.iri)
    return it.first.iri


def _missing_settings(it: Broken) -> str:
    for setting in it.first.settings:
        it.drop_mentions(setting.iri)
    return it.first.iri


def _missing_seed(it: Broken) -> str:
    it.drop_mentions(setting_of(it.first, "seed").iri)
    return it.first.iri


def _untyped(it: Broken) -> str:
    it.drop(first_use(it), "rdf:type")
    return it.first.iri


def _merge_of_one(it: Broken) -> str:
    for contribution in it.last.contributions[1:]:
        it.drop_mentions(contribution.iri)
    return it.last.iri


def _not_listed(it: Broken) -> str:
    listed = node("hasStep")
    it.quads = [q for q in it.quads if (q.predicate, q.object) != (listed, NamedNode(it.last.iri))]
    return it.last.iri


MISSING: Final = (
    Kind("missing dataset", "FTL-E021", _missing_dataset, any_lineage),
    Kind(
        "missing method", "FTL-E031", _without(first_step, "hasObjective", "hasParameterization"), any_lineage
    ),
    Kind("missing base", "FTL-E011", _without(first_step, "baseModel"), any_lineage),
    Kind("missing hyperparameters", "FTL-E041", _missing_settings, any_lineage),
    Kind("missing seed", "FTL-E201", _missing_seed, any_lineage),
    Kind("missing digest", "FTL-E151", _without(last_result, "digest"), any_lineage),
    Kind("missing code", "FTL-E131", _without(first_step, "usesCode"), any_lineage),
    Kind("missing merge method", "FTL-E061", _without(last_step, "usesMergeMethod"), merges),
    Kind("missing quantisation method", "FTL-E071", _without(last_step, "usesQuantizationMethod"), quantises),
    Kind("adapter without its model", "FTL-E081", _without(first_result, "adapterFor"), trains_adapter),
    Kind("no head model", "FTL-W020", _without(_lineage, "headModel"), any_lineage),
    Kind("no result", "FTL-W030", _without(last_step, "producedModel"), any_lineage),
    Kind("no ordinal", "FTL-W033", _without(last_step, "ordinal"), any_lineage),
    Kind("untyped thing", "FTL-W012", _untyped, any_lineage),
    Kind("setting without value", "FTL-W070", _without(_batch_size, "integerValue"), any_lineage),
    Kind("status without value", "FTL-W095", _without(first_status, "valueMeant"), has_status),
    Kind("status without subject", "FTL-W090", _without(first_status, "statusSubject"), has_status),
    Kind("merge of one", "FTL-W050", _merge_of_one, merges),
    Kind("contribution without model", "FTL-W051", _without(_contribution, "contributesModel"), merges),
    Kind("step outside a lineage", "FTL-W032", _not_listed, any_lineage),
    Kind("result without value", "FTL-W101", _without(_result_after, "metricValue"), is_evaluated),
)
