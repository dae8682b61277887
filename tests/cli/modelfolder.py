"""A model folder for the tests of the command line."""

from __future__ import annotations

from pathlib import Path

CARD = """---
base_model: acme/base-7b
base_model_relation: adapter
datasets:
- acme/chats
license: apache-2.0
---
# Zeta
"""
ADAPTER = """{"base_model_name_or_path": "acme/base-7b", "peft_type": "LORA", "r": 16, "lora_alpha": 32}
"""


def write_folder(parent: Path) -> Path:
    model = parent / "zeta-7b"
    model.mkdir()
    (model / "README.md").write_text(CARD)
    (model / "adapter_config.json").write_text(ADAPTER)
    return model
