"""Which IRI an address of this server stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.terms import known_term
from lineage_rdf.pages.things import is_term
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.serve.site import addresses_of
from lineage_rdf.serve.things.asking import described, whole

_DIGEST: Final = "about/iri/"
_DIGITS: Final = re.compile(r"[0-9a-f]{8,64}")
# Only what has a class is looked for, as to go through all statements takes ten times as long. What has a name for its address
# anyway is left out by the engine, which is quicker at that than we are.
_NAMELESS: Final = (
    "SELECT ?s { { SELECT DISTINCT ?s { ?s a ?class } } FILTER(isIRI(?s) && "
    '!REGEX(STR(?s), "^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")) }'
)


def find(here: Opened, path: str, written: str, base: str) -> str:
    """Return the IRI of which an address tells, or the empty text if the store does not describe it.

    Args:
        here: what is open.
        path: the path of the address without the first slash, read as UTF-8.
        written: the same as it was sent, with what follows a question mark.
        base: the address of the server, without a slash at its end.
    """
    addresses = addresses_of(base)
    iri = addresses.iri(path)
    if iri and is_term(iri) and known_term(iri):
        return iri
    if path.startswith(_DIGEST):
        return _by_digest(here, path, addresses)
    # What we minted has the very IRI as its address, however that is spelt.
    candidates = [one for one in (iri, f"{base}/{written}", f"{base}/{path}") if one]
    known = described(here, candidates)
    return next((one for one in candidates if one in known), "")


def _by_digest(here: Opened, path: str, addresses: Addresses) -> str:
    digest = path.removeprefix(_DIGEST)
    if not _DIGITS.fullmatch(digest):
        return ""
    if here.native is not None:
        return _without_name(here, addresses).get(path, "")
    same = f'FILTER(STRSTARTS(SHA256(STR(?s)), "{digest}"))'
    rows = whole(here).select(f"SELECT DISTINCT ?s {{ ?s a ?class {same} }} LIMIT 2")
    iris = (row["s"].value for row in rows if isinstance(row["s"], NamedNode))
    return next((iri for iri in iris if addresses.key(iri) == path), "")


@lru_cache(maxsize=2)
def _without_name(here: Opened, addresses: Addresses) -> dict[str, str]:
    """Return path -> IRI for what has an address made from a digest; looked for once, as long as the store stays open."""
    found = {}
    for row in whole(here).select(_NAMELESS):
        subject = row["s"]
        if isinstance(subject, NamedNode):
            key = addresses.key(subject.value)
            if key.startswith(_DIGEST):
                found[key] = subject.value
    return found
