"""The page of the profiles, and of the findings of their shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lineage_rdf.plain_text import counted
from lineage_rdf.site.markup import escape, link, text
from lineage_rdf.terms.docs.article import weights
from lineage_rdf.terms.docs.links import place
from lineage_rdf.terms.docs.material import Code, Material
from lineage_rdf.terms.docs.model import Collection, Term, Use, terms_of
from lineage_rdf.terms.docs.page import Page
from lineage_rdf.vocabulary.namespaces import DCTERMS, ONTOLOGY, PROF


def checks_page(collections: Sequence[Collection], material: Material) -> Page:
    """Return the page of the profiles and of the codes whose shapes look at terms."""
    looked_at: dict[str, list[Term]] = defaultdict(list)
    uses: dict[str, list[Use]] = defaultdict(list)
    for term in terms_of(collections):
        for use in term.uses:
            uses[use.code].append(use)
        for code in dict.fromkeys(use.code for use in term.uses):
            looked_at[code].append(term)
    summary = "The profiles a lineage can be checked for, and every finding of their SHACL shapes with what to do about it."
    body = [
        f'<header class="opening"><h1>Checks</h1><p class="lead-in">{summary}</p></header>',
        '<section aria-labelledby="_profiles"><h2 id="_profiles">Profiles</h2>',
        *_profiles(material),
        "</section>",
        '<section aria-labelledby="_codes"><h2 id="_codes">Codes</h2>',
        *(
            _code(code, uses[code.code], looked_at[code.code])
            for code in material.codes.values()
            if code.code in looked_at
        ),
        "</section>",
    ]
    return Page("checks", "Checks", summary, body)


def _profiles(material: Material) -> Iterator[str]:
    for name, graph in material.profiles.items():
        iri = f"{ONTOLOGY}/profile/{name}"
        above = [item.rpartition("/")[2] for item in graph.objects(iri, f"{PROF}isProfileOf")]
        builds = "".join(f" Builds on {link(f'#profile-{item}', item)}." for item in above)
        title = graph.first(iri, f"{DCTERMS}title") or name
        files = link(f"../shapes/{name}/profile.ttl", "View in Turtle")
        yield f'<article class="code" id="profile-{escape(name)}"><h3>{text(title)} <code>{text(name)}</code></h3>'
        yield f"<p>{text(graph.first(iri, f'{DCTERMS}description'))}{builds} {files}</p></article>"


# A check of any property names so many terms that a list of them says nothing.
_MOST: Final = 24


def _code(code: Code, uses: Iterable[Use], terms: Sequence[Term]) -> str:
    items = ", ".join(link(place(term.page, "checks", term.name), term.label) for term in terms[:_MOST])
    more = f" and {counted(len(terms) - _MOST, 'more term')}" if len(terms) > _MOST else ""
    ordered = sorted(uses, key=lambda use: (use.profile, use.severity))
    return (
        f'<article class="code" id="{escape(code.code)}"><h3><code>{text(code.code)}</code> {text(code.title)}</h3>'
        f'<p>{text(code.fix)}</p><p class="weight">{weights(ordered)}</p>'
        f"<details><summary>Looks at {counted(len(terms), 'term')}</summary><p>{items}{more}</p></details></article>"
    )
