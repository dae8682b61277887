"""Where the page of each thing stands within a site, and how one page leads to another.

A key is the path of a page without the ending. What we minted under `base` has the rest of its IRI as its key. What others
named stands under `about/`, so that nothing of ours can take its place. A name that a file system might change, hide or refuse
has a key made from its digest; so has one that differs from another in capital letters only, if `apart` names it (`clashing`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from lineage_rdf.vocabulary.namespaces import FTL, HUB, HUB_DATASETS, ONTOLOGY

HOME: Final = "index"
# First parts of a path that the site itself uses: our own things with such names move to `about/iri/`.
RESERVED: Final = frozenset({
    "about", "assets", "check", "data", "description", "dump", "dumps", "health", "healthz", "index", "linkset", "list",
    "metrics", "openapi", "query", "read", "robots", "search", "sitemap", "sitemaps", "sparql", "update", "void", "yasgui",
})  # fmt: skip
# What documents end with; a name that ends so would be taken for a document.
SUFFIXES: Final = (
    *(".html", ".ttl", ".jsonld", ".nt", ".nq", ".trig", ".rdf", ".xml", ".json", ".js", ".css", ".txt"),
    *(".hdt", ".gz"),
)
_PART: Final = re.compile(r"[A-Za-z0-9_~@+,=-](?:[A-Za-z0-9._~@+,=-]{0,98}[A-Za-z0-9_~@+,=-])?")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_UUID: Final = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_LONGEST: Final = 200
_DEEPEST: Final = 12
_DIGITS: Final = 32


@frozen
class Addresses:
    """Leads from IRIs to pages and back.

    Args:
        base: what IRIs of ours begin with; empty if there are none.
        root: the address of the site, which ends in `/`; without it `base`, if that can be one.
        ending: what links to pages end with: `.html` in files, empty where a server adds it.
        apart: IRIs whose keys differ from others only in capital letters (see `clashing`).
    """

    base: str = ""
    root: str = ""
    ending: str = ".html"
    apart: frozenset[str] = field(default=frozenset())

    def key(self, iri: str) -> str:
        """Return the key of an IRI; every text has one, and no two have the same."""
        if iri not in self.apart:
            found = _readable(self.base, iri)
            if found:
                return found
        return f"about/iri/{digest(iri)}"

    def iri(self, key: str) -> str:
        """Return the IRI of a key, or the empty text if the key does not tell it: one made from a digest, or no key at all."""
        if not key:
            return ""
        place, _, rest = key.removeprefix("about/").partition("/")
        starts = _STARTS.get(place, ()) if key.startswith("about/") else (self.base,)
        candidates = (start + (rest if key.startswith("about/") else key) for start in starts if start)
        return next(
            (iri for iri in candidates if iri not in self.apart and _readable(self.base, iri) == key), ""
        )

    def page(self, iri: str, here: str, anchor: str = "") -> str:
        """Return the way from one page to that of an IRI.

        Args:
            iri: what is wanted.
            here: the key of the page that leads there.
            anchor: a place on that page.
        """
        return self.way(self.key(iri), here, self.ending, anchor)

    def way(self, key: str, here: str, ending: str, anchor: str = "") -> str:
        """Return the way from the page of a key to a document of a key.

        Args:
            key: the key of what is wanted.
            here: the key of the page that leads there.
            ending: what the address ends with, for example `.ttl`.
            anchor: a place in that document.
        """
        fragment = f"#{anchor}" if anchor else ""
        if key == HOME and not ending:
            return (up(here) or "./") + fragment
        return f"{up(here)}{key}{ending}{fragment}"

    def home(self, here: str) -> str:
        """Return the way from a page to the first page."""
        return self.way(HOME, here, self.ending)

    def absolute(self, key: str, ending: str) -> str:
        """Return the whole address of a document of a key; with neither root nor base the way from the root of the site."""
        root = self.root or (self.base if self.base.endswith("/") else "")
        return f"{root}{key}{ending}"

    @property
    def site(self) -> str:
        """The address of the whole site; empty if nobody knows it."""
        return self.root or (self.base if self.base.endswith("/") else "")


@lru_cache(maxsize=1 << 16)  # most things are led to from many pages
def _readable(base: str, iri: str) -> str:
    """Return a key from which the IRI can be told, or the empty text."""
    if base and iri.startswith(base):
        rest = iri[len(base) :]
        return rest if is_path(rest) and rest.split("/", 1)[0].lower() not in RESERVED else ""
    match = _UUID.fullmatch(iri)
    if match:
        return f"about/id/{match[1]}"
    if iri.startswith(FTL):
        rest = iri[len(FTL) :]
        return f"about/terms/{rest}" if "/" not in rest and is_path(rest) else ""
    for start, place, parts in _PLACES:
        if iri.startswith(start):
            rest = iri[len(start) :]
            if parts(rest.count("/") + 1) and is_path(rest):
                return place + rest
    return ""


def up(here: str) -> str:
    """Return the way from the page of a key to the folder that holds the site."""
    return "../" * here.count("/")


def digest(iri: str) -> str:
    """Return a short name made from an IRI, in letters that no file system confounds."""
    return hashlib.sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def anchor(iri: str) -> str:
    """Return the name of the place of a part on the page of what it belongs to."""
    return f"p-{digest(iri)[:16]}"


def is_path(rest: str) -> bool:
    """Say whether a text can be the path of a file everywhere: not hidden, not above, not too long, no name of a device."""
    parts = rest.split("/")
    return (
        0 < len(rest) <= _LONGEST
        and len(parts) <= _DEEPEST
        and all(_PART.fullmatch(part) and not _DEVICE.fullmatch(part) for part in parts)
        and not any(part.lower().endswith(SUFFIXES) for part in parts)
    )


def clashing(iris: Iterable[str], addresses: Addresses) -> frozenset[str]:
    """Return the IRIs that must stand apart, as a file system that does not tell capital letters would merge their pages.

    Of those that would meet the first in the order of their letters keeps its key.

    Args:
        iris: all that have a page.
        addresses: where they stand.
    """
    taken: set[str] = set()
    apart = set()
    for key, iri in sorted((addresses.key(iri), iri) for iri in set(iris)):
        if key.lower() in taken:
            apart.add(iri)
        taken.add(key.lower())
    return frozenset(apart)


# What an IRI begins with, where its page stands, and of how many parts its rest may be.
_PLACES: Final = (
    (HUB_DATASETS, "about/datasets/", lambda parts: True),
    (HUB, "about/models/", lambda parts: parts > 1),
    (HUB, "about/accounts/", lambda parts: parts == 1),
    (f"{ONTOLOGY}/", "about/terms/", lambda parts: parts == 2),
)
_STARTS: Final = {
    "datasets": (HUB_DATASETS,),
    "models": (HUB,),
    "accounts": (HUB,),
    "terms": (FTL, f"{ONTOLOGY}/"),
    "id": ("urn:uuid:",),
}
