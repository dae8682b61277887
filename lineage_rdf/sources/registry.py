"""All readers, and the choice of the one for a file."""

from __future__ import annotations

from lineage_rdf.sources import (
    adapter_config,
    axolotl,
    cyclonedx,
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
    quantize_config.READER,
    cyclonedx.READER,
    spdx.READER,
    openlineage.READER,
    mlflow_run.READER,
    mlflow_db.READER,
    mlmodel.READER,
    wandb_summary.READER,
    wandb_config.READER,
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


def reader_for(file: InputFile) -> Reader | None:
    """Return the reader for a file, or None if it is of no kind that is known."""
    return first_match(READERS, file)
