"""Which shapes use a term, by profile and code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from lineage_rdf.check.profiles import profiles
from lineage_rdf.vocabulary.namespaces import DCTERMS, PREFIXES, SH
from tools.conformance.vocabulary import ours

_SPARQL: Final = frozenset(f"{SH}{name}" for name in ("select", "ask"))
_NAME: Final = re.compile(r"<(?P<iri>[^>\s]+)>|(?<![\w:?$])(?P<prefix>[a-z][\w-]*):(?P<name>\w[\w-]*)")
_Rows = Mapping[str, list[tuple[str, NamedNode | BlankNode | Literal]]]


def used_in_shapes() -> dict[str, dict[str, frozenset[str]]]:
    """Return IRI of a term -> profile -> codes of the shapes of that profile that use it."""
    found: dict[str, dict[str, set[str]]] = {}
    for profile in profiles():
        rows: dict[str, list[tuple[str, NamedNode | BlankNode | Literal]]] = {}
        for path in profile.files:
            for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
                if isinstance(quad.object, NamedNode | BlankNode | Literal):
                    rows.setdefault(_key(quad.subject), []).append((quad.predicate.value, quad.object))
        for subject, said in rows.items():
            codes = {str(value.value) for name, value in said if name == f"{DCTERMS}identifier"}
            for iri in _reached(rows, subject) if codes else ():
                found.setdefault(iri, {}).setdefault(profile.token, set()).update(codes)
    return {iri: {token: frozenset(codes) for token, codes in table.items()} for iri, table in found.items()}


def _key(term: object) -> str:
    return str(term)


def _reached(rows: _Rows, subject: str) -> frozenset[str]:
    """Return the terms that a shape uses, itself or by the shapes and queries it is made of."""
    found: set[str] = set()
    seen = {subject}
    queue = [subject]
    while queue:
        for predicate, value in rows.get(queue.pop(), ()):
            if isinstance(value, Literal):
                found |= names_in(value.value) if predicate in _SPARQL else set()
                continue
            if isinstance(value, NamedNode):
                found.add(value.value)
            if _key(value) not in seen:
                seen.add(_key(value))
                queue.append(_key(value))
    return frozenset(iri for iri in found if ours(iri))


def names_in(query: str) -> set[str]:
    """Return the IRIs that a text in SPARQL names, in full or by one of our prefixes.

    Args:
        query: the text; comments of whole lines do not count.
    """
    lines = (line for line in query.splitlines() if not line.lstrip().startswith(("#", "PREFIX")))
    return set(_iris(" ".join(lines)))


def _iris(text: str) -> Iterable[str]:
    for found in _NAME.finditer(text):
        if found["iri"]:
            yield found["iri"]
        elif found["prefix"] in PREFIXES:
            yield PREFIXES[found["prefix"]] + found["name"]
