"""What the pages tell of a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen


@frozen
class Value:
    """One value of a fact: a thing that may have a page, or a text.

    Args:
        iri: the thing; empty for a text.
        text: the text; of a thing its name where it has no page of ours.
        reason: why the fact holds, empty if nobody says.
    """

    iri: str = ""
    text: str = ""
    reason: str = ""


@frozen
class Fact:
    """What is said of a term under one heading.

    Args:
        title: the heading.
        values: at least one.
    """

    title: str
    values: tuple[Value, ...]


@frozen
class Use:
    """A code of a check that looks at a term.

    Args:
        code: for example `FTL-E011`.
        profile: the profile whose shapes have it.
        severity: violation, warning or info; empty where the shape says it by its parts.
    """

    code: str
    profile: str
    severity: str


@frozen
class Snippet:
    """Statements that use a term.

    Args:
        turtle: as Turtle.
        jsonld: the same as JSON-LD, with the address of the context.
        origin: `example`, `vocabulary`, `illustration` or `made`; see `snippets`.
        source: the name of the example lineage or vocabulary file; empty if there is none.
        through: the IRI of the narrower term by which it uses the term; empty if it names the term itself.
        left_out: how many further values of properties with many are not shown.
    """

    turtle: str
    jsonld: str
    origin: str
    source: str = ""
    through: str = ""
    left_out: int = 0


@frozen
class Term:
    """A class, a property or a member of a scheme.

    Args:
        iri: its IRI.
        name: the last part of it, which is its anchor.
        page: the folder of its page: `terms`, or the name of the scheme.
        label: its label.
        kind: `Class`, `Object property`, `Datatype property`, or the label of a member's class.
        definition: its definition; empty if it has none.
        examples: examples in words.
        notes: what else should be known.
        aliases: other names people use.
        spellings: names that tools and files use.
        facts: how it stands to other terms.
        sources: addresses of the papers, code or pages behind it.
        matches: the same and similar terms of other vocabularies.
        uses: the codes of checks that look at it.
        snippet: statements that use it; None if there are none.
        depth: how far it is below the first term of its branch.
    """

    iri: str
    name: str
    page: str
    label: str
    kind: str
    definition: str = ""
    examples: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    aliases: tuple[str, ...] = field(default=())
    spellings: tuple[str, ...] = field(default=())
    facts: tuple[Fact, ...] = field(default=())
    sources: tuple[str, ...] = field(default=())
    matches: tuple[Fact, ...] = field(default=())
    uses: tuple[Use, ...] = field(default=())
    snippet: Snippet | None = None
    depth: int = 0


@frozen
class Collection:
    """The terms that share a page: the classes and properties, or a scheme.

    Args:
        page: the folder of the page.
        iri: the IRI of the ontology or scheme.
        term_set: the IRI of the set of terms, which for the classes and properties is another.
        title: its title.
        description: what it holds.
        facts: version, licence and so on.
        files: the RDF files behind it, without suffix, for example `ontology/ftl`.
        terms: its terms in the order of the page.
    """

    page: str
    iri: str
    term_set: str
    title: str
    description: str
    facts: tuple[Fact, ...]
    files: tuple[str, ...]
    terms: tuple[Term, ...]


def terms_of(collections: Iterable[Collection]) -> Iterator[Term]:
    """Yield the terms of collections in order."""
    for collection in collections:
        yield from collection.terms
