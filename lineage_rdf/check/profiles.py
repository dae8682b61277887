"""The profiles: folders of shapes, described by W3C PROF, one built on another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import DCTERMS, PROF
from lineage_rdf.vocabulary.resources import shapes_folder

LADDER = ("wellformed", "instance", "disclosure", "lineage", "reproducible")


@frozen
class Profile:
    """A purpose with its shapes.

    Args:
        token: its name on the command line.
        title: its title.
        description: what it asks.
        builds_on: token of the profile it includes, or None.
        anchors: IRIs of the shapes of which at least one must have a focus node.
        folder: the folder of its own shapes.
    """

    token: str
    title: str
    description: str
    builds_on: str | None
    anchors: tuple[str, ...]
    folder: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """Its own shapes files, sorted."""
        return tuple(path for path in sorted(self.folder.glob("*.ttl")) if path.name != "profile.ttl")

    @property
    def stack(self) -> tuple[Profile, ...]:
        """The profile and all it builds on, the lowest first."""
        below = profile(self.builds_on).stack if self.builds_on else ()
        return (*below, self)


@cache
def profiles() -> tuple[Profile, ...]:
    """Return all profiles: the ladder from the bottom up, then the others by name."""
    found = [_read(path) for path in sorted(shapes_folder().glob("*/profile.ttl"))]
    order = {token: place for place, token in enumerate(LADDER)}
    return tuple(sorted(found, key=lambda item: (order.get(item.token, len(order)), item.token)))


def profile(token: str) -> Profile:
    """Return the profile of a token.

    Raises:
        UsageError: if there is none; the known ones are named.
    """
    for item in profiles():
        if item.token == token:
            return item
    known = ", ".join(item.token for item in profiles())
    raise UsageError(f"there is no profile {token!r}", fix=f"use one of {known}")


def _read(path: Path) -> Profile:
    quads = list(parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))
    subject = next(quad.subject for quad in quads if _is(quad.object, f"{PROF}Profile"))
    own = [quad for quad in quads if quad.subject == subject]
    below = _values(own, f"{PROF}isProfileOf")
    return Profile(
        token=_values(own, f"{PROF}hasToken")[0],
        title=_values(own, f"{DCTERMS}title")[0],
        description=_values(own, f"{DCTERMS}description")[0],
        builds_on=below[0].rsplit("/", 1)[-1] if below else None,
        anchors=tuple(sorted(_values(own, f"{DCTERMS}requires"))),
        folder=path.parent,
    )


def _is(term: object, iri: str) -> bool:
    return isinstance(term, NamedNode) and term.value == iri


def _values(quads: list[Quad], predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in quads
        if quad.predicate.value == predicate and isinstance(quad.object, Literal | NamedNode)
    ]
