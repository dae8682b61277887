"""JSON-LD as CASRAI's term pages print it, with texts of our own in it."""

from __future__ import annotations

import json
from typing import Any

from lineage_rdf.terms.casrai.jsonld import read_term_jsonld
from lineage_rdf.terms.model import Imported, Origin

TERM = "https://casrai.org/dictionary/term/"
DOMAIN = "https://casrai.org/dictionary/domain/"
SET_A, PAGE_A = f"{DOMAIN}ai-and-ml-research-outputs/", f"{DOMAIN}ai-ml-research-outputs"
SEEN = Origin("printed.json", accessed="2026-11-20", version="v2026.2")


def printed(**other: Any) -> dict[str, Any]:
    """Return the keys of one term, with some of them replaced; None leaves a key out."""
    row = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": "Model checkpoint",
        "identifier": f"{TERM}model-checkpoint",
        "description": "What a run has written down of its weights at one moment.",
        "inDefinedTermSet": SET_A,
        "url": f"{TERM}model-checkpoint",
        "sameAs": ["weights checkpoint", "training checkpoint"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        **other,
    }
    return {key: value for key, value in row.items() if value is not None}


def read(document: Any, origin: Origin = SEEN) -> Imported:
    """Return what is read of a JSON document."""
    return read_term_jsonld(json.dumps(document), origin)


def codes(imported: Imported) -> list[str]:
    """Return the codes of the remarks in their order."""
    return [remark.code.removeprefix("FTL-") for remark in imported.remarks]
