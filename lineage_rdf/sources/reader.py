"""What a reader is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from posixpath import join, normpath

from attrs import define, field, frozen

from lineage_rdf.claims import Claim, Problem, Source, Trust, Value
from lineage_rdf.sources import bounds
from lineage_rdf.sources.withholding import PrivateContent, private_content, withhold_private


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

    @cached_property
    def suffix(self) -> str:
        """What stands behind the last dot of the name, in lower case; empty if there is no dot."""
        return self.name.rpartition(".")[2].casefold() if "." in self.name else ""

    @cached_property
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
        claims: what the file says, as far as it was read.
        problems: what is wrong with it.
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
    _is_cut: bool = field(default=False, init=False, repr=False)

    @property
    def is_faulty(self) -> bool:
        """Whether so many problems were met that no more are taken."""
        return len(self.problems) >= bounds.MAX_PROBLEMS

    @cached_property
    def source(self) -> Source:
        """The file as the source of claims."""
        return Source(self.file.path, self.file.sha256, self.kind, is_head=self.file.size is not None)

    @cached_property
    def private(self) -> PrivateContent:
        """What must not be published in the file; a file is searched once, however often this is asked."""
        return private_content(self.file, self.kind)

    @property
    def is_cut(self) -> bool:
        """Whether so many claims were made that no more are taken."""
        return self._is_cut

    def claim(
        self,
        element: str,
        value: Value,
        *,
        locator: str,
        rule: str,
        part: int = 0,
        stage: str | None = None,
        trust: Trust | None = None,
        key: str = "",
        inferred: bool = False,
        reason: str = "",
    ) -> None:
        """Add one claim.

        Args:
            element: notation of the scheme element.
            value: what the file says.
            locator: where it says so.
            rule: the rule that read it; the kind of input is put before it.
            part: the number of the stage within the file, from 1; 0 if the file tells of one stage only.
            stage: the stage, where the file speaks of one that lies in another folder.
            trust: how strong the claim is, where that differs from the file.
            key: which one of several.
            inferred: whether the file only suggests the fact.
            reason: why an inferred claim follows.

        A value that is too long to be a fact, and claims beyond the bound of a file, are left out with a problem.
        """
        if self._is_too_much(value, key, locator):
            return
        if stage is None:
            stage = f"{self.file.folder}#{part}" if part else self.file.folder
        self.claims.append(
            Claim(
                element=element,
                value=value,
                source=self.source,
                locator=locator,
                rule=f"{self.kind}:{rule}",
                stage=stage,
                trust=self.trust if trust is None else trust,
                key=key,
                inferred=inferred,
                reason=reason,
            )
        )

    def problem(self, code: str, message: str, *, locator: str = "", severity: str = "warning") -> None:
        """Add one problem; of very many the first ones are kept, and the last says so."""
        if self.is_faulty:
            return
        if len(self.problems) == bounds.MAX_PROBLEMS - 1:
            code, locator, severity = bounds.TOO_MUCH, "", "warning"
            message = f"more than {bounds.MAX_PROBLEMS} faults; only the first are listed"
        self.problems.append(
            Problem(code=code, message=message, source=self.source, locator=locator, severity=severity)
        )

    def _is_too_much(self, value: Value, key: str, locator: str) -> bool:
        """Say whether a claim must be left out, and why, once for each long value and once for too many claims."""
        # A short file holds no long value: most files are spared the count.
        if len(self.file.data) > bounds.MAX_VALUE:
            length = bounds.length_of(value) + len(key)
            if length > bounds.MAX_VALUE:
                message = f"a value of {length} characters is too long to be a fact and was not read"
                self.problem(bounds.VALUE_TOO_LONG, message, locator=locator[:200])
                return True
        if len(self.claims) < bounds.MAX_CLAIMS:
            return False
        if not self._is_cut:
            self._is_cut = True
            message = f"the file makes more than {bounds.MAX_CLAIMS} claims; the rest was not read"
            self.problem(bounds.TOO_MUCH, message, locator=locator[:200])
        return True


@frozen
class Reader:
    """One kind of input.

    Args:
        kind: its name, for example `adapter-config`.
        title: what a person calls it.
        recognises: whether a file is of this kind; looks at the name first and at the text only if it must.
        read: adds what the file says to a reading; never raises for malformed content but adds a problem.
        trust: how strong its claims are.
        recognised_by: by what it knows a file, in words for a person.
        names: for a plug-in: patterns of names (`*.toml`) of files that a scan of a folder is to offer it, where they
            are neither Markdown, YAML nor JSON.
        before: for a plug-in: kinds of readers built in that it goes before, since its files look like theirs too.
    """

    kind: str
    title: str
    recognises: Callable[[InputFile], bool]
    read: Callable[[Reading], None]
    trust: Trust
    recognised_by: str = ""
    names: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()

    def __call__(self, file: InputFile) -> Reading:
        """Read one file."""
        reading = Reading(file, self.kind, self.trust)
        self.read(reading)
        withhold_private(reading)
        return reading


def first_match(readers: Iterable[Reader], file: InputFile) -> Reader | None:
    """Return the first reader that recognises the file."""
    return next((reader for reader in readers if reader.recognises(file)), None)
