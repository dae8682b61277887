"""Files that are small to write and large to read: each ends in a clear answer within 2 s of CPU and 500 MB.

Every case runs in a process of its own, whose time and memory the system counts.
"""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lineage_rdf.claims import Trust
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.bounds import MAX_CLAIMS
from lineage_rdf.sources.reader import InputFile, Reading

MEGABYTE = 1 << 20
# Linux tells the peak of the memory that is the process's own; what was copied from the parent does not count.
READ = """
import json, re, sys, time
from pathlib import Path
from lineage_rdf.errors import LineageError
from lineage_rdf.lineage import read_all
told = []
try:
    for lineage in read_all(sys.argv[1]):
        told += [problem.code for problem in lineage.problems]
        assert len(lineage.to_turtle()) < 5_000_000
except LineageError as error:
    told = str(error)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps([told, time.process_time(), peak]))
"""
ENDLESS = """
CREATE VIEW runs AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)
    SELECT x AS run_uuid, x AS name, 0 AS experiment_id, 'FINISHED' AS status, x AS start_time, x AS end_time,
        'active' AS lifecycle_stage, 'x' AS artifact_uri FROM r;
CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
CREATE TABLE metrics (key TEXT, value REAL, timestamp INT, run_uuid TEXT, step INT, is_nan INT);
CREATE TABLE latest_metrics (key TEXT, value REAL, timestamp INT, run_uuid TEXT, step INT, is_nan INT);
CREATE TABLE experiments (experiment_id INT, name TEXT);
"""
CARD = "---\nlicense: mit\n---\n"
YAML = {
    "axolotl.yaml": "base_model: a/b\nadapter: lora\ndatasets:\n  - path: c/d\nx: ",
    "lineage.yaml": "stages:\n  - base_model: a/b\nx: ",
    "mergekit_config.yml": "merge_method: slerp\nmodels:\n  - model: a/b\nx: ",
    "README.md": "---\nbase_model: a/b\nx: ",
}
JSON = ("adapter_config.json", "trainer_state.json", "training_args.json")


def aliases() -> str:
    lines = ["1", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


def merges() -> str:
    names = [f"*c{m}" for m in range(60)]
    return "1\n" + "\n".join(
        f"c{n}: &c{n}\n  k{n}: 1\n  <<: [{', '.join(names[max(0, n - 9) : n])}]" for n in range(60)
    )


YAML_BOMBS: dict[str, Callable[[], str]] = {
    "aliases": aliases,
    "merge-keys": merges,
    "deep": lambda: "[" * 100_000 + "]" * 100_000,
    "deep-by-indent": lambda: "".join(f"\n{' ' * n}k{n}:" for n in range(1, 2500)),
    "digits": lambda: "9" * 5000,
    "half-a-million-digits": lambda: "9" * 500_000,
    "long": lambda: "A" * (31 * MEGABYTE),
    "many": lambda: "".join(f"\n  - a{n}" for n in range(59_000)),
    "keys": lambda: "1\n" + "\n".join(f"k{n}: {n}" for n in range(59_000)),
    "one-key": lambda: "1\n" + "k: 1\n" * 59_000,
    "too-many": lambda: f"[{'1,' * 1_900_000}]",
}
JSON_BOMBS: dict[str, Callable[[], str]] = {
    "long": lambda: f'"{"A" * (31 * MEGABYTE)}"',
    "deep": lambda: "[" * 200_000 + "]" * 200_000,
    "deep-objects": lambda: '{"a":' * 200_000 + "1" + "}" * 200_000,
    "digits": lambda: "9" * 5000,
    "exponent": lambda: "1e999999999",
    "many": lambda: f"[{','.join(['1'] * 1_500_000)}]",
    "keys": lambda: "{" + ",".join(f'"k{n}":{n}' for n in range(900_000)) + "}",
    "one-key": lambda: "{" + ",".join(['"k":1'] * 900_000) + "}",
}
CARD_BOMBS = {
    "comments": "<!-- ",
    "fences": "```yaml\n",
    "brackets": "[" * 1000,
    "table": "| a | b |\n",
    "sentence": "This model is a fine-tuned version of [a/b](x) on the ",
    "hyperparameters": "The following hyperparameters were used during training:\n- k: 0.1\n",
    "stages": "# SFT then DPO\n",
    "blanks": " " * 1000,
    "rules": "---\n",
    "optimizer": "betas=(",
    "details": "<details><summary>See axolotl config</summary>\n",
    "distilled": "distilled version of ",
}


def weights(header: bytes) -> bytes:
    return struct.pack("<Q", len(header)) + header


def gguf(pairs: bytes, count: int = 1) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, 0, count) + pairs


HEADS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "length": lambda: ("model.safetensors", struct.pack("<Q", 1 << 62) + b"{}"),
    "deep-header": lambda: ("model.safetensors", weights(b"[" * 4_000_000)),
    "shapes": lambda: (
        "model.safetensors",
        weights(
            json.dumps(
                {
                    f"t{n}": {"dtype": "F16", "shape": [10**18] * 2, "data_offsets": [0, 1]}
                    for n in range(60_000)
                }
            ).encode()
        ),
    ),
    "metadata": lambda: (
        "model.safetensors",
        weights(b'{"__metadata__":{"a":"' + b"A" * (15 * MEGABYTE) + b'"}}'),
    ),
    "gguf-count": lambda: ("m.gguf", gguf(b"\0" * 100, 2**60)),
    "gguf-text": lambda: ("m.gguf", gguf(struct.pack("<Q", 2**60) + b"a" * 100)),
    "gguf-list": lambda: (
        "m.gguf",
        gguf(struct.pack("<Q", 1) + b"a" + struct.pack("<IIQ", 9, 0, 2**40) + b"a" * MEGABYTE),
    ),
    "gguf-nested": lambda: (
        "m.gguf",
        gguf(struct.pack("<Q", 1) + b"a" + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 500_000),
    ),
}


def reads(place: Path) -> str | list[str]:
    """Return the codes of the problems, or the error, of a process of its own that reads a place within the bounds."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(place)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told, seconds, megabytes = json.loads(done.stdout)
    assert seconds < 2
    assert megabytes < 500
    assert len(told) < 1000
    return told


def write(folder: Path, name: str, data: str | bytes) -> Path:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


@pytest.mark.parametrize("name", YAML)
@pytest.mark.parametrize("bomb", YAML_BOMBS)
def test_yaml(tmp_path, name, bomb):
    end = "\n---\nbody\n" if name == "README.md" else "\n"
    told = reads(write(tmp_path, name, YAML[name] + YAML_BOMBS[bomb]() + end))
    assert told if bomb in ("aliases", "merge-keys", "deep", "long", "one-key", "too-many") else True


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("bomb", JSON_BOMBS)
def test_json(tmp_path, name, bomb):
    told = reads(write(tmp_path, name, f'{{"base_model_name_or_path":{JSON_BOMBS[bomb]()}}}'))
    assert told if bomb.startswith("deep") or bomb in ("keys", "one-key") else True


@pytest.mark.parametrize("bomb", CARD_BOMBS)
def test_cards(tmp_path, bomb):
    text = CARD_BOMBS[bomb]
    reads(write(tmp_path, "README.md", CARD + text * (8 * MEGABYTE // len(text))))


def test_a_card_with_very_many_hyperparameters_is_cut_off(tmp_path):
    listed = "".join(f"- k{n}: {n}\n" for n in range(300_000))
    text = (
        f"{CARD}This model is a fine-tuned version of [a/b](https://huggingface.co/a/b) on the c dataset.\n"
    )
    write(
        tmp_path, "README.md", f"{text}\nThe following hyperparameters were used during training:\n{listed}"
    )
    assert "FTL-R171" in reads(tmp_path)


def test_a_value_that_is_no_fact_is_left_out_and_said(tmp_path):
    write(
        tmp_path, "adapter_config.json", f'{{"peft_type":"LORA","base_model_name_or_path":"{"A" * 70_000}"}}'
    )
    assert "FTL-R170" in reads(tmp_path)
    (lineage,) = read_all(tmp_path)
    problem = next(problem for problem in lineage.problems if problem.code == "FTL-R170")
    assert "70000 characters" in problem.message
    assert problem.locator == "$.base_model_name_or_path"
    assert "AAAA" not in lineage.to_turtle() + lineage.to_evidence()


def test_a_file_makes_no_more_claims_than_it_may():
    reading = Reading(InputFile("jobs.json", b"{}"), "hosted-job", Trust.TRAINING_CONFIG)
    for n in range(MAX_CLAIMS + 1000):
        reading.claim("hyperparameter", n, key=f"k{n}", locator=f"$[{n}]", rule="key")
    assert len(reading.claims) == MAX_CLAIMS
    (problem,) = reading.problems
    assert (problem.code, problem.locator) == ("FTL-R171", f"$[{MAX_CLAIMS}]")


def test_a_card_of_which_only_the_beginning_was_read_says_so(tmp_path):
    assert reads(write(tmp_path, "README.md", CARD + "word " * 300_000)) == ["FTL-R171"]


def test_of_very_many_faults_the_first_are_listed(tmp_path):
    write(
        tmp_path,
        "lineage.yaml",
        "stages:\n  - base_model: a/b\n" + "".join(f"    unknown{n}: 1\n" for n in range(5_000)),
    )
    told = reads(tmp_path)
    assert len(told) <= 501
    assert "FTL-R171" in told


@pytest.mark.parametrize("bomb", HEADS)
def test_heads_of_weights(tmp_path, bomb):
    reads(write(tmp_path, *HEADS[bomb]()))


@pytest.mark.parametrize(
    "name", ["adapter_config.json", "README.md", "lineage.yaml", "model.safetensors", "m.gguf", "a.ttl"]
)
def test_two_hundred_megabytes(tmp_path, name):
    begin = {"a.ttl": b'<urn:a> <urn:b> "', "adapter_config.json": b'{"peft_type":"'}.get(name, b"---\n")
    reads(write(tmp_path, name, begin + b"A" * (200 * MEGABYTE)))


@pytest.mark.parametrize(
    "name", ["README.md", "adapter_config.json", "mlflow.db", "pytorch_model.bin", "m.zip"]
)
def test_archives_are_not_unpacked(tmp_path, name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../climbed", "x")
        archive.writestr("zeros", b"0" * 50 * MEGABYTE)
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    reads(write(inside, name, packed.getvalue()))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_a_database_whose_table_never_ends(tmp_path):
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as base:
        base.executescript(ENDLESS)
    reads(tmp_path)
