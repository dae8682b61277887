"""What differs between versions, term by term."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.terms.versions import Impact, What, compare, vocabulary_of
from tests.terms.versions.tide import CLASSES, PREFIXES, aspect, differ, edited, only, read, turtle


def test_a_version_is_equal_to_itself() -> None:
    found = differ(CLASSES, CLASSES)
    assert found.equal and found.impact is None and not found.breaking
    assert (found.old, found.new) == ("1.2.0", "1.2.0")


def test_an_added_term_is_minor_and_shown_with_its_definition() -> None:
    term = only(
        differ(
            CLASSES, CLASSES + 'tide:Ebb a owl:Class ; rdfs:label "ebb"@en ; rdfs:comment "Falling water." .'
        )
    )
    assert (term.name, term.kind, term.label, term.definition) == (
        "tide:Ebb",
        "class",
        "ebb",
        "Falling water.",
    )
    assert (term.what, term.impact, term.changes) == (What.ADDED, Impact.MINOR, ())


def test_a_removed_term_is_breaking() -> None:
    gone = "\n".join(line for line in CLASSES.splitlines() if "tide:SpringTide" not in line)
    term = only(differ(CLASSES, gone))
    assert (term.name, term.what, term.impact) == ("tide:SpringTide", What.REMOVED, Impact.MAJOR)
    assert term.why == "removed without having been deprecated"


DEPRECATED = (
    CLASSES
    + "tide:SpringTide owl:deprecated true ; dcterms:isReplacedBy tide:Tide ; skos:changeNote 'Too fine.'@en ."
)


def test_a_deprecated_term_names_what_to_use_instead() -> None:
    term = only(differ(CLASSES, DEPRECATED))
    assert (term.what, term.impact, term.faults) == (What.DEPRECATED, Impact.MINOR, ())
    assert (term.replaced_by, term.reason) == (("tide:Tide",), "Too fine.")
    back = only(differ(DEPRECATED, CLASSES))
    assert (back.what, back.replaced_by) == (What.CHANGED, ())


def test_removing_a_deprecated_term_is_breaking_too() -> None:
    gone = "\n".join(line for line in CLASSES.splitlines() if "tide:SpringTide" not in line)
    term = only(differ(DEPRECATED, gone))
    assert (term.impact, term.why) == (Impact.MAJOR, "removed, though data may still use what is deprecated")


def test_what_a_deprecated_term_lacks_is_told() -> None:
    bare = "\n".join(line for line in CLASSES.splitlines() if "tide:SpringTide" not in line)
    term = only(differ(CLASSES, bare + "tide:SpringTide a owl:Class ; owl:deprecated '1'^^xsd:boolean ."))
    assert term.faults == (
        "it has no label any more",
        "it has no definition any more",
        "it names neither a replacement nor a reason",
    )
    assert term.impact is Impact.MAJOR  # its parent is gone too


def test_several_changes_of_one_term_stand_together() -> None:
    new = edited('"tide"@en', '"ebb and flow"@en') + "tide:Tide skos:note 'Twice a day.' ."
    term = only(differ(CLASSES, new))
    assert [(change.aspect, change.impact) for change in term.changes] == [
        ("label", Impact.PATCH),
        ("note", Impact.PATCH),
    ]
    assert term.impact is Impact.PATCH


def test_declarations_of_other_peoples_terms_do_not_count() -> None:
    assert differ(
        CLASSES, CLASSES + "prov:Entity a owl:Class . dcterms:title a owl:AnnotationProperty ."
    ).equal
    assert not differ(CLASSES, CLASSES + "tide:Neap a owl:Class .").equal
    assert not differ(CLASSES, CLASSES + "prov:Entity a owl:Class ; rdfs:label 'entity' .").equal


def test_a_term_of_others_that_is_spoken_of_no_more_breaks_nothing() -> None:
    term = only(differ(CLASSES + "prov:Entity rdfs:label 'entity' .", CLASSES))
    assert (term.what, term.impact) == (What.REMOVED, Impact.MINOR)


def test_a_term_that_is_only_mentioned_any_more_is_removed() -> None:
    mention = "tide:SpringTide skos:closeMatch ex:Spring ."
    gone = "\n".join(line for line in CLASSES.splitlines() if "tide:SpringTide" not in line)
    assert only(differ(CLASSES + mention, gone + mention)).what is What.REMOVED
    assert only(differ(gone + mention, CLASSES + mention)).what is What.ADDED


def test_without_a_header_every_declaration_counts() -> None:
    old, new = (read(PREFIXES + f"ex:A a owl:Class . {more}") for more in ("", "ex:B a owl:Class ."))
    found = compare(old, new)
    assert [term.iri for term in found.terms] == ["https://example.org/B"]
    assert (found.old, found.new) == ("", "")


def test_http_and_https_of_schema_org_are_one() -> None:
    assert compare(read(turtle()), read(turtle().replace("http://schema.org/", "https://schema.org/"))).equal


def test_a_changed_header_is_a_patch() -> None:
    term = only(compare(read(turtle()), read(turtle(version="1.2.1"))))
    assert (term.kind, term.impact) == ("ontology", Impact.PATCH)
    assert [(c.aspect, c.old, c.new) for c in term.changes] == [("version", ('"1.2.0"',), ('"1.2.1"',))]


def test_expressions_are_compared_by_what_they_say_whatever_their_names_and_order() -> None:
    one = "tide:height rdfs:domain [ a owl:Class ; owl:unionOf ( tide:Tide tide:Event ) ] ."
    two = "tide:height rdfs:domain _:x . _:x owl:unionOf ( tide:Event tide:Tide ) ."
    assert differ(CLASSES + one, CLASSES + two).equal
    chain = "tide:measuredBy owl:propertyChainAxiom ( tide:height tide:measuredBy ) ."
    turned = "tide:measuredBy owl:propertyChainAxiom ( tide:measuredBy tide:height ) ."
    assert not differ(CLASSES + chain, CLASSES + turned).equal


def test_axioms_without_a_name_count() -> None:
    axiom = "[] a owl:AllDisjointClasses ; owl:members ( tide:Tide tide:Gauge ) ."
    term = only(differ(CLASSES, CLASSES + axiom))
    assert (term.name, term.impact) == ("axioms without a name", Impact.MINOR)
    wider = axiom.replace(") .", "tide:Event ) .")
    change = only(differ(CLASSES + axiom, CLASSES + wider)).changes[0]
    assert change.impact is Impact.MAJOR


def test_expressions_nested_deeply_are_told_apart() -> None:
    said = NamedNode("https://example.org/p")

    def nested(end: str) -> list[Quad]:
        nodes = [BlankNode(f"b{place}") for place in range(5_000)]
        quads = [Quad(one, said, other) for one, other in pairwise(nodes)]
        return [
            *quads,
            Quad(NamedNode("https://example.org/A"), said, nodes[0]),
            Quad(nodes[-1], said, Literal(end)),
        ]

    assert compare(vocabulary_of(nested("x")), vocabulary_of(nested("x"))).equal
    assert not compare(vocabulary_of(nested("x")), vocabulary_of(nested("y"))).equal


def test_a_circle_of_blank_nodes_ends() -> None:
    circle = "tide:Tide rdfs:seeAlso _:a . _:a rdfs:seeAlso _:b . _:b rdfs:seeAlso _:a ."
    assert differ(CLASSES + circle, CLASSES + circle).equal
    assert not differ(CLASSES + circle, CLASSES).equal


def test_very_long_expressions_are_still_told_apart() -> None:
    names = " ".join(f"ex:C{number}" for number in range(300))
    one = f"tide:height rdfs:domain [ owl:unionOf ( {names} ) ] ."
    assert differ(CLASSES + one, CLASSES + one).equal
    change = aspect(CLASSES + one, CLASSES + one.replace("ex:C7 ", "ex:D7 "))
    assert change.old[0].startswith("[expression ") and change.old != change.new


IRIS = st.sampled_from([NamedNode(f"https://w3id.org/tide#{name}") for name in "ABCD"])
PREDICATES = st.sampled_from(
    [
        NamedNode(f"http://www.w3.org/{name}")
        for name in (
            "1999/02/22-rdf-syntax-ns#type",
            "2000/01/rdf-schema#subClassOf",
            "2000/01/rdf-schema#domain",
            "2000/01/rdf-schema#range",
            "2000/01/rdf-schema#label",
            "2004/02/skos/core#definition",
            "2002/07/owl#deprecated",
            "2002/07/owl#unionOf",
            "2002/07/owl#disjointWith",
        )
    ]
)
BLANKS = st.sampled_from([BlankNode(name) for name in ("x", "y", "z")])
KINDS = st.sampled_from(
    [NamedNode(f"http://www.w3.org/2002/07/owl#{name}") for name in ("Class", "ObjectProperty", "Thing")]
)
TEXTS = st.builds(Literal, st.text("abc ", max_size=8))
STATEMENTS = st.builds(
    Quad, IRIS | BLANKS, PREDICATES, IRIS | BLANKS | KINDS | TEXTS | st.just(Literal(True))
)
GRAPHS = st.lists(STATEMENTS, max_size=14)


@given(GRAPHS)
def test_a_graph_does_not_differ_from_itself_in_any_order(quads: list[Quad]) -> None:
    assert compare(vocabulary_of(quads), vocabulary_of(reversed(quads))).equal


@given(GRAPHS, GRAPHS)
def test_the_other_way_round_added_is_removed_and_old_is_new(one: list[Quad], two: list[Quad]) -> None:
    there, back = (compare(vocabulary_of(a), vocabulary_of(b)) for a, b in ((one, two), (two, one)))
    assert {t.iri for t in there.of(What.ADDED)} == {t.iri for t in back.of(What.REMOVED)}
    turned = {(t.iri, c.aspect): (c.new, c.old) for t in back.terms for c in t.changes}
    assert {(t.iri, c.aspect): (c.old, c.new) for t in there.terms for c in t.changes} == turned
    assert there.equal == back.equal


@given(GRAPHS, st.permutations(["x", "y", "z"]))
def test_names_of_blank_nodes_do_not_count(quads: list[Quad], names: list[str]) -> None:
    table = dict(zip("xyz", names, strict=True))

    def renamed(term: object) -> object:
        return BlankNode(table[term.value]) if isinstance(term, BlankNode) else term

    other = [Quad(renamed(q.subject), q.predicate, renamed(q.object)) for q in quads]  # type: ignore[arg-type]
    assert compare(vocabulary_of(quads), vocabulary_of(other)).equal
