"""What a reader of JSON-LD can be told: the contexts it may use, and the options of the JSON-LD 1.1 API that make sense here.

https://www.w3.org/TR/json-ld11-api/#the-jsonldoptions-type.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

# A context document: parsed, or the file that holds it.
ContextSource: TypeAlias = Mapping[str, Any] | Path
Direction: TypeAlias = Literal["rdf-1.2", "i18n-datatype", "compound-literal"]
Mode: TypeAlias = Literal["json-ld-1.1", "json-ld-1.0"]


@frozen
class JsonLdOptions:
    """How to read a JSON-LD document.

    Args:
        contexts: URL -> the context document that stands for it, beside the bundled ones and before them; nothing is fetched.
        expand_context: a context that holds before the document's own: parsed, or its URL.
        direction: what becomes of a text with a direction: a literal of RDF 1.2, a datatype that names it, a node with parts,
            or None to leave the direction out, which is the rule of JSON-LD 1.1.
        mode: `json-ld-1.0` reads as the old version does.
        generalized: keep statements whose property is a blank node; it then stands as an IRI of ours (`BLANK_PREDICATE`),
            wherever it stands.
    """

    contexts: Mapping[str, ContextSource] = field(factory=dict)
    expand_context: Any = None
    direction: Direction | None = "rdf-1.2"
    mode: Mode = "json-ld-1.1"
    generalized: bool = False


DEFAULT: Final = JsonLdOptions()
# What a blank node that is a property becomes; a label follows.
BLANK_PREDICATE: Final = "urn:x-lineage-rdf:blank:"
