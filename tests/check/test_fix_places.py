"""What is known around a finding: the nodes that its snippet can name."""

from __future__ import annotations

from time import process_time

import pyoxigraph as ox
import pytest

from lineage_rdf.check.fix_places import Surroundings
from tests.shapes.checking import spoiled, whole
from tests.shapes.faults import drop, put, swap, then
from tests.shapes.good import at


def places(focus: str, update: str = "INSERT DATA {}") -> dict[str, str]:
    found = Surroundings(spoiled(update)).places(at(focus))
    return {name: term.value.removeprefix(at("")) for name, term in found.items()}


def test_what_stands_around_a_lineage() -> None:
    assert places("lineage") == {
        "lineage": "lineage",
        "head": "quantize-model",
        "last-result": "quantize-model",
        "root": "other",
        "training-step": "sft",
        "uncounted-root": "other",
        "ordinal": "6",
    }


def test_what_stands_around_a_step() -> None:
    around = places("sft")
    assert {name: around[name] for name in ("result", "environment", "dataset")} == {
        "result": "sft-model",
        "environment": "sft-machine",
        "dataset": "mix-data",
    }
    assert places("sft", drop("n:sft-data", "ftl:dataLicence"))["dataset"] == "sft-data"
    assert places("sft", drop("n:sft", "ftl:computeExaFlop"))["uncounted-step"] == "sft"


def test_the_part_of_a_merge_that_lacks_a_weight_comes_first() -> None:
    assert places("merge")["contribution"] == "part-1"
    assert places("merge", drop("n:part-2", "ftl:mergeWeight"))["contribution"] == "part-2"


def test_a_result_that_is_missing_is_the_head_that_no_step_made() -> None:
    assert places("quantize", drop("n:quantize", "ftl:producedModel"))["result"] == "quantize-model"
    assert "result" not in places("fold", drop("n:fold", "ftl:producedModel"))


def test_a_head_that_is_missing_is_the_last_result() -> None:
    assert places("lineage", drop("n:lineage", "ftl:headModel"))["head"] == "quantize-model"


def test_the_ordinal_that_is_free() -> None:
    assert places("fold", drop("n:fold", "ftl:ordinal"))["ordinal"] == "3"
    assert places("fold", swap("n:fold", "ftl:ordinal", '"third"'))["ordinal"] == "3"


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("sft-seed", ("integerValue", "999")),
        ("sft-learning_rate", ("realValue", "0.999")),
        ("sft-lr_scheduler_type", ("stringValue", "VALUE")),
    ],
)
def test_a_setting_takes_the_values_of_its_hyperparameter(setting: str, expected: tuple[str, str]) -> None:
    around = places(setting)
    assert (around["setting-property"].rpartition("#")[2], around["setting-value"]) == expected


def test_each_lineage_of_a_document_has_its_own_surroundings() -> None:
    second = put("n:second a ftl:FineTuneLineage ; ftl:headModel n:far ; ftl:hasStep n:far-step")
    assert places("far-step", second)["lineage"] == "second"
    assert places("sft-seed", second)["lineage"] == "lineage"
    assert places("second", second)["head"] == "far"


def test_a_node_that_nothing_leads_to_stands_in_no_lineage() -> None:
    update = then("DELETE DATA { n:lineage a ftl:FineTuneLineage }", put("n:lost a ftl:Model"))
    assert places("lost", update) == {}


def test_blank_nodes_are_passed_over() -> None:
    blank = ox.Quad(ox.BlankNode("b"), ox.NamedNode(at("p")), ox.NamedNode(at("sft")))
    assert Surroundings([*whole(), blank]).places(at("sft")) == Surroundings(whole()).places(at("sft"))


def test_every_step_of_a_long_lineage() -> None:
    count = 1500
    name = "https://w3id.org/ftl#"
    text = f"<urn:l> a <{name}FineTuneLineage> ; <{name}headModel> <urn:m1> . " + "".join(
        f"<urn:l> <{name}hasStep> <urn:s{n}> . <urn:s{n}> <{name}ordinal> {n} ; <{name}producedModel> <urn:m{n}> . "
        for n in range(1, count + 1)
    )
    around = Surroundings(ox.parse(text, ox.RdfFormat.TURTLE))
    start = process_time()
    found = [around.places(f"urn:s{n}") for n in range(1, count + 1)]
    assert process_time() - start < 4
    assert {places["last-result"].value for places in found} == {f"urn:m{count}"}
    assert [places["result"].value for places in found] == [f"urn:m{n}" for n in range(1, count + 1)]
