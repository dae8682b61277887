"""The encodings that a term page of the CASRAI Dictionary prints, and where the page says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.model import Term
from lineage_rdf.terms.names import spelling

_HEADING: Final = "schema.org definedterm (json-ld)"
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}]', re.DOTALL)
_JATS: Final = re.compile(r'vocab-term-identifier\s{0,9}=\s{0,9}"([^"<>\n]{1,2000})"')
_CALLED_CREDIT: Final = re.compile(r'<role\s[^<>]{0,2000}?vocab\s{0,9}=\s{0,9}"credit"')
_CREDIT: Final = "https://credit.niso.org/"
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


def called_credit(text: str, term: Term) -> bool:
    """Say whether the JATS of a page names CRediT as the vocabulary of a term that CRediT does not have."""
    same = any(relation.target.startswith(_CREDIT) for relation in term.related("sameAs"))
    return not same and _CALLED_CREDIT.search(text) is not None


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
