"""The matches of terms with other vocabularies as SSSOM/TSV (https://mapping-commons.github.io/sssom/spec-formats-tsv/)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.plain_text import clean
from lineage_rdf.terms.model import Glossary
from lineage_rdf.terms.relations import MATCHES
from lineage_rdf.vocabulary.namespaces import PREFIXES, SKOS

# The columns that SSSOM asks for, the names of what is matched, and why the match was made.
_COLUMNS: Final = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "comment"),
)
_BY_HAND: Final = "semapv:ManualMappingCuration"
_ALWAYS: Final = {"semapv": "https://w3id.org/semapv/vocab/", "skos": SKOS}
# What SSSOM has for a set of which nobody says under which licence it stands.
_NO_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"
_SPACE: Final = re.compile(r"(?P<space>\S*[/#:])[^/#:\s]+\Z")


def sssom(glossary: Glossary) -> str:
    """Return the matches of all terms as an SSSOM table with its metadata, sorted.

    The metadata are comment lines in front of the table. Terms are named by CURIEs, as SSSOM/TSV wants it; namespaces that have
    no prefix in our files are called ns1, ns2 and so on.
    """
    found = sorted(
        (term.iri, f"{SKOS}{match.kind}", match.target, term.name, match.label, match.rationale)
        for term in glossary.terms
        for match in term.related(*MATCHES)
        if match.target
    )
    prefixes = _prefixes(iri for row in found for iri in (row[0], row[2]))
    rows = [
        (
            _curie(term, prefixes),
            name,
            _curie(kind, prefixes),
            _curie(other, prefixes),
            label,
            _BY_HAND,
            reason,
        )
        for term, kind, other, name, label, reason in found
    ]
    web = glossary.license.startswith(("http://", "https://"))
    head = [
        "#curie_map:",
        *(f"#  {name}: {space}" for name, space in sorted(prefixes.items())),
        f"#mapping_set_id: {_value(glossary.iri)}",
        f"#mapping_set_title: {_value(glossary.title)}",
        *(
            [f"#mapping_set_version: {json.dumps(clean(glossary.version), ensure_ascii=False)}"]
            if glossary.version
            else []
        ),
        f"#license: {_value(glossary.license) if web else _NO_LICENCE}",
    ]
    return "\n".join([*head, "\t".join(_COLUMNS), *("\t".join(map(_cell, row)) for row in rows)]) + "\n"


def _prefixes(iris: Iterable[str]) -> dict[str, str]:
    """Return prefix -> namespace for some IRIs, and for what every table names."""
    spaces = {found["space"] for iri in set(iris) if (found := _SPACE.match(iri))}
    named = {space: name for name, space in PREFIXES.items()}
    unnamed = sorted(space for space in spaces if space not in named)
    return {
        **_ALWAYS,
        **{named[space]: space for space in spaces if space in named},
        **{f"ns{number}": space for number, space in enumerate(unnamed, start=1)},
    }


def _curie(iri: str, prefixes: dict[str, str]) -> str:
    """Return an IRI by its prefix; one that ends in its namespace stays as it is."""
    found = _SPACE.match(iri)
    name = next((name for name, space in prefixes.items() if found and space == found["space"]), "")
    return f"{name}:{iri[len(prefixes[name]) :]}" if name else iri


def _cell(text: str) -> str:
    """Return a text for a cell of tab-separated values; one with a quotation mark is quoted as in CSV, as readers expect it."""
    line = clean(text)
    doubled = line.replace('"', '""')
    return f'"{doubled}"' if '"' in line else line


def _value(text: str) -> str:
    """Return a text as a value of YAML on one line; an address needs no quotes."""
    line = clean(text)
    return line if is_iri(line) else json.dumps(line, ensure_ascii=False)
