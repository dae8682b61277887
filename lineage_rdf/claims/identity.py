"""What a reference names: a Hub repository, a name, a path, or nothing (decisions section 1)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from attrs import frozen

from lineage_rdf.claims.aliases import known, one_name
from lineage_rdf.claims.private import last_part, without_private
from lineage_rdf.vocabulary.namespaces import HUB, HUB_DATASETS

# The Hub's rule for names, as `huggingface_hub.utils.validate_repo_id` has it: up to 96 of these characters, neither `-` nor
# `.` at an end, no `--` or `..`, and no `.git` behind them.
_SEGMENT = r"(?![\w.-]*(?:--|\.\.))\w(?:[\w.-]{0,94}\w)?"
_HUB_ID = re.compile(rf"{_SEGMENT}/{_SEGMENT}(?<!\.git)\Z", re.ASCII)
_BARE = re.compile(rf"{_SEGMENT}(?<!\.git)\Z", re.ASCII)
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/+(datasets/|models/)?(.+)", re.IGNORECASE
)
_CACHE = re.compile(
    r"(?:^|[/\\])(models|datasets)--(?:([^/\\]+?)--)?([^/\\]+)(?:[/\\]snapshots[/\\]([0-9a-fA-F]{7,64}))?"
)
# What hosting services call fine-tuned models: `ft:BASE:OWNER:SUFFIX:ID`, and earlier `BASE:ft-OWNER-DATE`.
_HOSTED = re.compile(r"(?:ft:[\w.-]+(?::[\w.-]*){2,6}|[a-z][\w.-]*:ft-[\w.-]+)\Z", re.ASCII)
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]")
_COMMIT = re.compile(r"[0-9a-f]{40}\Z")
_PLACEHOLDERS = frozenset(
    (
        "none",
        "null",
        "nan",
        "unknown",
        "n/a",
        "na",
        "todo",
        "tbd",
        "false",
        "true",
        "[]",
        "model",
        "base_model",
        "dataset1",
    )
)
_UNPINNED = frozenset(("", "main", "none", "null"))

# First segments that mean a folder of a training machine, not an account of the Hub.
_FOLDERS: Final = frozenset(
    [
        "output",
        "outputs",
        "out",
        "result",
        "results",
        "save",
        "saves",
        "saved",
        "saved_models",
        "run",
        "runs",
        "checkpoint",
        "checkpoints",
        "ckpt",
        "ckpts",
        "model",
        "models",
        "data",
        "dataset",
        "datasets",
        "tmp",
        "temp",
        "log",
        "logs",
        "artifact",
        "artifacts",
        "exp",
        "exps",
        "experiment",
        "experiments",
        "weights",
        "src",
        "home",
        "mnt",
        "content",
        "workspace",
        "root",
        "train",
        "training",
        "models_cache",
        "cache",
    ]
)


@frozen
class Identity:
    """What a reference names.

    Args:
        kind: `hub`, `hosted` (a name in the catalogue of a service), `bare-name`, `local-path`, `placeholder` or `none`.
        repository: `ORG/NAME` for a Hub repository (or a legacy bare name), else empty.
        revision: the commit, tag or branch; None if unpinned.
        name: the last path segment, for a person to read; never a full path. What a service hosts keeps its whole name.
    """

    kind: str
    repository: str = ""
    revision: str | None = None
    name: str = ""

    @property
    def is_hub(self) -> bool:
        """Whether a Hub address exists for it."""
        return self.kind == "hub"

    def agrees_with(self, other: Identity) -> bool:
        """Say whether both may name the same thing: one repository, whose names may be several, and no two revisions."""
        if self.is_hub and other.is_hub:
            same = one_name(self.repository) == one_name(other.repository)
            return same and (None in (self.revision, other.revision) or self.revision == other.revision)
        if not self.name or self.name.casefold() == other.name.casefold():
            return bool(self.name)
        other_name = one_name(self.repository or self.name) == one_name(other.repository or other.name)
        return other_name and "hosted" not in (self.kind, other.kind)


@lru_cache(maxsize=65_536)
def identify(
    raw: str, revision: str | None = None, *, dataset: bool = False, hosted: bool = False
) -> Identity:
    """Return what a reference names.

    Args:
        raw: the text of the source: `org/name`, `org/name@rev`, a Hub address, a path, a bare name, or a placeholder.
        revision: the revision if the source gives it apart.
        dataset: whether a dataset is meant; legacy names and Hub addresses differ.
        hosted: whether the source says that this is a name in the catalogue of a service: it then is no Hub id, even if it
            is written like one.
    """
    text = raw.strip().strip("`\"'").rstrip("/\\")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text or text.casefold() in _PLACEHOLDERS or text[:1] in "[<{":
        return Identity("none" if text.casefold() in ("", "none", "null") else "placeholder")
    if hosted or _HOSTED.match(text):
        return Identity("hosted", revision=pinned_revision(revision), name=without_private(text)[:200])
    cached = _CACHE.search(text)
    named = "/".join(filter(None, cached.groups()[1:3])) if cached else ""
    if cached and (_HUB_ID.match(named) or _BARE.match(named)):
        return _hub(named, revision or cached[4])
    address = _URL.match(text)
    if address:
        return _from_address(address[2], revision)
    return _from_text(text, revision, dataset)


def _from_address(path: str, revision: str | None) -> Identity:
    parts = [part for part in unquote(path.split("?", 1)[0].split("#", 1)[0]).split("/") if part]
    if len(parts) > 3 and parts[2] in ("tree", "blob", "resolve", "commit"):
        revision = revision or parts[3]
    repository = "/".join(parts[:2])
    # An address whose first segment is a folder came from a card that linked a path of the training machine.
    is_page = len(parts) == 2 or parts[2:3] in (["tree"], ["blob"], ["resolve"], ["commit"])
    is_account = bool(parts) and (is_page or parts[0].casefold() not in _FOLDERS)
    if is_account and (_HUB_ID.match(repository) or _BARE.match(repository)):
        return _hub(repository, revision)
    return Identity("local-path", name=_last(path))


def _from_text(text: str, revision: str | None, dataset: bool) -> Identity:
    name, at, pinned = text.partition("@")
    if at and (_HUB_ID.match(name) or _BARE.match(name)) and pinned:
        text, revision = name, revision or pinned
    if _WINDOWS.match(text) or "\\" in text or text[:1] in "/~." or text.count("/") > 1:
        return Identity("local-path", name=_last(text))
    if _HUB_ID.match(text):
        if text.partition("/")[0].casefold() in _FOLDERS:
            return Identity("local-path", name=_last(text))
        return _hub(text, revision)
    if text in known("dataset" if dataset else "model"):
        return _hub(text, revision)
    if "://" in text:
        return Identity("local-path", name=_last(text))
    return Identity("bare-name", revision=pinned_revision(revision), name=_last(text))


def _hub(repository: str, revision: str | None) -> Identity:
    return Identity("hub", repository, pinned_revision(revision), repository.rsplit("/", 1)[-1])


def pinned_revision(revision: str | None) -> str | None:
    """Return a named revision, or None for what means unpinned (`main`, null, empty)."""
    text = (revision or "").strip()
    return None if text.casefold() in _UNPINNED else text


def is_commit(revision: str | None) -> bool:
    """Say whether a revision is a full commit, the only kind that pins."""
    return bool(revision and _COMMIT.match(revision))


@lru_cache(maxsize=16_384)
def hub_iri(identity: Identity, *, dataset: bool = False, pinned: bool = True) -> str:
    """Return the Hub address of a repository, at its revision unless `pinned` is false."""
    start = f"{HUB_DATASETS if dataset else HUB}{quote(identity.repository, safe='/')}"
    if pinned and identity.revision:
        return f"{start}/tree/{quote(identity.revision, safe='')}"
    return start


def _last(path: str) -> str:
    """Return the last segment of a path, with the escapes that download tools put in undone.

    The query of an address is no part of its name, and often holds the signature or token that opens it.
    """
    path = path.partition("?")[0]
    path = path.partition("#")[0] if "://" in path else path
    segment = last_part(path)
    return segment.replace("___", ".")[:200]
