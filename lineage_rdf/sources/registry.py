"""All readers, and the choice of the one for a file."""

from __future__ import annotations

from lineage_rdf.sources import (
    adapter_config,
    axolotl,
    gguf,
    lineage_file,
    llamafactory,
    mergekit,
    model_card,
    model_config,
    quantize_config,
    results_json,
    safetensors,
    safetensors_index,
    trainer_state,
    training_args,
    trl_config,
)
from lineage_rdf.sources.reader import InputFile, Reader, first_match

# From the most to the least specific: the first that recognises a file reads it.
READERS: tuple[Reader, ...] = (
    lineage_file.READER,
    safetensors.READER,
    gguf.READER,
    safetensors_index.READER,
    adapter_config.READER,
    trainer_state.READER,
    results_json.READER,
    quantize_config.READER,
    mergekit.READER,
    axolotl.READER,
    llamafactory.READER,
    trl_config.READER,
    training_args.READER,
    model_config.READER,
    model_card.READER,
)


def reader_for(file: InputFile) -> Reader | None:
    """Return the reader for a file, or None if it is of no kind that is known."""
    return first_match(READERS, file)
