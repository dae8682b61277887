"""Rows that stay arrays of numbers until somebody looks at them: many are there at once, and go to Arrow as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, Protocol, Self, TypeVar, overload

import numpy as np
from attrs import evolve, frozen
from pyoxigraph import Literal

from lineage_rdf.errors import NoVerdictError
from lineage_rdf.integers.adjacency import Nodes
from lineage_rdf.integers.damage import Damaged
from lineage_rdf.integers.texts import Texts
from lineage_rdf.memory import without_collection
from lineage_rdf.query.results import AT_ONCE, Cells, LazyRows
from lineage_rdf.query.terms import number
from lineage_rdf.store import Term

_Made = TypeVar("_Made")


class Column(Protocol):
    """A column whose cells are made when they are looked at."""

    def terms(self, part: slice) -> Sequence[Term | None]:
        """Return some of its cells.

        Raises:
            Damaged: if they cannot be.
        """

    def array(self, pyarrow: Any, part: slice) -> Any:
        """Return some of its cells as an Arrow array: `string` or `int64`.

        Raises:
            Damaged: if they cannot be.
        """


@frozen(eq=False)
class Named:
    """A column of nodes, or of what they are called.

    Args:
        texts: the texts, by number.
        numbers: (k,) the number in each row.
        make: makes a term of a text that is not empty; an empty one is no value.
        repeated: whether many rows have the same, so that it is worth while to make each once.

    Raises:
        Damaged: if there are no texts of these numbers.
    """

    texts: Texts
    numbers: Nodes
    make: Callable[[str], Term]
    repeated: bool = False

    def __attrs_post_init__(self) -> None:
        """Look whether the numbers can be; what the texts are is seen when they are looked at."""
        self.texts.bounds(self.numbers)

    def terms(self, part: slice) -> Sequence[Term | None]:
        """See `Column`."""
        if not self.repeated:
            return self._made(self.numbers[part])
        numbers, places = np.unique(self.numbers[part], return_inverse=True)
        made = self._made(numbers)
        return [made[place] for place in places.tolist()]

    def _made(self, numbers: Nodes) -> list[Term | None]:
        make = self.make
        try:
            return [make(text) if text else None for text in self.texts.take(numbers)]
        except ValueError as error:
            raise Damaged(str(error)) from None

    def array(self, pyarrow: Any, part: slice) -> Any:
        """See `Column`."""
        ends, data = (pyarrow.py_buffer(each) for each in (self.texts.ends, self.texts.data))
        every = pyarrow.LargeStringArray.from_buffers(len(self.texts), ends, data)
        found = every.take(pyarrow.array(self.numbers[part]))
        try:
            found.validate(full=True)
            texts = found.cast(pyarrow.string())
        except pyarrow.ArrowInvalid as error:
            raise Damaged(str(error)) from None
        is_empty = pyarrow.compute.equal(pyarrow.compute.binary_length(texts), 0)
        return pyarrow.compute.if_else(is_empty, pyarrow.scalar(None, pyarrow.string()), texts)


@frozen(eq=False)
class Worded:
    """A column in which a few words stand again and again.

    Args:
        words: the words.
        places: (k,) the place in `words` of that of each row.
    """

    words: Sequence[str]
    places: Nodes

    def terms(self, part: slice) -> Sequence[Term | None]:
        """See `Column`."""
        literals = [Literal(word) for word in self.words]
        return [literals[place] for place in self.places[part].tolist()]

    def array(self, pyarrow: Any, part: slice) -> Any:
        """See `Column`."""
        places = self.places[part] % len(self.words)  # -1 is the last one, as it is to Python
        return pyarrow.array(self.words, pyarrow.string()).take(pyarrow.array(places))


@frozen(eq=False)
class Counted:
    """A column of small integers.

    Args:
        values: (k,) the integers.
    """

    values: Nodes

    def terms(self, part: slice) -> Sequence[Term | None]:
        """See `Column`."""
        values = self.values[part].tolist()
        made = {value: number(value) for value in set(values)}
        return [made[value] for value in values]

    def array(self, pyarrow: Any, part: slice) -> Any:
        """See `Column`."""
        return pyarrow.array(self.values[part])


@frozen(eq=False)
class ArrayRows(LazyRows):
    """Rows whose cells are made when they are looked at.

    Args:
        columns: the columns, all of one length.
        part: which rows of them these are.
        place: what messages call the store; while it is empty `Damaged` is raised for cells that cannot be made, and not
            `NoVerdictError`.
    """

    columns: tuple[Column, ...]
    part: range
    place: str = ""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.part)

    @overload
    def __getitem__(self, place: int) -> Cells: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> Cells | Self:
        """Return a row, or some of the rows."""
        if isinstance(place, slice):
            return evolve(self, part=self.part[place])
        return next(self._made(range(self.part[place], self.part[place] + 1)))

    def __iter__(self) -> Iterator[Cells]:
        """Yield the rows.

        Raises:
            NoVerdictError: if one cannot be made.
        """
        for begin in range(0, len(self.part), AT_ONCE):
            with without_collection():
                some = list(self._made(self.part[begin : begin + AT_ONCE]))
            yield from some

    def __eq__(self, other: object) -> bool:
        """Tell whether others are the same rows."""
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def column(self, place: int) -> list[Term | None]:
        """See `LazyRows`."""
        parts = (self.part[begin : begin + AT_ONCE] for begin in range(0, len(self.part), AT_ONCE))
        terms = self.columns[place].terms
        return list(chain.from_iterable(self._whole(terms, _slice(part)) for part in parts))

    def seen_later(self, place: str) -> Self:
        """See `LazyRows`."""
        return evolve(self, place=place)

    def arrays(self, pyarrow: Any) -> list[Any]:
        """See `LazyRows`."""
        part = _slice(self.part)
        return [self._whole(partial(column.array, pyarrow), part) for column in self.columns]

    def _made(self, part: range) -> Iterator[Cells]:
        return zip(*(self._whole(column.terms, _slice(part)) for column in self.columns), strict=True)

    def _whole(self, make: Callable[[slice], _Made], part: slice) -> _Made:
        try:
            return make(part)
        except Damaged:
            if not self.place:
                raise
            fix = f"make it anew: lineage-rdf load {self.place} --index"
            raise NoVerdictError("the index is damaged", self.place, fix) from None


def _slice(part: range) -> slice:
    return slice(part.start, part.stop)
