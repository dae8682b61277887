"""The terms of SHACL that the engine knows; a shapes graph that uses another one is refused, for it would be passed over."""

from __future__ import annotations

from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.graph import Index, broken
from lineage_rdf.vocabulary.namespaces import SH

_SHAPES = """NodeShape PropertyShape Shape ConstraintComponent Parameter Parameterizable Validator
SPARQLConstraint SPARQLAskExecutable SPARQLSelectExecutable SPARQLExecutable SPARQLAskValidator SPARQLSelectValidator
PrefixDeclaration PropertyGroup NodeKind Severity Violation Warning Info
IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral"""
_PROPERTIES = """targetClass targetNode targetSubjectsOf targetObjectsOf property path deactivated message severity
inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength
pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties
hasValue in sparql select ask prefixes declare prefix namespace
parameter optional validator nodeValidator propertyValidator labelTemplate
name description order group defaultValue shapesGraph shapesGraphWellFormed suggestedShapesGraph entailment"""
_REPORTS = """ValidationReport ValidationResult AbstractResult conforms result focusNode resultPath value sourceShape
sourceConstraint sourceConstraintComponent resultSeverity resultMessage detail"""
_KNOWN = frozenset(f"{_SHAPES} {_PROPERTIES} {_REPORTS}".split())


def refuse_unknown(index: Index) -> None:
    """Refuse a shapes graph that uses a term of SHACL which the engine does not know.

    Raises:
        UsageError: with the name of the term.
    """
    for quad in index.quads:
        for term in (quad.predicate, quad.object):
            name = term.value.removeprefix(SH) if isinstance(term, NamedNode) else ""
            unknown = (
                name and isinstance(term, NamedNode) and term.value.startswith(SH) and name not in _KNOWN
            )
            if unknown and not name.endswith("ConstraintComponent"):
                subject = quad.subject
                raise broken(subject, f"sh:{name} is no term this engine knows")  # type: ignore[arg-type]
    for quad in index.quads:
        if quad.predicate.value == f"{SH}entailment":
            raise broken(quad.object, "entailment regimes are not supported")  # type: ignore[arg-type]
