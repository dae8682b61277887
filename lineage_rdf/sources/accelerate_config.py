"""Reads launch configurations of Accelerate: on how many processes, and in what way, a training script was started.

The keys are those of https://huggingface.co/docs/accelerate/package_reference/cli. Such a file names no model and no
data: its settings complete a training run that another file of the folder tells of, and are no step by themselves.
Addresses, names of machines and of accounts stand in it too; only the keys listed here and in the scheme
hyperparameter are read.
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_settings import say_settings
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "accelerate-config"
_MARKS: Final = frozenset(
    {"compute_environment", "num_processes", "num_machines", "machine_rank", "main_training_function"}
)
_OTHERS: Final = frozenset({"model_name_or_path", "base_model", "model", "datasets", "dataset_name"})
_EXTRA: Final = frozenset(
    {"downcast_bf16", "fsdp_version", "fsdp_activation_checkpointing", "fsdp_auto_wrap_policy",
     "fsdp_backward_prefetch", "fsdp_cpu_ram_efficient_loading", "fsdp_forward_prefetch", "fsdp_offload_params",
     "fsdp_reshard_after_forward", "fsdp_state_dict_type", "fsdp_sync_module_states", "fsdp_use_orig_params",
     "fsdp_transformer_layer_cls_to_wrap", "fsdp_min_num_params", "zero_stage", "zero3_init_flag",
     "zero3_save_16bit_model", "offload_optimizer_device", "offload_param_device", "deepspeed_multinode_launcher",
     "deepspeed_moe_layer_cls_names", "dynamo_backend", "dynamo_mode", "dynamo_use_dynamic", "use_cpu"}
)  # fmt: skip


def recognises(file: InputFile) -> bool:
    """Return whether the keys of a file are those of a launch configuration and of no training configuration."""
    keys = top_level_keys(file)
    return "distributed_type" in keys and len(keys & _MARKS) > 1 and not keys & _OTHERS


def read(reading: Reading) -> None:
    """Add the settings of a launch configuration."""
    facts = ConfigFacts(reading, read_mapping(reading), KIND, prefix_of(reading.file))
    say_settings(facts, extra=_EXTRA, unknown=False)


READER = Reader(
    KIND,
    "launch configuration of Accelerate",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="distributed_type and other keys of how a script is started (.yaml, .yml, .json)",
)
