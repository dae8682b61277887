"""What a result says whose shape has no message of its own."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal

from lineage_rdf.check.compiled.graph import Term, text
from lineage_rdf.vocabulary.namespaces import SH

_WORDS = {
    "Class": "The value is not of the class that the shape asks for.",
    "Datatype": "The value is not of the datatype that the shape asks for.",
    "NodeKind": "The value is not of the kind (IRI, blank node, literal) that the shape asks for.",
    "MinCount": "There are fewer values than the shape asks for.",
    "MaxCount": "There are more values than the shape allows.",
    "MinExclusive": "The value is not greater than the bound.",
    "MinInclusive": "The value is less than the bound.",
    "MaxExclusive": "The value is not less than the bound.",
    "MaxInclusive": "The value is greater than the bound.",
    "MinLength": "The value is shorter than the shape allows.",
    "MaxLength": "The value is longer than the shape allows.",
    "Pattern": "The value does not match the pattern.",
    "LanguageIn": "The value is in none of the languages that the shape allows.",
    "UniqueLang": "There is more than one text in one language.",
    "Equals": "The values differ from those of the other property.",
    "Disjoint": "The value is also one of the other property.",
    "LessThan": "The value is not less than that of the other property.",
    "LessThanOrEquals": "The value is greater than that of the other property.",
    "Not": "The value conforms to a shape that it must not conform to.",
    "And": "The value does not conform to all of the shapes.",
    "Or": "The value conforms to none of the shapes.",
    "Xone": "The value does not conform to exactly one of the shapes.",
    "Node": "The value does not conform to the shape.",
    "QualifiedMinCount": "Fewer values conform to the shape than are asked for.",
    "QualifiedMaxCount": "More values conform to the shape than are allowed.",
    "Closed": "The node has a property that the shape does not allow.",
    "HasValue": "A value that must be there is missing.",
    "In": "The value is none of those that the shape lists.",
    "SPARQL": "The query of the shape finds a fault here.",
}


def default_message(component: str) -> str:
    """Return the message of a constraint component.

    Args:
        component: its IRI.
    """
    name = component.removeprefix(SH).removesuffix("ConstraintComponent")
    return _WORDS.get(name, f"The constraint {component} is not met.")


def filled(message: Literal, values: Mapping[str, Term | None]) -> Literal:
    """Return a message with values in the places of `{?name}` and `{$name}`.

    Args:
        message: the message.
        values: name -> value; None for one that has no value, whose place stays.
    """
    said = message.value
    for name, value in values.items():
        if value is not None:
            said = said.replace(f"{{?{name}}}", text(value)).replace(f"{{${name}}}", text(value))
    if message.language:
        return Literal(said, language=message.language)
    return Literal(said, datatype=message.datatype)
