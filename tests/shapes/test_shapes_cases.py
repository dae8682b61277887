"""Cases at the edge of single shapes: what must be found and what must be left in peace."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from tests.shapes.checking import findings, ground, spoiled
from tests.shapes.faults import HEAD, drop, put, status, swap, then
from tests.shapes.good import at
from tools.shapes.shapesgraph import ShapesGraph
from tools.shapes.source import SHAPES

V = "Violation"


def found(update: str, profile: str = "wellformed") -> set[tuple[str, str, str]]:
    return findings(spoiled(update, ground(profile, update)), profile)


def test_a_node_typed_by_a_subclass_only_is_found() -> None:
    superclasses = then(
        *(
            f"DELETE DATA {{ n:sft a {name} }}"
            for name in ("ftl:TransformationStep", "ftl:LineageActivity", "prov:Activity")
        )
    )
    distilling = then(superclasses, "DELETE DATA { n:sft a ftl:FineTuning }", put("n:sft a ftl:Distilling"))
    assert found(distilling) == set()
    assert found(then(distilling, drop("n:sft", "ftl:baseModel")), "disclosure") == {("FTL-E011", "sft", V)}


def test_blank_nodes_of_others_are_checked_too() -> None:
    blank = put(
        'n:sft ftl:hasSetting [ a ftl:HyperparameterSetting ; schema:name "own" ; ftl:integerValue 3 ]'
    )
    assert found(blank) == set()
    empty = put('n:sft ftl:hasSetting [ a ftl:HyperparameterSetting ; schema:name "own" ]')
    assert {code for code, _, _ in found(empty)} == {"FTL-W070"}


@pytest.mark.parametrize("spelling", ["0.00002", "5.0", '"5"^^xsd:decimal', '"-0.5"^^xsd:decimal'])
def test_spellings_of_a_decimal(spelling: str) -> None:
    assert found(swap("n:sft-learning_rate", "ftl:realValue", spelling)) == set()


@pytest.mark.parametrize("spelling", ["5", "2e-5", '"much"^^xsd:decimal', '"0.1"'])
def test_values_that_are_no_decimal(spelling: str) -> None:
    assert found(swap("n:sft-learning_rate", "ftl:realValue", spelling)) == {
        ("FTL-W010", "sft-learning_rate", V)
    }


@pytest.mark.parametrize("text", ["RAG", "few-shot prompting", "Prompt engineering", "in-context learning"])
def test_methods_that_train_nothing(text: str) -> None:
    assert found(put(f'n:sft ftl:methodText "{text}"')) == {("FTL-W044", "sft", V)}


@pytest.mark.parametrize(
    "text", ["RAFT", "retrieval-augmented fine-tuning", "prompt tuning", "few-shot fine-tuning"]
)
def test_methods_that_only_sound_like_prompting(text: str) -> None:
    assert found(put(f'n:sft ftl:methodText "{text}"')) == set()


def test_continued_pre_training_with_a_base_is_fine_tuning() -> None:
    assert found(put('n:sft ftl:methodText "pre-training"')) == set()


def test_a_branch_from_a_root_model_is_no_break() -> None:
    assert found(swap("n:dpo", "ftl:baseModel", "n:root")) == set()


def test_a_failed_last_step_owes_no_result() -> None:
    failed = put(
        "n:lineage ftl:hasStep n:again . n:again a ftl:FineTuning, ftl:TransformationStep ; ftl:ordinal 6 ; "
        "ftl:followsStep n:quantize ; ftl:baseModel n:quantize-model ; ftl:hasOutcome <https://w3id.org/ftl/outcome/failed>"
    )
    assert found(failed) == set()


def test_two_pinned_revisions_of_one_repository_are_two_models() -> None:
    commit = put(f'n:sft-model ftl:revision "{"f" * 40}"')
    assert found(then(swap("n:sft-model", "prov:specializationOf", "n:root-repo"), commit)) == set()


def test_the_wholesale_status_of_hyperparameters_covers_each_of_them() -> None:
    silent = then(drop("n:sft", "ftl:hasSetting"), status("n:sft", "hyperparameters", "undisclosed"))
    assert found(silent, "reproducible") == {("FTL-E042", "sft", V)}


def test_a_use_without_a_role_is_training() -> None:
    assert (
        found(
            then(drop("n:sft-use", "ftl:hasDatasetRole"), drop("n:sft-mix", "ftl:hasDatasetRole")),
            "disclosure",
        )
        == set()
    )


def test_evaluation_data_are_no_training_data() -> None:
    role = "<https://w3id.org/ftl/dataset-role/evaluation>"
    update = then(
        swap("n:sft-use", "ftl:hasDatasetRole", role), swap("n:sft-mix", "ftl:hasDatasetRole", role)
    )
    assert found(update, "disclosure") == {("FTL-E021", "sft", V)}
    unpinned = then(update, drop("n:sft-data", "ftl:revision"))
    assert ("FTL-E111", "sft-data", V) not in found(unpinned, "reproducible")


def test_full_training_owes_no_lora_settings() -> None:
    names = ("lora_r", "lora_alpha", "lora_target_modules")
    update = then(
        swap("n:sft", "ftl:hasParameterization", "parameterization:full"),
        swap("n:sft", "ftl:trainableParameterCount", "1000"),
        *(f"DELETE DATA {{ n:sft ftl:hasSetting n:sft-{name} }}" for name in names),
    )
    assert found(update, "reproducible") == set()


@pytest.mark.parametrize("revision", ["main", "v1.0", "0123456"])
def test_a_branch_or_a_tag_pins_nothing(revision: str) -> None:
    update = then(swap("n:root", "ftl:revision", f'"{revision}"'), drop("n:root", "ftl:digest"))
    assert found(update, "reproducible") == {("FTL-E101", "root", V)}


def test_a_digest_pins_like_a_commit() -> None:
    assert found(drop("n:root", "ftl:revision"), "reproducible") == set()


def test_a_commit_of_a_private_dataset_is_not_enough() -> None:
    update = then(drop("n:mix-data", "ftl:digest"), put(f'n:mix-data ftl:revision "{"0" * 40}"'))
    assert found(update, "reproducible") == {("FTL-E121", "mix-data", V)}


def test_an_inferred_warm_up_does_not_matter_to_anybody_but_lineage() -> None:
    update = then(
        put(
            "n:sft ftl:hasSetting n:warm . n:warm a ftl:HyperparameterSetting ; "
            "ftl:settingOf hyperparameter:warmup_ratio ; ftl:realValue 0.1"
        ),
        status("n:warm", "setting", "inferred", "0.1"),
    )
    assert found(update, "lineage") == {("FTL-E171", "warm", "Info")}


def test_a_distillation_with_a_teacher_is_complete() -> None:
    assert found(put("n:sft a ftl:Distilling ; ftl:teacherModel n:other"), "reproducible") == set()


def test_metrics_without_a_term_of_ours_are_compared_by_name() -> None:
    update = then(
        *(
            swap(f"n:task-{when}", "ftl:metricName", f'"{name}"')
            for when, name in (("before", "acc"), ("after", "f1"))
        )
    )
    assert found(update) == set()
    nameless = then(update, *(drop(f"n:task-{when}", "ftl:usesMetric") for when in ("before", "after")))
    assert found(nameless) == {("FTL-W104", "task", V)}


# The root took 10^25 operations, which is 10000000 exaFLOP; the two training steps take 5 exaFLOP each.
@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        ("3333328.0", set()),
        ("3333329.0", {("FTL-G111", "lineage", "Warning")}),
        ("10000000.0", {("FTL-G111", "lineage", "Warning")}),
    ],
)
def test_one_third_of_ten_to_the_twenty_five(spent: str, expected: set[tuple[str, str, str]]) -> None:
    assert found(swap("n:sft", "ftl:computeExaFlop", spent), "governance") == expected


@pytest.mark.parametrize("spelling", ['"much"^^xsd:decimal', '"much"', '"1e25"^^xsd:decimal'])
@pytest.mark.parametrize(
    ("node", "name"), [("root", "ftl:trainingComputeExaFlop"), ("sft", "ftl:computeExaFlop")]
)
def test_a_number_that_cannot_be_read_is_not_passed_over(spelling: str, node: str, name: str) -> None:
    unreadable = found(swap(f"n:{node}", name, spelling), "governance") - {("FTL-W014", node, V)}
    assert unreadable == {("FTL-G112", "lineage", "Info"), ("FTL-W010", node, V)}


def test_numbers_beyond_the_decimals_of_oxigraph_do_not_break_the_check() -> None:
    assert found(swap("n:sft", "ftl:computeExaFlop", f"{10**20}.0"), "governance") == {
        ("FTL-G111", "lineage", "Warning")
    }


@pytest.mark.parametrize(
    ("update", "code"),
    [
        ("INSERT DATA {}", None),
        (swap("n:sft", "ftl:computeExaFlop", "3333328.0"), None),
        (swap("n:sft", "ftl:computeExaFlop", "3333329.0"), "FTL-G111"),
        (swap("n:sft", "ftl:computeExaFlop", f"{10**20}.0"), "FTL-G112"),
        (swap("n:sft", "ftl:computeExaFlop", '"much"^^xsd:decimal'), "FTL-G112"),
        (drop("n:root", "ftl:trainingComputeExaFlop"), "FTL-G112"),
    ],
)
def test_the_compute_queries_say_the_same_in_oxigraph(update: str, code: str | None) -> None:
    store = ox.Store()
    store.extend(spoiled(update))
    this = {ox.Variable("this"): ox.NamedNode(at("lineage"))}
    rows = {name: list(store.query(text, substitutions=this)) for name, text in compute_queries().items()}
    assert {name for name, found_rows in rows.items() if found_rows} == ({code} if code else set())


def compute_queries() -> dict[str, str]:
    """Return code -> query of the SPARQL constraints on compute."""
    graph = ShapesGraph([SHAPES / "governance" / "compute.ttl"])
    return {
        graph.code(shape)[0].value: HEAD + graph.shacl(constraint, "select")[0].value  # type: ignore[union-attr]
        for shape in graph.named_shapes()
        for constraint in graph.shacl(shape, "sparql")
    }
