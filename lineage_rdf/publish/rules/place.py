"""Where a site will stand, and what every kind of server has to know of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from attrs import field, frozen

from lineage_rdf.site.media import FILES, HTML, NQUADS, OTHER_FILES, TRIG

# Ending of a document -> its media type; the first is given to whoever takes anything.
KINDS: Final = {form.suffix: form.media_type for form in (HTML, *FILES)}
# Other names under which clients ask for them.
OTHER_NAMES: Final = {form.suffix: form.others for form in (HTML, *FILES)}
# Ending -> media type of what else there is.
MORE_TYPES: Final = {form.suffix: form.media_type for form in (NQUADS, TRIG)} | OTHER_FILES
# So many parts of a path may follow that of the document which tells of a thing.
LEVELS: Final = 6
# IRIs whose documents stand elsewhere, because a file cannot have their name, have a rule each; of so many at most.
MOST_EXCEPTIONS: Final = 1000


@frozen
class Place:
    """Where a site will stand.

    Args:
        base: what the IRIs begin with.
        host: the address under which the files are, which ends in `/`; another than `base` if that redirects to it.
        exceptions: path of an IRI below the base, as a server sees it -> key of its documents.
    """

    base: str
    host: str
    exceptions: Mapping[str, str] = field(factory=dict)

    @property
    def path(self) -> str:
        """The path of the site on its host: begins and ends with `/`."""
        return unquote(urlsplit(self.host).path) or "/"


def exceptions(keys: Mapping[str, str], base: str) -> dict[str, str]:
    """Return path below the base -> key, of IRIs that cannot be found by their path; the longest first, which are to win.

    Args:
        keys: IRI -> key of its documents.
        base: what IRIs of ours begin with.
    """
    found: dict[str, str] = {}
    for iri, key in sorted(keys.items()):
        path = unquote(iri[len(base) :])
        can_be_asked = path.isprintable() and "\ufffd" not in path and not {"?", "#"} & set(iri)
        if iri.startswith(base) and path and path != key and can_be_asked:
            found.setdefault(path, key)
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))[:MOST_EXCEPTIONS])


def quoted(path: str, sign: str) -> str:
    """Return a text as a regular expression within quotes, where two backslashes would become one.

    Args:
        path: the text.
        sign: the letter that begins a variable there.
    """
    letters = {"\\\\": r"\x5c", "\\ ": " ", '"': r"\x22", sign: rf"\x{ord(sign):x}"}
    pattern = re.escape(path)
    for letter, written in letters.items():
        pattern = pattern.replace(letter, written)
    return pattern
