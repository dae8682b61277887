"""Exit codes, messages and streams, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lineage_rdf.cli import convert, main
from lineage_rdf.errors import InputError, ManyErrors, NoVerdictError, UsageError

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "lineage_rdf.cli.main"]


def program(*args, **options):
    return subprocess.run([*COMMAND, *args], cwd=ROOT, capture_output=True, text=True, timeout=60, **options)


def test_version_of_the_program():
    done = program("--version")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert (done.returncode, done.stdout, done.stderr) == (0, f"lineage-rdf {declared}\n", "")


def test_version_loads_nothing_heavy():
    script = (
        "import sys; from lineage_rdf.cli.main import run; code = run(['--version'])\n"
        "heavy = {'rdflib', 'pyshacl', 'rich', 'pyld', 'owlrl', 'typer'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_version_beside_other_options(cli):
    assert cli("--version", "check").out.startswith("lineage-rdf ")


def test_no_command_shows_the_help_and_is_wrong_usage(cli):
    ran = cli()
    assert ran.code == 2
    assert "Commands:" in ran.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("check",), "nothing to check"),
        (("check", "x", "--fail-on", "never"), "'never' is not one of"),
        (("convert", "a.ttl", "b.ttl", "--nope"), "No such option: --nope"),
        (("check", "no-such-file.ttl"), "no-such-file.ttl"),
        (("check", "acme/zeta-7b"), "acme/zeta-7b"),
        (("check", "A -> SFT", "--profile", "nonsense"), "no profile 'nonsense'"),
        (("report", "A -> SFT", "--profile", "nonsense"), "no profile 'nonsense'"),
        (("terms", "show", "nonsense"), "no term goes by the name 'nonsense'"),
        (("terms", "list", "nonsense"), "no scheme 'nonsense'"),
        (("init", "no-such-folder"), "no such folder"),
        (("card", "no-such-folder"), "no such folder"),
        (("convert", "-", "out.ttl"), "add --from"),
    ],
)
def test_wrong_usage_is_code_2_and_one_line(cli, args, words):
    ran = cli(*args)
    assert ran.code == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("error", "code", "lines"),
    [
        (
            InputError("it is broken", "a.ttl:3", "mend it"),
            2,
            ["lineage-rdf: a.ttl:3: it is broken (mend it)"],
        ),
        (NoVerdictError("the check ended early"), 3, ["lineage-rdf: the check ended early"]),
        (
            ManyErrors([UsageError("one"), ManyErrors([NoVerdictError("two"), InputError("three", "b")])]),
            3,
            ["lineage-rdf: one", "lineage-rdf: two", "lineage-rdf: b: three"],
        ),
        (UsageError("\x1b[2Jcleared\nscreen"), 2, ["lineage-rdf: �[2Jcleared screen"]),
    ],
)
def test_our_errors_are_one_line_each(cli, monkeypatch, error, code, lines):
    monkeypatch.setattr(convert, "data_of", raiser(error))
    ran = cli("convert", "a.ttl", "-", "--to", "nquads")
    assert (ran.code, ran.err.splitlines(), ran.out) == (code, lines, "")


def raiser(error):
    def fail(*_args, **_options):
        raise error

    return fail


@pytest.mark.parametrize(
    "error", [RuntimeError("boom"), RecursionError(), MemoryError(), KeyError("k"), OSError(5, "io")]
)
def test_a_fault_of_ours_is_code_3_and_says_so(cli, monkeypatch, error):
    monkeypatch.setattr(convert, "data_of", raiser(error))
    ran = cli("convert", "a.ttl", "-", "--to", "nquads")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "a fault of ours" in ran.err and "LINEAGE_RDF_DEBUG=1" in ran.err


def test_the_traceback_is_there_for_who_asks(cli, monkeypatch):
    monkeypatch.setattr(convert, "data_of", raiser(RuntimeError("boom")))
    monkeypatch.setenv("LINEAGE_RDF_DEBUG", "1")
    ran = cli("convert", "a.ttl", "-", "--to", "nquads")
    assert ran.code == 3
    assert "Traceback" in ran.err


def test_ctrl_c_is_130(cli, monkeypatch):
    monkeypatch.setattr(convert, "data_of", raiser(KeyboardInterrupt()))
    assert cli("convert", "a.ttl", "-", "--to", "nquads") == (130, "", "")


@pytest.mark.parametrize(
    "args", [("terms", "list", "hyperparameter"), ("show", "A -> SFT -> DPO"), ("--version",)]
)
def test_a_closed_pipe_is_silent(args):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run([*COMMAND, *args], cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, timeout=60)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_without_our_letters_gets_ascii():
    done = program(
        "show", "A -> SFT -> DPO", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "+- 1 - fine-tuned: SFT" in done.stdout


def test_data_is_utf_8_whatever_the_terminal(tmp_path):
    source = tmp_path / "a.ttl"
    source.write_text('<https://example.org/a> <https://example.org/b> "ä→数" .\n', encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "convert", source, "-", "--to", "turtle"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert "ä→数" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("command", main.COMMANDS)
def test_every_help_has_examples_of_its_own(cli, command):
    ran = cli(command, "--help")
    assert ran.code == 0
    assert "Examples:\n" in ran.out
    assert f"  lineage-rdf {command}" in ran.out


def test_the_help_names_every_command(cli):
    ran = cli("--help")
    assert ran.code == 0
    names = [line.split()[0] for line in ran.out.partition("Commands:\n")[2].splitlines() if line.strip()]
    assert names == list(main.COMMANDS)


def test_the_page_of_commands_is_what_the_program_says(cli):
    page = (ROOT / "docs" / "commands.md").read_text()
    below = [line.split()[0] for line in cli("terms", "--help").out.partition("Commands:\n")[2].splitlines()]
    assert {"list", "show", "import", "docs"} < set(below)
    for args in ((), *((name,) for name in main.COMMANDS), *(("terms", name) for name in below)):
        assert (
            f"```text\n$ lineage-rdf {' '.join([*args, '--help'])}\n{cli(*args, '--help').out}```" in page
        ), args
