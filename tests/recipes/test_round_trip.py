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

from lineage_rdf.lineage import read
from lineage_rdf.recipes import FORMS, Recipe, recipe_of
from lineage_rdf.sources import axolotl, llamafactory, trl_config
from lineage_rdf.sources.framework_keys import framework_keys
from tests.recipes.configs import CONFIGS
from tests.recipes.facts import of, reread

ROOT = Path(__file__).parents[2]
KINDS = {"trl": trl_config.KIND, "axolotl": axolotl.KIND, "llama-factory": llamafactory.KIND}
CORPUS = Path("/work/shared/corpus")
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
