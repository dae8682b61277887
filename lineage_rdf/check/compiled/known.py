"""The terms of SHACL that the engine knows; a shapes graph that uses another one is refused, for it would be passed over."""

from __future__ import annotations

from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.graph import Index, PassedOverError, Term, broken, text
from lineage_rdf.vocabulary.namespaces import RDF, SH

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
        PassedOverError: with the name of the term.
        UsageError: if it asks for an entailment regime.
    """
    terms = {quad.predicate for quad in index.quads} | {quad.object for quad in index.quads}
    suspect = {term for term in terms if _unknown(term) or term == _ENTAILMENT}
    for quad in index.quads if suspect else ():
        unknown = next((t for t in (quad.predicate, quad.object) if _unknown(t)), None)
        if unknown is not None and not _is_data(index, quad.subject):  # type: ignore[arg-type]
            name = unknown.value.removeprefix(SH)  # type: ignore[union-attr]
            what = f"sh:{name} is no term this engine knows"
            raise broken(quad.subject, what, PassedOverError)  # type: ignore[arg-type]
        if quad.predicate.value == f"{SH}entailment":
            raise broken(quad.object, "entailment regimes are not supported")  # type: ignore[arg-type]


_ENTAILMENT = NamedNode(f"{SH}entailment")


def _unknown(term: object) -> bool:
    if not isinstance(term, NamedNode) or not term.value.startswith(SH):
        return False
    name = term.value.removeprefix(SH)
    return bool(name) and name not in _KNOWN and not name.endswith("ConstraintComponent")


def _is_data(index: Index, node: Term) -> bool:
    """Tell whether a node is a thing of some other vocabulary and says nothing that SHACL knows."""
    kinds = [text(kind) for kind in index.objects(node, f"{RDF}type")]
    shacl = [*kinds, *index.predicates(node)]
    return bool(kinds) and not any(name.startswith(SH) and name.removeprefix(SH) in _KNOWN for name in shacl)
