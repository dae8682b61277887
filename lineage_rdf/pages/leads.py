"""How a page writes the things, terms and literals that it speaks of."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from lineage_rdf.codec.names import code_to_iri
from lineage_rdf.pages.addresses import Addresses, anchor
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.things import Thing
from lineage_rdf.picture.wording import short_code
from lineage_rdf.plain_text import clean
from lineage_rdf.site.markup import link, outside, text
from lineage_rdf.vocabulary.namespaces import XSD, prefixed


class Leads:
    """Writes things with links from one page.

    Args:
        material: what the page is made from.
        addresses: where pages stand.
    """

    def __init__(self, material: Material, addresses: Addresses) -> None:
        self.here = addresses.key(material.thing.iri)
        self._pages = material.pages
        self._owners = material.owners
        self._addresses = addresses

    def address(self, iri: str) -> str:
        """Return where a thing or part of this lineage stands; empty if it has no place here."""
        if iri in self._pages:
            return self._addresses.page(iri, self.here)
        owner = self._owners.get(iri)
        if owner is None:
            return ""
        if self._addresses.key(owner) == self.here:
            return f"#{anchor(iri)}"
        return self._addresses.page(owner, self.here, anchor(iri))

    def to_page(self, iri: str) -> str:
        """Return where the page of a thing stands that has one."""
        return self._addresses.page(iri, self.here)

    def thing(self, thing: Thing, words: str = "") -> str:
        """Return a thing that has a page, linked."""
        return link(self.to_page(thing.iri), words or thing.label or thing.iri)

    def iri(self, iri: str | None, words: str = "") -> str:
        """Return an IRI as HTML: the name of a thing with a link to its page, a link outside, or the letters of the IRI."""
        if not iri:
            return ""
        target = self.address(iri)
        if target:
            known = self._pages.get(iri)
            return link(target, words or (known.label if known else "") or _short(iri))
        return _away(iri, words or _short(iri))

    def code(self, notation: str, scheme: str) -> str:
        """Return a member of a scheme by its usual name, linked to its page."""
        iri = code_to_iri(notation, scheme)
        return self.iri(iri, short_code(notation, scheme))

    def node(self, node: NamedNode | BlankNode | Literal | Triple) -> str:
        """Return any object of a statement as HTML."""
        if isinstance(node, NamedNode):
            return self.iri(node.value)
        if isinstance(node, Literal):
            return _literal(node)
        return f"<code>{text(str(node))}</code>"


@lru_cache(maxsize=1 << 12)
def _short(iri: str) -> str:
    return prefixed(iri)


@lru_cache(maxsize=1 << 12)  # classes stand on every page
def _away(iri: str, words: str) -> str:
    return outside(iri, words)


def _literal(node: Literal) -> str:
    words = text(node.value)
    if node.language:
        return f'{words} <span class="also">{text(node.language)}</span>'
    kind = node.datatype.value
    if kind == f"{XSD}string":
        return words
    return f'{words} <span class="also">{text(clean(prefixed(kind)).removeprefix("xsd:"))}</span>'
