"""What our vocabulary says of its terms."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.codec.names import text
from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from lineage_rdf.vocabulary.resources import ontology_folder
from lineage_rdf.vocabulary.schemes import SchemeTerm, members


def term_statements(iri: str) -> list[Quad]:
    """Return what the vocabulary says of a member of one of its schemes; nothing if there is no such member.

    Args:
        iri: for example `https://w3id.org/ftl/objective/dpo`.
    """
    scheme = iri.removeprefix(f"{ONTOLOGY}/").partition("/")[0]
    return list(_scheme(scheme).get(iri, ())) if known_term(iri) else []


def known_term(iri: str) -> SchemeTerm | None:
    """Return a member of one of our schemes, or None if there is none with that IRI."""
    scheme, _, notation = iri.removeprefix(f"{ONTOLOGY}/").partition("/")
    try:
        return members(scheme).get(notation)
    except (KeyError, FileNotFoundError):
        return None


def definition_of(iri: str) -> str:
    """Return what a term means; empty where the vocabulary has no words of its own."""
    term = known_term(iri)
    return term.definition if term else ""


@cache
def _scheme(name: str) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in parse(path=ontology_folder() / f"schemes/{name}.ttl", format=RdfFormat.TURTLE):
        found[text(quad.subject)].append(quad)
    return dict(found)
