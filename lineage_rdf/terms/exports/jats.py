"""Terms as the `<role>` element of JATS, the XML of journal articles.

Attributes and content are those of the JATS Publishing Tag Library 1.3 (ANSI/NISO Z39.96-2021), element `role`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lineage_rdf.errors import UsageError
from lineage_rdf.plain_text import clean
from lineage_rdf.terms.model import Glossary, Term
from lineage_rdf.vocabulary.casrai import DICTIONARY
from lineage_rdf.vocabulary.namespaces import CASRAI, FTL, ONTOLOGY

# The names of vocabularies. JATS gives the name `credit` to the CRediT taxonomy alone.
_VOCABULARIES: Final = (
    ("https://credit.niso.org/", "credit", "https://credit.niso.org/"),
    (CASRAI, "casrai", DICTIONARY),
    (FTL, "ftl", ONTOLOGY),
    (f"{ONTOLOGY}/", "ftl", ONTOLOGY),
)
_ATTRIBUTES: Final = ("vocab", "vocab-identifier", "vocab-term", "vocab-term-identifier")


def role(term: Term, glossary: Glossary | None = None) -> str:
    """Return the element of a term, with its name as content.

    Args:
        term: the term.
        glossary: the vocabulary to name if the term is neither ours, nor CASRAI's, nor CRediT's.
    """
    vocabulary, identifier = _vocabulary(term, glossary)
    language = f"xml:lang={quoteattr(term.language)}"
    opening = _opening((vocabulary, identifier, term.name, term.iri), "\n      ")
    return f"{opening}\n      {language}>{escape(clean(term.name))}</role>\n"


def casrai_role(term: Term) -> str:
    """Return the element as CASRAI's pages print it: empty, and with `credit` as the vocabulary whatever the term is.

    Args:
        term: a term of the CASRAI Dictionary.

    Raises:
        UsageError: if it is none; the element would say that CASRAI publishes it.
    """
    if not term.iri.startswith(CASRAI):
        matches = [relation.target for relation in term.related("exactMatch")]
        theirs = [iri for iri in matches if iri.startswith(CASRAI)]
        fix = "leave --casrai-compatible out" + (f", or name {theirs[0]}" if theirs else "")
        raise UsageError("it is no term of the CASRAI Dictionary, whose JATS names it as such", term.iri, fix)
    return f"{_opening(('credit', DICTIONARY, term.name, term.iri), chr(10) + ' ' * 6)} />\n"


def roles(glossary: Glossary) -> str:
    """Return all terms of a glossary as the roles of one contributor, the element of JATS that holds several of them."""
    return _group(role(term, glossary) for term in glossary.terms)


def casrai_roles(glossary: Glossary) -> str:
    """Return the same with the elements that CASRAI prints.

    Raises:
        UsageError: if one of the terms is none of CASRAI's.
    """
    return _group(map(casrai_role, glossary.terms))


def _group(elements: Iterable[str]) -> str:
    body = "".join(f"    {line}\n" for element in elements for line in element.splitlines())
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<contrib-group>\n  <contrib>\n{body}  </contrib>\n</contrib-group>\n"


def _vocabulary(term: Term, glossary: Glossary | None) -> tuple[str, str]:
    same = [relation.target for relation in term.related("sameAs")]
    for start, name, identifier in _VOCABULARIES:
        if any(iri.startswith(start) for iri in (*same, term.iri)):
            return name, identifier
    return (glossary.title, glossary.url or glossary.iri) if glossary else ("", "")


def _opening(values: tuple[str, ...], gap: str) -> str:
    pairs = (
        f"{name}={quoteattr(clean(value))}" for name, value in zip(_ATTRIBUTES, values, strict=True) if value
    )
    return f"<role {gap.join(pairs)}"
