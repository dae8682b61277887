"""What a command-line argument is, and the claims that come from it (decisions section 2.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import define, evolve, field, frozen

from lineage_rdf.claims import Claim, Problem, Source, Trust
from lineage_rdf.claims.identity import identify
from lineage_rdf.codec.syntax import Syntax, is_rdf_name, syntax_of
from lineage_rdf.errors import InputError
from lineage_rdf.reading.cache_layout import cache_claims
from lineage_rdf.reading.deeper import folder_below
from lineage_rdf.reading.heads import has_head, read_head, weight_heads
from lineage_rdf.reading.job_stages import with_job_stages
from lineage_rdf.reading.resolve import Options
from lineage_rdf.reading.scan import DEEPER, Scan, names_in, read_input, scan_folder
from lineage_rdf.reading.unknown import unknown_file
from lineage_rdf.reading.weights import Weights, read_weights
from lineage_rdf.sources import spdx
from lineage_rdf.sources.config_unknown import left_out_problem
from lineage_rdf.sources.reader import InputFile, Neighbours, Reading
from lineage_rdf.sources.registry import choose, plug_ins
from lineage_rdf.sources.shorthand import read_shorthand
from lineage_rdf.sources.withholding import withheld_problem, withhold_private

_ARROW = re.compile(r"->|→|=>")
_SUFFIXES = "|".join(suffix for syntax in Syntax for suffix in syntax.suffixes)
# A file that is not there must not be taken for a sentence, of which not much can be wrong.
_NAMES_FILE = re.compile(
    rf"\.({_SUFFIXES}|jsonl?|md|ya?ml|toml|parquet|safetensors|gguf)\s*\Z", re.IGNORECASE
)
_LINEAGE_FILE = re.compile(r"lineage.*\.(ttl|jsonld|trig)\Z")


@frozen
class RdfInput:
    """An RDF file named by the user."""

    path: Path
    syntax: Syntax


@define
class Gathered:
    """Everything that was read for one set of arguments.

    Args:
        origin: the arguments as one text.
        claims: the claims of all files.
        problems: the problems of all files.
        sources: the files that were read.
        weights: the weight files that were seen.
        skipped: what was left out, with counts.
    """

    origin: str
    claims: list[Claim] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    sources: list[Source] = field(factory=list)
    weights: list[Weights] = field(factory=list)
    skipped: dict[str, int] = field(factory=dict)

    def add(self, reading: Reading) -> None:
        """Take in what a reader found."""
        self.claims += reading.claims
        self.problems += reading.problems
        self.problems += filter(None, (withheld_problem(reading), left_out_problem(reading)))
        self.sources.append(reading.source)

    def read(self, file: InputFile) -> bool:
        """Take in what a file says; return whether there is a reader for it."""
        chosen = choose(file)
        self.problems += chosen.problems
        if chosen.reader is not None:
            self.add(chosen.reader(file))
        return chosen.reader is not None

    def tell_once(self) -> None:
        """Leave out what was told before: what is wrong with a plug-in is so for every file."""
        self.problems = list(dict.fromkeys(self.problems))


def gather(argument: str, options: Options, prefix: str = "") -> Gathered | RdfInput:
    """Read one argument.

    Args:
        argument: a path, shorthand, or a Hub id.
        options: how to read.
        prefix: put before stage keys, so that several folders do not share them.

    Raises:
        InputError: if it is none of these, cannot be opened, or holds nothing that any reader knows.
    """
    if not argument.strip():
        raise InputError("the argument is empty", fix="give a path or shorthand")
    path = Path(argument)
    if options.text:
        return _shorthand(argument)
    if _exists(path):
        return _path(path, argument, options, prefix)
    if _ARROW.search(argument) or (re.search(r"\s", argument.strip()) and not _NAMES_FILE.search(argument)):
        return _shorthand(argument)
    if "/" in argument and identify(argument).is_hub:
        name = argument.rsplit("/", 1)[-1]
        raise InputError(
            "this looks like a Hub id, and there is no such folder here; nothing is fetched",
            argument,
            f"run `hf download {argument} --local-dir {name}`, then `lineage-rdf report {name} --id {argument}`",
        )
    raise InputError(
        "no such file or folder",
        argument,
        "give a path, or shorthand with an arrow or spaces (`report --text` takes any)",
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _shorthand(text: str) -> Gathered:
    gathered = Gathered(text)
    reading = read_shorthand(text)
    withhold_private(reading)
    gathered.add(reading)
    return gathered


def _path(path: Path, argument: str, options: Options, prefix: str) -> Gathered | RdfInput:
    if path.is_dir():
        return _folder(path, argument, options, prefix)
    if is_rdf_name(path.name) and not _is_document(path):
        return RdfInput(path, syntax_of(path.name))
    try:
        file = _read_file(path, prefix + path.name)
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", argument) from None
    if file is None:
        raise InputError(
            "the file is larger than 32 MiB", argument, "it is no card, config or state file that we read"
        )
    return gather_file(file, argument)


def gather_file(file: InputFile, origin: str) -> Gathered:
    """Return what one file says.

    Args:
        file: the file.
        origin: what names it in messages.

    Raises:
        InputError: if no reader knows it.
    """
    gathered = Gathered(origin, problems=list(plug_ins().problems))
    if not gathered.read(file):
        message, fix = unknown_file(file)
        raise InputError(f"{message}{_of_plug_ins(gathered)}", origin, fix)
    gathered.claims = with_job_stages(gathered.claims)
    return gathered


def _is_document(path: Path) -> bool:
    """Say whether a file with the name of JSON-LD is one that a reader takes as plain JSON: an SPDX document.

    Its context lies on the web, so as RDF it could not be read without fetching.
    """
    if syntax_of(path.name) is not Syntax.JSONLD or not path.is_file():
        return False
    try:
        file = read_input(path, path.name, frozenset())
    except OSError:
        return False
    return file is not None and spdx.READER.recognises(file)


def _read_file(path: Path, name: str) -> InputFile | None:
    """Return a file; of weights only the head, unless they are elsewhere and this is a pointer to them."""
    head = read_head(path, name, names_in(path.parent)) if has_head(name) and path.is_file() else None
    return head or read_input(path, name)


def _of_plug_ins(gathered: Gathered) -> str:
    """Return what is wrong with plug-ins, for where nothing was read: one of them may have been for this input."""
    return "".join(f"; {problem.message}" for problem in gathered.problems)


def _folder(path: Path, argument: str, options: Options, prefix: str) -> Gathered:
    scan = scan_folder(path)
    gathered = Gathered(argument, problems=list(plug_ins().problems), skipped=scan.skipped)
    for file in _together(scan, prefix):
        gathered.read(file)
    gathered.tell_once()
    if not gathered.sources and not scan.weights:
        raise _nothing_read(scan, argument, _of_plug_ins(gathered))
    gathered.weights = _weights(scan, options, prefix)
    gathered.claims = with_job_stages(gathered.claims)
    _add_checkpoints(gathered, scan, prefix)
    gathered.claims += cache_claims(path, (source.path for source in gathered.sources), prefix)
    return gathered


def _nothing_read(scan: Scan, argument: str, more: str) -> InputError:
    """Return what to say of a folder that holds nothing of a known kind; files that lie too deep are named."""
    left_out = "; ".join(f"{why} ({count})" for why, count in sorted(scan.skipped.items()))
    message = f"nothing in this folder is of a kind that we read{f'; left out: {left_out}' if left_out else ''}{more}"
    deeper = folder_below(scan.root) if DEEPER in scan.skipped else None
    if deeper is not None:
        named = f"files that we read lie deeper, in {deeper}"
        return InputError(f"{message}; {named}", argument, "name that folder, or the one above it")
    if any(is_rdf_name(path.name) for path in scan.root.iterdir()):
        return InputError(message, argument, f"RDF files are named one by one: {argument.rstrip('/')}/*.ttl")
    fix = "it should hold a README.md, an adapter_config.json, a training config or a lineage.yaml"
    return InputError(message, argument, fix)


def _together(scan: Scan, prefix: str) -> Iterator[InputFile]:
    """Yield the files of a folder that may be sources: texts, each of which knows the others, then heads of weights.

    Heads are large, so that only one model's are held at a time.
    """
    others = Neighbours()
    sources = [file for file in scan.files if not _LINEAGE_FILE.match(file.name)]
    named = [evolve(file, path=prefix + file.path, others=others) for file in sources]
    others.files.update((file.path, file) for file in named)
    yield from named
    for head in weight_heads(scan):
        yield evolve(head, path=prefix + head.path)


def _weights(scan: Scan, options: Options, prefix: str) -> list[Weights]:
    found = read_weights(scan.root, scan.weights, hash_files=options.hash_weights)
    return [Weights(prefix + file.path, file.digest, file.size) for file in found] if prefix else found


def _folder_source(path: str) -> Source:
    return Source(path or ".", "", "folder")


def _add_checkpoints(gathered: Gathered, scan: Scan, prefix: str) -> None:
    """Add `checkpoint-N` folders as intermediate checkpoints of the folder they lie in."""
    for relative in scan.checkpoints:
        folder, _, name = relative.rpartition("/")
        gathered.claims.append(
            Claim(
                stage=(prefix + folder).rstrip("/"),
                element="intermediate-checkpoint",
                key=name,
                value=int(name.removeprefix("checkpoint-")),
                source=_folder_source(prefix + relative),
                locator="",
                rule="folder:checkpoint",
                trust=Trust.MACHINE_STATE,
            )
        )


def join(parts: Sequence[Gathered]) -> Gathered:
    """Return several readings as one, so that stages in different folders can be linked."""
    whole = Gathered(" ".join(part.origin for part in parts))
    for part in parts:
        whole.claims += part.claims
        whole.problems += part.problems
        whole.sources += part.sources
        whole.weights += part.weights
        for why, count in part.skipped.items():
            whole.skipped[why] = whole.skipped.get(why, 0) + count
    whole.tell_once()
    return whole
