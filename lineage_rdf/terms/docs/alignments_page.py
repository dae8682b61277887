"""The page of the matches with other vocabularies, a table for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lineage_rdf.codec.names import text as name_of
from lineage_rdf.site.markup import link, outside, text
from lineage_rdf.terms.docs.collection_page import downloads
from lineage_rdf.terms.docs.links import place
from lineage_rdf.terms.docs.material import Material
from lineage_rdf.terms.docs.model import Collection, Term, Value, terms_of
from lineage_rdf.terms.docs.page import Page
from lineage_rdf.vocabulary.namespaces import DCTERMS, ONTOLOGY

_HEADS: Final = ("Our term", "Match", "Their term", "Reason")


def alignments_page(collections: Sequence[Collection], material: Material) -> Page:
    """Return the page of the matches with other vocabularies, a table for each."""
    summary = "How the terms stand to those of other vocabularies, each match with its reason."
    names = [
        name for name in material.files if name == "ontology/casrai" or name.startswith("ontology/align/")
    ]
    body = [f'<header class="opening"><h1>Alignments</h1><p class="lead-in">{summary}</p></header>']
    contents = []
    for name in names:
        iri = f"{ONTOLOGY}/{name.removeprefix('ontology/')}"
        ident = name.rpartition("/")[2]
        title = material.graph.first(iri, f"{DCTERMS}title") or ident
        rows = list(_matches(name, material, collections))
        contents.append(f"<li>{link(f'#{ident}', title.removeprefix('Alignment with '))}</li>")
        body += [
            f'<section aria-labelledby="{ident}"><h2 id="{ident}">{text(title)}</h2>',
            f"<p>{text(material.graph.first(iri, f'{DCTERMS}description'))}</p>",
            downloads([name], "alignments"),
            f'<div class="wide" tabindex="0" role="group" aria-label="{text(title)}"><table><thead><tr>',
            *(f'<th scope="col">{words}</th>' for words in _HEADS),
            f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div></section>",
        ]
    return Page("alignments", "Alignments", summary, body, contents=[f"<ul>{''.join(contents)}</ul>"])


def _matches(name: str, material: Material, collections: Sequence[Collection]) -> Iterator[str]:
    pairs = {(name_of(quad.subject), name_of(quad.object)) for quad in material.files[name].quads}
    for term in terms_of(collections):
        for fact in term.matches:
            for value in fact.values:
                if (term.iri, value.iri) in pairs:
                    yield _match_row(term, fact.title, value)


def _match_row(term: Term, title: str, value: Value) -> str:
    return (
        f'<tr><th scope="row">{link(place(term.page, "alignments", term.name), term.label)}</th>'
        f"<td>{text(title.removesuffix(' match'))}</td><td>{outside(value.iri, value.text)}</td>"
        f"<td>{text(value.reason)}</td></tr>"
    )
