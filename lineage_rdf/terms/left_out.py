"""What a file of RDF says of terms and a glossary has no place for: told, so that nothing goes without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad

from lineage_rdf.codec.names import text
from lineage_rdf.plain_text import counted
from lineage_rdf.terms import properties as p
from lineage_rdf.terms.model import Remark
from lineage_rdf.terms.statements import Statements
from lineage_rdf.terms.versions.compare import short_name
from lineage_rdf.vocabulary.namespaces import PREFIXES, SCHEMA, SCHEMA_HTTPS, XSD

LEFT_OUT = "FTL-T056"
TWO_LABELS = "FTL-T058"
_SHOWN = 6
_DAYS = frozenset({f"{XSD}date", f"{XSD}dateTime"})


def left_out(given: Iterable[Quad], kept: Iterable[Quad], where: str) -> tuple[Remark, ...]:
    """Return one remark with the kinds of statements that are gone, or none.

    A value counts as kept if the same subject still has it, under whatever property: labels and sets go by several.

    Args:
        given: the statements of the file.
        kept: the statements of the glossary that was read from it.
        where: the name of the file.
    """
    known = {(text(quad.subject), *value) for quad in kept for value in _values(quad.object)}
    gone = Counter(
        _kind(quad)
        for quad in dict.fromkeys(given)
        if (text(quad.subject), *_values(quad.object)[0]) not in known
    )
    if not gone:
        return ()
    kinds = [f"{kind} ({number})" for kind, number in sorted(gone.items(), key=lambda row: (-row[1], row[0]))]
    more = f" and {len(kinds) - _SHOWN} more kinds" if len(kinds) > _SHOWN else ""
    what = (
        f"a glossary has no place for {counted(gone.total(), 'statement')}: {', '.join(kinds[:_SHOWN])}{more}"
    )
    return (Remark(LEFT_OUT, "", what, "left out; keep the file if they matter", where=where),)


def label_remarks(found: Statements, where: str) -> Iterator[Remark]:
    """Yield a remark for each term with several preferred labels in one language.

    Args:
        found: the statements of the file.
        where: the name of the file.

    Source: SKOS Reference, section 5.4, S14.
    """
    for node in found.typed(*p.CONCEPT):
        for language in sorted(set(found.languages(node, p.PREFERRED))):
            names = found.texts(node, p.PREFERRED, tag=language)
            if len(names) > 1:
                what = f"it has {len(names)} preferred labels in one language: {', '.join(map(repr, names))}"
                fix = "make all but one of them other labels (SKOS S14)"
                yield Remark(TWO_LABELS, names[0], what, fix, where=where)


def _values(term: object) -> list[tuple[str, str]]:
    """Return text and language of an object, and where it has a language the text alone, as texts in none get one.

    Days are compared without their time, and addresses as texts.
    """
    if not isinstance(term, Literal):
        return [(_schema(text(term)), "")]
    if term.datatype.value in _DAYS:
        return [(term.value[:10], "")]
    language = (term.language or "").split("-")[0]
    return [(term.value, language), (term.value, "")] if language else [(term.value, "")]


def _kind(quad: Quad) -> str:
    """Return what is told of a statement: its property, and the language of a text."""
    name = short_name(_schema(quad.predicate.value), PREFIXES)
    language = quad.object.language if isinstance(quad.object, Literal) else None
    return f"{name} in {language}" if language else name


def _schema(iri: str) -> str:
    return SCHEMA + iri[len(SCHEMA_HTTPS) :] if iri.startswith(SCHEMA_HTTPS) else iri
