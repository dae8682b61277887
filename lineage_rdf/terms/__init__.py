"""Terms: glossaries and dictionaries in and out, the CASRAI alignment, and the documentation of the vocabulary.

Example:
    >>> from lineage_rdf.terms import Origin, import_terms, write_glossary
    >>> found = import_terms({"tea.ttl": b"<urn:tea> a <http://schema.org/DefinedTerm> ."}, Origin(""))
    >>> [term.iri for term in found.glossary.terms]
    ['urn:tea']
    >>> write_glossary(found.glossary, "csv").text.splitlines()[1].startswith('"urn:tea"')
    True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lineage_rdf.terms.alignment import align
    from lineage_rdf.terms.exports.forms import write_glossary, write_term
    from lineage_rdf.terms.from_graph import glossary_of
    from lineage_rdf.terms.importing import import_terms
    from lineage_rdf.terms.integrity import repaired
    from lineage_rdf.terms.model import Glossary, Imported, Origin, Remark, Term
    from lineage_rdf.terms.own import own_glossary
    from lineage_rdf.terms.to_graph import glossary_quads

# Name -> the module that has it. They are loaded when they are asked for: most commands need few of them.
_HOME = {
    "align": "alignment",
    "write_glossary": "exports.forms",
    "write_term": "exports.forms",
    "glossary_of": "from_graph",
    "import_terms": "importing",
    "repaired": "integrity",
    **dict.fromkeys(("Glossary", "Imported", "Origin", "Remark", "Term"), "model"),
    "own_glossary": "own",
    "glossary_quads": "to_graph",
}
__all__ = [
    "Glossary",
    "Imported",
    "Origin",
    "Remark",
    "Term",
    "align",
    "glossary_of",
    "glossary_quads",
    "import_terms",
    "own_glossary",
    "repaired",
    "write_glossary",
    "write_term",
]


def __getattr__(name: str) -> object:
    """Return a public name, and load the module that has it."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
