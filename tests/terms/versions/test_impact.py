"""Which changes are breaking, and which version number they ask for."""

from __future__ import annotations

import pytest

from lineage_rdf.terms.versions import Impact, compare
from lineage_rdf.terms.versions.step import step_of
from tests.terms.versions.tide import CLASSES, aspect, differ, edited, read, turtle

MAJOR, MINOR, PATCH = Impact.MAJOR, Impact.MINOR, Impact.PATCH
UNION = "[ owl:unionOf ( tide:Tide tide:Gauge ) ]"


@pytest.mark.parametrize(
    ("old", "new", "impact", "why"),
    [
        # domain and range
        ("rdfs:domain tide:Tide", "rdfs:domain tide:Event", MINOR, "widened"),
        ("rdfs:domain tide:Tide", "rdfs:domain tide:SpringTide", MAJOR, "narrowed"),
        ("rdfs:domain tide:Tide", "rdfs:domain tide:Gauge", MAJOR, "no longer what it was"),
        ("rdfs:domain tide:Tide", f"rdfs:domain {UNION}", MINOR, "widened"),
        ("rdfs:domain tide:Tide", "rdfs:domain owl:Thing", MINOR, "widened"),
        ("rdfs:domain tide:Tide ; ", "", MINOR, "widened"),
        ("rdfs:range xsd:integer", "rdfs:range xsd:decimal", MINOR, "widened"),
        ("rdfs:range xsd:integer", "rdfs:range xsd:positiveInteger", MAJOR, "narrowed"),
        ("rdfs:range xsd:integer", "rdfs:range xsd:string", MAJOR, "no longer what it was"),
        ("rdfs:range xsd:integer", "rdfs:range rdfs:Literal", MINOR, "widened"),
        ("rdfs:range tide:Gauge", "rdfs:range tide:Gauge, tide:Event", MAJOR, "narrowed"),
        ("domainIncludes tide:Tide, tide:Event", "domainIncludes tide:Tide", MAJOR, "narrowed"),
        ("domainIncludes tide:Tide, tide:Event", "domainIncludes tide:Tide, tide:Event, tide:Gauge", MINOR, "widened"),
        # parents
        ("rdfs:subClassOf tide:Tide", "rdfs:subClassOf tide:Event", MAJOR, "it is no longer a kind of this"),
        ("rdfs:subClassOf tide:Tide", "rdfs:subClassOf tide:Tide, prov:Entity", MINOR, ""),
        ("rdfs:subClassOf tide:Event", "rdfs:subClassOf prov:Entity", MAJOR, "it is no longer a kind of this"),
        # meaning
        ("The rise and fall of the sea.", "The rise and fall of the sea", PATCH, ""),
        (
            "The rise and fall of the sea.",
            "The rise and fall of the open sea.",
            PATCH,
            "reworded; see whether it means the same",
        ),
        (
            "The rise and fall of the sea.",
            "A washing powder.",
            MAJOR,
            "most words of the definition are others, so the meaning may be",
        ),
        ("skos:definition \"The gauge that saw it.\"@en ;", "", MINOR, "the definition is gone"),
        ('"The gauge that saw it."@en', '"The gauge that saw it."@en, "Der Pegel."@de', PATCH, ""),
        ('rdfs:label "gauge"@en', 'rdfs:label "tide gauge"@en', PATCH, ""),
        # kinds
        ("tide:height a owl:DatatypeProperty", "tide:height a owl:ObjectProperty", MAJOR, "it is no longer of this kind"),
        ("tide:height a owl:DatatypeProperty", "tide:height a owl:DatatypeProperty, skos:Concept", MINOR, ""),
    ],
)  # fmt: skip
def test_a_changed_aspect(old: str, new: str, impact: Impact, why: str) -> None:
    normal = " ".join(CLASSES.split())
    assert old in normal
    change = aspect(
        normal, normal.replace(old, new, 1) if "subClassOf tide:Tide" not in old else normal.replace(old, new)
    )
    assert (change.impact, change.why) == (impact, why)


@pytest.mark.parametrize(
    ("statement", "coming", "going"),
    [
        ("tide:height a owl:FunctionalProperty .", MAJOR, MINOR),
        ("tide:measuredBy a owl:TransitiveProperty .", MINOR, MAJOR),
        ("tide:Tide owl:disjointWith tide:Gauge .", MAJOR, MINOR),
        ("tide:Tide owl:equivalentClass prov:Activity .", MINOR, MAJOR),
        ("tide:Tide skos:inScheme ex:scheme .", MINOR, MAJOR),
        ("tide:Tide skos:altLabel 'flow' .", MINOR, MINOR),
        ("tide:Tide skos:closeMatch ex:Tide .", MINOR, MINOR),
        ("tide:Tide ex:colour 'blue' .", MINOR, MINOR),
        ("tide:Tide skos:example 'ours' .", PATCH, PATCH),
        ("tide:Tide dcterms:source ex:book .", PATCH, PATCH),
        ("tide:Tide rdfs:seeAlso ex:page .", PATCH, PATCH),
        ("tide:Gauge rdfs:subClassOf prov:Entity .", MINOR, MAJOR),
        ("tide:measuredBy rdfs:domain tide:Event .", MAJOR, MINOR),
    ],
)
def test_a_statement_that_comes_or_goes(statement: str, coming: Impact, going: Impact) -> None:
    assert aspect(CLASSES, CLASSES + statement).impact is coming
    assert aspect(CLASSES + statement, CLASSES).impact is going


def test_a_class_put_between_takes_nothing_away() -> None:
    between = edited("rdfs:subClassOf tide:Event", "rdfs:subClassOf tide:Motion")
    between += 'tide:Motion a owl:Class ; rdfs:subClassOf tide:Event ; rdfs:label "motion" .'
    found = differ(CLASSES, between)
    assert not found.breaking and {term.name for term in found.terms} == {"tide:Motion", "tide:Tide"}


def test_a_union_that_loses_a_member_is_narrowed() -> None:
    union = edited("rdfs:domain tide:Tide", f"rdfs:domain {UNION}")
    assert aspect(union, CLASSES).why == "narrowed"


def test_definitions_are_named_for_review() -> None:
    assert aspect(CLASSES, edited("saw it", "measured it")).review
    assert not aspect(CLASSES, edited('"gauge"@en', '"pegel"@en')).review


@pytest.mark.parametrize(
    ("old", "change", "suggested"),
    [
        ("1.2.3", MAJOR, "2.0.0"),
        ("1.2.3", MINOR, "1.3.0"),
        ("1.2.3", PATCH, "1.2.4"),
        ("0.2.3", MAJOR, "0.3.0"),
        ("0.2.3", MINOR, "0.2.4"),
        ("0.2.3", PATCH, "0.2.4"),
        ("v1.4", MINOR, "1.5.0"),
        ("Recommendation version 2013", MINOR, ""),
    ],
)
def test_the_step_of_the_version(old: str, change: Impact, suggested: str) -> None:
    bodies = {
        MAJOR: edited("rdfs:range xsd:integer", "rdfs:range xsd:int"),
        MINOR: CLASSES + "tide:Ebb a owl:Class .",
        PATCH: edited('"gauge"@en', '"Gauge"@en'),
    }
    found = compare(read(turtle(version=old)), read(turtle(bodies[change], version=old)))
    step = step_of(found)
    assert (step.impact, step.suggested) == (change, suggested)
    assert step.is_enough is (False if suggested else None)


def test_a_version_that_is_high_enough() -> None:
    new = turtle(CLASSES + "tide:Ebb a owl:Class .", version="1.3.0")
    assert step_of(compare(read(turtle()), read(new))).is_enough is True
