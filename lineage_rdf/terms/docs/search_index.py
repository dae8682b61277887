"""What the search looks through: a script that holds every term's name, label, other names and place."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.docs.collections import CORE
from lineage_rdf.terms.docs.links import HOME, place
from lineage_rdf.terms.docs.model import Collection


def search_index(collections: Iterable[Collection]) -> str:
    """Return the script: label, name, kind, place, other names of each term.

    It is a script and no JSON, as a page that is opened from a disk may load scripts and may not fetch files.
    """
    rows = [
        [
            clean(term.label),
            clean(term.name),
            clean(term.kind if item.page == CORE else item.title),
            place(term.page, HOME, term.name),
            clean(" · ".join((*term.aliases, *term.spellings))),
        ]
        for item in collections
        for term in item.terms
    ]
    body = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"self.ftlTerms = [\n{body}\n];\n"
