"""Faults of what should not be there: what each puts in, and the node that its finding is about."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from bench.hub.broken import Broken
from bench.hub.kinds import (
    Change,
    Kind,
    Place,
    any_lineage,
    first_status,
    first_step,
    first_use,
    has_status,
    is_evaluated,
    last_result,
    last_step,
    result_of,
    setting_of,
    several_steps,
)
from lineage_rdf.vocabulary.namespaces import FTL, ONTOLOGY, XSD


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))


def _put(place: Place, name: str, value: str | Literal) -> Change:
    """Return what gives a property of a node another value; the finding is about that node."""

    def change(it: Broken) -> str:
        it.put(place(it), name, value)
        return place(it)

    return change


def _add(place: Place, name: str, value: str | Literal) -> Change:
    """Return what adds a statement about a node; the finding is about that node."""

    def change(it: Broken) -> str:
        it.add(place(it), name, value)
        return place(it)

    return change


def _inferred_method(it: Broken) -> str:
    status = first_status(it)
    it.put(status, "statusSubject", it.first.iri)
    it.put(status, "statusElement", f"{ONTOLOGY}/element/objective")
    return it.first.iri


def _ordinal_gap(it: Broken) -> str:
    it.put(it.last.iri, "ordinal", _typed(str(len(it.record.steps) + 2), "integer"))
    return it.record.iri


def _descent_cycle(it: Broken) -> str:
    it.add(result_of(it.first), "derivedFromModel", result_of(it.last))
    return result_of(it.first)


def _order_cycle(it: Broken) -> str:
    it.add(it.first.iri, "followsStep", it.last.iri)
    return it.first.iri


def _several_results(it: Broken) -> str:
    it.add(it.last.iri, "producedModel", it.record.root_models[0])
    return it.last.iri


def _wrong_thing(it: Broken) -> str:
    it.add(it.first.iri, "rootModel", it.record.root_models[0])
    return it.first.iri


def _setting_kind(it: Broken) -> str:
    setting = setting_of(it.first, "learning_rate").iri
    it.drop(setting, "realValue")
    it.add(setting, "integerValue", _typed("1", "integer"))
    return setting


def _setting_twice(it: Broken) -> str:
    again = f"{setting_of(it.first, 'seed').iri}-again"
    it.add(it.first.iri, "hasSetting", again)
    it.add(again, "rdf:type", f"{FTL}HyperparameterSetting")
    it.add(again, "settingOf", f"{ONTOLOGY}/hyperparameter/seed")
    it.add(again, "integerValue", _typed("1234", "integer"))
    return it.first.iri


def _unknown_base(it: Broken) -> str:
    lost = f"{it.record.head_model}-lost"
    it.put(it.first.iri, "baseModel", lost)
    it.add(lost, "rdf:type", f"{FTL}Model")
    return it.first.iri


def _same_weights(it: Broken) -> str:
    before, after = (next(m for m in it.record.models if m.iri == result_of(s)) for s in it.record.steps[-2:])
    assert before.digest
    it.put(after.iri, "digest", Literal(before.digest))
    return after.iri


def _rollback_to_head(it: Broken) -> str:
    assert it.record.head_model
    it.add(it.record.iri, "rollbackTarget", it.record.head_model)
    return it.record.iri


def _other_metric(it: Broken) -> str:
    activity = it.record.activities[0]
    it.put(activity.results[0].iri, "usesMetric", f"{ONTOLOGY}/metric/bleu")
    return activity.comparisons[0].iri


WRONG: Final = (
    Kind("inferred method", "FTL-E033", _inferred_method, has_status),
    Kind("wrong datatype", "FTL-W010", _put(first_use, "exampleCount", Literal("12000")), any_lineage),
    Kind(
        "ill-typed number",
        "FTL-W010",
        _put(first_step, "gpuHours", _typed("about 40", "decimal")),
        any_lineage,
    ),
    Kind("negative number", "FTL-W014", _put(first_step, "gpuHours", _typed("-3.5", "decimal")), any_lineage),
    Kind(
        "digest syntax",
        "FTL-W064",
        _put(last_result, "digest", Literal("md5:9e107d9d372bb6826bd81d3542a419d6")),
        any_lineage,
    ),
    Kind("gap in the ordinals", "FTL-W022", _ordinal_gap, several_steps),
    Kind("cycle of derivation", "FTL-W060", _descent_cycle, several_steps),
    Kind("cycle of order", "FTL-W034", _order_cycle, several_steps),
    Kind(
        "end before start",
        "FTL-W037",
        _put(first_step, "prov:endedAtTime", _typed("2023-12-31T00:00:00Z", "dateTime")),
        any_lineage,
    ),
    Kind(
        "start before the end before",
        "FTL-W036",
        _put(last_step, "prov:startedAtTime", _typed("2023-12-30T00:00:00Z", "dateTime")),
        several_steps,
    ),
    Kind("several results", "FTL-W031", _several_results, any_lineage),
    Kind(
        "text where a thing belongs",
        "FTL-W011",
        _put(first_use, "usesDataset", Literal("account-1/data-1")),
        any_lineage,
    ),
    Kind("property on the wrong thing", "FTL-W016", _wrong_thing, any_lineage),
    Kind("several values", "FTL-W013", _add(last_result, "revision", Literal("0" * 40)), any_lineage),
    Kind("setting kind mismatch", "FTL-W072", _setting_kind, any_lineage),
    Kind("setting twice", "FTL-W075", _setting_twice, any_lineage),
    Kind("base from nowhere", "FTL-W038", _unknown_base, any_lineage),
    Kind("two kinds of step", "FTL-W042", _add(first_step, "rdf:type", f"{FTL}Converting"), any_lineage),
    Kind(
        "method that trains nothing",
        "FTL-W044",
        _add(first_step, "methodText", Literal("few-shot prompting")),
        any_lineage,
    ),
    Kind("weights unchanged", "FTL-W061", _same_weights, several_steps),
    Kind("roll-back to the head", "FTL-W023", _rollback_to_head, any_lineage),
    Kind("comparison of metrics", "FTL-W104", _other_metric, is_evaluated),
)
