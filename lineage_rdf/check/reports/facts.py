"""What tells findings of one code apart: the property and the value, in short."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding
from lineage_rdf.plain_text import clean
from lineage_rdf.vocabulary.namespaces import PREFIXES

_LONGEST: Final = 120
_LOCAL: Final = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
# What results call a path that is neither a property nor the inverse of one.
_OTHER_PATH: Final = "path"


def facts_of(finding: Finding) -> str:
    """Return for example `property ftl:ordinal, value -1`; empty where the code and the node tell it all.

    Args:
        finding: the finding.
    """
    known = codes().get(finding.code)
    if not finding.profile or (known is not None and known.subject != "any"):
        return ""
    path = "" if finding.path == _OTHER_PATH else short(finding.path)
    value = "" if finding.value == finding.focus else short(finding.value)
    return ", ".join(f"{name} {text}" for name, text in (("property", path), ("value", value)) if text)


def short(term: str) -> str:
    """Return a term on one line: an IRI with the prefix it has in our files, a long text cut.

    Args:
        term: IRI, `^IRI` for an inverse property, or the text of a literal.
    """
    caret, iri = ("^", term[1:]) if term.startswith("^") else ("", term)
    for prefix, start in PREFIXES.items():
        rest = iri[len(start) :]
        if iri.startswith(start) and _LOCAL.fullmatch(rest):
            return f"{caret}{prefix}:{rest}"
    line = clean(term)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
