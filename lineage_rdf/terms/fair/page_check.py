"""The criterion that asks for a page in HTML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from lineage_rdf.codec.read import read_bytes
from lineage_rdf.terms.fair.ontology import Ontology
from lineage_rdf.terms.fair.outcome import Outcome

# Atomic, for blanks and comments must not be tried in all their groupings.
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?>(?:\s|<!--.*?-->)*)<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def page(ontology: Ontology, path: Path) -> Outcome:
    """Return whether a file is a page about an ontology (DOC1): it is HTML, and it names the ontology's IRI.

    Args:
        ontology: the ontology.
        path: the page.

    Raises:
        InputError: if the page cannot be read.
    """
    data = read_bytes(path)
    if not _HTML.match(data):
        return Outcome(0, 1, f"{path.name} is not HTML", ("page in HTML",), "write the page as HTML")
    if not ontology.iri or ontology.iri.encode() not in data:
        todo = f"write the IRI {ontology.iri} into the page" if ontology.iri else "name the ontology"
        return Outcome(0, 1, f"{path.name} does not name the ontology", ("page about it",), todo)
    return Outcome(1, 1, path.name)
