"""The rows of the dictionary's bulk files as terms; JSON and CSV have the same eight fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.terms.addresses import Addresses
from lineage_rdf.terms.casrai import known
from lineage_rdf.terms.casrai.values import texts
from lineage_rdf.terms.model import Glossary, Origin, Part, Relation, Remark, Term
from lineage_rdf.vocabulary.casrai import DICTIONARY, TITLE, edition
from lineage_rdf.vocabulary.namespaces import CASRAI

# What entries may be. Domains are sets; CRediT roles have an address of NISO beside that of CASRAI.
TYPES: Final = ("domain", "credit_role", "term", "picklist", "object_template")
_LEFT_OUT: Final = "they were left out"
_DOMAINS: Final = f"{DICTIONARY}domain/"


class Entries:
    """The rows of one file on their way to terms.

    Args:
        origin: what the user says of the file.
        version: the version of the dictionary.
    """

    def __init__(self, origin: Origin, version: str) -> None:
        self.origin = origin
        self.version = version
        self.remarks: list[Remark] = []
        self._parts: dict[str, Part] = {}

    def glossary(self, rows: list[dict[str, Any]]) -> Glossary:
        """Return the dictionary of all rows, its domains as parts."""
        slugs: set[str] = set()
        domains = {_text(row, "slug"): _text(row, "name") for row in rows if row.get("type") == "domain"}
        terms = []
        for place, row in enumerate(rows, 1):
            slug, where = _text(row, "slug"), f"{self.origin.where}#{place}"
            name = _text(row, "name")
            if not slug or not name:
                self._told("FTL-T019", name or slug, "it has no slug or no name", "it was left out", where)
            elif slug in slugs:
                self._told("FTL-T021", name, f"the slug {slug} stands twice", "the first was kept", where)
            elif row.get("type") != "domain":
                terms.append(self._term(row, slug, name, domains, where))
            if row.get(""):
                self._told(
                    "FTL-T017", name, "nothing reads its cells behind the last column", _LEFT_OUT, where
                )
            slugs.add(slug)
        for slug, name in domains.items():
            self._part(slug, name)
        whole = known.dictionary(tuple(terms), version=self.version, accessed=self.origin.accessed)
        return evolve(whole, parts=tuple(self._parts[iri] for iri in sorted(self._parts)))

    def of_the_whole(self) -> Iterator[Remark]:
        """Yield what the file as a whole lacks."""
        if not self.version:
            what = "it does not say which version of the dictionary it is"
            yield Remark(
                "FTL-T012", "", what, "give the version with --seen-version", where=self.origin.where
            )
        if not self.origin.accessed:
            what = "nobody says when it was fetched"
            yield Remark("FTL-T013", "", what, "give the day with --accessed", where=self.origin.where)

    def _term(self, row: dict[str, Any], slug: str, name: str, domains: dict[str, str], where: str) -> Term:
        kind, domain = _text(row, "type"), _text(row, "domain")
        if kind not in TYPES:
            self._told(
                "FTL-T022", name, f"its type {kind!r} is not one of {', '.join(TYPES)}", "it was kept", where
            )
        if domain and domains and domain not in domains:
            self._told("FTL-T023", name, f"no domain of the file has the slug {domain}", "it was kept", where)
        if not domain:
            self._told("FTL-T014", name, "it names no set", "nothing was put in its place", where)
        page = _text(row, "source_url")
        niso = _text(row, "niso_uri")
        sets = self._part(domain, domains.get(domain, "")) if domain else ()
        return Term(
            self._iri(page, slug, kind, name, where),
            name,
            code=slug,
            definition=_text(row, "definition") or self._missing(name, where),
            relations=(Relation("sameAs", target=niso),) if is_iri(niso) else (),
            categories=tuple(f"Track {track}" for track in [_text(row, "track")] if track),
            version=self.version,
            sets=sets,
            pages=(page,) if is_iri(page) else (),
            license=edition().licence,
        )

    def _iri(self, page: str, slug: str, kind: str, name: str, where: str) -> str:
        """Return the address of the entry: its page; for a term without one, what CASRAI says addresses of terms look like.

        Nothing is made up for other entries: they get an address of ours.
        """
        if is_iri(page) and not known.is_term_address(page):
            return page
        if not page and kind != "term":
            return Addresses(TITLE).part(kind, slug)
        iri, remarks = known.canonical(page or CASRAI + slug, name, where)
        # The bulk file is the dictionary itself, so a slug that we did not know is news to us and no fault of the file.
        self.remarks += [remark for remark in remarks if remark.code != "FTL-T010"]
        if page and kind == "term" and iri.rpartition("/")[2] != slug:
            self._told(
                "FTL-T015",
                name,
                f"its page {page} is not that of the slug {slug}",
                "the page was used",
                where,
            )
        return iri if is_iri(iri) else Addresses(TITLE).term(slug)

    def _part(self, slug: str, title: str) -> tuple[str, ...]:
        """Return the addresses of a domain, and keep it as a part of the dictionary."""
        page = _DOMAINS + slug
        if not is_iri(page):
            return ()
        part = known.set_of(page) or Part(page)
        self._parts[part.iri] = evolve(part, title=title or self._parts.get(part.iri, part).title)
        return (part.iri, *part.pages)

    def _missing(self, name: str, where: str) -> str:
        self._told("FTL-T018", name, "it has no definition", "look it up on its page", where)
        return ""

    def _told(self, code: str, name: str, what: str, fix: str, where: str) -> None:
        self.remarks.append(Remark(code, name, what, fix, False, where))


def _text(row: Mapping[str, Any], key: str) -> str:
    return next(iter(texts(row.get(key))), "")
