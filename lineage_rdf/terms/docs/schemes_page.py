"""The page that lists the schemes, and the schemes as cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lineage_rdf.plain_text import counted
from lineage_rdf.site.markup import text
from lineage_rdf.terms.docs.collections import CORE
from lineage_rdf.terms.docs.links import place
from lineage_rdf.terms.docs.model import Collection
from lineage_rdf.terms.docs.page import Page


def scheme_cards(collections: Iterable[Collection], here: str) -> str:
    """Return the schemes as cards, each leading to its page.

    Args:
        collections: the schemes.
        here: the page.
    """
    cards = "".join(
        f'<li><a href="{place(item.page, here)}"><b>{text(item.title)}</b> <span>{counted(len(item.terms), "term")}</span></a>'
        f"<p>{text(item.description)}</p></li>"
        for item in collections
    )
    return f'<ul class="cards">{cards}</ul>'


def schemes_page(collections: Sequence[Collection]) -> Page:
    """Return the page that lists the schemes."""
    schemes = [item for item in collections if item.page != CORE]
    summary = (
        f"{counted(len(schemes), 'list')} of terms that lineages point at: methods, roles, hyperparameters, metrics and codes. "
        "Each has a version of its own, and each term an IRI below that of its scheme."
    )
    return Page(
        "schemes",
        "Schemes",
        summary,
        [
            f'<header class="opening"><h1>Schemes</h1><p class="lead-in">{summary}</p></header>',
            scheme_cards(schemes, "schemes"),
        ],
    )
