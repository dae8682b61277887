"""Makes schemes/*.ttl: methods, roles, hyperparameters, metrics and other codes as individuals."""

from __future__ import annotations

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tools.vocabulary.deprecation import add_deprecation
from tools.vocabulary.graph import Statements, scheme_term
from tools.vocabulary.header import add_header, declare
from tools.vocabulary.source import Source, Table
from tools.vocabulary.terms import add_scheme, declare_skos

MATCHES = {f"{kind}_match": f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}


def scheme_turtle(source: Source, scheme: Table) -> str:
    """Return the text of one scheme file."""
    out = Statements()
    iri = f"{ONTOLOGY}/{scheme['scheme']}"
    add_header(
        out,
        source.core["ontology"],
        iri=iri,
        title=scheme["title"],
        description=scheme["description"],
        version=scheme["version"],
        namespace=f"{iri}/",
        prefix=scheme["scheme"],
        sources={source for row in scheme["terms"] for source in row.get("source", [])},
    )
    out.link(iri, "owl:imports", ONTOLOGY)
    declare_skos(out)
    add_scheme(out, iri, scheme["title"])
    for row in scheme["terms"]:
        _term(out, scheme, iri, row)
    for row in scheme.get("relations", []):
        _relation(out, scheme["scheme"], row)
    return out.turtle(
        f"Made from source/schemes/{scheme['scheme']}.yaml by `make ontology`; change the source, not this file."
    )


def _term(out: Statements, scheme: Table, scheme_iri: str, row: Table) -> None:
    iri = f"{scheme_iri}/{row['id']}"
    out.link(iri, "rdf:type", "schema:DefinedTerm", "skos:Concept")
    if scheme.get("class"):
        declare(out, "owl:Class", [scheme["class"]])
        out.link(iri, "rdf:type", scheme["class"])
    out.link(iri, "schema:inDefinedTermSet", scheme_iri)
    out.link(iri, "skos:inScheme", scheme_iri)
    out.text(iri, "schema:termCode", str(row["id"]), language=None)
    out.text(iri, "skos:prefLabel", row["label"])
    out.text(iri, "rdfs:label", row["label"])
    out.text(iri, "schema:name", row["label"])
    _names(out, iri, row, tool_names=scheme["scheme"] == "hyperparameter")
    for key, predicate in (("definition", "definition"), ("example", "example"), ("note", "scopeNote")):
        if key in row:
            out.text(iri, f"skos:{predicate}", row[key])
    if "definition" in row:
        out.text(iri, "schema:description", row["definition"])
    if "definition" not in row:
        out.text(iri, "bibo:status", row.get("status", "source only"))
    out.text(iri, "skos:notation", *map(str, row.get("hub", [])), language=None)
    _links(out, scheme["scheme"], iri, row)
    _values(out, iri, row)
    add_deprecation(out, iri, row, scheme["scheme"])


def _names(out: Statements, iri: str, row: Table, *, tool_names: bool) -> None:
    """State the other names: labels in English, but spellings that tools use are in no language and not for display."""
    names = [str(name) for name in row.get("alt", [])]
    if tool_names:
        out.text(iri, "skos:hiddenLabel", *names, language=None)
    else:
        out.text(iri, "skos:altLabel", *names)


def _links(out: Statements, scheme: str, iri: str, row: Table) -> None:
    out.link(iri, "dcterms:source", *row.get("source", []))
    for key in ("broader", "related"):
        out.link(iri, f"skos:{key}", *(scheme_term(name, scheme) for name in row.get(key, [])))
    for key, predicate in MATCHES.items():
        out.link(iri, predicate, *row.get(key, []))
    if "unit" in row:
        declare(out, "owl:ObjectProperty", ["hasUnit"])
        out.link(iri, "hasUnit", scheme_term(row["unit"], "unit"))


def _values(out: Statements, iri: str, row: Table) -> None:
    if "kind" in row:
        declare(out, "owl:DatatypeProperty", ["valueKind"])
        out.text(iri, "valueKind", row["kind"], language=None)
    if "higher_is_better" in row:
        declare(out, "owl:DatatypeProperty", ["higherIsBetter"])
        out.typed(iri, "higherIsBetter", str(row["higher_is_better"]).lower(), "boolean")


def _relation(out: Statements, scheme: str, row: Table) -> None:
    subject, target = (scheme_term(row[key], scheme) for key in ("subject", "target"))
    name = f"{_slug(subject)}--{row['type']}--{_slug(target)}"
    iri = f"{ONTOLOGY}/{scheme}/relation/{name}"
    declare(out, "owl:Class", ["TermRelation"])
    declare(out, "owl:ObjectProperty", ["relationSubject", "relationTarget", "relationKind"])
    declare(out, "owl:DatatypeProperty", ["rationale"])
    out.link(iri, "rdf:type", "TermRelation")
    out.link(iri, "relationSubject", subject)
    out.link(iri, "relationTarget", target)
    out.link(iri, "relationKind", f"{ONTOLOGY}/relation/{row['type']}")
    out.text(iri, "rationale", row["rationale"], language=None)
    out.link(iri, "dcterms:source", *row.get("source", []))
    plain = {"narrower": "skos:narrower", "broader": "skos:broader", "related": "skos:related"}
    if row["type"] in plain:
        declare(out, "owl:ObjectProperty", ["skos:narrower"])
        out.link(subject, plain[row["type"]], target)


def _slug(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
