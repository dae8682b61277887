"""A configuration, read, written as a recipe of the same framework, and read again, tells the same."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, note, settings
from hypothesis import strategies as st

from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import read, read_all
from lineage_rdf.recipes import FORMS, Recipe, recipe_of
from lineage_rdf.sources import axolotl, llamafactory, trl_config
from lineage_rdf.sources.framework_keys import framework_keys
from lineage_rdf.vocabulary.schemes import narrower_than
from tests.conftest import ROOT, SHARED
from tests.recipes.configs import CONFIGS
from tests.recipes.facts import of, reread

KINDS = {"trl": trl_config.KIND, "axolotl": axolotl.KIND, "llama-factory": llamafactory.KIND}
CORPUS = SHARED / "corpus"
_ONLY_FOR = {
    form: {name for k in framework_keys(kind) if k.objectives for name in (k.key, k.hyperparameter)}
    for form, kind in KINDS.items()
}

# Settings by which a framework is told of an objective or of a parameterization that a lineage may have in other words.
_TELL_METHODS = ("loss_type", "load_in_4bit", "bits", "use_dora", "use_rslora")


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    Decimal,
    lambda dumper, value: dumper.represent_scalar(
        "tag:yaml.org,2002:float", format(value, "f") if "." in format(value, "f") else f"{value:f}.0"
    ),
)


def _differences(before: dict[str, Any], after: dict[str, Any], recipe: Recipe) -> dict[str, Any]:
    """Return what is not the same, but for settings and held-out data of which the recipe says that they are left out."""
    told = {item.what for item in recipe.left_out}
    kept = {item for item in before["settings"] if item[0] not in told}
    held_out = [item.value for item in recipe.left_out if item.what == "validation data"]
    data = [use for use in before["data"] if f"{use[0]} ({', '.join(use[3])})" not in held_out]
    before = {**before, "settings": kept, "data": data}
    after = {
        **after,
        "settings": {item for item in after["settings"] if item in kept or item[0] not in _TELL_METHODS},
    }
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60)
@given(data=st.data())
def test_random_configurations(form: str, data: st.DataObject) -> None:
    config = data.draw(CONFIGS[form])
    name = (
        data.draw(st.sampled_from(["dpo.yaml", "sft.yaml", "kto.yaml", "config.yaml"]))
        if form == "trl"
        else "config.yaml"
    )
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first"
        first.mkdir()
        (first / name).write_text(yaml.dump(config, Dumper=_Dumper, allow_unicode=True), encoding="utf-8")
        lineage = read(first / name)
        recipe = recipe_of(lineage, form)
        note(recipe.text)
        assert not _differences(of(lineage), reread(recipe, Path(folder)), recipe)
        # A key of a trainer that is not run is left out, and nothing else that the framework knows.
        left_out = {item.what for item in recipe.left_out} & {
            setting.label for setting in lineage.steps[-1].settings
        }
        assert left_out <= _ONLY_FOR[form]


def _configs(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


def _form_of(file: Path) -> str | None:
    """Return the framework whose configuration a file is, if it tells of one training step."""
    try:
        (lineage,) = read_all(file)
    except (LineageError, ValueError):
        return None
    kinds = {claim.source.kind for claim in lineage.claims}
    found = [form for form, kind in KINDS.items() if kind in kinds]
    trains = len(lineage.steps) == 1 and lineage.steps[0].is_training
    return found[0] if found and trains else None


_OURS = [
    *_configs(ROOT / "examples"),
    *_configs(ROOT / "tests" / "fixtures" / "configs"),
    *_configs(ROOT / "tests" / "labelled"),
]


def test_our_own_configurations(tmp_path: Path) -> None:
    _hold(_OURS, tmp_path, at_least=15)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real files")
def test_real_configurations(tmp_path: Path) -> None:
    _hold(
        [file for folder in sorted(CORPUS.glob("train_config_*")) for file in _configs(folder)],
        tmp_path,
        at_least=20,
    )


def _hold(files: list[Path], folder: Path, at_least: int) -> None:
    """Hold that files tell the same after they were written anew, but for what has to be left out."""
    held = 0
    for file in files:
        form = _form_of(file)
        if form is None:
            continue
        lineage = read(file)
        recipe = recipe_of(lineage, form)
        before = of(lineage)
        if any(value is None for value in recipe.config.values()):
            continue  # a model or dataset on somebody's disk, which no other file can name
        if not before["objective"]:
            continue  # a method that the vocabulary does not know stands in the words of its source
        # A place on a disk, held-out data, and what dataset_info.json says are told in words.
        unnamed = {item.value for item in recipe.left_out if item.what.startswith("dataset")}
        before["data"] = [use for use in before["data"] if use[0] not in unnamed]
        different = _differences(before, reread(recipe, folder), recipe)
        if any(item.what.startswith("dataset-") for item in recipe.left_out):
            different.pop("data", None)
        if "objective" in different and recipe.config.get("loss_type"):
            # A loss in a list of one is a loss all the same, by which the objective is then known more closely.
            ((wide,), (narrow,)) = different.pop("objective")
            assert narrow in narrower_than("objective", wide)
        assert not different, (file, recipe.text)
        held += 1
    assert held >= at_least
