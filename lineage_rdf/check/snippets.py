"""Snippets: for each finding code the statements that would mend it, kept once in shapes/snippets.yaml.

A snippet is Turtle in which `this:` names what is known where the finding is (its focus, its value, the lineage ...) and `new:`
names what has to be made. Only what says something is kept there; superclasses and PROV-O statements are added here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, TypeAlias

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.check.codes import codes
from lineage_rdf.codec.names import node, short_class
from lineage_rdf.vocabulary.namespaces import FTL, PREFIXES, RDF
from lineage_rdf.vocabulary.resources import shapes_folder
from lineage_rdf.vocabulary.terms import IMPLIED, SUPERCLASSES

Term: TypeAlias = NamedNode | Literal
# In this order they sort before all addresses, so that a snippet begins with the node of the finding.
THIS: Final = "fix:a:"
NEW: Final = "fix:b:"
# What is wrong with these is that a fact is not told, or not well enough; all else needs a snippet of its own.
_FAULTS_OF_FACTS: Final = ("missing", "undisclosed", "inferred", "conflicting")
_OTHER_CLASSES: Final = {"schema:Dataset": ("prov:Entity",)}
_TYPE: Final = NamedNode(f"{RDF}type")
_IN_TURTLE: Final = re.compile(r"<fix:(a|b):([\w/-]+)>")
_IN_JSON: Final = re.compile(r'"fix:(a|b):([\w/-]+)"')
_NINES: Final = re.compile(r"(?:sha256:)?[0.]*9[9.]*\Z")


@frozen
class Snippet:
    """What is kept about one kind of finding.

    Args:
        turtle: statements, with `this:` and `new:` for nodes; without prefixes.
        yaml: the lines of lineage.yaml that say the same; empty where it has no place for them.
        note: what else to mind when a graph is mended by hand.
        examples: terms of the statements that are only examples, as prefixed names.
    """

    turtle: str = ""
    yaml: str = ""
    note: str = ""
    examples: tuple[str, ...] = ()


@frozen
class Rendered:
    """A snippet whose terms are filled in, and in which IRIs of nodes still stand as placeholders.

    Args:
        turtle: the statements, with the prefixes they need.
        jsonld: the same statements.
        examples: what in them is only an example.
    """

    turtle: str
    jsonld: str
    examples: tuple[str, ...]


def snippet_of(code: str) -> Snippet:
    """Return the snippet of a finding code: its own, or that of the fact it is about; an empty one if there is none."""
    known = codes().get(code)
    of_fact = f"{known.subject} {known.element}" if known and known.fault in _FAULTS_OF_FACTS else ""
    rows = _rows()
    return rows.get(code) or rows.get(of_fact) or Snippet()


@cache
def _rows() -> dict[str, Snippet]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load((shapes_folder() / "snippets.yaml").read_text("utf-8"), loader)
    return {
        name: Snippet(**{**row, "examples": tuple(row.get("examples", ()))})
        for names, row in rows.items()
        for name in names.split(", ")
    }


@lru_cache(maxsize=1024)
def rendered(snippet: Snippet, terms: frozenset[tuple[str, Term]]) -> Rendered:
    """Return a snippet in both syntaxes.

    Args:
        snippet: the snippet.
        terms: name -> what stands for `this:the-name`, for those that are no nodes (a property, a class, a literal).
    """
    quads = list(dict.fromkeys(_complete(filled(snippet.turtle, dict(terms)))))
    if not quads:
        return Rendered("", "", ())
    marked = dict.fromkeys(text for quad in quads if (text := _example(quad.object)))
    examples = (*snippet.examples, *marked)
    from lineage_rdf.codec.jsonld_write import write_jsonld
    from lineage_rdf.codec.turtle import write_turtle

    return Rendered(write_turtle(quads), write_jsonld(quads, context_url=True), examples)


def filled(turtle: str, terms: Mapping[str, Term]) -> Iterator[Quad]:
    """Yield the statements of a snippet, with placeholders for its nodes.

    Args:
        turtle: the snippet.
        terms: name -> what stands for `this:the-name`; a statement with one that is not known is left out.
    """
    for quad in _parsed(turtle):
        parts = [_term(part, terms) for part in quad.triple]
        subject, predicate, target = parts
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and target is not None:
            yield Quad(subject, predicate, target)


def _parsed(turtle: str) -> Iterable[Quad]:
    names = {**PREFIXES, "this": THIS, "new": NEW}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names.items())
    # In a prefixed name a slash has to be escaped, which would be hard to read in the table.
    body = re.sub(r"\bnew:([\w/-]+)", rf"<{NEW}\1>", turtle)
    return parse(head + body, RdfFormat.TURTLE)


def _term(part: object, terms: Mapping[str, Term]) -> Term | None:
    assert isinstance(part, NamedNode | Literal)  # a test holds that no snippet has a blank node
    name = part.value.removeprefix(THIS)
    if isinstance(part, Literal) or name == part.value or not name.startswith("the-"):
        return part
    return terms.get(name.removeprefix("the-"))


def _complete(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the statements with superclasses and the direct PROV-O statements, as everything we write has them."""
    for quad in quads:
        yield quad
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            name = short_class(quad.object.value) or ""
            for above in SUPERCLASSES.get(name, _OTHER_CLASSES.get(name, ())):
                yield Quad(quad.subject, _TYPE, node(above))
        for implied in IMPLIED.get(quad.predicate.value.removeprefix(FTL), ()):
            if isinstance(quad.object, NamedNode):
                yield _implied(quad.subject, implied, quad.object)


def _implied(subject: object, name: str, target: NamedNode) -> Quad:
    assert isinstance(subject, NamedNode)
    if name == "prov:generated":
        return Quad(target, node("prov:wasGeneratedBy"), subject)
    return Quad(subject, node(name), target)


def _example(term: object) -> str:
    """Return what is only an example: texts in capitals, numbers of nines, and addresses with such parts."""
    if isinstance(term, NamedNode):
        return term.value if "/ORG/" in term.value or "REPLACE" in term.value else ""
    value = term.value if isinstance(term, Literal) else ""
    return value if value.isupper() or _NINES.match(value) else ""


def with_nodes(text: str, find: Callable[[bool, str], str], write: Callable[[str], str]) -> str:
    """Return a rendered text with the IRIs of its nodes.

    Args:
        text: Turtle or JSON-LD of a `Rendered`.
        find: whether the node is to be made, and its name -> the IRI.
        write: how the syntax writes an IRI.
    """
    pattern = _IN_JSON if text.startswith("{") else _IN_TURTLE
    return pattern.sub(lambda match: write(find(match[1] == "b", match[2])), text)
