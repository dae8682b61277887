"""The forms in which terms are written, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import evolve

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.codec.write import Written
from lineage_rdf.errors import UsageError
from lineage_rdf.terms.exports.defined_term import set_jsonld, term_jsonld
from lineage_rdf.terms.exports.html import term_html
from lineage_rdf.terms.exports.jats import role, roles
from lineage_rdf.terms.exports.prefixed_jsonld import prefixed_jsonld
from lineage_rdf.terms.exports.sssom import sssom
from lineage_rdf.terms.exports.tables import terms_csv
from lineage_rdf.terms.glossaries.yaml_write import write_yaml_terms
from lineage_rdf.terms.model import Glossary, Term
from lineage_rdf.terms.to_graph import glossary_quads, term_quads

# Form -> how a whole glossary is written; `base` is where its categories, roles and tags have their addresses.
_WHOLE: Final[dict[str, Callable[[Glossary, str], Written | str]]] = {
    "turtle": lambda glossary, base: write_turtle(glossary_quads(glossary, base=base)),
    "jsonld": lambda glossary, base: prefixed_jsonld(glossary_quads(glossary, base=base)),
    "defined-terms": lambda glossary, _: set_jsonld(glossary),
    "csv": lambda glossary, _: terms_csv(glossary),
    "sssom": lambda glossary, _: sssom(glossary),
    "jats": lambda glossary, _: roles(glossary),
    "html": lambda glossary, _: "".join(map(term_html, glossary.terms)),
    "yaml": lambda glossary, _: write_yaml_terms(glossary),
}
FORMS: Final = tuple(_WHOLE)

# Form -> how one term is written; jsonld is the DefinedTerm that goes into a page.
_ONE: Final[dict[str, Callable[[Term, Glossary], str]]] = {
    "jsonld": lambda term, _: term_jsonld(term),
    "turtle": lambda term, glossary: write_turtle(term_quads(term, glossary)),
    "jats": role,
    "html": lambda term, _: term_html(term),
}
TERM_FORMS: Final = tuple(_ONE)


def write_glossary(glossary: Glossary, form: str, *, base: str = "") -> Written:
    """Return a glossary in one of `FORMS`, and what a form with fields of its own has no place for.

    Args:
        glossary: its terms.
        form: the name of the form.
        base: the address under which its categories, roles and tags stand, for the forms of RDF.

    Raises:
        UsageError: if there is no such form.
    """
    if form not in _WHOLE:
        raise UsageError(f"there is no form {form!r}", fix=f"use one of {', '.join(FORMS)}")
    written = _WHOLE[form](glossary, base)
    return Written(written) if isinstance(written, str) else written


def write_term(term: Term, glossary: Glossary, form: str) -> str:
    """Return one term in one of `TERM_FORMS`.

    Args:
        term: the term.
        glossary: the glossary that it is from.
        form: the name of the form.

    Raises:
        UsageError: if there is no such form.
    """
    if form not in _ONE:
        raise UsageError(f"there is no form {form!r} of one term", fix=f"use one of {', '.join(TERM_FORMS)}")
    # What the whole is licensed under holds for a term that says nothing else.
    return _ONE[form](evolve(term, license=term.license or glossary.license), glossary)
