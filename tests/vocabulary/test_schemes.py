from __future__ import annotations

import pytest

from lineage_rdf.vocabulary.schemes import hyperparameter_for, lookup, members, narrower_than


def test_aliases_of_real_tools_lead_to_one_hyperparameter() -> None:
    names = ("learning_rate", "learningRate", "lr")
    assert {hyperparameter_for(name).notation for name in names} == {"learning_rate"}  # type: ignore[union-attr]
    assert hyperparameter_for("r").notation == "lora_r"  # type: ignore[union-attr]
    assert hyperparameter_for("no such knob") is None


def test_lookup_by_enum_and_label() -> None:
    assert lookup("parameterization", "PREFIX_TUNING") == "prefix-tuning"
    assert lookup("merge-method", "dare_ties") == "dare-ties"


def test_kinds_of_lora() -> None:
    assert {"qlora", "dora", "rslora"} <= narrower_than("parameterization", "lora")


def test_unknown_scheme() -> None:
    with pytest.raises(KeyError):
        members("colour")
