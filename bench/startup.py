"""How long one small document takes from the command line, beside other validators in the same run.

    python -m bench.startup [FILE] [--profile lineage] [--runs 9] [--rocrate-validator PROGRAM]

Each command is a process of its own; they take turns, so that a busy machine slows all alike. Bytecode is compiled beforehand,
as pip does it. pySHACL gets the same file and shapes. rocrate-validator checks another thing, a crate that packages the file;
its context is embedded, so that nothing is fetched.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from pyoxigraph import RdfFormat, serialize

from bench.process import Taken, compile_all, run
from lineage_rdf.check.check import files_of
from lineage_rdf.check.profiles import profile, profiles
from lineage_rdf.check.shapes import load_shapes, vocabulary_facts
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.vocabulary.namespaces import DCTERMS, SCHEMA

_EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "lineages" / "complete.ttl"
_OURS: Final = "lineage-rdf check"
_NO_ROC: Final = (
    "rocrate-validator: skipped, there is no such program; install roc-validator in an environment of its own "
    "(its libraries are older than ours) and name the program with --rocrate-validator"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every command several times, and print best, median and ratios."""
    options = _options(arguments)
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        commands = dict(_commands(options, Path(folder)))
        taken: dict[str, list[Taken]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                taken[name].append(_run(name, command))
    print(f"{options.file.name}, profile {options.profile}, {options.runs} runs; seconds best / median")
    print("\n".join(_table(taken)))
    if options.rocrate_validator is None:
        print(_NO_ROC)


def _commands(options: Namespace, folder: Path) -> Iterator[tuple[str, list[str]]]:
    data, shapes = _inputs(options.file, options.profile, folder)
    here = Path(sys.executable).parent
    yield "python -c pass", [sys.executable, "-c", "pass"]
    yield "lineage-rdf --version", [str(here / "lineage-rdf"), "--version"]
    yield _OURS, [str(here / "lineage-rdf"), "check", str(options.file), "--profile", options.profile]
    yield "pyshacl", [str(here / "pyshacl"), "-s", str(shapes), "-i", "none", str(data)]
    if options.rocrate_validator is not None:
        told = ["-y", "validate", "--offline", "--no-paging", str(_crate(options.file, folder))]
        yield "rocrate-validator", [options.rocrate_validator, *told]


def _inputs(file: Path, token: str, folder: Path) -> tuple[Path, Path]:
    """Write the file and the facts about our vocabulary as one file, and the shapes as another."""
    data, shapes = folder / "data.ttl", folder / "shapes.ttl"
    quads = [*read_file(file, syntax_of(file.name)), *vocabulary_facts()]
    serialize((quad.triple for quad in quads), data, RdfFormat.TURTLE)
    serialize((quad.triple for quad in load_shapes(files_of(profile(token))).quads), shapes, RdfFormat.TURTLE)
    return data, shapes


def _crate(file: Path, folder: Path) -> Path:
    """Write a research object crate that holds the file, and return its folder."""
    crate = folder / "crate"
    crate.mkdir()
    shutil.copyfile(file, crate / file.name)
    terms = ("CreativeWork", "Dataset", "about", "name", "description", "datePublished", "license", "hasPart")
    context = {term: SCHEMA + term for term in (*terms, "encodingFormat")}
    context |= {"File": f"{SCHEMA}MediaObject", "conformsTo": f"{DCTERMS}conformsTo"}
    licence = {"@id": "https://spdx.org/licenses/Apache-2.0"}
    graph = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "a lineage",
            "description": "how a model was fine-tuned",
            "datePublished": "2026-01-01",
            "license": licence,
            "hasPart": [{"@id": file.name}],
        },
        {"@id": file.name, "@type": "File", "name": "the lineage", "encodingFormat": "text/turtle"},
        {**licence, "@type": "CreativeWork", "name": "Apache License 2.0"},
    ]
    text = json.dumps({"@context": context, "@graph": graph}, indent=1)
    (crate / "ro-crate-metadata.json").write_text(text, encoding="utf-8")
    return crate


def _run(name: str, command: Sequence[str]) -> Taken:
    taken = run(command)
    # 1 is a verdict too: not passed.
    if taken.code not in (0, 1):
        raise SystemExit(f"{name} failed: {taken.message or f'exit code {taken.code}'}")
    return taken


def _table(taken: dict[str, list[Taken]]) -> Iterator[str]:
    ours = median(one.seconds for one in taken[_OURS])
    yield f"{'command':<22}  {'wall':<13}  {'CPU':<13}  {'MB':<5}  CPU, times {_OURS}"
    for name, runs in taken.items():
        wall, seconds = [one.wall for one in runs], [one.seconds for one in runs]
        most = max(one.megabytes for one in runs)
        ratio = f"{median(seconds) / ours:.2f}"
        yield f"{name:<22}  {_two(wall):<13}  {_two(seconds):<13}  {most:<5.0f}  {ratio}"


def _two(values: Sequence[float]) -> str:
    return f"{min(values):.2f} / {median(values):.2f}"


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m bench.startup", description="time small checks from the command line"
    )
    parser.add_argument(
        "file", nargs="?", type=Path, default=_EXAMPLE, help="a file that lineage-rdf can check"
    )
    parser.add_argument("--profile", choices=[item.token for item in profiles()], default="lineage")
    parser.add_argument("--runs", type=int, default=9, help="how often each command is run (9)")
    parser.add_argument(
        "--rocrate-validator",
        default=shutil.which("rocrate-validator"),
        metavar="PROGRAM",
        help="the program of roc-validator",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
