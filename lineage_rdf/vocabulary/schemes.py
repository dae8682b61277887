"""The members of the concept schemes, read from the ontology files when first asked for."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from attrs import field, frozen
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from lineage_rdf.vocabulary.namespaces import DCTERMS, FTL, OWL, SKOS, scheme_namespace
from lineage_rdf.vocabulary.resources import ontology_folder


@frozen
class SchemeTerm:
    """One member of a scheme.

    Args:
        notation: the last segment of its IRI.
        label: its preferred label.
        names: every name it goes by in tools: alternative labels and notations, as written.
        broader: notations of broader members of the same scheme.
        kind: for hyperparameters the kind of value: real, integer, boolean, text or list.
        definition: its definition, empty if it has none of ours.
        example: an example, empty if there is none.
        note: what else should be known, empty if there is nothing.
        sources: addresses of the papers, code or pages behind it.
        deprecated: whether it should not be used any more.
        replaced_by: IRIs of what to use instead of a deprecated term.
        reason: why it is deprecated, empty if the replacement says it all.
    """

    notation: str
    label: str = ""
    names: tuple[str, ...] = field(default=())
    broader: tuple[str, ...] = field(default=())
    kind: str = ""
    definition: str = ""
    example: str = ""
    note: str = ""
    sources: tuple[str, ...] = field(default=())
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()
    reason: str = ""


# The SKOS properties under which other names of a term stand.
_NAMES: Final = ("altLabel", "hiddenLabel", "notation")

# The classes and properties themselves; they are terms too, in terms.ttl.
CORE: Final = "core"


def namespace_of(scheme: str) -> str:
    """Return the namespace of the members of a scheme, or of the classes and properties for `core`."""
    return FTL if scheme == CORE else scheme_namespace(scheme)


@cache
def members(scheme: str) -> dict[str, SchemeTerm]:
    """Return notation -> member for one scheme, or name -> class or property for `core`, sorted.

    Raises:
        KeyError: if there is no such scheme.
    """
    path = ontology_folder() / ("terms.ttl" if scheme == CORE else f"schemes/{scheme}.ttl")
    if not path.is_file():
        raise KeyError(f"there is no scheme {scheme!r}")
    namespace = namespace_of(scheme)
    rows: dict[str, dict[str, list[str]]] = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(namespace):
            row = rows.setdefault(quad.subject.value[len(namespace) :], {})
            if isinstance(quad.object, Literal | NamedNode):
                row.setdefault(quad.predicate.value, []).append(quad.object.value)
    return {name: _term(name, namespace, rows[name]) for name in sorted(rows) if "/" not in name}


def _term(notation: str, namespace: str, row: dict[str, list[str]]) -> SchemeTerm:
    def first(predicate: str) -> str:
        return row.get(predicate, [""])[0]

    broader = (iri[len(namespace) :] for iri in row.get(f"{SKOS}broader", []) if iri.startswith(namespace))
    return SchemeTerm(
        notation,
        label=first(f"{SKOS}prefLabel"),
        names=tuple(sorted({name for kind in _NAMES for name in row.get(SKOS + kind, [])})),
        broader=tuple(sorted(broader)),
        kind=first(f"{FTL}valueKind"),
        definition=first(f"{SKOS}definition"),
        example=first(f"{SKOS}example"),
        note=first(f"{SKOS}scopeNote"),
        sources=tuple(sorted(row.get(f"{DCTERMS}source", []))),
        deprecated=first(f"{OWL}deprecated") == "true",
        replaced_by=tuple(sorted(row.get(f"{DCTERMS}isReplacedBy", []))),
        reason=first(f"{SKOS}changeNote"),
    )


@cache
def casrai_matches() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return IRI of a term of ours -> (kind of match, IRI of the CASRAI term) pairs."""
    found: dict[str, list[tuple[str, str]]] = {}
    for quad in parse(path=ontology_folder() / "casrai.ttl", format=RdfFormat.TURTLE):
        kind = quad.predicate.value.removeprefix(SKOS)
        if (
            kind.endswith("Match")
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        ):
            found.setdefault(quad.subject.value, []).append((kind.removesuffix("Match"), quad.object.value))
    return {iri: tuple(sorted(pairs)) for iri, pairs in found.items()}


@cache
def _by_name(scheme: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for notation, term in members(scheme).items():
        for name in (notation, term.label, *term.names):
            table.setdefault(fold(name), notation)
    # A notation always wins over another member's alias.
    table.update({fold(notation): notation for notation in members(scheme)})
    return table


def fold(name: str) -> str:
    """Return a name without case, blanks, hyphens and underscores, so that spellings of one name meet."""
    return "".join(letter for letter in name.casefold() if letter not in " -_")


@lru_cache(maxsize=16_384)  # sources repeat the same few names all the time
def lookup(scheme: str, name: str) -> str | None:
    """Return the notation of the member that goes by `name` in any spelling, or None."""
    return _by_name(scheme).get(fold(name))


def hyperparameter_for(name: str) -> SchemeTerm | None:
    """Return the hyperparameter that tools call `name`, or None."""
    notation = lookup("hyperparameter", name)
    return members("hyperparameter")[notation] if notation else None


@cache
def narrower_than(scheme: str, notation: str) -> frozenset[str]:
    """Return a member and everything below it, by notation."""
    found = {notation}
    grown = True
    while grown:
        below = {name for name, term in members(scheme).items() if found & set(term.broader)}
        grown = not below <= found
        found |= below
    return frozenset(found)
