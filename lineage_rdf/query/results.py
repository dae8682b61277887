"""The rows that a query gave."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias, overload

from attrs import frozen
from pyoxigraph import Literal, Quad

from lineage_rdf.codec.names import text
from lineage_rdf.errors import UsageError
from lineage_rdf.store import Term
from lineage_rdf.vocabulary.namespaces import XSD

if TYPE_CHECKING:
    import pandas
    import pyarrow

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_NUMBERS: Final = {
    f"{XSD}integer": _INTEGER,
    f"{XSD}decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
}
_LONGEST: Final = 400  # letters of a number that is one to us; Python refuses to read much longer ones
AT_ONCE: Final = 10_000  # rows that are made at once; a person who asks for twenty waits for no more
Cells: TypeAlias = tuple[Term | None, ...]
Plain: TypeAlias = str | int | bool | Decimal | None


class LazyRows(Sequence[Cells]):
    """Rows that are made when they are looked at, whose columns can be had without them."""

    @overload
    @abstractmethod
    def __getitem__(self, place: int) -> Cells: ...
    @overload
    @abstractmethod
    def __getitem__(self, place: slice) -> Self: ...

    @abstractmethod
    def column(self, place: int) -> list[Term | None]:
        """Return the cells of one column.

        Args:
            place: which one.

        Raises:
            NoVerdictError: if one cannot be made.
        """

    @abstractmethod
    def seen_later(self, place: str) -> Self:
        """Return the same rows, to be looked at by whoever gets the answer.

        Args:
            place: what messages call the store.
        """

    @abstractmethod
    def arrays(self, pyarrow: Any) -> list[Any]:
        """Return the columns as Arrow arrays.

        Args:
            pyarrow: the module, with its `compute`.

        Raises:
            NoVerdictError: if a cell cannot be made.
        """


@frozen
class Results:
    """A table of RDF terms.

    Args:
        columns: the names of its columns.
        rows: its rows, in a fixed order; None where a row has no value. Many rows are made when they are looked at; if an
            index beside the store turns out to be damaged then, that raises `NoVerdictError`.
        told: what there is to know beside them, a sentence each.
    """

    columns: tuple[str, ...]
    rows: tuple[Cells, ...] | LazyRows
    told: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Plain]]:
        """Yield each row as column -> plain value."""
        for row in self.rows:
            yield dict(zip(self.columns, map(plain, row), strict=True))

    def column(self, name: str) -> list[Plain]:
        """Return the plain values of one column, of one kind if they all are, else as texts.

        Args:
            name: the column.

        Raises:
            UsageError: if there is no such column.
        """
        if name not in self.columns:
            raise UsageError(f"there is no column {name!r}", fix=f"there are {', '.join(self.columns)}")
        place = self.columns.index(name)
        terms = [row[place] for row in self.rows] if isinstance(self.rows, tuple) else self.rows.column(place)
        values = [plain(term) for term in terms]
        kinds = {type(value) for value in values if value is not None}
        if len(kinds) < 2:
            return values
        if kinds == {int, Decimal}:
            return [Decimal(value) if isinstance(value, int) else value for value in values]
        return [None if term is None else text(term) for term in terms]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame: columns of Int64, boolean, or object for texts and `decimal.Decimal`.

        Raises:
            UsageError: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise _missing("pandas") from None
        columns = {name: self.column(name) for name in self.columns}
        return pandas.DataFrame(
            {name: pandas.Series(values, dtype=_kind(values)) for name, values in columns.items()}
        )

    def to_arrow(self) -> pyarrow.Table:
        """Return an Arrow table: int64, decimal128, bool and string columns.

        Raises:
            UsageError: if pyarrow is not installed, or there are rows without columns, of which a table keeps nothing.
        """
        try:
            import pyarrow
            import pyarrow.compute
        except ImportError:
            raise _missing("pyarrow", "parquet") from None
        if self.rows and not self.columns:
            fix = "name a variable after SELECT, or write json or xml"
            raise UsageError("a table of columns keeps no rows that have none", fix=fix)
        if not isinstance(self.rows, tuple):
            return pyarrow.table(dict(zip(self.columns, self.rows.arrays(pyarrow), strict=True)))
        return pyarrow.table({name: _array(pyarrow, self.column(name)) for name in self.columns})


@frozen
class Statements:
    """The statements that a query gave.

    Args:
        quads: the statements, all in the default graph, each once and in a fixed order.
    """

    quads: tuple[Quad, ...]

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.quads)


def plain(term: Term | None) -> Plain:
    """Return a term as a value of Python; a number that is none of its datatype stays a text.

    Args:
        term: the term.
    """
    if not isinstance(term, Literal):
        return None if term is None else text(term)
    number = number_in(term)
    if number is not None:
        return number
    if term.datatype.value == f"{XSD}boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(term.value, term.value)
    return term.value


def number_in(term: Term) -> int | Decimal | None:
    """Return the number that an xsd:integer or xsd:decimal is; None for any other term, and if its text is none of its datatype.

    Python takes more for numbers than XML Schema does: `1_000`, `NaN`, `1e5`, and digits of other scripts.

    Args:
        term: the term.
    """
    if not isinstance(term, Literal) or len(term.value) > _LONGEST:
        return None
    pattern = _NUMBERS.get(term.datatype.value)
    if pattern is None or not pattern.fullmatch(term.value):
        return None
    return int(term.value) if pattern is _INTEGER else Decimal(term.value)


def _kind(values: list[Plain]) -> str:
    """Return the name by which pandas knows the kind of some values, one that has room for a missing value."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "boolean"
    small = all(isinstance(value, int) and abs(value) < 1 << 63 for value in values if value is not None)
    return "Int64" if kinds == {int} and small else "object"


def _array(pyarrow: Any, values: list[Plain]) -> Any:
    """Return an array; numbers that Arrow has no room for, and columns without a value, are texts."""
    if all(value is None for value in values):
        return pyarrow.array(values, pyarrow.string())
    try:
        return pyarrow.array(values)
    except (pyarrow.ArrowInvalid, OverflowError):
        return pyarrow.array([None if value is None else str(value) for value in values], pyarrow.string())


def _missing(package: str, extra: str = "") -> UsageError:
    what = f"{package} is not installed"
    return UsageError(what, fix=f'pip install "lineage-rdf[{extra or package}]"')
