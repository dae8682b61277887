"""A glossary and its terms: what every form that we read or write can say of them."""

from __future__ import annotations

from attrs import field, frozen

Texts = tuple[str, ...]


@frozen
class Reading:
    """How one audience reads a term.

    Args:
        kind: `interpretation` (another community means something else by the word), `audience` (the same for other readers)
            or `takeaway` (what somebody in a role should do about it).
        audience: the community, readers or role.
        text: what the term means to them.
        sources: what the text rests on, as written.
    """

    kind: str
    audience: str
    text: str
    sources: Texts = ()


@frozen
class Relation:
    """A link from one term to another.

    Args:
        kind: its name, for example `broader`, `requires` or `exactMatch`; see `lineage_rdf.terms.relations`.
        label: what the source calls the other term; empty if it gives an IRI alone.
        target: IRI of the other term; empty if no term is known by that label.
        rationale: why they are related, empty if nobody says.
    """

    kind: str
    label: str = ""
    target: str = ""
    rationale: str = ""


@frozen
class Citation:
    """What a term is taken from.

    Args:
        source: its title or reference, as written.
        url: its address, empty if it has none.
    """

    source: str
    url: str = ""


@frozen
class Term:
    """One entry of a glossary. Texts are plain text; lists keep the order in which they were read, but RDF does not keep it.

    Args:
        iri: its IRI.
        name: its preferred label.
        aliases: what else it is called.
        code: its notation or slug, empty if it has none.
        definition: its definition, empty if it has none.
        scope: longer texts on what it covers.
        is_not: what it must not be mistaken for.
        examples: examples, or what to do.
        counter_examples: what looks like an example and is none, or what not to do.
        notes: comments of its editors.
        practices: how to put it to use.
        risks: notes on risk.
        implementations: tools that implement it.
        readings: what it means to whom.
        relations: its links to other terms.
        citations: what it is taken from.
        categories: the groups it belongs to.
        roles: who answers for it.
        tags: tags of governance frameworks.
        part_of_speech: for example `process`; empty if not stated.
        status: for example `approved`; empty if not stated.
        replaced_by: IRIs of the terms to use in place of a deprecated one.
        reviewed: the day of the last review or change, as yyyy-mm-dd; empty if not stated.
        version: the version it was seen in, empty if not stated.
        sets: IRIs of the sets or schemes it belongs to.
        pages: addresses of pages about it.
        license: the licence of its text: an IRI if the text is a known one, else as written; empty if not stated.
        author: who wrote it, empty if not stated.
        language: the language of its texts.
    """

    iri: str
    name: str
    aliases: Texts = ()
    code: str = ""
    definition: str = ""
    scope: Texts = ()
    is_not: Texts = ()
    examples: Texts = ()
    counter_examples: Texts = ()
    notes: Texts = ()
    practices: Texts = ()
    risks: Texts = ()
    implementations: Texts = ()
    readings: tuple[Reading, ...] = ()
    relations: tuple[Relation, ...] = ()
    citations: tuple[Citation, ...] = ()
    categories: Texts = ()
    roles: Texts = ()
    tags: Texts = ()
    part_of_speech: str = ""
    status: str = ""
    replaced_by: Texts = ()
    reviewed: str = ""
    version: str = ""
    sets: Texts = ()
    pages: Texts = ()
    license: str = ""
    author: str = ""
    language: str = "en"

    @property
    def is_deprecated(self) -> bool:
        """Whether it should not be used any more."""
        return self.status.casefold() == "deprecated" or bool(self.replaced_by)

    def related(self, *kinds: str) -> tuple[Relation, ...]:
        """Return the links of some kinds, in their order."""
        return tuple(relation for relation in self.relations if relation.kind in kinds)


@frozen
class Part:
    """A set of terms inside a glossary, for example the domain of a dictionary.

    Args:
        iri: its IRI.
        title: what it is called, empty if not stated.
        pages: other addresses under which it goes.
    """

    iri: str
    title: str = ""
    pages: Texts = ()


@frozen
class Glossary:
    """A set of terms and where it comes from.

    Args:
        iri: its IRI, which is also that of its concept scheme.
        title: what it is called.
        terms: its entries, in the order of the source.
        license: the licence of the set, as for a term.
        version: the version that was seen, as written.
        accessed: the day on which it was seen, as yyyy-mm-dd; empty if nobody said.
        publisher: who publishes it, or the credit line it asks for.
        url: its page.
        pages: further addresses of the set, for example another IRI that the same site uses for it.
        description: what it is about.
        issued: the day it was published, as yyyy-mm-dd.
        parts: sets inside it, to which its terms may belong.
        language: the language of its title and its description.
        groups: kind (`category`, `role`, `tag`), name and IRI of the groups that have an IRI in the source; not compared.
    """

    iri: str
    title: str
    terms: tuple[Term, ...] = ()
    license: str = ""
    version: str = ""
    accessed: str = ""
    publisher: str = ""
    url: str = ""
    pages: Texts = ()
    description: str = ""
    issued: str = ""
    parts: tuple[Part, ...] = ()
    language: str = "en"
    groups: tuple[tuple[str, str, str], ...] = field(default=(), eq=False)

    def by_iri(self) -> dict[str, Term]:
        """Return IRI -> term."""
        return {term.iri: term for term in self.terms}


@frozen
class Remark:
    """A defect that an importer or the integrity report found.

    Args:
        code: its code, `FTL-T` and three digits; see `shapes/codes.csv`.
        term: the name of the term, empty for the glossary as a whole.
        what: the defect in one sentence without a full stop.
        fix: what was done about it, or what to do.
        repaired: whether the result no longer has it.
        where: file and place in it.
    """

    code: str
    term: str
    what: str
    fix: str
    repaired: bool = False
    where: str = ""


@frozen
class Imported:
    """What an importer gives.

    Args:
        glossary: the terms, repaired where that is possible.
        remarks: one for each defect.
        left_out: what the source says and a glossary has no place for, which is no defect of the source.
    """

    glossary: Glossary
    remarks: tuple[Remark, ...] = field(default=())
    left_out: tuple[Remark, ...] = field(default=())


@frozen
class Origin:
    """What the user says of a file of terms.

    Args:
        where: the name of the file, for messages.
        title: what the glossary is called; empty to take it from the file.
        base: the address under which its terms are to stand, which ends in `/` or `#`; empty for `urn:uuid:` IRIs.
        accessed: the day on which the file was fetched, as yyyy-mm-dd; empty if nobody says.
        version: the version that was seen, where the file does not say it.
        folder: the folder that several files of one glossary are in; it is called so if nobody says what it is called.
    """

    where: str
    title: str = ""
    base: str = ""
    accessed: str = ""
    version: str = ""
    folder: str = ""
