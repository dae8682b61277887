"""Terms and glossaries for tests: some by hand, and any that the model allows."""

from __future__ import annotations

from unicodedata import normalize

from hypothesis import settings
from hypothesis import strategies as st

from lineage_rdf.terms.addresses import Addresses
from lineage_rdf.terms.model import Citation, Glossary, Reading, Relation, Term
from lineage_rdf.terms.properties import READING
from lineage_rdf.terms.relations import PROPERTIES
from lineage_rdf.vocabulary.schemes import fold

# A glossary takes long to make up, so fewer of them are made than of smaller things.
FEWER = settings(max_examples=settings.default.max_examples // 5)

BASE = "https://example.org/terms/"

# A literal of RDF holds any character but NUL in our syntaxes; blanks at the ends are no part of a text.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=30
).filter(lambda text: text == text.strip() and text)
names = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=8)
# In one spelling, as categories, roles and tags that differ by case alone are one.
groups = names.map(fold).filter(lambda name: name == fold(name) == normalize("NFC", name))
urls = names.map(lambda name: f"https://example.org/page/{fold(name).encode().hex()}")
days = st.dates().map(str)


def _several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(values, max_size=3).map(lambda found: tuple(sorted(found)))


READINGS = tuple(READING)
_readings = st.builds(Reading, st.sampled_from(READINGS), audience=texts, text=texts, sources=_several(texts))
_citations = st.builds(Citation, texts, url=urls) | st.builds(Citation, texts)


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    """Any glossary whose lists are sorted, as RDF gives them back."""
    addresses = Addresses("made up", BASE)
    called = draw(st.lists(names, unique_by=addresses.term, max_size=4))
    iris = {name: addresses.term(name) for name in called}
    terms = tuple(sorted((draw(_terms(name, iris)) for name in called), key=lambda term: term.iri))
    return Glossary(
        "https://example.org/terms",
        draw(texts),
        terms,
        license=draw(st.sampled_from(["", "https://creativecommons.org/licenses/by/4.0/", "as agreed"])),
        version=draw(st.just("") | texts),
        accessed=draw(st.just("") | days),
        description=draw(st.just("") | texts),
        url=draw(st.just("") | urls),
        pages=draw(_several(urls)),
    )


@st.composite
def _terms(draw: st.DrawFn, name: str, iris: dict[str, str]) -> Term:
    sets = ("https://example.org/terms",)
    return Term(
        iris[name],
        name,
        *(draw(_several(texts)),),
        code=draw(st.just("") | texts),
        definition=draw(st.just("") | texts),
        **{
            field: draw(_several(texts))
            for field in ("scope", "is_not", "examples", "counter_examples", "notes", "practices", "risks")
        },
        readings=_unique(draw(st.lists(_readings, max_size=3)), lambda it: (it.kind, it.audience, it.text)),
        relations=_unique(draw(st.lists(_relations(iris), max_size=3)), lambda it: (it.label, it.target)),
        citations=_unique(draw(st.lists(_citations, max_size=3)), lambda it: it.url or it.source),
        categories=draw(_several(groups)),
        roles=draw(_several(groups)),
        tags=draw(_several(groups)),
        part_of_speech=draw(st.just("") | texts),
        status=draw(st.sampled_from(["", "approved", "deprecated"])),
        reviewed=draw(st.just("") | days),
        version=draw(st.just("") | texts),
        sets=sets,
        license=draw(st.sampled_from(["", "https://creativecommons.org/licenses/by-sa/4.0/", "ask first"])),
        language=draw(st.sampled_from(["en", "de", "pt-br"])),
    )


@st.composite
def _relations(draw: st.DrawFn, iris: dict[str, str]) -> Relation:
    """A relation to a term of the glossary under its name, or to a name that no term has."""
    kind = draw(st.sampled_from([*PROPERTIES, "contrasts with"]))
    rationale = draw(st.just("") | texts)
    target = draw(st.sampled_from(sorted(iris)))
    if draw(st.booleans()):
        return Relation(kind, target, iris[target], rationale)
    return Relation(kind, draw(texts), "", rationale)


def _unique(values, key):
    """Return values with different keys, sorted as RDF gives them back."""
    found = {key(value): value for value in values}
    order = {
        Reading: lambda it: (READINGS.index(it.kind), it.audience, it.text),
        Relation: lambda it: (it.kind, it.label, it.target),
        Citation: lambda it: (it.source, it.url),
    }
    return tuple(sorted(found.values(), key=lambda it: order[type(it)](it)))
