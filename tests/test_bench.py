"""The benchmarks run and print what they promise; how fast anything is, is no test."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from bench import check, convert, infer, publish, startup
from bench.check_table import growth
from bench.engines import ENGINES, version_of
from bench.process import run
from bench.read_cards import main
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.lineage import read

CARD = """---
base_model: quillford/heron-small
datasets:
- quillford/river-birds
license: mit
---

# heron-birds

This model is a fine-tuned version of [heron-small](https://huggingface.co/quillford/heron-small) on the birds dataset.

### Training hyperparameters

The following hyperparameters were used during training:
- learning_rate: 5e-05
- seed: 42
"""


def _rows(path: Path, cards: list[str | None]) -> str:
    lines = [json.dumps({"model_id": f"quillford/m{n}", "card": card}) for n, card in enumerate(cards)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_the_benchmark_of_cards_prints_rates_and_ratios(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(tmp_path / "cards.jsonl", [CARD, "", None, "# only a title", "---\nlicense: [\n---\n"])
    main([rows, "--runs", "1"])
    printed = capsys.readouterr().out
    assert printed.startswith("5 cards,")
    assert len(re.findall(r"cards/s best", printed)) == 3
    assert re.search(r"^ratio lineage-rdf: to claims / peer: \d+\.\d\d$", printed, re.MULTILINE)
    assert re.search(r"^ratio lineage-rdf: to N-Quads / peer: \d+\.\d\d$", printed, re.MULTILINE)


def test_the_limit_counts_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([_rows(tmp_path / "cards.jsonl", [CARD] * 4), "--runs", "1", "--limit", "2"])
    assert capsys.readouterr().out.startswith("2 cards,")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such file"):
        main([str(tmp_path / "none.parquet")])


def test_the_benchmark_of_the_check_prints_ratios_and_what_is_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check.main(["--models", "40", "80", "--faults", "0", "--peers-up-to", "40"])
    printed = capsys.readouterr().out
    assert re.search(r"^40 models, [\d,]+ statements; profile wellformed$", printed, re.MULTILINE)
    small, large = printed.split("\n80 models")
    ours = r"^lineage-rdf [\d.]+ +\d+\.\d\d +(\d+\.\d) +\d+ +0 +yes +0 of 0$"
    found = re.search(ours, small, re.MULTILINE)
    assert found
    assert float(found[1]) > 1
    assert re.search(r"^pyshacl [\d.]+ +\d+\.\d\d +1\.0 +\d+ +0 +yes +0 of 0$", small, re.MULTILINE)
    for peer in ("pyshifty", "pyrudof"):
        told = r"[\d.]+ +\d+\.\d\d .* yes +0 of 0" if version_of(peer) else " +not installed; .* extra bench"
        assert re.search(rf"^{peer} {told}$", small, re.MULTILINE)
    assert "pyshacl" not in large.partition("growth")[0].replace("times pyshacl", "").replace(
        "same as pyshacl", ""
    )
    assert re.search(
        r"^growth of lineage-rdf from 40 to 80 models: exponent -?\d+\.\d\d$", printed, re.MULTILINE
    )


def test_the_engines_find_the_seeded_faults(capsys: pytest.CaptureFixture[str]) -> None:
    check.main(["--models", "400", "--faults", "1", "--engines", "lineage-rdf", "pyrudof", "pyshifty"])
    lines = capsys.readouterr().out.splitlines()
    ended = [line for line in lines if line.startswith(tuple(ENGINES)) and "not installed" not in line]
    assert ended[0].startswith("lineage-rdf")
    assert {line.split("-  ")[-1].strip() for line in ended} == {"32 of 32"}


def test_an_engine_that_takes_too_long_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    check.main(["--models", "100", "--faults", "0", "--limit", "2", "--engines", "lineage-rdf", "pyshacl"])
    printed = capsys.readouterr().out
    assert re.search(r"^pyshacl [\d.]+ +stopped after 2 s of CPU$", printed, re.MULTILINE)
    assert re.search(r"^lineage-rdf .* > \d+\.\d ", printed, re.MULTILINE)


def test_a_hub_too_small_for_its_faults_is_told() -> None:
    with pytest.raises(SystemExit, match="too few lineages"):
        check.main(["--models", "20"])


def test_a_process_tells_what_it_took() -> None:
    taken = run([sys.executable, "-c", "import sys; x = ' ' * 50_000_000; sys.exit('it failed')"])
    assert taken.code == 1
    assert taken.message == "it failed"
    assert taken.megabytes > 50
    assert not taken.out_of_time
    assert taken.seconds > 0


def test_growth_is_one_where_time_grows_with_size() -> None:
    lines = list(growth({"a": {1000: 2.0, 10_000: 20.0, 100_000: 2000.0}, "b": {1000: 1.0}}))
    assert lines == [
        "growth of a from 1,000 to 10,000 models: exponent 1.00",
        "growth of a from 10,000 to 100,000 models: exponent 2.00",
    ]


def test_the_benchmark_of_the_start_prints_best_and_median(capsys: pytest.CaptureFixture[str]) -> None:
    startup.main(["--runs", "1", "--profile", "wellformed"])
    printed = capsys.readouterr().out
    for name in ("python -c pass", "lineage-rdf --version", "lineage-rdf check", "pyshacl"):
        assert re.search(rf"^{name} +\d+\.\d\d / \d+\.\d\d .* \d+ +\d+\.\d\d$", printed, re.MULTILINE)
    assert "rocrate-validator" in printed


@pytest.mark.uncounted
def test_the_benchmark_of_conversion_prints_rates_and_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    convert.main(["--lineages", "3", "--runs", "1"])
    printed = capsys.readouterr().out
    for title in (
        "JSON-LD documents",
        "JSON-LD in one document",
        "Turtle documents",
        "Turtle in one document",
    ):
        assert re.search(rf"^{title}: [\d,]+ of [\d,]+ bytes$", printed, re.MULTILINE)
    for peer, times in {"pyoxigraph": 2, "PyLD": 2, "rdflib": 4}.items():
        assert len(re.findall(rf"^ratio {peer} / lineage-rdf.*: \d+\.\d$", printed, re.MULTILINE)) == times
    assert len(re.findall(r"^.* s +[\d,]+ documents/s +[\d,]+ statements/s$", printed, re.MULTILINE)) == 16


def test_all_that_is_compared_reads_the_same_statements() -> None:
    quads = read("gpt2 -> SFT, LoRA rank 8").quads
    data = write_quads(quads, Syntax.JSONLD).text.encode()
    ways = convert.jsonld_ways()
    for name in (convert.OURS, f"{convert.OURS}, general path", "pyoxigraph"):
        assert set(ways[name](data)) == set(quads)  # type: ignore[call-overload]
    for name in ("PyLD", "PyLD, context by address"):
        assert len(ways[name](data)["@default"]) == len(quads)  # type: ignore[index]
    for found in (
        ways["rdflib"](data),
        convert.turtle_ways()["rdflib"](write_quads(quads, Syntax.TURTLE).text.encode()),
    ):
        assert len(found) == len(quads)  # type: ignore[arg-type]


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    empty = tmp_path / "lineage.ttl"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"lineage-rdf check failed: .*no ftl:FineTuneLineage"):
        startup.main([str(empty), "--runs", "1"])


def test_a_crate_is_given_to_its_validator(tmp_path: Path) -> None:
    program = tmp_path / "validator"
    program.write_text(
        '#!/bin/sh\nfor last; do :; done\nls "$last" | tr "\\n" " " >&2\nexit 2\n', encoding="utf-8"
    )
    program.chmod(0o755)
    with pytest.raises(SystemExit, match=r"rocrate-validator failed: complete\.ttl ro-crate-metadata\.json"):
        startup.main(["--runs", "1", "--rocrate-validator", str(program)])


@pytest.mark.uncounted
def test_the_benchmark_of_inference_prints_ratios_and_finds_what_owlrl_finds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    infer.main(["--models", "40", "80", "--owlrl-up-to", "40"])
    small, large = capsys.readouterr().out.split("\n80 models")
    for name in ("usual rules", "usual rules, a graph each", "all rules", "owlrl"):
        assert re.search(rf"^{name} +\d+\.\d+ s +[\d,]+ inferred +[\d,]+/s$", small, re.MULTILINE)
    assert re.search(r"^ratio owlrl / all rules: \d+$", small, re.MULTILINE)
    assert "same statements as owlrl: yes" in small
    assert "owlrl" not in large.partition("growth")[0]
    assert re.search(r"^growth of all rules from 40 to 80 models: exponent -?\d+\.\d\d$", large, re.MULTILINE)


@pytest.mark.full
def test_publishing_is_measured(capsys):
    publish.main(["--models", "200", "400", "--jobs", "1"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["models", "files", "seconds", "CPU", "MB", "again", "s", "a", "1,000", "growth"]
    assert [row.split()[0] for row in rows] == ["200", "400"]
    assert float(rows[1].split()[-1]) > 0
