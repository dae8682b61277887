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


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "dataset_info.json",
            b'{"reeds": {"file_name": "reeds.json"}}',
            "a table of datasets names no model",
        ),
        ("edges.csv", b"model_id,children\na/x,[]\n", "a table of values tells of no training"),
        ("train.py", b"model = load('a/x')\n", "programs are not read"),
        ("train.ipynb", b"{}", "notebooks are not read"),
        ("bom.xml", b"<bom/>", "XML is not read"),
        ("model.tar.gz", b"\x1f\x8b\0", "archives are not opened"),
        ("MLmodel", b"flavors: {sklearn: {}}\n", "none of transformers"),
        ("pytorch_model.bin", b"PK\x03\x04\0", "pickled weights are never opened"),
        ("facet.json", b'{"$schema": "x", "properties": {}}', "a schema says what documents look like"),
        ("picture.png", b"\x89PNG\0", "not a text file"),
        ("package.json", b"{}", "no reader knows this kind of file"),
    ],
)
def test_a_file_that_is_not_read_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message) as error:
        read(tmp_path / name)
    assert error.value.fix
