"""Which shapes use a term, by profile and code."""

from __future__ import annotations

from lineage_rdf.check.profiles import profiles
from lineage_rdf.terms.docs.graph import Graph, read_turtle
from lineage_rdf.terms.docs.shape_uses import uses_of_terms
from tools.conformance.vocabulary import ours


def used_in_shapes() -> dict[str, dict[str, frozenset[str]]]:
    """Return IRI of a term -> profile -> codes of the shapes of that profile that use it."""
    shapes = {
        profile.token: Graph(quad for path in profile.files for quad in read_turtle(path).quads)
        for profile in profiles()
    }
    return {
        iri: {
            token: frozenset(use.code for use in uses if use.profile == token)
            for token in shapes
            if any(use.profile == token for use in uses)
        }
        for iri, uses in uses_of_terms(shapes).items()
        if ours(iri)
    }
