"""Names in records to IRIs and back."""

from __future__ import annotations

from functools import cache

from pyoxigraph import BlankNode, NamedNode

from lineage_rdf.vocabulary.namespaces import PREFIXES, scheme_namespace


def text(term: object) -> str:
    """Return an IRI or a literal as its text and a blank node as `_:label`, as results do."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", term))


@cache
def node(name: str) -> NamedNode:
    """Return the node of a prefixed name or of a bare name in ftl:."""
    prefix, colon, rest = name.partition(":")
    return NamedNode(PREFIXES[prefix] + rest if colon else PREFIXES["ftl"] + name)


@cache
def code_to_iri(code: str, scheme: str) -> str:
    """Return the IRI of a notation of a scheme; an IRI stays what it is."""
    return code if ":" in code else scheme_namespace(scheme) + code


@cache
def iri_to_code(iri: str, scheme: str) -> str:
    """Return the notation of a scheme's member; the IRI itself for anything else."""
    namespace = scheme_namespace(scheme)
    rest = iri[len(namespace) :] if iri.startswith(namespace) else ""
    return rest if rest and "/" not in rest and ":" not in rest else iri


@cache
def short_class(iri: str) -> str | None:
    """Return the name under which records know a class: bare for ftl:, prefixed for PROV-O and schema.org."""
    for prefix in ("ftl", "prov", "schema"):
        if iri.startswith(PREFIXES[prefix]):
            rest = iri[len(PREFIXES[prefix]) :]
            return rest if prefix == "ftl" else f"{prefix}:{rest}"
    return None
