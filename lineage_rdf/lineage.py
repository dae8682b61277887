"""The public face: read a lineage, look at it, check it, write it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from lineage_rdf.claims import Claim, Problem, Source
from lineage_rdf.claims.aliases import read_aliases
from lineage_rdf.claims.identity import identify
from lineage_rdf.codec.syntax import Syntax, syntax_of
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import UsageError
from lineage_rdf.reading.read import ReadResult, read_arguments, read_text
from lineage_rdf.reading.resolve import Options
from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.vocabulary.naming import UNNAMED

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

    from lineage_rdf.check import CheckReport, Completeness


@frozen(slots=False)
class Lineage:
    """One fine-tune lineage as it was read.

    Args:
        result: what was read.
    """

    result: ReadResult

    @property
    def record(self) -> LineageRecord:
        """The lineage as frozen classes."""
        return self.result.record

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The statements; for an RDF file exactly those of the file, or of this lineage if the file holds several."""
        return self.result.quads

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims behind the facts; empty for a lineage read from RDF."""
        return self.result.claims

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the readers noticed."""
        return self.result.problems

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that were read."""
        return self.result.sources

    @property
    def skipped(self) -> dict[str, int]:
        """What the scan left out, with counts."""
        return self.result.skipped

    @property
    def origin(self) -> str:
        """The path or text it was read from."""
        return self.result.origin

    @property
    def iri(self) -> str:
        """The IRI of the lineage."""
        return self.record.iri

    @property
    def name(self) -> str:
        """What a person calls the head model."""
        head = self.record.model(self.record.head_model)
        named = self.record.label(self.record.head_model) if head and (head.identifier or head.name) else ""
        return named or self.record.name or UNNAMED

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in order."""
        return self.record.ordered_steps

    def to(self, syntax: str) -> str:
        """Return the lineage in an RDF syntax: turtle, jsonld, ntriples, nquads, trig or rdfxml.

        Raises:
            UsageError: for an unknown syntax.
        """
        return write_quads(self.quads, syntax_of(syntax)).text

    def to_turtle(self) -> str:
        """Return the lineage as Turtle, always the same bytes for the same lineage."""
        return write_quads(self.quads, Syntax.TURTLE).text

    def to_jsonld(self, *, context_url: bool = False) -> str:
        """Return the lineage as JSON-LD.

        Args:
            context_url: write the address of the context instead of the context. The address is reserved, not yet registered.
        """
        return write_quads(self.quads, Syntax.JSONLD, context_url=context_url).text

    def to_evidence(self) -> str:
        """Return the claims behind the lineage as TriG; without claims an empty document."""
        from lineage_rdf.reading.evidence import evidence_quads

        quads = evidence_quads(self.record, self.claims, self.result.step_of) if self.claims else []
        return write_quads(quads, Syntax.TRIG).text

    def graph(self) -> rdflib.Graph:
        """Return the lineage as an rdflib graph, literals spelt as here.

        rdflib's own Turtle writer spells some numbers anew (`5` as `5.0`); `to_turtle` does not.
        """
        from lineage_rdf.codec.to_rdflib import to_graph

        return to_graph(self.quads)

    def check(
        self, profile: str = "wellformed", *, fail_on: str = "violation", shapes: Sequence[Path] = ()
    ) -> CheckReport:
        """Check the lineage against a profile.

        Args:
            profile: wellformed, instance, disclosure, lineage, reproducible or governance.
            fail_on: the severity from which a finding fails: violation, warning or info.
            shapes: more shapes files of your own.

        Raises:
            UsageError: for an unknown profile or severity, or a shape that cannot be used.
            NoVerdictError: if the check could not be completed.
        """
        if shapes or fail_on != "violation":
            from lineage_rdf.check import check_quads

            return check_quads(self.quads, profile, fail_on=fail_on, shapes=shapes)
        if profile not in self._reports:
            from lineage_rdf.check import check_ladder

            self._reports.update(check_ladder(self.quads, profile))
        return self._reports[profile]

    @cached_property
    def _reports(self) -> dict[str, CheckReport]:
        return {}

    def completeness(self, profile: str) -> Completeness:
        """Return how many of the facts that a profile asks for are there, and which are missing."""
        from lineage_rdf.check.completeness import completeness

        return completeness(self.quads, profile, self.check(profile).findings)


def read(
    *inputs: str | Path,
    text: bool = False,
    model_id: str | None = None,
    base: str | None = None,
    hash_weights: bool = False,
    aliases: str | Path | None = None,
) -> Lineage:
    """Read one lineage from folders, files or shorthand.

    Args:
        inputs: paths of model folders, cards, configs, state files or RDF files, or one text of shorthand such as
            `"Mistral-7B -> SFT -> DPO"`.
        text: take the input as shorthand even if a file has that name.
        model_id: `ORG/NAME` or `ORG/NAME@REV` of the head model.
        base: http(s) address, ending in `/` or `#`, under which local things get their IRIs; `urn:uuid:` without it.
        hash_weights: hash weight files; without it digests come only from Git LFS pointers and the Hub cache.
        aliases: CSV file with other names of repositories; its columns are from, to, kind, source and date.

    Returns:
        The lineage.

    Raises:
        InputError: if something cannot be read.
        UsageError: if the inputs hold several lineages; use `read_all` then.

    Example:
        >>> lineage = read("Mistral-7B -> instruction-SFT -> safety-DPO")
        >>> [step.stage_name for step in lineage.steps]
        ['instruction-SFT', 'safety-DPO']
    """
    found = read_all(
        *inputs, text=text, model_id=model_id, base=base, hash_weights=hash_weights, aliases=aliases
    )
    if len(found) > 1:
        names = ", ".join(lineage.name for lineage in found)
        raise UsageError(
            f"{len(found)} lineages were found: {names}", fix="use read_all, or give fewer inputs"
        )
    return found[0]


def read_all(
    *inputs: str | Path,
    text: bool = False,
    model_id: str | None = None,
    base: str | None = None,
    hash_weights: bool = False,
    aliases: str | Path | None = None,
) -> list[Lineage]:
    """Read all lineages of some inputs, at least one; the arguments are those of `read`.

    Raises:
        InputError: if something cannot be read.
        UsageError: if no input was given, or the id or base is not of its kind.
    """
    if not inputs:
        raise UsageError("nothing to read", fix="give a folder, a file, or shorthand")
    if model_id is not None and not (identify(model_id).is_hub and _is_one_word(model_id)):
        raise UsageError(f"{model_id!r} is no Hub id", fix="write ORG/NAME or ORG/NAME@REVISION")
    options = Options(
        model_id=model_id,
        base=base or "",
        hash_weights=hash_weights,
        text=text,
        aliases=read_aliases(Path(aliases)) if aliases is not None else (),
    )
    return [Lineage(result) for result in read_arguments([fspath(item) for item in inputs], options)]


def _is_one_word(text: str) -> bool:
    return text.isprintable() and " " not in text


def read_document(data: bytes, syntax: str, where: str = "document") -> list[Lineage]:
    """Read the lineages of an RDF document in memory.

    Args:
        data: the document.
        syntax: turtle, jsonld, ntriples, nquads, trig or rdfxml.
        where: its name, for messages.

    Raises:
        InputError: if it is malformed or tells of no lineage.
    """
    return [Lineage(result) for result in read_text(data, syntax_of(syntax), where)]
