"""Keys of a configuration that no list of hyperparameters knows: numbers and switches are kept under their own names.

Tools and scripts grow hyperparameters faster than a scheme can follow, so an unknown number or switch is taken for one unless
its name tells that it is about running, saving, logging or measuring. Unknown texts are only named in a finding: they may be
anything, also names of people and machines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from lineage_rdf.claims import Problem
from lineage_rdf.claims.private import without_private
from lineage_rdf.sources.config_facts import number

if TYPE_CHECKING:
    from lineage_rdf.sources.reader import Reading

LEFT_OUT: Final = "FTL-R159"
_MOST: Final = 20
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
# Words in names of what is no hyperparameter: how a run is carried out, watched, saved, measured and shared.
_RUNNING: Final = frozenset(
    """
    accelerator address async author bucket cache cachedir checkpoint checkpointing checkpoints chunks ckpt clean cleanup cluster
    code col column columns comment completions concat cpu creator cuda data dataloader dataset datasets date ddp
    debug deepspeed delay description device devices dir disable disk distributed do domains download ds email empty
    enable enabled endpoint engine entity environment eval evals evaluate evaluation exp experiment export field file files
    find flash folder fsdp full generate generation gguf git gpu gpus host hostname hub id ids ignore image impl
    include index inference info input interval ip iteration jit job keep kernel key labels language launcher legacy
    library liger line link load local log logger logging logs machine main map media megatron mem memory merge metric
    metrics model models mps name names nan new node nodes notes offload online output overwrite owner parallel
    partition past path peft persistent phone pin pipeline plot plugins pool port predict prediction prefetch prefix
    prepare prepared preprocess preprocessing print private proc processes processor processors profile profiler
    progress project prompt public push quiet ray read refresh remote remove replica repo report repository restore
    resume revision root run runs safe safetensors sample samples sampling save saves script serialization server
    shard sharding show shuffle silent skip slow split splits stage state stats strict system table tag tags task team
    template tensorboard test text tf timeout title token tokenizer tokens tool tp tpu tqdm tracking trainer unsloth
    update upload url use user username users val valid validation verbose version video vllm wandb watch worker workers
    workspace world write
    """.split()  # noqa: SIM905 - a list of words reads better as words
)  # fmt: skip


def is_unknown_setting(key: Any, value: Any) -> bool:
    """Return whether a key that no list knows is taken for a hyperparameter: a number or switch, not about running."""
    if not isinstance(key, str) or len(key) > 100:
        return False
    counts = isinstance(value, bool) or number(value) is not None
    return counts and not _is_running(key)


def is_unknown_text(key: Any, value: Any) -> bool:
    """Return whether a key that no list knows holds a text and may be a hyperparameter all the same."""
    return isinstance(key, str) and isinstance(value, str) and bool(value.strip()) and not _is_running(key)


def _is_running(key: str) -> bool:
    words = [word.casefold() for word in _WORDS.findall(key)]
    return not words or any(word in _RUNNING for word in words)


def left_out_problem(reading: Reading) -> Problem | None:
    """Return a problem that names the keys that were left out because nothing tells what they are; None if there are none."""
    used = {claim.locator.rsplit(".", 1)[-1] for claim in reading.claims}
    names = sorted({without_private(key) for key in reading.left_out if key not in used})
    if not names:
        return None
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    message = f"what stands under {', '.join(names[:_MOST])}{rest} was left out, for nothing tells whether it is a setting"
    return Problem(code=LEFT_OUT, message=message, source=reading.source, severity="info")
