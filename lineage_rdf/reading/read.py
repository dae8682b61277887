"""The way from arguments to lineages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, field, frozen
from pyoxigraph import Quad

from lineage_rdf.claims import Claim, Problem, Source
from lineage_rdf.claims.aliases import using
from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.read import read_file, read_quads, with_http_schema
from lineage_rdf.codec.slices import slices
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, LineageError, raise_all
from lineage_rdf.reading.chains import Chain, make_chains
from lineage_rdf.reading.facts import stages_of
from lineage_rdf.reading.inputs import Gathered, RdfInput, gather, join
from lineage_rdf.reading.own_models import own_model
from lineage_rdf.reading.own_name import without_own_name
from lineage_rdf.reading.resolve import Options, resolve
from lineage_rdf.reading.result_digests import known_digests
from lineage_rdf.reading.weights import Weights, by_folder, weight_claims
from lineage_rdf.records import LineageRecord

MAX_STAGES: Final = 1_000


@frozen
class ReadResult:
    """One lineage as it was read.

    Args:
        record: the record.
        quads: the statements; for an RDF file all of the file's, as written, or those of this lineage if it holds several.
        claims: the claims behind it; empty for an RDF file.
        problems: what readers noticed.
        sources: the files that were read.
        step_of: stage key -> IRI of the step.
        origin: the argument.
        skipped: what was left out, with counts.
    """

    record: LineageRecord
    quads: tuple[Quad, ...]
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: tuple[Source, ...] = ()
    step_of: dict[str, str] = field(factory=dict)
    origin: str = ""
    skipped: dict[str, int] = field(factory=dict)


def read_arguments(arguments: Sequence[str], options: Options) -> list[ReadResult]:
    """Return the lineages of some arguments, in the order of the arguments.

    Folders and files given together are joined: a stage in one may follow a stage in another. RDF files stand alone.

    Raises:
        InputError: if one argument cannot be read.
        ManyErrors: if several cannot.
    """
    gathered: list[Gathered] = []
    results: list[ReadResult] = []
    errors: list[LineageError] = []
    for place, argument in enumerate(arguments):
        prefix = f"{_short(argument)}/" if len(arguments) > 1 else ""
        try:
            found = gather(argument, options, prefix if place or len(arguments) > 1 else "")
            if isinstance(found, RdfInput):
                results += read_rdf(read_file(found.path, found.syntax), argument)
            else:
                gathered.append(found)
        except LineageError as error:
            errors.append(error)
    raise_all(errors)
    if not gathered:
        return results
    with using(options.aliases):
        return [*lineages_of(join(gathered), options), *results]


def read_text(data: bytes, syntax: Syntax, where: str) -> list[ReadResult]:
    """Return the lineages of an RDF document in memory."""
    return read_rdf(read_quads(data, syntax, where), where)


def read_rdf(quads: Sequence[Quad], where: str) -> list[ReadResult]:
    """Return the lineages of some statements.

    Raises:
        InputError: if they tell of no lineage.
    """
    normal = with_http_schema(quads)
    records = decode(normal)
    if not records:
        raise InputError(
            "there is no ftl:FineTuneLineage in this file",
            where,
            "use `lineage-rdf convert` for other RDF, or name a file that holds a lineage",
        )
    own = slices(normal, [record.iri for record in records])
    if len(records) > 1:
        records = [_record_of(own[record.iri], record.iri) for record in records]
    return [ReadResult(record, tuple(own[record.iri]), origin=where) for record in records]


def _record_of(quads: Sequence[Quad], iri: str) -> LineageRecord:
    return next(record for record in decode(quads) if record.iri == iri)


def _short(argument: str) -> str:
    last = argument.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or "."
    return last.encode("utf-8", "backslashreplace").decode()


def _refuse_unreadable(gathered: Gathered) -> None:
    """Raise if no file gave a fact and at least one of them is broken.

    Raises:
        InputError: with what is wrong with the first broken file.
    """
    broken = [problem for problem in gathered.problems if problem.severity == "violation"]
    if broken and not gathered.claims and not gathered.weights:
        first = broken[0]
        where = f"{first.source.path}:{first.locator}" if first.locator else first.source.path
        raise InputError(first.message, where)


def _refuse_many(gathered: Gathered, count: int) -> None:
    """Raise if there are more stages than can be joined: each is compared with every other one.

    Raises:
        InputError: with the command that reads each model by itself.
    """
    if count > MAX_STAGES:
        what = (
            f"{count:,} stages and models are told of, and at most {MAX_STAGES:,} are joined with each other"
        )
        fix = "read each model folder by itself with `lineage-rdf read`, or name fewer folders"
        raise InputError(what, gathered.origin, fix)


def lineages_of(gathered: Gathered, options: Options) -> list[ReadResult]:
    """Return the lineages that some files tell, at least one; one without steps where nothing was done to a model.

    Args:
        gathered: what the files say.
        options: how to read.

    Raises:
        InputError: if no file gave a fact and at least one of them is broken, or if they tell of more than 1,000 stages.
    """
    _refuse_unreadable(gathered)
    # Where nothing was done to a model there is still a record to check: one without steps.
    stages = stages_of(without_own_name(gathered.claims, options.model_id))
    _refuse_many(gathered, len(stages))
    chains = make_chains(stages, known_digests(stages, gathered.weights)) or [Chain((), ())]
    sources = tuple(dict.fromkeys(gathered.sources))
    lying = by_folder(gathered.weights)
    results = []
    for place, chain in enumerate(chains):
        own = options if not place or _is_beside(chain, chains[0]) else evolve(options, model_id=None)
        result = _lineage(chain, gathered, own, lying, is_first=not place)
        unlinked = [] if place else _unlinked(gathered, chains)
        results.append(evolve(result, sources=sources, problems=(*result.problems, *unlinked)))
    return results


def _lineage(
    chain: Chain,
    gathered: Gathered,
    options: Options,
    lying: Mapping[str, Sequence[Weights]],
    *,
    is_first: bool,
) -> ReadResult:
    """Return what one chain tells; the first of several is told all problems."""
    folders = {stage.folder: stage.key for stage in chain.stages}
    near = [file for folder in folders for file in lying.get(folder, ())]
    resolved = resolve(chain, options, gathered.sources, near)
    problems = [p for p in gathered.problems if is_first or _folder(p.source.path) in folders]
    return ReadResult(
        resolved.record,
        tuple(encode(resolved.record)),
        (*_claims(chain), *weight_claims(near, folders)),
        (*problems, *resolved.problems),
        step_of=resolved.step_of,
        origin=gathered.origin,
        skipped=gathered.skipped,
    )


def _claims(chain: Chain) -> Iterator[Claim]:
    yield from (claim for stage in chain.stages for claim in stage.claims)
    yield from chain.extra


def _own_folder(chain: Chain) -> str | None:
    """Return the folder of a lineage whose head is one of the models that lie in one folder, else None."""
    last = chain.stages[-1] if chain.stages else None
    return last.folder if last is not None and own_model(last.key) else None


def _is_beside(chain: Chain, first: Chain) -> bool:
    return _own_folder(chain) is not None and _own_folder(chain) == _own_folder(first)


def _apart(chains: Sequence[Chain]) -> int:
    """Return how many lineages there are if those of the GGUF files of one folder, which belong together, count as one."""
    own = [folder for chain in chains if (folder := _own_folder(chain)) is not None]
    return len(chains) - len(own) + len(set(own))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _unlinked(gathered: Gathered, chains: Sequence[Chain]) -> list[Problem]:
    """Say that stages were found that nothing links."""
    count = _apart([chain for chain in chains if chain.stages])
    if count < 2:
        return []
    message = (
        f"{count} separate lineages were found; nothing says that one stage starts from the result of another"
    )
    source = gathered.sources[0] if gathered.sources else Source(".", "", "folder")
    return [Problem(code="FTL-R081", message=message, source=source)]
