"""Faults of what is not there: what each takes away, and the node that its finding is about."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from bench.hub.broken import Broken
from bench.hub.kinds import (
    Kind,
    any_lineage,
    has_status,
    is_evaluated,
    merges,
    quantises,
    result_of,
    setting_of,
    trains_adapter,
)
from lineage_rdf.codec.names import node


def _missing_dataset(it: Broken) -> str:
    for use in it.first.dataset_uses:
        it.drop_mentions(use.iri)
    return it.first.iri


def _missing_method(it: Broken) -> str:
    it.drop(it.first.iri, "hasObjective", "hasParameterization")
    return it.first.iri


def _missing_base(it: Broken) -> str:
    it.drop(it.first.iri, "baseModel")
    return it.first.iri


def _missing_settings(it: Broken) -> str:
    for setting in it.first.settings:
        it.drop_mentions(setting.iri)
    return it.first.iri


def _missing_seed(it: Broken) -> str:
    it.drop_mentions(setting_of(it.first, "seed").iri)
    return it.first.iri


def _missing_digest(it: Broken) -> str:
    it.drop(result_of(it.last), "digest")
    return result_of(it.last)


def _missing_code(it: Broken) -> str:
    it.drop(it.first.iri, "usesCode")
    return it.first.iri


def _missing_merge_method(it: Broken) -> str:
    it.drop(it.last.iri, "usesMergeMethod")
    return it.last.iri


def _missing_quantisation_method(it: Broken) -> str:
    it.drop(it.last.iri, "usesQuantizationMethod")
    return it.last.iri


def _missing_adapter_for(it: Broken) -> str:
    it.drop(result_of(it.first), "adapterFor")
    return result_of(it.first)


def _missing_head(it: Broken) -> str:
    it.drop(it.record.iri, "headModel")
    return it.record.iri


def _missing_result(it: Broken) -> str:
    it.drop(it.last.iri, "producedModel")
    return it.last.iri


def _missing_ordinal(it: Broken) -> str:
    it.drop(it.last.iri, "ordinal")
    return it.last.iri


def _untyped(it: Broken) -> str:
    it.drop(it.first.dataset_uses[0].iri, "rdf:type")
    return it.first.iri


def _setting_without_value(it: Broken) -> str:
    setting = setting_of(it.first, "train_batch_size").iri
    it.drop(setting, "integerValue")
    return setting


def _status_without_value(it: Broken) -> str:
    it.drop(it.record.statuses[0].iri, "valueMeant")
    return it.record.statuses[0].iri


def _status_without_subject(it: Broken) -> str:
    it.drop(it.record.statuses[0].iri, "statusSubject")
    return it.record.statuses[0].iri


def _merge_of_one(it: Broken) -> str:
    for contribution in it.last.contributions[1:]:
        it.drop_mentions(contribution.iri)
    return it.last.iri


def _merge_without_model(it: Broken) -> str:
    contribution = it.last.contributions[0].iri
    it.drop(contribution, "contributesModel")
    return contribution


def _not_listed(it: Broken) -> str:
    listed = node("hasStep")
    it.quads = [q for q in it.quads if (q.predicate, q.object) != (listed, NamedNode(it.last.iri))]
    return it.last.iri


def _result_without_value(it: Broken) -> str:
    result = it.record.activities[0].results[1].iri
    it.drop(result, "metricValue")
    return result


MISSING: Final = (
    Kind("missing dataset", "FTL-E021", _missing_dataset, any_lineage),
    Kind("missing method", "FTL-E031", _missing_method, any_lineage),
    Kind("missing base", "FTL-E011", _missing_base, any_lineage),
    Kind("missing hyperparameters", "FTL-E041", _missing_settings, any_lineage),
    Kind("missing seed", "FTL-E201", _missing_seed, any_lineage),
    Kind("missing digest", "FTL-E151", _missing_digest, any_lineage),
    Kind("missing code", "FTL-E131", _missing_code, any_lineage),
    Kind("missing merge method", "FTL-E061", _missing_merge_method, merges),
    Kind("missing quantisation method", "FTL-E071", _missing_quantisation_method, quantises),
    Kind("adapter without its model", "FTL-E081", _missing_adapter_for, trains_adapter),
    Kind("no head model", "FTL-W020", _missing_head, any_lineage),
    Kind("no result", "FTL-W030", _missing_result, any_lineage),
    Kind("no ordinal", "FTL-W033", _missing_ordinal, any_lineage),
    Kind("untyped thing", "FTL-W012", _untyped, any_lineage),
    Kind("setting without value", "FTL-W070", _setting_without_value, any_lineage),
    Kind("status without value", "FTL-W095", _status_without_value, has_status),
    Kind("status without subject", "FTL-W090", _status_without_subject, has_status),
    Kind("merge of one", "FTL-W050", _merge_of_one, merges),
    Kind("contribution without model", "FTL-W051", _merge_without_model, merges),
    Kind("step outside a lineage", "FTL-W032", _not_listed, any_lineage),
    Kind("result without value", "FTL-W101", _result_without_value, is_evaluated),
)
