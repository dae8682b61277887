"""All readers, and the choice of the one for a file.

Readers of plug-ins come after ours: what we know is read in the same way wherever lineage-rdf is installed, and a plug-in that
takes every JSON file for its own takes no model card away. A plug-in whose files look like those of a reader of ours, as
configurations with common keys do, names that kind in `before`, and then comes first for files of that kind alone. Where
somebody knows better than any reader, `lineage.yaml` wins over all of them.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from attrs import frozen

from lineage_rdf.claims import Problem
from lineage_rdf.sources import (
    accelerate_config,
    adapter_config,
    axolotl,
    cyclonedx,
    distilabel,
    eval_results,
    gguf,
    hosted_job,
    lineage_file,
    llamafactory,
    mergekit,
    mlflow_db,
    mlflow_run,
    mlmodel,
    model_card,
    model_config,
    ms_swift,
    nemo_automodel,
    nemo_rl,
    openlineage,
    oumi,
    quantize_config,
    results_json,
    safetensors,
    safetensors_index,
    spdx,
    torchtune,
    trainer_state,
    training_args,
    trl_config,
    wandb_config,
    wandb_summary,
)
from lineage_rdf.sources.plug_in_guard import guarded, recognises
from lineage_rdf.sources.plug_ins import PlugIns, installed, load
from lineage_rdf.sources.reader import InputFile, Reader, first_match

# From the most to the least specific: the first that recognises a file reads it. Cards alone are Markdown, so they can stand
# anywhere; they stand first because they are most of what is read.
READERS: tuple[Reader, ...] = (
    model_card.READER,
    lineage_file.READER,
    hosted_job.READER,
    safetensors.READER,
    gguf.READER,
    safetensors_index.READER,
    adapter_config.READER,
    trainer_state.READER,
    results_json.READER,
    eval_results.READER,
    quantize_config.READER,
    cyclonedx.READER,
    spdx.READER,
    openlineage.READER,
    mlflow_run.READER,
    mlflow_db.READER,
    mlmodel.READER,
    wandb_summary.READER,
    wandb_config.READER,
    distilabel.READER,
    accelerate_config.READER,
    mergekit.READER,
    torchtune.READER,
    nemo_rl.READER,
    nemo_automodel.READER,
    oumi.READER,
    ms_swift.READER,
    axolotl.READER,
    llamafactory.READER,
    trl_config.READER,
    training_args.READER,
    model_config.READER,
)


@frozen
class Chosen:
    """The reader for a file.

    Args:
        reader: the reader, or None if the file is of no kind that is known.
        problems: what went wrong while plug-ins were asked.
    """

    reader: Reader | None
    problems: tuple[Problem, ...] = ()


@cache
def plug_ins() -> PlugIns:
    """Return the readers of plug-ins; they are imported when this is first asked."""
    return load(installed(), frozenset(reader.kind for reader in READERS))


def is_offered(name: str) -> bool:
    """Say whether a scan of a folder takes a file for a plug-in's sake."""
    return any(fnmatchcase(name, pattern) for other in plug_ins().readers for pattern in other.reader.names)


def choose(file: InputFile) -> Chosen:
    """Return the reader for a file, with what went wrong on the way to it."""
    ours = first_match(READERS, file)
    problems = []
    for plug_in in plug_ins().readers:
        if ours is not None and ours.kind not in plug_in.reader.before:
            continue
        known = recognises(plug_in, file)
        if isinstance(known, Problem):
            problems.append(known)
        elif known:
            return Chosen(guarded(plug_in), tuple(problems))
    return Chosen(ours, tuple(problems))


def reader_for(file: InputFile) -> Reader | None:
    """Return the reader for a file, or None if it is of no kind that is known."""
    return choose(file).reader
