"""What a reader is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from posixpath import join, normpath
from typing import Any

from attrs import define, field, frozen

from lineage_rdf.claims import Claim, Problem, Source, Trust, Value
from lineage_rdf.sources.withholding import withhold_private


@define(eq=False)
class Neighbours:
    """The files that are read together, for a configuration that goes on from another one.

    Args:
        files: path -> file; only these are ever followed, so no reader opens a file by itself.
    """

    files: dict[str, InputFile] = field(factory=dict, repr=False)


@frozen(slots=False)
class InputFile:
    """A file to read, whole and bounded in size; of weights only the head is here.

    Args:
        path: path relative to the folder that is read, with forward slashes.
        data: its bytes; of a weight file those at its beginning.
        siblings: names of the other files in the same folder, for rules that depend on what lies beside.
        parts: name relative to the folder and bytes of further files that make one input with this one, sorted.
        others: the files that are read together with it; none where one file is read alone.
        size: size of a weight file in bytes; None for every other file, which is here whole.
        shards: the other files of a model that is spread over several.
    """

    path: str
    data: bytes = field(repr=False)
    siblings: frozenset[str] = frozenset()
    parts: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    others: Neighbours = field(factory=Neighbours, eq=False, repr=False)

    def other(self, reference: str) -> InputFile | None:
        """Return the file that a relative path leads to from this one, if it is read together with it."""
        return self.others.files.get(normpath(join(self.folder, reference)))

    size: int | None = None
    shards: tuple[InputFile, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The relative folder, empty for the top."""
        return self.path.rpartition("/")[0]

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes.

        Of an input of several files it is that of `<sha256>  <name>` lines, sorted by name, as `sha256sum` writes them.
        """
        if not self.parts:
            return sha256(self.data).hexdigest()
        files = sorted(((self.name, self.data), *self.parts))
        listing = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files)
        return sha256(listing.encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """The bytes as text: UTF-8 with or without BOM, UTF-16 by BOM, else Latin-1; line ends as newlines."""
        return decode_text(self.data)


def decode_text(data: bytes) -> str:
    """Return bytes as text without ever failing.

    UTF-8 (a byte-order mark is dropped), UTF-16 when it begins with a byte-order mark, otherwise Latin-1. Line ends become
    single newlines.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@define
class Reading:
    """What a reader found in one file: claims and problems, in the order of the file.

    Args:
        file: the file that is read.
        kind: the kind of input, for example `adapter-config`.
        trust: how strong claims from this file are, unless a claim says otherwise.
        withheld: key -> what kind of thing under it was kept out of the claims because it must not be published.
        left_out: keys of which nothing tells whether they are settings.
    """

    file: InputFile
    kind: str
    trust: Trust
    claims: list[Claim] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    withheld: dict[str, str] = field(factory=dict)
    left_out: list[str] = field(factory=list)

    @property
    def source(self) -> Source:
        """The file as the source of claims."""
        return Source(self.file.path, self.file.sha256, self.kind, is_head=self.file.size is not None)

    def claim(
        self, element: str, value: Value, *, locator: str, rule: str, part: int = 0, **more: Any
    ) -> None:
        """Add one claim.

        Args:
            element: notation of the scheme element.
            value: what the file says.
            locator: where it says so.
            rule: the rule that read it; the kind of input is put before it.
            part: the number of the stage within the file, from 1; 0 if the file tells of one stage only.
            more: `key`, `inferred`, `reason` or `trust` of the claim; `stage` where the file speaks of a stage that
                lies in another folder.
        """
        more.setdefault("stage", f"{self.file.folder}#{part}" if part else self.file.folder)
        more.setdefault("trust", self.trust)
        self.claims.append(
            Claim(
                element=element,
                value=value,
                source=self.source,
                locator=locator,
                rule=f"{self.kind}:{rule}",
                **more,
            )
        )

    def problem(self, code: str, message: str, *, locator: str = "", severity: str = "warning") -> None:
        """Add one problem."""
        self.problems.append(
            Problem(code=code, message=message, source=self.source, locator=locator, severity=severity)
        )


@frozen
class Reader:
    """One kind of input.

    Args:
        kind: its name, for example `adapter-config`.
        title: what a person calls it.
        recognises: whether a file is of this kind; looks at the name first and at the text only if it must.
        read: adds what the file says to a reading; never raises for malformed content but adds a problem.
        trust: how strong its claims are.
    """

    kind: str
    title: str
    recognises: Callable[[InputFile], bool]
    read: Callable[[Reading], None]
    trust: Trust

    def __call__(self, file: InputFile) -> Reading:
        """Read one file."""
        reading = Reading(file, self.kind, self.trust)
        self.read(reading)
        withhold_private(reading)
        return reading


def first_match(readers: Iterable[Reader], file: InputFile) -> Reader | None:
    """Return the first reader that recognises the file."""
    return next((reader for reader in readers if reader.recognises(file)), None)
