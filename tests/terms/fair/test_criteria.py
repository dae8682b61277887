"""Each criterion, met and not met, on an ontology with one fault at a time."""

from __future__ import annotations

import pytest

from lineage_rdf.terms.fair import CRITERIA, assess
from tests.terms.fair.tide import PREFIXES, TURTLE, quads, without

ONLINE = ["CN1", "FIND2", "FIND3", "FIND_3_BIS", "OM4.2", "URI1", "VER2"]
TITLE = '<https://w3id.org/tide> dcterms:title "Tides"@en .'


def failed(text: str) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    """Return criterion -> (points, of, missing) of those that were run and not met."""
    return {
        criterion.id: (outcome.points, outcome.of, outcome.missing)
        for criterion, outcome in assess(quads(text)).run
        if not outcome.passed
    }


def test_the_whole_ontology_meets_every_criterion_that_needs_no_network() -> None:
    found = assess(quads())
    assert failed(TURTLE) == {} and found.passed and found.score == 1.0
    assert [criterion.id for criterion, outcome in found.outcomes if not outcome.was_run] == sorted(
        [*ONLINE, "DOC1"]
    )


def test_there_are_the_24_criteria_each_once() -> None:
    assert len(CRITERIA) == len({criterion.id for criterion in CRITERIA}) == 24
    assert [criterion.id for criterion in CRITERIA] == sorted(criterion.id for criterion in CRITERIA)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("dcterms:title", {"OM1": (5, 6, ("title",))}),
        ("dcterms:description", {"OM1": (5, 6, ("description",))}),
        ("dcterms:license", {"OM1": (5, 6, ("licence",)), "OM4.1": (0, 1, ("licence",))}),
        ("owl:versionIRI", {"OM1": (5, 6, ("version IRI",)), "VER1": (0, 2, ("version IRI",))}),
        ("dcterms:creator", {"OM1": (5, 6, ("creator",)), "OM5.1": (1, 2, ("creator",))}),
        ("preferredNamespaceUri", {"OM1": (5, 6, ("namespace IRI",))}),
        ("preferredNamespacePrefix", {"OM2": (3, 4, ("prefix",)), "FIND1": (0, 1, ("prefix",))}),
        ("owl:versionInfo", {"OM2": (3, 4, ("version",))}),
        (
            "dcterms:created",
            {"OM2": (3, 4, ("date of creation",)), "OM5.1": (1, 2, ("date of creation",))},
        ),
        ("Citation", {"OM2": (3, 4, ("citation",))}),
        ("bibo:doi", {"OM3": (5, 6, ("DOI",))}),
        ("dcterms:publisher", {"OM3": (5, 6, ("publisher",)), "OM5.2": (1, 2, ("publisher",))}),
        ("foaf:logo", {"OM3": (5, 6, ("logo",))}),
        ("bibo:status", {"OM3": (5, 6, ("status",))}),
        ("dcterms:source", {"OM3": (5, 6, ("source",))}),
        (
            "dcterms:issued",
            {"OM3": (5, 6, ("date of issue",)), "OM5.2": (1, 2, ("date of issue",))},
        ),
        ("prov:", {"VOC2": (0, 1, ("another vocabulary",))}),
        ('"Höhe"', {"VOC3": (1, 2, ("https://w3id.org/tide#height",))}),
        ("skos:definition", {"VOC4": (1, 2, ("https://w3id.org/tide#HighWater",))}),
    ],
)
def test_one_missing_statement_is_missed_where_it_should_be(
    part: str, expected: dict[str, tuple[int, int, tuple[str, ...]]]
) -> None:
    damaged = without(part) if part != "prov:" else without("prov:")
    assert failed(PREFIXES + damaged) == expected


@pytest.mark.parametrize(
    ("criterion", "old", "new"),
    [
        ("OM1", "dcterms:title", "dc:title"),
        ("OM1", "dcterms:title", "schema:name"),
        ("OM1", "dcterms:description", "rdfs:comment"),
        ("OM1", "dcterms:license", "schema:license"),
        ("OM1", "dcterms:creator", "prov:wasAttributedTo"),
        ("OM4.1", "dcterms:license", "dc:rights"),
        ("OM3", "dcterms:publisher", "dc:publisher"),
        ("OM3", 'bibo:doi "10.1234/tide"', 'schema:identifier "https://doi.org/10.1234/tide"'),
        ("OM5.2", "dcterms:issued", "schema:datePublished"),
        ("VOC3", "rdfs:label", "skos:prefLabel"),
        ("VOC4", "rdfs:comment", "skos:definition"),
        ("VOC2", "prov:Entity", "<http://example.org/Thing>"),
    ],
)
def test_other_properties_do_as_well(criterion: str, old: str, new: str) -> None:
    assert old in TURTLE
    assert assess(quads(TURTLE.replace(old, new))).outcome(criterion).passed


@pytest.mark.parametrize(
    ("criterion", "old", "new", "missing"),
    [
        ("OM3", '"10.1234/tide"', '" "', ("DOI",)),
        ("OM3", 'bibo:doi "10.1234/tide"', 'schema:identifier "tide-ontology"', ("DOI",)),
        ("OM1", '"Harbour Lab" .', '[ foaf:name "Harbour Lab" ] .', ("creator",)),
        ("VER1", "https://w3id.org/tide/1.0.0", "https://w3id.org/tide", ("version IRI of its own",)),
        ("VOC3", '"Höhe"@de', "<https://example.org/label>", ("https://w3id.org/tide#height",)),
        ("VOC3", '"Höhe"@de', '"  "', ("https://w3id.org/tide#height",)),
        (
            "URI2",
            "rdfs:isDefinedBy <https://w3id.org/tide>",
            "rdfs:isDefinedBy <https://w3id.org/ebb>",
            ("agreement of 1 of 2 terms",),
        ),
        ("URI2", "prov:Entity a owl:Class", "prov: a owl:Ontology", ("one IRI",)),
    ],
)
def test_what_does_not_count(criterion: str, old: str, new: str, missing: tuple[str, ...]) -> None:
    assert old in TURTLE
    assert assess(quads(TURTLE.replace(old, new))).outcome(criterion).missing == missing


@pytest.mark.parametrize(
    ("iri", "open_protocol", "lasts"),
    [
        ("https://w3id.org/tide", True, True),
        ("http://purl.obolibrary.org/obo/tide.owl", True, True),
        ("https://doi.org/10.1234/tide", True, True),
        ("http://www.w3.org/ns/tide#", True, True),
        ("https://linked.data.gov.au/def/tide", True, True),
        ("https://harbour.example/tide", True, False),
        ("https://harbour.example/w3id.org/tide", True, False),
        ("https://w3id.org.harbour.example/tide", True, False),
        ("urn:tide", False, False),
    ],
)
def test_the_kind_of_the_iri(iri: str, open_protocol: bool, lasts: bool) -> None:
    text = TURTLE.replace("<https://w3id.org/tide>", f"<{iri}>")
    found = assess(quads(text))
    assert (found.outcome("HTTP1").passed, found.outcome("PURL1").passed) == (open_protocol, lasts)


def test_a_property_that_differs_by_case_is_named() -> None:
    text = TURTLE.replace("preferredNamespaceUri", "preferredNamespaceURI")
    assert assess(quads(text)).outcome("OM1").todo == (
        "write vann:preferredNamespaceUri instead of <http://purl.org/vocab/vann/preferredNamespaceURI>; "
        "add vann:preferredNamespaceUri to the header"
    )


def test_definitions_that_stand_elsewhere_are_told_and_do_not_count() -> None:
    text = TURTLE.replace("skos:definition", "prov:definition")
    outcome = assess(quads(text)).outcome("VOC4")
    assert (outcome.points, outcome.found) == (1, "of the others 1 by prov:definition, which does not count")


def test_what_is_optional_costs_nothing() -> None:
    outcome = assess(quads()).outcome("OM3")
    assert outcome.passed
    assert outcome.optional == ("earlier version", "version it is compatible with", "date of change")


def test_the_score_is_the_mean_share_of_points() -> None:
    found = assess(quads(without("foaf:logo", '"Höhe"')))
    assert len(found.run) == 16
    assert found.score == pytest.approx((14 + 5 / 6 + 1 / 2) / 16)


def test_an_import_counts_as_reuse() -> None:
    text = without("prov:") + "<https://w3id.org/tide> owl:imports <https://w3id.org/ebb> ."
    assert assess(quads(PREFIXES + text)).outcome("VOC2").found == "imports https://w3id.org/ebb"
