"""Where the tests of the OWL lint find their files."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAULTS = Path(__file__).parent / "faults"
PROV_FACTS = ROOT / "tests" / "facts" / "prov-axioms.ttl"
SKOS_FACTS = ROOT / "tests" / "facts" / "skos-axioms.ttl"
CORE = ROOT / "ontology" / "ftl.ttl"
TERMS = ROOT / "ontology" / "terms.ttl"
SHARED = Path(os.environ.get("LINEAGE_RDF_SHARED", ROOT.parent / "shared"))

# terms.ttl and the schemes are part of the vocabulary; casrai.ttl and align/ speak about it.
VOCABULARY = sorted({CORE, TERMS, *(ROOT / "ontology" / "schemes").glob("*.ttl")})
ONTOLOGY = sorted(
    {*VOCABULARY, *(ROOT / "ontology").glob("*.ttl"), *(ROOT / "ontology" / "align").glob("*.ttl")}
)
EXAMPLES = sorted((ROOT / "examples").glob("**/*.ttl"))
