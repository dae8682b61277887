"""What there is: the first page, and each kind of thing as a list that can be searched, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from attrs import evolve, frozen
from pyoxigraph import Literal

from lineage_rdf.errors import UsageError
from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.home import counts_list
from lineage_rdf.pages.lists import LISTS
from lineage_rdf.pages.things import Kind, Thing
from lineage_rdf.query import Parameter
from lineage_rdf.query.parameters import term_of
from lineage_rdf.serve.frame import field, turns
from lineage_rdf.serve.site import LISTED, SITE
from lineage_rdf.site.markup import link, text

ON_A_PAGE: Final = 100
_FARTHEST: Final = 1_000_000
_LONGEST: Final = 200
KINDS: Final = {LISTS[kind][0]: kind for kind in LISTED}
_FILTERS: Final[Mapping[str, tuple[str, str]]] = {
    "base": ("Made from", "ORG/NAME"),
    "method": ("Method", "dpo"),
    "licence": ("Licence", "Apache-2.0"),
}
_NAMED: Final = "schema:identifier|schema:name|schema:description"


@frozen
class Search:
    """What is looked for.

    Args:
        kind: the kind of thing.
        words: a part of its name; empty for any.
        filters: what else is asked of models: `base`, `method`, `licence`, and what was written for each.
        offset: how many are passed over.
    """

    kind: Kind
    words: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    offset: int = 0

    @classmethod
    def of(cls, name: str, given: Mapping[str, str]) -> Search:
        """Return what an address looks for.

        Args:
            name: the name of the list.
            given: its parameters; empty ones, which a form sends, count as not given.

        Raises:
            UsageError: if a parameter is unknown or cannot be used.
        """
        kind = KINDS[name]
        known = ("q", "offset", *(_FILTERS if kind is Kind.MODEL else ()))
        told = {key: value.strip() for key, value in given.items() if value.strip()}
        for key, value in told.items():
            if key not in known:
                raise UsageError("there is no such parameter", key[:80], f"there are {', '.join(known)}")
            if len(value) > _LONGEST:
                raise UsageError("the parameter is too long", key, f"write at most {_LONGEST} letters")
        number = told.pop("offset", "0")
        if not (number.isascii() and number.isdigit()) or int(number) > _FARTHEST:
            raise UsageError("this is no number of things to pass over", "offset", f"0 to {_FARTHEST}")
        found = cls(kind, told.pop("q", ""), tuple(sorted(told.items())), int(number))
        found.where()
        return found

    @property
    def address(self) -> str:
        """The address of it, as it is written at the root of the server."""
        told = {"q": self.words, **dict(self.filters), "offset": str(self.offset or "")}
        pairs = {key: value for key, value in told.items() if value}
        return f"list/{LISTS[self.kind][0]}" + (f"?{urlencode(pairs)}" if pairs else "")

    def where(self) -> str:
        """Return what is looked for as patterns of SPARQL about `?this`; what was written is a term in them, never a piece.

        Raises:
            UsageError: if what was written means no term.
        """
        parts = [_contains(self.words)] if self.words else []
        for name, value in self.filters:
            parts.append(_PATTERNS[name].format(_term(name, value)))
        return " ".join(parts)


def _contains(words: str) -> str:
    wanted = Literal(words.lower())
    return (
        f"FILTER(CONTAINS(LCASE(STR(?this)), {wanted}) || EXISTS {{ ?this {_NAMED} ?name "
        f"FILTER(CONTAINS(LCASE(STR(?name)), {wanted})) }})"
    )


def _term(name: str, value: str) -> str:
    if name == "licence":
        return str(Literal(value))
    kind = "model" if name == "base" else "term"
    return str(term_of(Parameter(name, kind, ""), value))


_PATTERNS: Final = {
    "base": "?this ftl:derivedFromModel {0} .",
    "licence": "?this ftl:weightsLicence {0} .",
    "method": "?step ftl:producedModel ?this ; ftl:hasObjective|ftl:hasParameterization|ftl:usesMergeMethod|"
    "ftl:usesQuantizationMethod {0} .",
}


def first_page(counts: Mapping[Kind, int]) -> Iterator[str]:
    """Yield the first page.

    Args:
        counts: kind -> how many things of it there are.
    """
    yield f'<header class="opening home"><h1>{text(SITE.title)}</h1><p class="lead-in">{text(SITE.summary)}</p></header>'
    yield from counts_list(counts, KINDS.values(), Addresses(ending=""))
    yield '<section aria-labelledby="_find"><h2 id="_find">Find a model</h2>'
    yield from _form(Search(Kind.MODEL), "")
    yield "</section>"
    yield '<section aria-labelledby="_ask"><h2 id="_ask">Ask</h2><p>'
    yield f"{link('query', 'Questions of the catalogue')} · {link('sparql', 'Questions in SPARQL')} · "
    yield f"{link('openapi.json', 'OpenAPI')} · {link('void.ttl', 'What these data are')}</p></section>"


def list_page(search: Search, things: list[Thing], addresses: Addresses) -> Iterator[str]:
    """Yield the page of a list.

    Args:
        search: what was looked for.
        things: what was found, one more than is shown if there are more.
        addresses: where pages stand.
    """
    name, title, _ = LISTS[search.kind]
    here = f"list/{name}"
    shown = things[:ON_A_PAGE]
    yield f'<header class="opening"><h1>{text(title)}</h1></header>'
    yield from _form(search, "../")
    if not shown:
        yield "<p>There is none.</p>"
        return
    more = ", and there are more" if len(things) > ON_A_PAGE else ""
    yield f"<p>{search.offset + 1:,} to {search.offset + len(shown):,}, in the order of their IRIs{more}.</p>"
    rows = "".join(f"<li>{link(addresses.page(one.iri, here), one.label or one.iri)}</li>" for one in shown)
    yield f'<ol class="index" start="{search.offset + 1}">{rows}</ol>'
    before = evolve(search, offset=max(0, search.offset - ON_A_PAGE)).address
    behind = evolve(search, offset=search.offset + ON_A_PAGE).address
    yield turns(f"../{before}" if search.offset else "", f"../{behind}" if more else "", "Those")


def _form(search: Search, root: str) -> Iterator[str]:
    yield f'<form class="asking" role="search" method="get" action="{root}list/{LISTS[search.kind][0]}">'
    yield field("q", "A part of the name", search.words, "")
    if search.kind is Kind.MODEL:
        for name, (words, hint) in _FILTERS.items():
            yield field(name, text(words), dict(search.filters).get(name, ""), hint)
    yield '<p><button type="submit">Find</button></p></form>'
