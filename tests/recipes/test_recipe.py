"""What a recipe writes, marks and leaves out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import Lineage, read, read_document
from lineage_rdf.query import in_memory, open_place
from lineage_rdf.recipes import FORMS, Recipe, recipe_in, recipe_of
from lineage_rdf.sources import axolotl, llamafactory, trl_config
from lineage_rdf.sources.config_settings import is_setting
from lineage_rdf.sources.framework_keys import framework_keys, own_settings
from lineage_rdf.store import Store
from tests.conftest import ROOT
from tests.query.places import PREFIXES
from tests.store.servers import real_server

EXAMPLES = ROOT / "examples"


def _notes(recipe: Recipe, kind: str) -> dict[str, str]:
    return {note.what: note.value for note in getattr(recipe, kind)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["complete", "zephyr-like", "dpo-on-adapter", "private-data", "bare-adapter", "vague-card"]
)
def test_the_text_is_the_values_and_each_value_is_told(form: str, name: str) -> None:
    lineage = read(EXAMPLES / name)
    recipe = recipe_of(lineage, form)
    assert yaml.safe_load(recipe.text).keys() == recipe.config.keys()
    assert recipe == recipe_of(lineage, form)  # the same bytes again
    # Each setting stands once: as a key, or among what is left out. So none is made up and none is lost.
    kind = {"trl": trl_config.KIND, "axolotl": axolotl.KIND, "llama-factory": llamafactory.KIND}[form]
    keys = {item.key: item.hyperparameter or item.key for item in framework_keys(kind)}
    written = Counter(keys[key] for key in recipe.config if key in keys)
    told = Counter(setting.label for setting in lineage.steps[-1].settings)
    left_out = Counter(note.what for note in recipe.left_out if note.what in told)
    assert written + left_out == told


def test_a_value_that_is_only_inferred_has_its_source_above_it() -> None:
    recipe = recipe_of(read(EXAMPLES / "zephyr-like"), "llama-factory")
    lines = recipe.text.splitlines()
    at = lines.index("finetuning_type: full")
    assert lines[at - 1].startswith("# inferred: no adapter is switched on")
    assert "dpo/config_full.yaml:model_name_or_path" in lines[at - 1]
    assert {"base-model", "objective", "parameterization"} <= _notes(recipe, "inferred").keys()


def test_what_is_missing_is_marked_and_nothing_fills_it() -> None:
    recipe = recipe_of(read("gpt2 -> SFT"), "axolotl")
    assert (
        recipe.config == {"base_model": "openai-community/gpt2", "datasets": None}
        or recipe.config["datasets"] is None
    )
    assert "# MISSING: no source tells the training data\ndatasets:\n" in recipe.text
    assert {"dataset", "learning_rate", "seed", "num_epochs", "train_batch_size"} <= _notes(
        recipe, "missing"
    ).keys()
    assert not own_settings(axolotl.KIND) & recipe.config.keys()


def test_what_is_withheld_is_marked(tmp_path: Path) -> None:
    (tmp_path / "lineage.yaml").write_text(
        "id: harbour-lab/quiet\nstages:\n  - stage: .\n    base_model: org/base\n    objective: sft\n"
        "    hyperparameters:\n      learning_rate: {undisclosed: a trade secret}\n      seed: 7\n",
        encoding="utf-8",
    )
    recipe = recipe_of(read(tmp_path), "trl")
    (note,) = [item for item in recipe.missing if "trade secret" in item.why]
    assert note.what == "learning_rate"
    assert recipe.config["seed"] == 7
    assert "learning_rate" not in recipe.config


def test_private_data_are_not_named_as_if_others_could_load_them() -> None:
    recipe = recipe_of(read(EXAMPLES / "private-data"), "llama-factory")
    assert recipe.config["dataset"] is None
    assert "MISSING: claims letters 2019-2024; where it lies is not told" in recipe.text


def test_a_step_that_goes_on_from_an_adapter() -> None:
    for form, key in (("axolotl", "lora_model_dir"), ("llama-factory", "adapter_name_or_path")):
        recipe = recipe_of(read(EXAMPLES / "dpo-on-adapter"), form)
        assert key in recipe.config
        assert "mistralai/Mistral-7B-v0.1" in recipe.config.values()


def test_the_step_is_chosen_by_number_or_model_and_the_last_training_step_if_by_neither() -> None:
    lineage = read(EXAMPLES / "zephyr-like")
    steps = {step.ordinal: step.iri for step in lineage.steps}
    assert recipe_of(lineage).step == steps[2]
    assert recipe_of(lineage, step=1).step == steps[1]
    assert recipe_of(lineage, model="harbour-lab/harbour-7b-sft").step == steps[1]
    assert recipe_of(lineage, step=1).file_name == "sft.yaml"
    pinned = "harbour-lab/lighthouse-notes@6f1ed002ab5595859014ebf0951522d9aa11cc77"
    assert recipe_of(read(EXAMPLES / "complete"), model=pinned).config["seed"] == 7


@pytest.mark.parametrize(
    ("name", "more", "message"),
    [
        ("zephyr-like", {"step": 9}, "has no step 9"),
        ("zephyr-like", {"step": 0}, "has no step 0"),
        ("zephyr-like", {"model": "org/nobody"}, "that made org/nobody"),
        ("zephyr-like", {"form": "keras"}, "no recipe form 'keras'"),
        ("merge", {}, "has no training step"),
        ("merge", {"step": 1}, "is Merging, which these frameworks do not do"),
    ],
)
def test_what_cannot_be_written(name: str, more: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        recipe_of(read(EXAMPLES / name), **more)  # type: ignore[arg-type]


_SEVERAL = """
x:l a ftl:FineTuneLineage ; ftl:headModel h:made ; ftl:hasStep x:s .
x:s a ftl:FineTuning, ftl:TransformationStep ; ftl:ordinal 1 ; ftl:producedModel h:made ; ftl:baseModel h:base ;
  ftl:hasObjective objective:sft, objective:dpo ; ftl:hasParameterization parameterization:lora, parameterization:full ;
  ftl:hasSetting x:a, x:b, x:c, x:d .
h:base a ftl:Model ; schema:identifier "tide/base" . h:made a ftl:Model ; schema:identifier "tide/made" .
x:a ftl:settingOf hyperparameter:seed ; ftl:integerValue 10 .
x:b ftl:settingOf hyperparameter:seed ; ftl:integerValue 9 .
x:c ftl:settingOf hyperparameter:seed ; ftl:stringValue "1" .
x:d ftl:settingOf hyperparameter:seed ; ftl:integerValue 11 .
"""


@pytest.mark.parametrize("form", FORMS)
def test_of_several_one_is_written_and_the_others_are_told(form: str) -> None:
    (lineage,) = read_document((PREFIXES + _SEVERAL).encode(), "turtle")
    recipe = recipe_of(lineage, form)
    (step,) = lineage.steps
    told = [(note.what, note.value) for note in recipe.left_out if note.why.startswith("several are told")]
    assert told == [
        ("objective", step.objectives[1]),
        ("parameterization", step.parameterizations[1]),
        ("seed", "10"),
        ("seed", "11"),
        ("seed", "1"),
    ]
    assert recipe.config["seed"] == 9
    assert all(
        note in recipe.text for note in (f"objective: {step.objectives[1]} (several", "seed: 1 (several")
    )


_HOSTILE = """
x:l a ftl:FineTuneLineage ; ftl:headModel h:made ; ftl:hasStep x:s ; ftl:hasFactStatus x:f .
x:s a ftl:FineTuning, ftl:TransformationStep ; ftl:ordinal 1 ; ftl:producedModel h:made ; ftl:baseModel h:base ;
  ftl:stageName "a\\nlearning_rate: 1" ; ftl:methodText "x\\r\\u0085\\u2028seed: 1" ; ftl:hasSetting x:p, x:q, x:t .
h:base a ftl:Model ; schema:identifier "tide/base\\nlearning_rate: 2 # " . h:made a ftl:Model ; schema:identifier "tide/made" .
x:p ftl:settingOf hyperparameter:chat_template ; ftl:stringValue "a: b\\nmax_steps: 9 # c\\u202e" .
x:q schema:name "own\\nmax_steps: 8" ; ftl:integerValue 3 .
x:t schema:name "optim: x\\u0007" ; ftl:stringValue "*alias" .
x:f ftl:statusSubject x:p ; ftl:statusElement element:setting ; ftl:statusKind status:inferred ;
  ftl:statusReason "r\\nwarmup_steps: 5" .
"""


@pytest.mark.parametrize("form", FORMS)
def test_no_text_of_a_lineage_becomes_a_key(form: str) -> None:
    (lineage,) = read_document((PREFIXES + _HOSTILE).encode(), "turtle")
    recipe = recipe_of(lineage, form)
    loaded = yaml.safe_load(recipe.text)
    assert loaded.keys() == recipe.config.keys()
    assert not loaded.keys() & {"learning_rate", "max_steps", "seed", "warmup_steps"}
    base = loaded["base_model" if form == "axolotl" else "model_name_or_path"]
    assert base == "tide/base\nlearning_rate: 2 # "
    assert all(line.startswith("#") or line.isprintable() for line in recipe.text.splitlines())
    assert "\u202e" not in recipe.text.replace("\\u202e", "")


def _store(lineages: list[Lineage]) -> list[Quad]:
    return [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(lineage.iri))
        for lineage in lineages
        for quad in lineage.quads
    ]


def _alike(store: Store, lineage: Lineage, model: str) -> None:
    """Hold that a place gives the recipes that the document gives; only the document knows the files behind it."""
    (document,) = read_document(lineage.to("nquads").encode(), "nquads")
    for form in FORMS:
        for step in range(1, len(lineage.steps) + 1):
            found, told = recipe_in(store, model, form, step=step)
            assert found.text == recipe_of(document, form, step=step).text
            assert not told


def test_a_store_and_an_endpoint_give_what_a_file_gives() -> None:
    lineages = [read(EXAMPLES / name) for name in ("zephyr-like", "complete", "dpo-on-adapter")]
    _alike(in_memory(_store(lineages)), lineages[0], "harbour-lab/harbour-7b-dpo")
    _alike(in_memory(_store(lineages)), lineages[1], lineages[1].record.head_model or "")
    with real_server(_store(lineages)) as url, open_place(url) as store:
        _alike(store, lineages[0], "harbour-lab/harbour-7b-dpo")


def test_a_store_that_does_not_know_the_step() -> None:
    store = in_memory(_store([read(EXAMPLES / "zephyr-like")]))
    for model, more, message in (
        ("org/nobody", {}, "tells of no step that made org/nobody"),
        ("not a model", {}, "write ORG/NAME"),
        ("harbour-lab/harbour-7b-dpo", {"step": 7}, "has no step 7"),
    ):
        with pytest.raises(UsageError) as caught:
            recipe_in(store, model, **more)  # type: ignore[arg-type]
        assert message in f"{caught.value} {caught.value.fix}"


def test_that_several_lineages_tell_of_a_model_is_told() -> None:
    lineage = read(EXAMPLES / "zephyr-like")
    (other,) = read_document(lineage.to("nquads").replace(lineage.iri, "urn:x:z").encode(), "nquads")
    recipe, told = recipe_in(in_memory(_store([lineage, other])), "harbour-lab/harbour-7b-dpo")
    assert "2 lineages tell of harbour-lab/harbour-7b-dpo" in told[0]
    assert recipe.model == "harbour-lab/harbour-7b-dpo"


@pytest.mark.parametrize("kind", [trl_config.KIND, axolotl.KIND, llamafactory.KIND])
def test_the_table_of_keys(kind: str) -> None:
    keys = framework_keys(kind)
    assert len({item.key for item in keys}) == len(keys) > 80
    assert all(
        is_setting(item.key, own_settings(kind)) and (item.hyperparameter or "." not in item.key)
        for item in keys
    )
