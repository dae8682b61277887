"""Reads the heads of GGUF files, which llama.cpp and its converters write.

The keys are those of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md; the numbers of file types are those of
`llama_ftype` in https://github.com/ggml-org/llama.cpp/blob/master/include/llama.h. Each file, or set of files of one model,
is a model of its own (decisions section 1.8) and so a stage of its own.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust, Value
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.gguf_header import GgufHeader, HeadError, read_header
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.shards import MISSING_SHARD, few, set_name, shard_of

UNREADABLE: Final = "FTL-R110"
REPEATED: Final = "FTL-R112"
UNKNOWN_TYPE: Final = "FTL-R115"
# What a stage key has behind the folder where a file is a model of its own.
MARK: Final = "gguf:"
_PLAIN: Final = {0: "F32", 1: "F16", 32: "BF16"}
_QUANTIZED: Final = {
    2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L",
    14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S",
    22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M",
    30: "IQ4_XS", 31: "IQ1_M", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4_MOE", 39: "NVFP4",
}  # fmt: skip
# Set in the number of a file type that the program had to guess.
_GUESSED: Final = 1024
_BITS: Final = re.compile(r"I?Q(\d)")
_HUB: Final = re.compile(r"https?://huggingface\.co/([\w.-]+/[\w.-]+)/?\Z")
_NO_MODEL: Final = frozenset({"mmproj", "imatrix", "vocab"})


def recognises(file: InputFile) -> bool:
    """Return whether a file is the head of a GGUF file."""
    return file.size is not None and file.name.casefold().endswith(".gguf")


def read(reading: Reading) -> None:
    """Add what the head of a GGUF file says, or the heads of all the files of one model."""
    headers = _headers(reading)
    if not headers:
        return
    values = headers[0].values
    if values.get("general.type") in _NO_MODEL:
        return
    facts = _Facts(reading, values)
    _read_form(facts)
    _read_origin(facts)
    name, licence = facts.text("general.name"), facts.text("general.license")
    if name:
        facts.say("model-name", name, "general.name")
    if licence:
        facts.say("weights-licence", licence, "general.license")
    data = facts.text("quantize.imatrix.dataset")
    if data:
        facts.say("dataset", DatasetMention(raw=data, roles=("calibration",)), "quantize.imatrix.dataset")
    _read_count(facts, headers)


class _Facts:
    """The values of a head, and the reading that claims about them go to."""

    def __init__(self, reading: Reading, values: dict[str, Any]) -> None:
        """Keep both."""
        self.reading, self.values = reading, values
        self.stage = f"{reading.file.folder}#{MARK}{set_name(reading.file.name)}"

    def text(self, key: str) -> str | None:
        """Return the text at a key, or None if there is none or it says None."""
        return name_of(self.values.get(key))

    def say(self, element: str, value: Value, key: str, reason: str = "", name: str = "") -> None:
        """Add a claim that stands at `key`, an inferred one if there is a reason for it."""
        self.reading.claim(
            element, value, locator=key or "whole file", rule=key or element, stage=self.stage, key=name,
            inferred=bool(reason), reason=reason,
        )  # fmt: skip


def _headers(reading: Reading) -> list[GgufHeader]:
    headers = []
    for file in (reading.file, *reading.file.shards):
        name = "" if file is reading.file else f"{file.name}: "
        try:
            header = read_header(file.data)
        except HeadError as error:
            reading.problem(UNREADABLE, f"{name}{error}")
            continue
        if header.duplicates:
            reading.problem(REPEATED, f"{name}keys stand twice in the head: {few(header.duplicates)}")
        headers.append(header)
    shard = shard_of(reading.file.name)
    gone = [item for item in shard.names() if item not in reading.file.siblings] if shard else []
    if gone:
        reading.problem(MISSING_SHARD, f"files of this model are not in the folder: {few(gone)}")
    return headers


def _read_form(facts: _Facts) -> None:
    """Say by the file type whether weights were quantised or only written in another format."""
    key = "general.file_type"
    number = facts.values.get(key)
    number = number & ~_GUESSED if type(number) is int and number >= 0 else None
    name = _QUANTIZED.get(number) if number is not None else None
    if name is None:
        facts.say(
            "step-kind",
            "Converting",
            key if number in _PLAIN else "",
            "weights come to this format by conversion",
        )
        if number is not None and number not in _PLAIN:
            message = (
                f"the file type {number} is not known here, so it is left open how the weights are stored"
            )
            facts.reading.problem(UNKNOWN_TYPE, message, locator=key, severity="info")
        return
    facts.say("step-kind", "Quantizing", key, f"the weights are stored as {name}")
    facts.say("quantization-method", "gguf", key)
    facts.say("setting", name, key, name="quant_type")
    bits = _BITS.match(name)
    if bits or "FP4" in name:
        facts.say("setting", int(bits[1]) if bits else 4, key, f"the type {name} is called by it", "bits")


def _read_origin(facts: _Facts) -> None:
    """Say what the file was made from.

    Where it only names the base of the model that it holds, that is a guess: the steps between are not told. Several bases
    are those of a merge that came before.
    """
    source = facts.text("general.source.huggingface.repository")
    for key in ("general.source.repo_url", "general.source.url"):
        source = source or _hub_id(facts.text(key))
    if source:
        facts.say("base-model", ModelReference(source), "general.source")
        return
    base = _base(facts)
    if base is None or facts.values.get("general.base_model.count", 1) != 1:
        return
    if facts.values.get("general.type") == "adapter":
        facts.say("adapter-for", base, "general.base_model.0")
        return
    reason = "the file names it as the base of the model that it holds; steps between are not told"
    facts.say("base-model", base, "general.base_model.0", reason)


def _base(facts: _Facts) -> ModelReference | None:
    start = "general.base_model.0."
    repository = _hub_id(facts.text(f"{start}repo_url")) or _hub_id(facts.text(f"{start}url"))
    name = facts.text(f"{start}name")
    if repository:
        return ModelReference(repository)
    return ModelReference(name) if name else None


def _hub_id(address: str | None) -> str | None:
    found = _HUB.match(address) if address else None
    return found[1] if found else None


def _read_count(facts: _Facts, headers: list[GgufHeader]) -> None:
    shard = shard_of(facts.reading.file.name)
    counts = [header.parameters for header in headers]
    if len(counts) != (int(shard.count) if shard else 1) or facts.values.get("general.type") == "adapter":
        return
    total = sum(count for count in counts if count is not None)
    if None not in counts and 0 < total < 1 << 63:
        facts.say("total-parameters", total, "", "the sum over the shapes of all tensors")


READER = Reader(
    "gguf-header",
    "head of a GGUF file",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name *.gguf; only the head is read",
)
