"""A JSON-LD context compiled into a table, so that documents that use it need no general JSON-LD processor.

Rules: JSON-LD 1.1 API, sections 5.1.2 (expansion), 5.2.2 (IRI expansion), 5.3.2 (value expansion) and 8.1.2 (to RDF),
https://www.w3.org/TR/json-ld11-api/. What the table does not cover it says (`Outside`), and never guesses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias

from attrs import field, frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.vocabulary.namespaces import RDF, XSD

Node: TypeAlias = NamedNode | BlankNode
OfNode: TypeAlias = Callable[[str], Node]
# Literals stay text, as N-Quads writes them: the engine takes ten times as long for a statement with a literal that is made in
# Python as for one with two nodes, and three times as long as its own parser takes.
OfLiteral: TypeAlias = Callable[[str], str]
_STRING, _INTEGER, _BOOLEAN = (f"{XSD}{name}" for name in ("string", "integer", "boolean"))
_PARTS = frozenset({"@id", "@type", "@container", "@context", "@protected"})
_CACHED = 16_384  # an IRI is checked when it is made, and most stand in several statements


class Outside(Exception):
    """The document uses something that the table does not cover."""


# A text in quotes: JSON escapes no other letters than N-Quads knows escapes for. (`json.dumps` comes here too, by way of Python.)
quoted: Final[OfLiteral] = json.encoder.encode_basestring


def _typed_text(datatype: str) -> OfLiteral:
    mark = str(NamedNode(datatype))
    return lambda text: f"{quoted(text)}^^{mark}"


@frozen
class Entry:
    """What a key stands for.

    Args:
        predicate: the property.
        of_node: the node that a JSON string under the key names; None where it is a literal.
        of_text: the literal that a JSON string under the key is, where it names no node.
        of_integer: what an integer means, already written out; None if the table does not say.
        of_boolean: likewise for `true` and `false`.
        takes_nodes: whether the table covers nodes under the key; not where they have a context of their own.
        takes_values: whether it covers value objects.
    """

    predicate: NamedNode
    of_node: OfNode | None = None
    of_text: OfLiteral = quoted
    of_integer: OfLiteral | None = None
    of_boolean: OfLiteral | None = None
    takes_nodes: bool = True
    takes_values: bool = True
    # The property between subject and literal.
    between: str = field(init=False)

    @between.default
    def _between(self) -> str:
        return f" {self.predicate} "


def _no_node(name: str) -> NamedNode:
    raise Outside(name)


# Stands for `id`, which is no property; the name of a node is read before its properties.
NAME: Final = Entry(NamedNode("urn:x-name"), _no_node, takes_nodes=False, takes_values=False)


class Table:
    """A compiled context; it finds what keys and names stand for.

    Args:
        context: the context; a definition that cannot be compiled makes its term one that is not covered.

    Raises:
        ValueError: if the context as a whole has a keyword that cannot be compiled, such as `@vocab`.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        wrong = {name for name in context if name.startswith("@")} - {"@version"}
        if wrong:
            raise ValueError(f"a context with {', '.join(sorted(wrong))} is not compiled")
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
            NamedNode(f"{RDF}type"), lru_cache(_CACHED)(self._type_of), takes_nodes=False, takes_values=False
        )
        self.entries: dict[str, Entry] = {
            **dict.fromkeys(self.id_keys, NAME),
            **dict.fromkeys(self.type_keys, types),
        }
        for name, definition in context.items():
            entry = None if name in ("@version", *self.prefixes) else self._compiled(definition)
            if entry is not None:
                self.entries[name] = entry

    def _compiled(self, definition: Any) -> Entry | None:
        parts = {"@id": definition} if isinstance(definition, str) else definition
        if not isinstance(parts, dict) or set(parts) - _PARTS or parts.get("@container", "@set") != "@set":
            return None
        name, kind, scope = parts.get("@id"), parts.get("@type", ""), parts.get("@context", {})
        if not isinstance(name, str) or name.startswith("@") or not isinstance(kind, str):
            return None
        predicate = NamedNode(self._expanded(name))
        if kind == "@vocab" and set(scope) == {"@vocab"}:
            return Entry(
                predicate, lru_cache(_CACHED)(partial(self._code, scope["@vocab"])), takes_nodes=False
            )
        if scope:
            return None
        if kind == "@id":
            return Entry(predicate, self.iri)
        return None if kind.startswith("@") else self._literal_entry(predicate, kind)

    def _literal_entry(self, predicate: NamedNode, kind: str) -> Entry:
        integer, boolean = _typed_text(_INTEGER), _typed_text(_BOOLEAN)
        if not kind:
            return Entry(predicate, of_integer=integer, of_boolean=boolean)
        datatype = self._expanded(kind)
        return Entry(
            predicate,
            of_text=self.typed(kind),
            of_integer=integer if datatype == _INTEGER else None,
            of_boolean=boolean if datatype == _BOOLEAN else None,
        )

    def _typed(self, name: str) -> OfLiteral:
        datatype = self._expanded(name)
        if datatype.startswith(RDF):
            raise Outside(name)
        return quoted if datatype == _STRING else _typed_text(datatype)

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

    def _iri(self, name: str) -> Node:
        if name[:2] == "_:":
            if not (name[2:].isascii() and name[2:].isalnum()):
                raise Outside(name)
            return BlankNode(name[2:])
        return NamedNode(self._expanded(name))

    def _code(self, vocabulary: str, name: str) -> Node:
        """Return what a string under a key of type `@vocab` means: a name of the context's, an IRI, or a bare code."""
        if name in self.names or name[:1] == "@":
            raise Outside(name)
        return self._iri(name) if ":" in name else NamedNode(vocabulary + name)

    def _type_of(self, name: str) -> Node:
        if name not in self.names:
            return self.iri(name)
        if name not in self.entries or name in (*self.id_keys, *self.type_keys):
            raise Outside(name)
        return self.entries[name].predicate

    def _unlisted(self, key: str) -> Entry:
        """Return the entry of a key that is an absolute or compact IRI."""
        if key in self.names:
            raise Outside(key)
        return self._literal_entry(NamedNode(self._expanded(key)), "")

    def value(self, item: Mapping[str, Any]) -> str:
        """Return the literal of a value object (section 9.5 of JSON-LD 1.1), as N-Quads writes it.

        Raises:
            Outside: for anything but a text, alone or with a datatype or a language in lower case.
        """
        text = item["@value"]
        if type(text) is not str:
            raise Outside(item)
        if len(item) == 1:
            return quoted(text)
        kind, language = item.get("@type"), item.get("@language")
        if len(item) != 2 or type(kind or language) is not str:
            raise Outside(item)
        if language is not None:
            return f"{quoted(text)}{_tag(language)}"
        return self.typed(kind)(text)


@lru_cache(_CACHED)
def _tag(language: str) -> str:
    """Return a language as N-Quads writes it: one of lower-case letters, as the general path writes all of them."""
    parts = language.split("-")
    if not parts[0].isalpha() or not all(p.isascii() and p.isalnum() and len(p) <= 8 for p in parts):
        raise Outside(language)
    if language != language.lower():
        raise Outside(language)
    return str(Literal("", language=language))[2:]  # `x` alone, say, is none
