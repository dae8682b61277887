"""Several files of one glossary as one."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from lineage_rdf.errors import UsageError
from lineage_rdf.terms.model import Imported, Term


def merged(parts: Sequence[Imported]) -> Imported:
    """Return the terms of several imports as one glossary, which is described by the first.

    Args:
        parts: at least one.

    Raises:
        UsageError: if two of them describe one term differently.
    """
    terms: dict[str, Term] = {}
    for part in parts:
        for term in part.glossary.terms:
            if terms.setdefault(term.iri, term) != term:
                raise UsageError(f"two files describe {term.iri} differently", fix="import them one by one")
    first = parts[0].glossary
    sets = {whole.iri: whole for part in parts for whole in part.glossary.parts}
    remarks = tuple(dict.fromkeys(remark for part in parts for remark in part.remarks))
    lost = tuple(dict.fromkeys(remark for part in parts for remark in part.left_out))
    whole = evolve(
        first,
        terms=tuple(terms.values()),
        parts=tuple(sets[iri] for iri in sorted(sets)),
        groups=tuple(dict.fromkeys(group for part in parts for group in part.glossary.groups)),
    )
    return Imported(whole, remarks, lost)
