"""The first page: what the vocabulary is, the words to start with, an example, where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lineage_rdf.codec.jsonld_context import CONTEXT_URL
from lineage_rdf.site.markup import link, text
from lineage_rdf.terms.docs import schema_org
from lineage_rdf.terms.docs.article import code_block
from lineage_rdf.terms.docs.collection_page import downloads
from lineage_rdf.terms.docs.collections import CORE
from lineage_rdf.terms.docs.core_picture import TITLE, core_pictures
from lineage_rdf.terms.docs.example_story import story
from lineage_rdf.terms.docs.links import HOME, Links, place
from lineage_rdf.terms.docs.material import Material
from lineage_rdf.terms.docs.model import Collection
from lineage_rdf.terms.docs.page import Page
from lineage_rdf.terms.docs.schemes_page import scheme_cards
from lineage_rdf.vocabulary.namespaces import FTL

TITLE_OF_SITE: Final = "Fine-tune lineage vocabulary"
SUMMARY: Final = (
    "Words for telling how the weights of a model came to be: from which models, by which steps, with which data, methods and "
    "settings, and how sure each of these facts is."
)
# The words that a newcomer needs first, and what they mean in everyday words.
FIRST_WORDS: Final[Mapping[str, str]] = {
    "FineTuneLineage": "The whole history of one model, as an ordered record of steps.",
    "FineTuning": "One step: training that goes on from the weights of an existing model.",
    "Model": "Weights with an identity: what a step starts from, and what it produces.",
    "DatasetUse": "Which data a step used, what for, and how much of it.",
    "TrainingObjective": "What the training aims at, such as imitating answers (SFT) or preferring one to another (DPO).",
    "Parameterization": "Which numbers are trained: all of them, or a few added ones (LoRA).",
    "HyperparameterSetting": "One knob of the training and the value it had, such as the learning rate.",
    "FactStatus": "How sure a fact is: inferred, undisclosed, unresolved or in conflict.",
}
_FURTHER: Final = (
    ("checks", "What can be checked"),
    ("alignments", "how it fits with other vocabularies"),
    ("all-terms", "every term from A to Z"),
)


def home_page(collections: Sequence[Collection], material: Material, links: Links) -> Page:
    """Return the first page.

    Args:
        collections: everything that has a page.
        material: what is known.
        links: where terms stand.
    """
    core = next(item for item in collections if item.page == CORE)
    return Page(
        HOME,
        TITLE_OF_SITE,
        SUMMARY,
        [
            *_opening(collections),
            *_first_words(links),
            *_picture(links),
            *story(material, links, HOME),
            *_schemes(collections),
            *_use(core),
        ],
        data=schema_org.all_sets(collections, TITLE_OF_SITE, SUMMARY),
        alternates=[("text/turtle", "ontology/ftl.ttl"), ("application/ld+json", "ontology/ftl.jsonld")],
    )


def _opening(collections: Sequence[Collection]) -> Iterator[str]:
    count = sum(len(item.terms) for item in collections)
    yield f'<header class="opening home"><h1>{TITLE_OF_SITE}</h1><p class="lead-in">{SUMMARY}</p></header>'
    yield (
        "<p>Most models are not trained from nothing. Somebody takes a model that is there, trains it further on some data, "
        "perhaps merges it with another or shrinks it, and publishes what comes out. A year later nobody can say what is in it. "
        "This vocabulary writes that history down as linked data that people can read and machines can check and search.</p>"
    )
    yield (
        '<p>It stands on <a href="https://www.w3.org/TR/prov-o/" rel="external">PROV-O</a> and '
        '<a href="https://schema.org/" rel="external">schema.org</a>: who knows those understands the outline. '
        f"Its {count:,} terms are classes and properties for the record itself, and lists of methods, roles, hyperparameters and "
        "metrics that a record points at.</p>"
    )


def _first_words(links: Links) -> Iterator[str]:
    title = f"{_number(len(FIRST_WORDS))} words to start with"
    yield f'<section aria-labelledby="_first"><h2 id="_first">{title}</h2><ul class="cards first">'
    for name, words in FIRST_WORDS.items():
        term = links.term(FTL + name)
        if term is not None:
            head = f'<a href="{links.to(term.iri, HOME)}"><b>{text(term.label)}</b></a> <code>{text(name)}</code>'
            yield f"<li>{head}<p>{text(words)}</p></li>"
    yield "</ul></section>"


def _number(count: int) -> str:
    return {6: "Six", 7: "Seven", 8: "Eight"}.get(count, str(count))


def _picture(links: Links) -> Iterator[str]:
    yield f'<section aria-labelledby="_core"><h2 id="_core">{TITLE}</h2>'
    yield "<p>Boxes are classes, arrows are properties. Each leads to its definition.</p>"
    yield f"{core_pictures(links, HOME)}</section>"


def _schemes(collections: Sequence[Collection]) -> Iterator[str]:
    yield '<section aria-labelledby="_schemes"><h2 id="_schemes">The schemes</h2>'
    yield (
        "<p>Methods, roles and the like are no classes but terms in lists, so that new ones can be added without changing the "
        "ontology.</p>"
    )
    yield scheme_cards([item for item in collections if item.page != CORE], HOME)
    yield "</section>"


def _use(core: Collection) -> Iterator[str]:
    yield '<section aria-labelledby="_use"><h2 id="_use">Use it</h2>'
    yield f"<p>In Turtle, declare <code data-copy>@prefix ftl: &lt;{text(FTL)}&gt; .</code></p>"
    yield (
        f"<p>In JSON-LD, name the context <code data-copy>{text(CONTEXT_URL)}</code>; "
        f"{link('ontology/context.jsonld', 'its text')} can stand in the document instead.</p>"
    )
    yield "<p>The program lineage-rdf reads the files that a fine-tune leaves behind and writes the record:</p>"
    yield code_block("Command", "lineage-rdf", text("lineage-rdf report ./my-model -o out"))
    yield f"<p>All {len(core.terms)} classes and properties as files:</p>"
    yield f"{downloads((*core.files, 'ontology/casrai'), HOME)}"
    further = ", ".join(link(place(page, HOME), words) for page, words in _FURTHER)
    yield f"<p>{further}.</p></section>"
