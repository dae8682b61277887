"""One form for what can be written in several (decisions 3.1 and 5.9): no blank nodes, plain decimals, http schema.org.

A blank node has no name outside its document, so two documents that are loaded into one store cannot tell theirs apart, and
the labels of RDFC-1.0 alone are `c14n0` in every file. The names given here hold the hash of the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.blank_nodes import named
from lineage_rdf.codec.read import with_http_schema
from lineage_rdf.codec.terms import has_blank_nodes, mapped, terms
from lineage_rdf.transform.canon import canonical_quads
from lineage_rdf.vocabulary.namespaces import XSD

_DECIMAL: Final = NamedNode(f"{XSD}decimal")
# The lexical space of xsd:decimal (XML Schema Part 2, section 3.3.3).
_SPELT: Final = re.compile(r"([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))\Z")


@frozen
class Normalised:
    """A dataset in its one form, and what was done to it.

    Args:
        quads: the statements, sorted as N-Quads.
        blank_nodes: how many blank nodes got an IRI.
        decimals: how many different decimals were spelt anew.
        schema: how many statements named schema.org by https.
    """

    quads: tuple[Quad, ...]
    blank_nodes: int = 0
    decimals: int = 0
    schema: int = 0


def normalise(quads: Iterable[Quad]) -> Normalised:
    """Return a dataset in its one form; done twice it changes nothing.

    * `https://schema.org/` becomes `http://schema.org/`, the form schema.org itself uses.
    * An xsd:decimal is spelt plainly: `+05.10` becomes `5.1`. What is no xsd:decimal by its letters stays for shapes to find.
    * A blank node becomes `urn:uuid:` with the version 5 UUID, in our namespace, of the SHA-256 of the canonical document and
      the node's canonical label. So equal documents give equal IRIs, and no two different documents share one.

    Args:
        quads: the statements; each counts once.

    Raises:
        InputError: if there is a blank node in a triple term, which RDFC-1.0 cannot label.
    """
    given = list(dict.fromkeys(quads))
    with_http = with_http_schema(given)
    plain = list(mapped(with_http, literal=_plain))
    found, count = named(canonical_quads(plain)) if has_blank_nodes(plain) else (plain, 0)
    return Normalised(
        tuple(sorted(set(found), key=str)),
        blank_nodes=count,
        decimals=len({it for it in terms(with_http) if isinstance(it, Literal) and _plain(it) != it}),
        schema=sum(before != after for before, after in zip(given, with_http, strict=True)),
    )


def plain_decimal(text: str) -> str | None:
    """Return the plain spelling of an xsd:decimal of any length, `5` for `+5.0`; None for a text that is none.

    Args:
        text: the lexical form; white space around it, which XML Schema collapses, is taken as part of it.
    """
    found = _SPELT.match(text)
    if found is None:
        return None
    whole = (found[2] or "").lstrip("0") or "0"
    fraction = (found[3] or found[4] or "").rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    return f"-{number}" if found[1] == "-" and number != "0" else number


def _plain(term: Literal) -> Literal:
    if term.datatype != _DECIMAL:
        return term
    spelt = plain_decimal(term.value)
    return term if spelt is None or spelt == term.value else Literal(spelt, datatype=_DECIMAL)
