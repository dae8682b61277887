"""What the tests of configuration readers share: reading a file, and looking claims up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lineage_rdf.claims import Claim
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.registry import reader_for

FIXTURES = Path(__file__).parent.parent / "fixtures" / "configs"


def fixture(path: str, siblings: Iterable[str] = ()) -> InputFile:
    return InputFile(path, (FIXTURES / path).read_bytes(), frozenset(siblings))


def written(path: str, text: str) -> InputFile:
    return InputFile(path, text.encode())


def read(file: InputFile, kind: str) -> Reading:
    """Read a file by the reader the registry chooses, which has to be of the expected kind."""
    reader = reader_for(file)
    assert isinstance(reader, Reader)
    assert reader.kind == kind
    return reader(file)


def of(reading: Reading, element: str) -> list[Claim]:
    return [claim for claim in reading.claims if claim.element == element]


def values(reading: Reading, element: str) -> list[Any]:
    return [claim.value for claim in of(reading, element)]


def only(reading: Reading, element: str) -> Claim:
    (claim,) = of(reading, element)
    return claim


def settings(reading: Reading) -> dict[str, Any]:
    return {claim.key: claim.value for claim in of(reading, "setting")}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]
