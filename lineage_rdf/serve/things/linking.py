"""Which of the IRIs in a page have pages here."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from pyoxigraph import NamedNode

from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.pages.terms import known_term
from lineage_rdf.pages.things import is_term
from lineage_rdf.plain_text import web_link
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.serve.site import addresses_of
from lineage_rdf.serve.things.asking import described
from lineage_rdf.store import Term


@frozen
class Linking:
    """Leads from a page to what its IRIs mean.

    Args:
        known: the IRIs that the store describes with a class.
        addresses: where pages stand.
        place: the path of the page.
    """

    known: frozenset[str]
    addresses: Addresses
    place: str

    @classmethod
    def of(cls, here: Opened, terms: Iterable[Term | None], place: str, base: str) -> Linking:
        """Return the links of a page.

        Args:
            here: what is open.
            terms: all that the page shows.
            place: the path of the page.
            base: the address of the server, without a slash at its end.
        """
        iris = {term.value for term in terms if isinstance(term, NamedNode)}
        # Every address that a page gives must be found, and some are found by their class only (see `find`).
        return cls(described(here, sorted(iris), "?s a ?class"), addresses_of(base), place)

    def address(self, iri: str) -> str:
        """Return where a thing has its page: here, or on the web; empty if nowhere."""
        if iri in self.known or (is_term(iri) and known_term(iri)):
            return self.addresses.page(iri, self.place)
        return web_link(iri)
