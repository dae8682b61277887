"""What must not be published though files hold it: tokens, e-mail addresses, logins, names of users in paths.

A text is searched only around letters that such things cannot do without, so that looking costs next to nothing where there
is nothing to find. Forms of tokens are those that their makers document, for example
https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github and
https://huggingface.co/docs/hub/security-tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from attrs import frozen

from lineage_rdf.claims.address import without_secrets

MARK: Final = "[withheld]"
_SHORTEST: Final = len("a@b.cd")
TOKEN: Final = "token or key"
EMAIL: Final = "e-mail address"
LOGIN: Final = "login in an address"
HOME: Final = "name of a user in a path"

# Letters without which a form does not occur -> the form.
_TOKENS: Final = tuple(
    (mark, re.compile(rf"(?<![A-Za-z0-9]){pattern}"))
    for mark, pattern in (
        ("hf_", r"hf_[A-Za-z0-9]{16,}"),
        ("api_org_", r"api_org_[A-Za-z0-9]{16,}"),
        ("sk-", r"sk-[\w-]{0,60}?[A-Za-z0-9]{16,}[\w-]*"),
        ("gsk_", r"gsk_[A-Za-z0-9]{20,}"),
        *((f"gh{letter}_", rf"gh{letter}_[A-Za-z0-9]{{16,}}") for letter in "pousr"),
        ("github_pat_", r"github_pat_\w{16,}"),
        ("glpat-", r"glpat-[\w-]{16,}"),
        ("AKIA", r"AKIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
        ("ASIA", r"ASIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
        ("AIza", r"AIza[\w-]{30,}"),
        ("eyJ", r"eyJ[\w-]{8,300}+\.[\w-]{8,}(?:\.[\w-]*)?"),
        ("xox", r"xox[abeprs]-[\w-]{10,}"),
        ("nvapi-", r"nvapi-[\w-]{20,}"),
        ("r8_", r"r8_[A-Za-z0-9]{30,}"),
        ("wandb_v1_", r"wandb_v1_\w{20,}"),
        (" PRIVATE KEY", r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}KEY-----)?"),
    )
)
_HOMES: Final = re.compile(r"[\\/](?:home|users)[\\/]", re.IGNORECASE)
_USER: Final = r"(?:home|users)[\\/]+[^\\/\s\"'`<>{}$|,;:)\]]+"
# A path that begins at a root, or one that was put behind another one; not the path of a web address.
_HOME: Final = re.compile(
    rf"(?<![\w.%/\\])(?!//\w)(?:file:[\\/]*|[A-Za-z]:)?(?:[\\/]+[\w.-]+){{0,8}}?[\\/]+{_USER}|(?<=\w)//{_USER}",
    re.IGNORECASE,
)
_MARKS: Final = (
    *(mark.lower() for mark, _ in _TOKENS if mark != "sk-"),
    *("@", "/home", "/users", "\\home", "\\users"),
    *("_key", "-key", "apikey", "_token", "-token", "secret", "passw", "credential", "authorization"),
)
# A login that lost its at sign where a reader cut the text there: what stands for the port is no number.
_CUT: Final = r"(?:https?|ftp|ssh)://[^/?#\s@:]{1,100}:(?!\d{1,5}(?:[/?#\s]|\Z))[^/?#\s@:]{1,200}(?=\s|\Z)"
_CUT_LOGIN: Final = re.compile(_CUT)
_ODD: Final = re.compile(rf"[0-9a-f]{{40}}|(?<![A-Za-z0-9])sk-|[?&#;][^\s=?&#;]*=|{_CUT}")
_BEFORE: Final = re.compile(r"[\w.+%-]{1,64}\Z")
_AFTER: Final = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,24}(?!\w)")
_LOGIN: Final = re.compile(r"://[^/?#\s@]{0,200}\Z")
# Keys under which credentials stand, whatever they look like; `pad_token` and `max_tokens` are none.
_KEY: Final = re.compile(
    r"(?:hub|hf|huggingface|access|auth|api|bearer|github|gitlab|wandb|refresh|session|secret|personal|private)[_-]?(?:token|key)\b"
    r"|(?:^|[./])token\Z|secret|passw(?:or)?d|credential|authorization",
    re.IGNORECASE,
)


@frozen
class PrivatePart:
    """A part of a text that must not be published: where it stands, and what it is in plain words."""

    start: int
    end: int
    kind: str


def may_be_private(text: str) -> bool:
    """Say whether a text has letters without which nothing in it can be private; a quick test for many texts at once."""
    if _ODD.search(text):
        return True
    lower = text.lower()
    return any(mark in lower for mark in _MARKS)


def names_credential(key: str) -> bool:
    """Say whether a key is one under which a token, key or password stands."""
    return _KEY.search(key) is not None


def private_parts(text: str, most: int | None = None) -> list[PrivatePart]:
    """Return the parts of a text that must not be published, in order; of parts that overlap the first.

    Args:
        text: the text.
        most: of each kind no more than this many are looked for, and no more at signs are looked at than fifty times as many.
    """
    looked_at = None if most is None else 50 * most
    kinds = (_tokens(text), _addresses(text, looked_at), _homes(text))
    found = [part for kind in kinds for part in islice(kind, most)]
    found.sort(key=lambda part: (part.start, -part.end))
    kept: list[PrivatePart] = []
    for part in found:
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


@lru_cache(maxsize=16_384)
def without_private(text: str) -> str:
    """Return a text in which what must not be published is `[withheld]`; a home folder becomes `~`."""
    if len(text) < _SHORTEST:
        return text
    text = without_secrets(text) if "://" in text or "=" in text else text
    parts = private_parts(text)
    for part in reversed(parts):
        text = text[: part.start] + ("~" if part.kind == HOME else MARK) + text[part.end :]
    return text


def holds_address(text: str) -> bool:
    """Say whether an at sign in a text belongs to an e-mail address or a login and not to `name@revision`."""
    return any(part.kind in (EMAIL, LOGIN) for part in private_parts(text))


def last_part(path: str) -> str:
    """Return the last part of a path with either kind of slash; of somebody's home folder itself only `~`."""
    return without_private(path).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _tokens(text: str) -> Iterator[PrivatePart]:
    """Yield the tokens and keys in a text, by form."""
    for mark, pattern in _TOKENS:
        if mark in text:
            yield from (PrivatePart(m.start(), m.end(), TOKEN) for m in pattern.finditer(text))


def _addresses(text: str, looked_at: int | None = None) -> Iterator[PrivatePart]:
    """Yield e-mail addresses and the logins of web addresses: both stand around an at sign."""
    at, seen = text.find("@"), 0
    while at >= 0 and (looked_at is None or seen < looked_at):
        seen += 1
        before = _BEFORE.search(text, max(0, at - 64), at)
        after = _AFTER.match(text, at)
        login = _LOGIN.search(text, max(0, at - 210), at)
        if login:
            yield PrivatePart(login.start() + 3, at + 1, LOGIN)
        elif before and after and before[0] != "git":
            yield PrivatePart(before.start(), after.end(), EMAIL)
        at = text.find("@", at + 1)
    for cut in _CUT_LOGIN.finditer(text) if "://" in text else ():
        yield PrivatePart(text.index("://", cut.start()) + 3, cut.end(), LOGIN)


def _homes(text: str) -> Iterator[PrivatePart]:
    if _HOMES.search(text):
        for match in _HOME.finditer(text):
            yield PrivatePart(match.start(), match.end(), HOME)
