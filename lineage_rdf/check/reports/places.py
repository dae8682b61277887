"""Where a finding stands: a file relative to the current folder, and a line of it.

Paths of the machine never enter a report that is published: what lies outside the current folder is called by its last part.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from attrs import frozen

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fix_files import is_store
from lineage_rdf.claims.address import web_address, without_secrets
from lineage_rdf.codec.syntax import is_rdf_name

_MOST_BYTES: Final = 16 * 1024 * 1024
_LINE: Final = re.compile(r"line ([0-9]{1,9})")
_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TOKEN: Final = re.compile(r'[<"]([^<>"\s]+)[>"]')
_SUBJECT: Final = re.compile(r'\s*"@?id"\s*:\s*"([^"\s]+)"|<([^<>"\s]+)>')
_IN_ADDRESS: Final = "/:?#[]@!$&'()*+,;=%~"


@frozen
class Place:
    """Where a finding stands.

    Args:
        path: the path of the file or folder, relative to the current folder; empty if the data came from no file.
        line: the line, 1 if nobody knows a better one.
        origin: what to call the input if it is no file.
        in_store: whether the data lie in a store on disk, so that no file can be shown.
    """

    path: str
    line: int
    origin: str
    in_store: bool = False

    @property
    def uri(self) -> str:
        """The place as a URI reference: a relative one for a file."""
        address = web_address(self.origin) if not self.path else None
        if address:
            return quote(address, safe=_IN_ADDRESS)
        name = self.path or self.origin.strip("<>").replace(" ", "-") or "input"
        return quote(name.encode("utf-8", "surrogateescape" if _is_file_name(name) else "replace"), safe="/~")


def _is_file_name(name: str) -> bool:
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def relative(path: str) -> str:
    """Return a path relative to the current folder, with forward slashes; outside of it, only its last part."""
    whole, here = os.path.abspath(path), os.path.join(os.getcwd(), "")
    if not whole.startswith(here):
        return os.path.basename(whole) if whole + os.sep != here else "."
    return whole[len(here) :].replace(os.sep, "/")


def origin_name(origin: str) -> str:
    """Return what to call an origin in a report that is published: no path of the machine and no password."""
    return relative(origin) if _exists(origin) else without_secrets(origin)


class Places:
    """Finds the places of findings; each file is read once."""

    def __init__(self) -> None:
        self._subjects: dict[str, dict[str, int]] = {}
        self._texts: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._stores: dict[str, bool] = {}

    def of(self, finding: Finding, origin: str) -> Place:
        """Return where a finding stands.

        Args:
            finding: the finding.
            origin: where the lineage was read.
        """
        if not _exists(origin):
            # The name of a file that is there no more; anything else is no path.
            path = (
                relative(origin) if is_rdf_name(origin) and "://" not in origin and origin[:1] != "<" else ""
            )
            return Place(path, 1, without_secrets(origin))
        if self._is_store(origin):
            return Place("", 1, relative(origin), in_store=True)
        for source, locator in _sources(finding, origin):
            if os.path.isfile(source):
                return Place(self._relative(source), self._line(source, finding.focus, locator), origin)
        return Place(self._relative(origin), 1, origin)

    def _is_store(self, origin: str) -> bool:
        if origin not in self._stores:
            self._stores[origin] = is_store(origin)
        return self._stores[origin]

    def _relative(self, path: str) -> str:
        if path not in self._names:
            self._names[path] = relative(path)
        return self._names[path]

    def _line(self, path: str, focus: str, locator: str) -> int:
        lines = self._lines(path)
        if locator:
            return min(_located(lines, locator), max(len(lines), 1))
        if path not in self._subjects:
            self._subjects[path] = _index(lines)
        return self._subjects[path].get(focus, 1)

    def _lines(self, path: str) -> list[str]:
        if path not in self._texts:
            self._texts[path] = _read(path)
        return self._texts[path]


def _sources(finding: Finding, origin: str) -> list[tuple[str, str]]:
    """Return the files a finding may stand in, the best first, each with a place inside it."""
    if os.path.isfile(origin) and is_rdf_name(origin):
        return [(origin, "")]
    folder = origin if os.path.isdir(origin) else os.path.dirname(origin)
    told = [] if finding.profile else [finding.label]
    found = [claim.rpartition(" (")[0] or claim for claim in finding.claims]
    pairs = [text.partition(":") for text in (*told, *found)]
    inside = [(os.path.join(folder, path), locator) for path, _, locator in pairs if _is_below(path)]
    names = ("lineage.yaml", "README.md")
    return [*inside, (origin, ""), *((os.path.join(folder, name), "") for name in names)]


def _is_below(path: str) -> bool:
    return bool(path) and not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")


def _exists(path: str) -> bool:
    return bool(path) and os.path.exists(path)


def _read(path: str) -> list[str]:
    try:
        if os.path.getsize(path) > _MOST_BYTES:
            return []
        return Path(path).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []


def _index(lines: list[str]) -> dict[str, int]:
    """Return IRI -> the first line on which it is the subject, else the first that names it."""
    named: dict[str, int] = {}
    subjects: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        subject = _SUBJECT.match(line)
        if subject:
            subjects.setdefault(subject[1] or subject[2], number)
        for token in _TOKEN.findall(line):
            named.setdefault(token, number)
    return named | subjects


def _located(lines: list[str], locator: str) -> int:
    """Return the line of `line 12`, of a YAML key such as `training.lr` or of a JSON path such as `$.r`; 1 for others."""
    number = _LINE.match(locator)
    if number:
        return max(int(number[1]), 1)
    keys = _KEY.findall(locator)
    if not keys:
        return 1
    pattern = re.compile(rf"""[\s{{,"'-]*{re.escape(keys[-1])}["']?\s*:""")
    return next((place for place, line in enumerate(lines, 1) if pattern.match(line)), 1)
