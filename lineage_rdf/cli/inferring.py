"""What the command `infer` reads, how it infers, and where the conclusions go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from lineage_rdf.cli.console import put, put_json, tell
from lineage_rdf.cli.options import TextOrJson
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.transform.inference import Inferred, Rule

OWL_RL: Final = "owl-rl"
_OWL_RL_LIMIT: Final = 60.0  # seconds


@frozen
class Place:
    """What is inferred from.

    Args:
        name: a file, a folder, an address, or `-`.
        updates: where an endpoint takes updates, if not at the usual place.
        timeout: seconds for one request to an endpoint.
    """

    name: str
    updates: str = ""
    timeout: float = 60.0

    @property
    def is_store(self) -> bool:
        """Whether it is a store or an endpoint rather than a file or a model folder."""
        from lineage_rdf.store.embedded import is_store
        from lineage_rdf.store.open import is_address

        return is_address(self.name) or is_store(Path(self.name))


@frozen
class Out:
    """Where the conclusions go.

    Args:
        target: a file, or `-`.
        to: its syntax, if the name does not tell.
        alone: whether the statements they follow from are left out.
        allow_loss: whether what the syntax cannot hold may be left out.
    """

    target: str
    to: str
    alone: bool
    allow_loss: bool


@frozen
class How:
    """How to infer.

    Args:
        rules: the rules; None for all of OWL-RL.
        ontology: the statements of the vocabulary and of what was named beside it.
        most: how many conclusions there may be.
        across: whether conclusions are drawn from several graphs.
        limit: seconds it may take; None for no limit.
    """

    rules: frozenset[Rule] | None
    ontology: tuple[Quad, ...]
    most: int
    across: bool
    limit: float | None

    def reason(self, quads: Sequence[Quad], before: int = 0) -> Inferred:
        """Return what follows from statements, after a number of conclusions from others."""
        from lineage_rdf.transform.inference import axioms_of, infer, owl_rl, too_many

        if self.rules is None:
            found = owl_rl(quads, self.ontology)
            if before + len(found.quads) > self.most:
                raise too_many(self.most)
            return found
        axioms = axioms_of(self.ontology)
        return infer(quads, axioms, rules=self.rules, most=self.most, before=before, across=self.across)


def how_of(rules: str, axioms: Sequence[str], *, most: int, across: bool, limit: float | None) -> How:
    """Return how the options say to infer, and say which axioms no rule uses.

    Raises:
        LineageError: if a rule is unknown, an ontology cannot be read, or options do not go together.
    """
    from lineage_rdf.cli.limit import refuse_limit
    from lineage_rdf.cli.rdf_files import read_rdf
    from lineage_rdf.transform.inference import axioms_of, core_ontology

    chosen = _rules(rules)
    if chosen is None and across:
        raise UsageError(
            "owl-rl takes each graph by itself", fix="leave out --across-graphs or --rules owl-rl"
        )
    if limit is not None:
        refuse_limit(limit)
    more = [quad for path in axioms for quad in read_rdf(path)]
    unused = axioms_of(more).not_used
    if unused and chosen is not None:
        tell(f"lineage-rdf: no rule uses {unused} of the axioms in {', '.join(axioms)}; --rules owl-rl may")
    return How(chosen, (*core_ontology(), *more), most, across, limit)


def _rules(names: str) -> frozenset[Rule] | None:
    from lineage_rdf.transform.inference import USUAL, Rule

    asked = [name.strip() for name in names.split(",")]
    if asked == [OWL_RL]:
        return None
    known = {rule.value: frozenset([rule]) for rule in Rule} | {"usual": USUAL}
    for name in asked:
        if name not in known:
            fix = f"use {', '.join(known)} with commas between, or {OWL_RL} alone"
            raise UsageError(f"there is no rule {name!r}", "--rules", fix)
    return frozenset(rule for name in asked for rule in known[name])


def refuse_two_streams(*sources: str) -> None:
    """Refuse to read two things from standard input.

    Raises:
        UsageError: if more than one is `-`.
    """
    if sources.count("-") > 1:
        raise UsageError("the lineages and the axioms cannot both come from standard input", "-")


def refuse_with_out(**given: bool) -> None:
    """Refuse options that only go with a store that is written.

    Raises:
        UsageError: if one was given.
    """
    _refuse(given, "is for a store that is written", "leave it out, or leave out OUT")


def refuse_without_out(place: Place, **given: bool) -> None:
    """Refuse a place that cannot be written, and options that only go with a file that is written.

    Raises:
        UsageError: if it is none, or an option was given.
    """
    if not place.is_store:
        fix = "name the file to write, or - for standard output"
        raise UsageError("this is no store, so what follows needs a place", place.name, fix)
    _refuse(given, "is for a file that is written", "leave it out, or name OUT")


def _refuse(given: dict[str, bool], why: str, fix: str) -> None:
    names = {"updates": "update-endpoint", "json": "format json", "from_": "from"}
    for name, is_given in given.items():
        if is_given:
            raise UsageError(f"--{names.get(name, name).replace('_', '-')} {why}", fix=fix)


def into_file(place: Place, from_: str, how: How, out: Out) -> int:
    """Infer and write a file; returns 1 if nothing was written."""
    from lineage_rdf.cli.limit import within
    from lineage_rdf.cli.rdf_files import syntax_named, write_rdf

    syntax_named(out.target, out.to, "--to")
    quads = _read(place, from_)

    def written(found: Inferred) -> int:
        if _told(found.contradictions):
            return 1
        shown = found.quads if out.alone else [*quads, *found.quads]
        code = write_rdf(shown, out.target, to=out.to, allow_loss=out.allow_loss)
        if not code:
            tell(f"{_count(len(found.quads))} inferred from {len(quads):,}{_by_property(found.quads)}")
        return code

    limit = _OWL_RL_LIMIT if how.rules is None and how.limit is None else how.limit
    return within(limit, lambda: how.reason(quads), written, what="the inference", option="--limit")


def _read(place: Place, from_: str) -> Sequence[Quad]:
    from lineage_rdf.cli.rdf_files import read_rdf, read_statements

    if not place.is_store:
        return read_rdf(place.name, from_) if from_ else read_statements(place.name, text=False)
    from lineage_rdf.store import open_store
    from lineage_rdf.store.graphs import sizes
    from lineage_rdf.transform.inference import lineage_graphs, statements

    with open_store(place.name, limit=place.timeout) as store:
        return list(statements(store, lineage_graphs(store, sizes(store))))


def into_store(place: Place, how: How, form: TextOrJson) -> int:
    """Infer in a store; returns 1 if lineages contradict the vocabulary."""
    from lineage_rdf.store import open_writer
    from lineage_rdf.transform.inference import infer_in_store

    writer = open_writer(place.name, updates=place.updates, limit=place.timeout, may_be_new=False)
    try:
        with writer:
            done = infer_in_store(writer, how.reason, across=how.across)
    finally:  # a run that comes to its bound has written some graphs
        _keep_index(place.name)
    if done.blank:
        tell(
            f"lineage-rdf: {_count(done.blank)} about blank nodes left out: they have no name in another graph"
        )
    if form is TextOrJson.json:
        counts = {"graphs": done.graphs, "inferred": done.inferred, "blank": done.blank}
        put_json(
            {"place": place.name, **counts, "contradicting": [graph.value for graph in done.contradicting]}
        )
    else:
        graphs = "1 graph of a lineage" if done.graphs == 1 else f"{done.graphs:,} graphs of lineages"
        put(f"{_count(done.inferred)} inferred from {graphs}\n")
    return int(_told(done.contradictions, [graph.value for graph in done.contradicting]))


def remove(place: Place, form: TextOrJson) -> int:
    """Take out of a store what was inferred in it."""
    from lineage_rdf.store import open_writer
    from lineage_rdf.transform.inference import remove_inferred

    with open_writer(place.name, updates=place.updates, limit=place.timeout, may_be_new=False) as writer:
        gone = remove_inferred(writer)
    _keep_index(place.name)
    put_json({"place": place.name, "removed": gone}) if form is TextOrJson.json else put(
        f"{_count(gone)} removed\n"
    )
    return 0


def _keep_index(place: str) -> None:
    """Make the index of a store anew, if it had one: it is of the store as it was."""
    from lineage_rdf.loading import keep_index

    for note in keep_index(place, changed=False):
        tell(f"lineage-rdf: {note}")


def _told(contradictions: Sequence[str], graphs: Sequence[str] = ()) -> bool:
    """Say in what lineages contradict the vocabulary, and in which graphs of a store they stand."""
    for line in contradictions:
        tell(f"lineage-rdf: the statements contradict the vocabulary: {line}")
    if contradictions:
        told = f"what follows from {', '.join(graphs)}" if graphs else "nothing"
        is_left_out = "is left out" if graphs else "was written"
        tell(f"lineage-rdf: {told} {is_left_out}, as anything follows from a contradiction")
    return bool(contradictions)


def _count(number: int) -> str:
    return f"{number:,} statement{'s' * (number != 1)}"


def _by_property(quads: Iterable[Quad]) -> str:
    from lineage_rdf.query.forms import short

    counts = Counter(short(quad.predicate) for quad in quads)
    named = ", ".join(f"{count:,} {name}" for name, count in counts.most_common(6))
    return f": {named}" + (", ..." if len(counts) > 6 else "") if named else ""
