"""Makes the shapes that find what a reasoner calls inconsistent: a property on the wrong thing, classes that exclude each other.

They follow the domains and the disjoint classes of ontology/source/core.yaml and a few axioms of PROV-O, so that `wellformed`
refuses what OWL 2 DL refuses, without a reasoner. Unlike one, they want the class of a thing stated rather than concluded.
"""

from __future__ import annotations

from collections.abc import Iterator

from tools.shapes.source import Row
from tools.shapes.turtle import block, quoted
from tools.vocabulary.source import Source

WRONG_THING = "FTL-W016"
TWO_CLASSES = "FTL-W017"
# Properties of terms. The check puts terms beside the data, and looking at them each time would only take time.
_OF_TERMS = ("TermRelation", "Hyperparameter", "Metric")
# wellformed/step.ttl and wellformed/fine-tuning.ttl say by hand which kinds of step exclude each other (FTL-W042, FTL-W043).
_BY_HAND = "FineTuning"
# Disjoint in PROV-O (https://www.w3.org/TR/prov-o/, the OWL file), where prov:Usage is an instantaneous event.
_PROV = (("prov:Activity", "prov:Entity"), ("prov:Usage", "prov:Entity"))
# Two classes of a row make a contradiction, so nodes of one class of it need no look; the most frequent one is left out.
_FREQUENT = ("prov:Entity", "HyperparameterSetting", "Model")
# Class -> what PROV-O says of properties of lineages that have no class of ours as domain or range: things with the first and
# values of the second cannot have the class, for they are of the one that it excludes.
_EXCLUDED = {
    "prov:Entity": (
        "prov:used prov:wasInformedBy prov:wasAssociatedWith prov:startedAtTime prov:endedAtTime ftl:promptsModel",
        "prov:wasGeneratedBy prov:wasInformedBy",
    ),
    "prov:Activity": (
        "prov:wasGeneratedBy prov:wasDerivedFrom prov:wasAttributedTo prov:specializationOf prov:alternateOf",
        "prov:used prov:wasDerivedFrom prov:specializationOf prov:alternateOf",
    ),
}


def class_shapes() -> Iterator[str]:
    """Yield the Turtle block for each domain, each row of disjoint classes, and the domains of PROV-O."""
    core = Source().core
    properties: dict[str, Row] = {**core["object_properties"], **core["data_properties"]}
    for name in properties:
        domain = _domain(name, properties)
        if domain and domain not in _OF_TERMS:
            yield _on(name, _iri(domain))
    for row in (*core["disjoint"], *_PROV):
        if _BY_HAND not in row:
            yield _disjoint(row)
    for excluded in _EXCLUDED:
        yield _foreign(excluded)


def _domain(name: str, properties: dict[str, Row]) -> str | None:
    """Return the domain of a property, or the one that it has from the property it is a kind of."""
    row = properties[name]
    if "domain" in row:
        return str(row["domain"])
    above = (_domain(parent, properties) for parent in row.get("parents", ()) if parent in properties)
    return next((domain for domain in above if domain), None)


def _iri(name: str) -> str:
    return name if ":" in name else f"ftl:{name}"


def _camel(name: str) -> str:
    local = name.rpartition(":")[2]
    return local[0].upper() + local[1:]


def _on(name: str, domain: str) -> str:
    lines = [
        "a sh:NodeShape",
        f"sh:targetSubjectsOf ftl:{name}",
        f"sh:class {domain}",
        *_told(
            f"subjects of ftl:{name}", f"The thing has ftl:{name} but is not typed as {domain}.", WRONG_THING
        ),
    ]
    return block(f"wellformed:{_camel(name)}Subject", lines)


def _disjoint(row: list[str] | tuple[str, ...]) -> str:
    classes = [_iri(name) for name in row]
    frequent = next((_iri(name) for name in _FREQUENT if name in row), None)
    message = f"The thing has two classes that exclude each other, among {', '.join(classes)}."
    lines = [
        "a sh:PropertyShape",
        f"sh:targetClass {', '.join(name for name in classes if name != frequent)}",
        "sh:path ( rdf:type [ sh:zeroOrMorePath rdfs:subClassOf ] )",
        f"sh:qualifiedValueShape [ sh:in ( {' '.join(classes)} ) ]",
        "sh:qualifiedMaxCount 1",
        *_told(f"one of {', '.join(classes)}", message, TWO_CLASSES),
    ]
    return block(f"wellformed:Only{''.join(map(_camel, row[:2]))}", lines)


def _foreign(excluded: str) -> str:
    subjects, values = (names.split() for names in _EXCLUDED[excluded])
    kind = "an activity" if excluded == "prov:Entity" else "an entity"
    message = (
        f"The thing is a {excluded}, but has a property of {kind} (one of {', '.join(subjects)}), "
        f"or is {kind} that another thing names (with one of {', '.join(values)})."
    )
    lines = [
        "a sh:NodeShape",
        f"sh:targetSubjectsOf {', '.join(subjects)}",
        f"sh:targetObjectsOf {', '.join(values)}",
        f"sh:not [ sh:class {excluded} ]",
        *_told(f"what is {kind}", message, WRONG_THING),
    ]
    return block(f"wellformed:Is{kind.rpartition(' ')[2].capitalize()}", lines)


def _told(name: str, message: str, code: str) -> list[str]:
    return [
        f"sh:name {quoted(name)}@en",
        f"sh:message {quoted(message)}@en",
        "sh:severity sh:Violation",
        f"dcterms:identifier {quoted(code)}",
    ]
