"""Reads the DefinedTerm JSON-LD of CASRAI's term pages and bulk file, and mends what is wrong with it.

It is read as JSON and not as RDF, because as RDF it does not say what is meant: without an `@id` the term is a blank node, and
schema.org's context turns the aliases under `sameAs` into IRIs or drops them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import define, field

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.errors import InputError
from lineage_rdf.terms.casrai import known
from lineage_rdf.terms.casrai.values import day, document_of, refuse_many, texts
from lineage_rdf.terms.model import Imported, Origin, Relation, Remark, Term
from lineage_rdf.vocabulary.casrai import edition

_READ: Final = frozenset(
    {
        *(
            "@context",
            "@id",
            "@type",
            "name",
            "identifier",
            "description",
            "inDefinedTermSet",
            "url",
            "sameAs",
        ),
        *("alternateName", "license", "termCode", "version", "dateModified", "replacedBy"),
    }
)


def looks_like_term_jsonld(document: Any) -> bool:
    """Say whether parsed JSON is DefinedTerm JSON-LD: one term, a list of them, or a set with its terms."""
    return any(True for _ in _entries(document))


def read_term_jsonld(text: str, origin: Origin) -> Imported:
    """Return the terms of CASRAI JSON-LD with a remark for every repair.

    Args:
        text: the document: one DefinedTerm, a list or `@graph` of them, or a DefinedTermSet with `hasDefinedTerm`.
        origin: what the user says of the file.

    Raises:
        InputError: if it is no JSON, or holds no DefinedTerm.
    """
    document = document_of(text, origin.where)
    entries = list(_entries(document))
    refuse_many(len(entries), origin.where)
    if not entries:
        raise InputError("there is no DefinedTerm in it", origin.where, "give the JSON-LD of a term page")
    whole = document if isinstance(document, dict) and "hasDefinedTerm" in document else {}
    version = next(iter(texts(whole.get("version"))), "") or origin.version
    found = [_Entry(entry, f"{origin.where}#{place}", version) for place, entry in enumerate(entries, 1)]
    terms = tuple(entry.term() for entry in found)
    remarks = [remark for entry in found for remark in entry.remarks]
    glossary = known.dictionary(terms, version=version, accessed=origin.accessed)
    return Imported(glossary, (*remarks, *_of_the_whole(document, version, origin)))


def _entries(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the DefinedTerm objects of a document, not looking deeper than sets and graphs."""
    if isinstance(document, list):
        for part in document:
            yield from _entries(part)
    elif isinstance(document, dict):
        kinds = texts(document.get("@type"))
        if any(kind.rpartition("/")[2].rpartition(":")[2] == "DefinedTerm" for kind in kinds):
            yield document
        for key in ("@graph", "hasDefinedTerm"):
            yield from _entries(document.get(key))


def _of_the_whole(document: Any, version: str, origin: Origin) -> Iterator[Remark]:
    contexts = texts(document.get("@context")) if isinstance(document, dict) else []
    if any("schema.org" in context for context in contexts):
        what = "its context is an address, so no library reads it without a network"
        yield Remark(
            "FTL-T006",
            "",
            what,
            "it was read as JSON; what we write has its context in it",
            True,
            origin.where,
        )
    if not version:
        what = "it does not say which version of the dictionary it is from"
        yield Remark("FTL-T012", "", what, "give the version with --seen-version", where=origin.where)
    if not origin.accessed:
        what = "nobody says when it was fetched"
        yield Remark("FTL-T013", "", what, "give the day with --accessed", where=origin.where)


@define
class _Entry:
    """One DefinedTerm on its way to a term; what is mended on the way is remarked."""

    row: dict[str, Any]
    where: str
    version: str
    remarks: list[Remark] = field(factory=list)

    @property
    def name(self) -> str:
        return next(iter(texts(self.row.get("name"))), "")

    def term(self) -> Term:
        """Return the term."""
        iri = self._iri()
        aliases = self._aliases()
        same = [value for value in texts(self.row.get("sameAs")) if value not in aliases and value != iri]
        self._unread()
        replaced = texts(self.row.get("replacedBy"))
        return Term(
            iri,
            self._checked("name", self.name),
            tuple(aliases),
            code=iri.rpartition("/")[2],
            definition=self._checked("description", next(iter(texts(self.row.get("description"))), "")),
            relations=tuple(Relation("sameAs", target=value) for value in same),
            status="deprecated" if replaced else "",
            replaced_by=tuple(value for value in replaced if is_iri(value)),
            reviewed=day(next(iter(texts(self.row.get("dateModified"))), "")),
            version=next(iter(texts(self.row.get("version"))), "") or self.version,
            sets=self._sets(),
            pages=tuple(dict.fromkeys(self._page(url, iri) for url in texts(self.row.get("url")))),
            license=self._license(),
        )

    def _iri(self) -> str:
        """Return the subject: `@id`, else the identifier, else the page."""
        stated = texts(self.row.get("@id"))
        found = [*stated, *texts(self.row.get("identifier")), *texts(self.row.get("url"))]
        if not found:
            raise InputError(
                "a DefinedTerm has neither an identifier nor an address", self.where, "add an identifier"
            )
        iri, remarks = known.canonical(found[0], self.name, self.where)
        self.remarks += remarks
        if not is_iri(iri):
            raise InputError(f"the identifier {iri!r} is no IRI", self.where, "correct it")
        if not stated:
            what = (
                "it has no @id, so it is a blank node, and its identifier is a text to which nothing can link"
            )
            self._mended("FTL-T001", what, f"the identifier {iri} became its IRI")
        return iri

    def _aliases(self) -> list[str]:
        """Return all other names; those that stand under sameAs are no identities."""
        wrong = [value for value in texts(self.row.get("sameAs")) if not _is_address(value)]
        words = [value for value in wrong if " " not in value]
        phrases = [value for value in wrong if " " in value]
        if phrases:
            what = (
                f"sameAs holds text, of which readers make a false identity or nothing: {', '.join(phrases)}"
            )
            self._mended("FTL-T002", what, "it became an alternate name")
        if words:
            what = f"sameAs holds single words, which become IRIs that CASRAI never made: {', '.join(words)}"
            self._mended("FTL-T003", what, "they became alternate names")
        return list(dict.fromkeys([*wrong, *texts(self.row.get("alternateName"))]))

    def _sets(self) -> tuple[str, ...]:
        """Return both addresses of each set that is known, the page first."""
        sets: list[str] = []
        for address in texts(self.row.get("inDefinedTermSet")):
            part = known.set_of(address)
            if part is None:
                self._told("FTL-T011", f"the set {address} is not known here", "it was kept as it is")
                sets.append(address)
                continue
            if address != part.iri:
                what = f"the set {address} is not where the dictionary and its API have it"
                self._mended("FTL-T004", what, f"it was linked to {part.iri} too")
            sets += [part.iri, *part.pages]
        if not sets:
            self._told("FTL-T014", "it names no set", "nothing was put in its place")
        return tuple(dict.fromkeys(value for value in sets if is_iri(value)))

    def _page(self, url: str, iri: str) -> str:
        """Return the address of its page, spelt as CASRAI spells it."""
        if known.is_term_address(url):
            page, _ = known.canonical(url, self.name, self.where)
            if page != iri:
                self._told("FTL-T015", f"its url {url} is the page of another term", "correct one of the two")
            return page
        return url

    def _license(self) -> str:
        stated = texts(self.row.get("license"))
        if not stated:
            self._told(
                "FTL-T016", "it states no licence", f"the dictionary as a whole is under {edition().licence}"
            )
        return next(iter(stated), "")

    def _checked(self, key: str, value: str) -> str:
        if not value:
            self._told("FTL-T018", f"it has no {key}", "look it up on its page")
        return value

    def _unread(self) -> None:
        unread = sorted(self.row.keys() - _READ)
        if unread:
            self._told("FTL-T017", f"nothing reads {', '.join(unread)}", "they were left out")

    def _mended(self, code: str, what: str, fix: str) -> None:
        self.remarks.append(Remark(code, self.name, what, fix, True, self.where))

    def _told(self, code: str, what: str, fix: str) -> None:
        self.remarks.append(Remark(code, self.name, what, fix, False, self.where))


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://", "urn:")) and is_iri(value)
