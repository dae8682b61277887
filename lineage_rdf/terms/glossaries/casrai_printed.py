"""The encodings that a term page of the CASRAI Dictionary prints, and where the page says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.errors import InputError
from lineage_rdf.plain_text import clean
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.terms.model import Relation, Term
from lineage_rdf.terms.names import spelling

_HEADING: Final = "schema.org definedterm (json-ld)"
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}]', re.DOTALL)
_JATS: Final = re.compile(r'vocab-term-identifier\s{0,9}=\s{0,9}"([^"<>\n]{1,2000})"')
_SHOWN: Final = 60


def printed_block(text: str) -> str:
    """Return the JSON-LD that is printed on a page, empty if there is none.

    Args:
        text: the text of the page.
    """
    heading = text.lower().find(_HEADING)
    begin = text.find("{", heading) if heading >= 0 else -1
    if begin < 0:
        return ""
    depth = 0
    for match in _TOKEN.finditer(text, begin):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if not depth:
            return text[begin : match.end()]
    return ""


def address_in_jats(text: str) -> str:
    """Return the address of the term in the JATS element that is printed on a page, empty if there is none."""
    match = _JATS.search(text)
    return match[1].strip() if match else ""


def printed_term(block: str, where: str) -> Term:
    """Return the term that printed JSON-LD describes; aliases are what stands under sameAs and is no address.

    Args:
        block: the JSON-LD.
        where: the file, for messages.

    Raises:
        InputError: if it is no JSON object.
    """
    try:
        row = load_json(block).value
    except JsonTextError as error:
        raise InputError(
            f"the JSON-LD that is printed on the page cannot be read: {error.message}", where
        ) from None
    if not isinstance(row, dict):
        raise InputError("the JSON-LD that is printed on the page is no object", where)
    same, other = _texts(row.get("sameAs")), _texts(row.get("alternateName"))
    addresses = [*_texts(row.get("@id")), *_texts(row.get("identifier")), *_texts(row.get("url"))]
    return Term(
        next(iter(addresses), ""),
        next(iter(_texts(row.get("name"))), ""),
        tuple(dict.fromkeys([*(value for value in same if not is_iri(value)), *other])),
        definition=next(iter(_texts(row.get("description"))), ""),
        relations=tuple(Relation("sameAs", target=value) for value in same if is_iri(value)),
        sets=tuple(value for value in _texts(row.get("inDefinedTermSet")) if is_iri(value)),
        pages=tuple(_texts(row.get("url"))),
        license=next(iter(_texts(row.get("license"))), ""),
    )


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]


def differences(page: Term, printed: Term) -> Iterator[str]:
    """Yield what the page and its JSON-LD say differently, one sentence for each field.

    Args:
        page: the term as the text of the page has it.
        printed: the term as the JSON-LD has it.
    """
    for name, one, other in (
        ("name", page.name, printed.name),
        ("definition", page.definition, printed.definition),
        ("licence", page.license, printed.license),
    ):
        if one and spelling(one) != spelling(other):
            yield f"its JSON-LD has another {name}: {clean(other[:_SHOWN]) or 'none'}"
    aliases = [{spelling(alias) for alias in term.aliases} for term in (page, printed)]
    if aliases[0] != aliases[1]:
        odd = clean(", ".join(sorted(aliases[0] ^ aliases[1]))[:_SHOWN])
        yield f"its JSON-LD does not have the same other names: {odd}"
