"""The first pass: takes each lineage apart, judges it, and says under which thing each statement is to be found."""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from attrs import evolve, frozen
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.names import text
from lineage_rdf.errors import LineageError
from lineage_rdf.pages import Addresses, Division, Thing, Verdict, divide, verdicts
from lineage_rdf.pages.relations import relations, uses_in
from lineage_rdf.pages.terms import known_term, term_statements
from lineage_rdf.pages.things import SHARED, term_thing
from lineage_rdf.publish.family import Made
from lineage_rdf.publish.ledger import number_of, shard_of
from lineage_rdf.publish.rows import Row, packed

# How well a lineage tells of a thing: as its own or its head, as something that it made, or in passing.
_OWN, _MADE, _TOLD = 0, 1, 2
TOLD: Final = "told"
USED: Final = "used"
NAMED: Final = "named"


@frozen
class Batch:
    """Some lineages that follow one another.

    Args:
        first: number of the first.
        iris: their IRIs.
        documents: their statements as N-Quads, and what describes their graphs.
    """

    first: int
    iris: tuple[str, ...]
    documents: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(map(len, self.documents))


@frozen
class Taken:
    """What the first pass makes of a batch.

    Args:
        contexts: of each lineage what its pages need beside their own statements (see `read_context`).
        rows: digits -> rows about things, packed.
        made: which models were made from which.
        terms: the terms of the vocabulary that they use.
        names: of each document two numbers, made of its key with small letters and of the IRI of its thing.
        unreadable: IRI of a lineage, and why it has no pages.
    """

    contexts: tuple[bytes, ...]
    rows: dict[str, bytes]
    made: tuple[Made, ...]
    terms: frozenset[str]
    names: array[int]
    unreadable: tuple[tuple[str, str], ...] = ()


def take_apart(batch: Batch, addresses: Addresses) -> Taken:
    """Return what the first pass makes of a batch.

    Args:
        batch: the lineages.
        addresses: where pages stand.
    """
    contexts: list[bytes] = []
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    made: list[Made] = []
    terms: set[str] = set()
    names = array("Q")
    unreadable: list[tuple[str, str]] = []
    quads = [_own(document) for document in batch.documents]
    for number, (iri, own, verdict) in enumerate(zip(batch.iris, quads, verdicts(quads), strict=True)):
        try:
            division = divide(own, iri)
        except LineageError as error:
            unreadable.append((iri, str(error)))
            contexts.append(b"")
            continue
        contexts.append(pickle.dumps((evolve(division, statements={}), verdict), 5))
        for row in _rows(division, batch.first + number):
            key = addresses.key(row[0]).lower()
            rows[shard_of(key)].append(row)
            if row[1] == TOLD:
                names.extend((number_of(key), number_of(row[0])))
        made += _made(division)
        terms.update(division.terms)
    return Taken(tuple(contexts), packed(rows), tuple(made), frozenset(terms), names, tuple(unreadable))


def _own(document: bytes) -> list[Quad]:
    """Return the statements of a lineage without their graph."""
    quads = parse(document, RdfFormat.N_QUADS)
    return [Quad(*quad.triple) for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]


def some_meet(names: array[int]) -> bool:
    """Tell whether documents of several things might meet where capital letters do not count.

    Args:
        names: what `Taken.names` of all batches say.
    """
    pairs = np.frombuffer(names, np.uint64).reshape(-1, 2)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    same_key, same_thing = (pairs[1:, column] == pairs[:-1, column] for column in (0, 1))
    return bool((same_key & ~same_thing).any())


def rows_of_terms(used: Iterable[str], addresses: Addresses) -> dict[str, bytes]:
    """Return rows about the terms that have a page because those that lineages use lead to them.

    Args:
        used: the terms that lineages use.
        addresses: where pages stand.
    """
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    found = dict.fromkeys(sorted(used))
    queue = list(found)
    for iri in queue:
        new = [name for name in terms_of(iri) if name not in found]
        found |= dict.fromkeys(new)
        queue += new
    for iri in queue:
        thing = term_thing(iri)
        rows[shard_of(addresses.key(iri).lower())].append((iri, NAMED, 0, str(thing.kind), thing.label))
    return packed(rows)


def terms_of(iri: str) -> list[str]:
    """Return the terms of our vocabulary to which what it says of one of them leads."""
    targets = (quad.object for quad in term_statements(iri))
    return sorted(
        {text(target) for target in targets if isinstance(target, NamedNode) and known_term(text(target))}
    )


def read_context(context: bytes, statements: dict[str, Sequence[Quad]]) -> tuple[Division, Verdict]:
    """Return a lineage of which only some statements are needed, and how it was judged.

    Args:
        context: what `take_apart` made, in this run.
        statements: IRI of a thing -> its statements.
    """
    division, verdict = pickle.loads(context)
    return evolve(division, statements=statements), verdict


def _rows(division: Division, number: int) -> Iterator[Row]:
    record = division.record
    made = {step.produced_model for step in record.steps}
    for iri, thing in division.things.items():
        is_own = iri == record.head_model or thing.kind not in SHARED
        rank = _OWN if is_own else _MADE if iri in made else _TOLD
        lines = tuple(f"{quad.triple} .\n" for quad in division.statements[iri])
        yield (iri, TOLD, number, str(thing.kind), thing.label, rank, lines)
    for use in uses_in(division):
        where = use.use
        places = (where.thing, where.lineage, *filter(None, (where.result,)))
        iri, kind, label = _told(use.thing)
        yield (iri, USED, number, kind, label, where.words, tuple(map(_told, places)))


def _told(thing: Thing) -> tuple[str, str, str]:
    return thing.iri, str(thing.kind), thing.label


def _made(division: Division) -> Iterator[Made]:
    for child, relative in relations(division):
        yield child.iri, child.label, relative.parent, relative.relation, relative.words
