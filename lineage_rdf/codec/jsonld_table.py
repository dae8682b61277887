"""A JSON-LD context compiled into a table, so that documents that use it need no general JSON-LD processor.

Rules: JSON-LD 1.1 API, sections 5.1.2 (expansion), 5.2.2 (IRI expansion), 5.3.2 (value expansion) and 8.1.2 (to RDF),
https://www.w3.org/TR/json-ld11-api/. What the table does not cover it says (`Outside`), and never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Generic, TypeVar

from attrs import frozen

from lineage_rdf.vocabulary.namespaces import RDF, XSD

T = TypeVar("T")
S = TypeVar("S")
_STRING, _INTEGER, _BOOLEAN = (f"{XSD}{name}" for name in ("string", "integer", "boolean"))
_PARTS = frozenset({"@id", "@type", "@container", "@context", "@protected"})
_CACHED = 16_384  # an IRI is checked when it is made, and most stand in several statements


class Outside(Exception):
    """The document uses something that the table does not cover."""


@frozen
class Makers(Generic[T, S]):
    """How terms and statements are made; each may raise ValueError for what is no such term.

    Args:
        iri: makes a node of an absolute IRI.
        blank: makes a blank node of a label.
        fresh: makes a blank node that is unlike all others.
        text: makes a plain string.
        typed: returns, for the IRI of a datatype, what makes a literal of a lexical form.
        tagged: makes a text of a lexical form and a language in lower case.
        state: makes a statement of subject, predicate and object.
        state_in: returns what does so for a named graph.
    """

    iri: Callable[[str], T]
    blank: Callable[[str], T]
    fresh: Callable[[], T]
    text: Callable[[str], T]
    typed: Callable[[str], Callable[[str], T]]
    tagged: Callable[[str, str], T]
    state: Callable[[T, T, T], S]
    state_in: Callable[[T], Callable[[T, T, T], S]]


@frozen
class Entry(Generic[T]):
    """What a key stands for.

    Args:
        predicate: the property.
        of_text: what a JSON string under the key means.
        of_integer: what an integer means, already written out; None if the table does not say.
        of_boolean: likewise for `true` and `false`.
        takes_nodes: whether the table covers nodes under the key; not where they have a context of their own.
        takes_values: whether it covers value objects.
    """

    predicate: T
    of_text: Callable[[str], T]
    of_integer: Callable[[str], T] | None = None
    of_boolean: Callable[[str], T] | None = None
    takes_nodes: bool = True
    takes_values: bool = True


def _no_text(text: str) -> Any:
    raise Outside(text)


# Stands for `id`, which is no property; the name of a node is read before its properties.
NAME: Entry[Any] = Entry(None, _no_text, takes_nodes=False, takes_values=False)


class Table(Generic[T, S]):
    """A compiled context.

    Args:
        context: the context; a definition that cannot be compiled makes its term one that is not covered.
        makers: how terms are made.

    Raises:
        ValueError: if the context as a whole has a keyword that cannot be compiled, such as `@vocab`.
    """

    def __init__(self, context: Mapping[str, Any], makers: Makers[T, S]) -> None:
        wrong = {name for name in context if name.startswith("@")} - {"@version"}
        if wrong:
            raise ValueError(f"a context with {', '.join(sorted(wrong))} is not compiled")
        self.makers = makers
        self.names = frozenset(context)
        self.id_keys = ("@id", *(name for name, what in context.items() if what == "@id"))
        self.type_keys = ("@type", *(name for name, what in context.items() if what == "@type"))
        # Section 4.1.2 step 14.2.5: a short definition that ends in one of these letters may be a prefix.
        self.prefixes = {
            name: what
            for name, what in context.items()
            if isinstance(what, str) and what[-1:] in ("#", "/") and ":" not in name
        }
        self.iri = lru_cache(_CACHED)(self._iri)
        self.unlisted = lru_cache(_CACHED)(self._unlisted)
        self.typed = lru_cache(_CACHED)(self._typed)
        types = Entry(
            makers.iri(f"{RDF}type"), lru_cache(_CACHED)(self._type_of), takes_nodes=False, takes_values=False
        )
        self.entries: dict[str, Entry[T]] = {
            **dict.fromkeys(self.id_keys, NAME),
            **dict.fromkeys(self.type_keys, types),
        }
        for name, definition in context.items():
            entry = None if name in ("@version", *self.prefixes) else self._compiled(definition)
            if entry is not None:
                self.entries[name] = entry

    def _compiled(self, definition: Any) -> Entry[T] | None:
        parts = {"@id": definition} if isinstance(definition, str) else definition
        if not isinstance(parts, dict) or set(parts) - _PARTS or parts.get("@container", "@set") != "@set":
            return None
        name, kind, scope = parts.get("@id"), parts.get("@type", ""), parts.get("@context", {})
        if not isinstance(name, str) or name.startswith("@") or not isinstance(kind, str):
            return None
        predicate = self.makers.iri(self._expanded(name))
        if kind == "@vocab" and set(scope) == {"@vocab"}:
            return Entry(
                predicate, lru_cache(_CACHED)(partial(self._code, scope["@vocab"])), takes_nodes=False
            )
        if scope:
            return None
        if kind == "@id":
            return Entry(predicate, self.iri)
        return None if kind.startswith("@") else self._literal_entry(predicate, kind)

    def _literal_entry(self, predicate: T, kind: str) -> Entry[T]:
        integer, boolean = self.makers.typed(_INTEGER), self.makers.typed(_BOOLEAN)
        if not kind:
            return Entry(predicate, self.makers.text, integer, boolean)
        datatype = self._expanded(kind)
        return Entry(
            predicate,
            self.typed(kind),
            integer if datatype == _INTEGER else None,
            boolean if datatype == _BOOLEAN else None,
        )

    def _typed(self, name: str) -> Callable[[str], T]:
        datatype = self._expanded(name)
        if datatype.startswith(RDF):
            raise Outside(name)
        return self.makers.text if datatype == _STRING else self.makers.typed(datatype)

    def _expanded(self, name: str) -> str:
        """Return the absolute IRI of an absolute or compact one."""
        prefix, colon, rest = name.partition(":")
        if not colon or not prefix or prefix == "_" or name[0] == "@":
            raise Outside(name)
        if rest[:2] == "//" or prefix not in self.names:
            return name
        if prefix not in self.prefixes:
            raise Outside(name)
        return self.prefixes[prefix] + rest

    def _iri(self, name: str) -> T:
        if name[:2] == "_:":
            if not (name[2:].isascii() and name[2:].isalnum()):
                raise Outside(name)
            return self.makers.blank(name[2:])
        return self.makers.iri(self._expanded(name))

    def _code(self, vocabulary: str, name: str) -> T:
        """Return what a string under a key of type `@vocab` means: a name of the context's, an IRI, or a bare code."""
        if name in self.names or name[:1] == "@":
            raise Outside(name)
        return self._iri(name) if ":" in name else self.makers.iri(vocabulary + name)

    def _type_of(self, name: str) -> T:
        if name not in self.names:
            return self.iri(name)
        if name not in self.entries or name in (*self.id_keys, *self.type_keys):
            raise Outside(name)
        return self.entries[name].predicate

    def _unlisted(self, key: str) -> Entry[T]:
        """Return the entry of a key that is an absolute or compact IRI."""
        if key in self.names:
            raise Outside(key)
        return self._literal_entry(self.makers.iri(self._expanded(key)), "")

    def value(self, item: Mapping[str, Any]) -> T:
        """Return the literal of a value object (section 9.5 of JSON-LD 1.1).

        Raises:
            Outside: for anything but a text, alone or with a datatype or a language in lower case.
        """
        text = item["@value"]
        if type(text) is not str:
            raise Outside(item)
        if len(item) == 1:
            return self.makers.text(text)
        kind, language = item.get("@type"), item.get("@language")
        if len(item) != 2 or type(kind or language) is not str:
            raise Outside(item)
        if language is not None:
            return self.makers.tagged(text, _lower(language))
        return self.typed(kind)(text)


def _lower(language: str) -> str:
    """Return a language tag whose letters are lower case, as the general path writes all of them."""
    parts = language.split("-")
    if not parts[0].isalpha() or not all(p.isascii() and p.isalnum() and len(p) <= 8 for p in parts):
        raise Outside(language)
    if language != language.lower():
        raise Outside(language)
    return language
