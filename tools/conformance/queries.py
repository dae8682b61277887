"""Which queries of the catalogue mention a term."""

from __future__ import annotations

from lineage_rdf.query.catalogue_files import catalogue
from lineage_rdf.terms.docs.shape_uses import names_in
from tools.conformance.vocabulary import ours


def asked_by() -> dict[str, frozenset[str]]:
    """Return IRI of a term -> names of the queries whose text names it."""
    found: dict[str, set[str]] = {}
    for name, entry in catalogue().items():
        for iri in filter(ours, names_in(entry.text)):
            found.setdefault(iri, set()).add(name)
    return {iri: frozenset(names) for iri, names in found.items()}
