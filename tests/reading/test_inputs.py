"""What a command-line argument is, and what is said where nothing can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf import InputError, read


def test_a_folder_of_which_all_was_left_out_says_why(tmp_path: Path) -> None:
    with (tmp_path / "README.md").open("wb") as stream:
        stream.truncate((32 << 20) + 1)
    with pytest.raises(InputError, match=r"left out: text files over 32 MiB \(1\)"):
        read(tmp_path)
