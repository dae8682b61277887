"""Random configurations of the three frameworks, whose keys come from the table of their keys."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from lineage_rdf.sources.framework_keys import FrameworkKey, framework_keys
from lineage_rdf.vocabulary.schemes import members

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789.", min_size=1, max_size=12)
_NAMES = st.from_regex(r"\A[a-z]{2,6}/[A-Za-z0-9]{2,8}\Z").filter(
    lambda name: name.split("/")[0] not in _FOLDERS
)
_FOLDERS = frozenset(("tmp", "data", "run", "runs", "save", "saves", "log", "logs", "exp", "exps", "src", "home", "mnt", "temp",
                      "root", "cache", "train", "model", "models", "ckpt", "ckpts"))  # fmt: skip
_REALS = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=9, allow_nan=False) | st.integers(
    -(10**6), 10**6
)
_TEXTS = _WORDS | st.sampled_from(
    ["2e-5", "0x1F", "no", "yes", "1_000", "null", "true", "~", "a: b", "# not a comment", "'", '"quoted"', "- x", "{a: 1}",
     "zwölf Boote", "=", "<<", "012", "1:30", "2026-01-01", "%", "@x", "&a", "*a", "!t", "|", ">"]
)  # fmt: skip
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "real": _REALS,
    "integer": st.integers(0, 2**63 - 1),
    "boolean": st.booleans(),
    "list": st.lists(_WORDS, min_size=1, max_size=3, unique=True) | _WORDS,
    "text": _TEXTS,
    "": st.booleans() | _REALS,
}
# These name something of the framework; a source's words for them are no name.
_NAMED = frozenset({"optimizer", "lr_scheduler_type"})


def _value(key: FrameworkKey) -> st.SearchStrategy[Any]:
    if key.hyperparameter in _NAMED:
        return st.sampled_from(["adamw_torch", "cosine", "paged_adamw_8bit", "1e9", "no"])
    term = members("hyperparameter").get(key.hyperparameter)
    fitting = _VALUES[term.kind if term else ""]
    return (
        st.one_of(fitting, fitting, fitting, st.sampled_from(["auto", "42", "some words"]))
        if term
        else fitting
    )


def settings(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return a mapping of some keys of a framework to values, mostly of their kind."""
    keys = st.lists(
        st.sampled_from(framework_keys(kind)),
        max_size=14,
        unique_by=lambda item: (
            item.hyperparameter or item.key
        ),  # of two values of one setting one could be written
    )
    pairs = keys.flatmap(
        lambda found: st.tuples(*(st.tuples(st.just(key.key), _value(key)) for key in found))
    )
    return pairs.map(lambda found: nested(dict(found)))


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping whose dotted keys are mappings."""
    whole: dict[str, Any] = {}
    for key, value in flat.items():
        root, _, inner = key.partition(".")
        if inner:
            whole.setdefault(root, {})[inner] = value
        else:
            whole[root] = value
    return whole


_REVISION = st.none() | st.just("v1.0")
_SPLIT = st.none() | st.sampled_from(["train", "train_sft", "train[:10%]", "test"])
_CONFIGURATION = st.none() | _WORDS.filter(lambda word: word not in ("none", "null", "undefined"))


@st.composite
def axolotl(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {
        "base_model": draw(_NAMES),
        "sequence_len": 512,
        "revision_of_model": draw(_REVISION),
    }
    found |= draw(settings("axolotl"))
    found["adapter"] = draw(st.sampled_from([None, "lora", "qlora"]))
    found["rl"] = draw(st.sampled_from([None, "dpo", "ipo", "kto", "orpo", "simpo", "grpo"]))
    if found["rl"] is None and draw(st.booleans()):
        found["reward_model"] = True
    entry = st.fixed_dictionaries(
        {"path": _NAMES, "split": _SPLIT, "name": _CONFIGURATION, "revision": _REVISION}
    )
    found["datasets"] = draw(st.lists(entry, min_size=1, max_size=3, unique_by=lambda item: item["path"]))
    if draw(st.booleans()):
        found["test_datasets"] = [draw(entry)]
    if found["adapter"] and draw(st.booleans()):
        found["lora_model_dir"] = draw(_NAMES)
    return found


@st.composite
def llama_factory(draw: st.DrawFn) -> dict[str, Any]:
    found = {"model_name_or_path": draw(_NAMES), "model_revision": draw(_REVISION), "do_train": True}
    found |= draw(settings("llamafactory"))
    found["stage"] = draw(st.sampled_from(["pt", "sft", "rm", "ppo", "dpo", "kto"]))
    found["finetuning_type"] = draw(st.sampled_from(["full", "lora", "freeze", "oft"]))
    names = draw(
        st.lists(
            _NAMES | st.sampled_from(["identity", "alpaca_en_demo", "berth_notes"]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    found["dataset"] = ",".join(names)
    if draw(st.booleans()):
        found["eval_dataset"] = draw(_NAMES)
    if len(names) > 1 and draw(st.booleans()):
        found["interleave_probs"] = ",".join(["0.5"] * len(names))
    if found["finetuning_type"] == "lora" and draw(st.booleans()):
        found["adapter_name_or_path"] = draw(_NAMES)
    if found["stage"] == "ppo":
        found["reward_model"] = draw(_NAMES)
    return found


@st.composite
def trl(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {"model_name_or_path": draw(_NAMES), "model_revision": draw(_REVISION)}
    found |= draw(settings("trl-config"))
    found |= draw(
        st.sampled_from([{}, {"use_peft": True}, {"use_peft": False}, {"use_peft": True, "use_dora": True}])
    )
    if draw(st.booleans()):
        found |= {
            "dataset_name": draw(_NAMES),
            "dataset_config": draw(_CONFIGURATION),
            "dataset_train_split": draw(_SPLIT),
        }
    else:
        entry = st.fixed_dictionaries({"path": _NAMES, "split": _SPLIT, "name": _CONFIGURATION})
        found["datasets"] = draw(st.lists(entry, min_size=1, max_size=3, unique_by=lambda item: item["path"]))
    found["per_device_train_batch_size"] = 4
    found["num_train_epochs"] = 1
    return found


CONFIGS = {"axolotl": axolotl(), "llama-factory": llama_factory(), "trl": trl()}
