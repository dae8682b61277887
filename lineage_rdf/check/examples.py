"""Examples for each finding code: statements in which the fault is, and the same mended (shapes/examples.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.check.codes import Code, codes
from lineage_rdf.check.fix_places import Surroundings
from lineage_rdf.check.snippets import NEW, THIS, Term, filled, snippet_of
from lineage_rdf.codec.names import code_to_iri, node
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.vocabulary.namespaces import PREFIXES
from lineage_rdf.vocabulary.resources import shapes_folder

EXAMPLE: Final = "https://example.org/"
_NAMES: Final = {**PREFIXES, "ex": EXAMPLE}
_WEAK: Final = ("undisclosed", "inferred", "conflicting")


@frozen
class Example:
    """Statements of a small lineage, as Turtle that parses by itself.

    Args:
        fails: with the fault.
        passes: without it.
    """

    fails: str
    passes: str


def example_of(code: str) -> Example | None:
    """Return the example of a finding code; None if it is no shape that finds it."""
    known = codes().get(code)
    row = _row(known) if known else None
    if known is None or row is None:
        return None
    fails = _read(row["fails"])
    if "passes" in row:
        return Example(_turtle(fails), _turtle(_read(row["passes"])))
    passes = [*fails, *_snippet(known, fails)]
    if known.fault in _WEAK:
        fails = [*(fails if known.fault == "undisclosed" else passes), *_status(known)]
    return Example(_turtle(fails), _turtle(passes))


def _row(known: Code) -> dict[str, str] | None:
    rows = _rows()
    own = rows.get(known.code) or rows.get(f"{known.subject} {known.element}")
    return own or (rows.get(known.subject) if known.code[4] != "R" else None)


@cache
def _rows() -> dict[str, dict[str, str]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load((shapes_folder() / "examples.yaml").read_text("utf-8"), loader)
    return {name: row for names, row in rows.items() for name in names.split(", ")}


def _read(turtle: str) -> list[Quad]:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _NAMES.items())
    return list(parse(head + turtle, RdfFormat.TURTLE))


def _turtle(quads: Sequence[Quad]) -> str:
    return write_turtle(quads, _NAMES)


def _snippet(known: Code, fails: Sequence[Quad]) -> Iterator[Quad]:
    """Yield the statements of the code's snippet, with the nodes that are there and names for the others."""
    around = Surroundings(fails).places(f"{EXAMPLE}{known.subject}")
    focus = NamedNode(f"{EXAMPLE}{known.subject}")
    terms: dict[str, Term] = {"focus": focus, "setting-value": Literal("VALUE"), **around}
    for quad in filled(snippet_of(known.code).turtle, terms):
        subject, target = (_named(term, terms) for term in (quad.subject, quad.object))
        assert isinstance(subject, NamedNode)
        yield Quad(subject, quad.predicate, target)


def _named(term: object, known: dict[str, Term]) -> Term:
    assert isinstance(term, NamedNode | Literal)
    if isinstance(term, Literal) or not term.value.startswith((THIS, NEW)):
        return term
    name = term.value.removeprefix(THIS).removeprefix(NEW)
    place = known.get(name) if term.value.startswith(THIS) else None
    return place or NamedNode(f"{EXAMPLE}{name.replace('/', '-')}")


def _status(known: Code) -> Iterator[Quad]:
    """Yield a fact status that gives rise to a code."""
    status, element = NamedNode(f"{EXAMPLE}status"), known.element.partition(":")[0]
    subject, meant = known.subject, known.element.partition("setting:")[2]
    rows: list[tuple[str, Term]] = [
        ("rdf:type", node("FactStatus")),
        ("statusElement", NamedNode(code_to_iri(element, "element"))),
        ("statusKind", NamedNode(code_to_iri(known.fault, "status"))),
    ]
    if known.fault != "undisclosed":
        subject = f"setting-{meant}" if meant else subject
        rows.append(("valueMeant", Literal("as it was read")))
    elif meant:
        rows.append(("objectMeant", NamedNode(code_to_iri(meant, "hyperparameter"))))
    rows.append(("statusSubject", NamedNode(f"{EXAMPLE}{subject}")))
    for name, target in rows:
        yield Quad(status, node(name), target)
