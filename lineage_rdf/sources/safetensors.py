"""Reads the headers of safetensors files: how many parameters there are, and what the run that made a LoRA file left in it.

Tensors are told by their names: those of PEFT end in `lora_A`, those of diffusers and kohya in `lora.down` and
`lora_down` (https://github.com/huggingface/peft, https://github.com/kohya-ss/sd-scripts).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_settings import say_setting
from lineage_rdf.sources.kohya import is_kohya, read_kohya
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.safetensors_header import (
    METADATA,
    HeaderError,
    SafetensorsHeader,
    Tensor,
    read_header,
)
from lineage_rdf.sources.shards import MISSING_SHARD, few, set_name, shard_of

UNREADABLE: Final = "FTL-R110"
ASTRAY: Final = "FTL-R111"
REPEATED: Final = "FTL-R112"
NOT_TEXT: Final = "FTL-R114"
_DOWN: Final = re.compile(
    r"[._]lora_(?:A|embedding_A|down)(?:\.\w+)?(?:\.weight)?\Z|[._]lora(?:_linear_layer)?\.down\.weight\Z"
)
_FLOATS: Final = frozenset({"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "F8_E4M3FNUZ", "F8_E5M2FNUZ"})
# Types of buffers such as position numbers and masks, and of scales beside the weights; they hold no parameters.
_BUFFERS: Final = frozenset({"I64", "BOOL", "F8_E8M0"})
_TORCH: Final = {"F32": "float32", "F16": "float16", "BF16": "bfloat16", "F64": "float64"}


def recognises(file: InputFile) -> bool:
    """Return whether a file is the head of a safetensors file."""
    return file.size is not None and file.name.casefold().endswith(".safetensors")


def read(reading: Reading) -> None:
    """Add what the header of a safetensors file says, or those of all the files of one model."""
    headers = _headers(reading)
    if not headers:
        return
    metadata = dict(headers[0].metadata)
    facts = ConfigFacts(reading, metadata, "safetensors-header", f"$.{METADATA}.", Trust.MACHINE_STATE)
    if is_kohya(metadata):
        read_kohya(facts)
    tensors = [tensor for header in headers for tensor in header.tensors]
    sound = not any(header.astray or header.duplicates for header in headers)
    complete = sound and len(headers) == _expected(reading) and bool(tensors)
    down = [tensor for tensor in tensors if _DOWN.search(tensor.name)]
    if down and "adapter_config.json" not in reading.file.siblings:
        _say_lora(facts, tensors, down)
    if complete:
        _say_count(facts, tensors, bool(down) or reading.file.name.startswith("adapter_"))


def _headers(reading: Reading) -> list[SafetensorsHeader]:
    """Return the headers that can be read, and report what is wrong with them and which files are missing."""
    headers = []
    for file in (reading.file, *reading.file.shards):
        try:
            header = read_header(file.data, file.size)
        except HeaderError as error:
            reading.problem(UNREADABLE, f"{_named(file, reading)}{error}")
            continue
        _report(reading, file, header)
        headers.append(header)
    shard = shard_of(reading.file.name)
    siblings = reading.file.siblings
    gone = [name for name in shard.names() if name not in siblings] if shard else []
    if gone and not any(name.endswith(".safetensors.index.json") for name in siblings):  # which tells it too
        reading.problem(MISSING_SHARD, f"files of this model are not in the folder: {few(gone)}")
    return headers


def _report(reading: Reading, file: InputFile, header: SafetensorsHeader) -> None:
    name = _named(file, reading)
    if header.duplicates:
        reading.problem(REPEATED, f"{name}keys stand twice in the header: {few(header.duplicates)}")
    if header.astray:
        reading.problem(ASTRAY, f"{name}{header.astray}")
    if header.not_text:
        message = f"{name}values of the metadata are no text: {few(header.not_text)}"
        reading.problem(NOT_TEXT, message, locator=f"$.{METADATA}", severity="info")


def _named(file: InputFile, reading: Reading) -> str:
    return "" if file is reading.file else f"{file.name}: "


def _expected(reading: Reading) -> int:
    shard = shard_of(reading.file.name)
    return int(shard.count) if shard else 1


def _say_lora(facts: ConfigFacts, tensors: Iterable[Tensor], down: list[Tensor]) -> None:
    """Say that the file holds a LoRA adapter, and its rank where all its parts share one."""
    if not is_kohya(facts.value):
        reason = "the file holds the low-rank factors that training an adapter makes"
        facts.infer("step-kind", "FineTuning", "", reason)
        facts.infer("parameterization", "lora", "", reason)
    header = ConfigFacts(facts.reading, {}, facts.kind, "$.", facts.trust)
    ranks = {tensor.shape[0] for tensor in down if len(tensor.shape) > 1}
    if len(ranks) == 1 and not facts.text("ss_network_dim"):
        reason = "the first length of every down-projection of the adapter"
        header.infer("setting", ranks.pop(), f"{down[0].name[:200]}.shape", reason, name="r")
    types = {tensor.dtype for tensor in tensors} & _TORCH.keys()
    if len(types) == 1:
        say_setting(header, f"{down[0].name[:200]}.dtype", _TORCH[types.pop()], name="dtype")


def _say_count(facts: ConfigFacts, tensors: list[Tensor], is_adapter: bool) -> None:
    """Say how many parameters a whole model has; packed types hide it, and of two models in a folder neither is the one."""
    types = {tensor.dtype for tensor in tensors}
    count = sum(tensor.count for tensor in tensors if tensor.dtype in _FLOATS)
    if (
        types - _FLOATS - _BUFFERS
        or not 0 < count < 1 << 63
        or not _is_the_model(facts.reading.file, is_adapter)
    ):
        return
    facts = ConfigFacts(facts.reading, {}, facts.kind, "", facts.trust)
    if is_adapter:
        reason = "the sum over the tensors of the adapter, which is what training changed"
        facts.infer("trainable-parameters", count, "", reason)
    else:
        facts.infer("total-parameters", count, "", "the sum over the shapes of all tensors")


def _is_the_model(file: InputFile, is_adapter: bool) -> bool:
    """Say whether a file, or the set it is of, is the only model of its kind in the folder or goes by the usual name."""
    alike = _sets(file.siblings, file.name.startswith("adapter_"))
    usual = "adapter_model" if is_adapter else "model"
    shard = shard_of(file.name)
    stem = shard.stem if shard else file.name.removesuffix(".safetensors")
    return alike <= {set_name(file.name)} or stem == usual


@lru_cache(maxsize=4)
def _sets(names: frozenset[str], is_adapter: bool) -> frozenset[str]:
    """Return the sets of weight files in a folder, of adapters or of whole models; asked for every file of the folder."""
    files = (name for name in names if name.casefold().endswith(".safetensors"))
    return frozenset(set_name(name) for name in files if name.startswith("adapter_") == is_adapter)


READER = Reader(
    "safetensors-header",
    "header of a safetensors file",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name *.safetensors; only the header is read",
)
