"""A list of statements that is filled with short names instead of full IRIs."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, PREFIXES, XSD

FOREIGN_PREFIXES = {
    "ai": "https://w3id.org/dpv/ai#",
    "airo": "https://w3id.org/airo#",
    "cr": "http://mlcommons.org/croissant/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "fair4ml": "https://w3id.org/fair4ml#",
    "it6": "http://data.europa.eu/it6/",
    "mls": "http://www.w3.org/ns/mls#",
    "mlso": "http://w3id.org/mlso/",
    "p-plan": "http://purl.org/net/p-plan#",
    "qudt": "http://qudt.org/schema/qudt/",
    "qudt-unit": "http://qudt.org/vocab/unit/",
    "spdx-ai": "https://spdx.org/rdf/3.0.1/terms/AI/",
    "spdx-build": "https://spdx.org/rdf/3.0.1/terms/Build/",
    "spdx-core": "https://spdx.org/rdf/3.0.1/terms/Core/",
    "spdx-dataset": "https://spdx.org/rdf/3.0.1/terms/Dataset/",
    "spdx-software": "https://spdx.org/rdf/3.0.1/terms/Software/",
    "wfrun": "https://w3id.org/ro/terms/workflow-run#",
}
ALL_PREFIXES = {**PREFIXES, **FOREIGN_PREFIXES}


def expand(name: str) -> str:
    """Return the IRI of `ftl:X`, of any other prefixed name, of a bare name (in ftl:) or of an IRI itself."""
    if name.startswith(("http://", "https://", "urn:")):
        return name
    prefix, colon, rest = name.partition(":")
    return ALL_PREFIXES[prefix] + rest if colon else PREFIXES["ftl"] + name


def scheme_term(name: str, scheme: str) -> str:
    """Return the IRI of a scheme's member: `id` in this scheme, `scheme/id`, a prefixed name or an IRI."""
    if name.startswith("http") or ":" in name:
        return expand(name)
    return f"{ONTOLOGY}/{name}" if "/" in name else f"{ONTOLOGY}/{scheme}/{name}"


class Statements:
    """Collects statements and writes them as sorted Turtle."""

    def __init__(self) -> None:
        """Start with no statement."""
        self.quads: set[Quad] = set()

    def link(self, subject: str, predicate: str, *objects: str) -> None:
        """Add statements whose objects are IRIs or short names."""
        for name in objects:
            self._add(subject, predicate, NamedNode(expand(name)))

    def text(self, subject: str, predicate: str, *values: str, language: str | None = "en") -> None:
        """Add statements whose objects are texts in a language, or plain strings if `language` is None."""
        for value in values:
            self._add(subject, predicate, Literal(value.strip(), language=language))

    def typed(self, subject: str, predicate: str, value: str, datatype: str) -> None:
        """Add one statement with a typed literal; `datatype` is a local name of XML Schema."""
        self._add(subject, predicate, Literal(value, datatype=NamedNode(XSD + datatype)))

    def _add(self, subject: str, predicate: str, term: NamedNode | Literal) -> None:
        self.quads.add(Quad(NamedNode(expand(subject)), NamedNode(expand(predicate)), term))

    def turtle(self, comment: str) -> str:
        """Return the statements as Turtle under a comment line."""
        return f"# {comment}\n\n{write_turtle(self.quads, ALL_PREFIXES)}"


def write_if_changed(path: Path, text: str) -> bool:
    """Write `text` unless the file already holds it; return whether it was written."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
