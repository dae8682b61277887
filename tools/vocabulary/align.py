"""Makes casrai.ttl and align/*.ttl: what our terms match in other people's vocabularies, and why."""

from __future__ import annotations

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tools.vocabulary.graph import Statements, expand
from tools.vocabulary.header import add_header
from tools.vocabulary.source import Source
from tools.vocabulary.terms import declare_skos


def align_turtle(source: Source, name: str, rows: list[dict[str, str]]) -> str:
    """Return the text of align/NAME.ttl, made from the rows of the SSSOM table of that name."""
    out = Statements()
    _head(
        out,
        source,
        f"align/{name}",
        f"Alignment with {name}",
        "Matches of our terms, each with a reason in the SSSOM table.",
        source.alignment_source(name),
    )
    for row in rows:
        if row["predicate_id"] == "skos:notation":
            out.text(row["subject_id"], "skos:notation", row["object_id"], language=None)
        else:
            out.link(row["subject_id"], row["predicate_id"], row["object_id"])
    return out.turtle(
        f"Made from source/align/{name}.sssom.tsv by `make ontology`; change the source, not this file."
    )


def casrai_turtle(source: Source) -> str:
    """Return the text of casrai.ttl: the known CASRAI terms beside ours."""
    out = Statements()
    table = source.casrai
    title = "Alignment with the CASRAI Dictionary"
    note = f"{table['attribution']}; {table['version']}, seen {str(table['accessed'])[:10]}."
    _head(
        out,
        source,
        "casrai",
        title,
        f"The CASRAI terms that are known to have a page, matched to ours. {note}",
        table["url"],
    )
    for row in table["sets"]:
        # The site names a set in two ways: by its page, which its API uses too, and by another address in its JSON-LD.
        out.link(row["page"], "rdf:type", "schema:DefinedTermSet", "skos:ConceptScheme")
        out.link(row["page"], "rdfs:seeAlso", row["id"])
    pages = {row["id"]: row["page"] for row in table["sets"]}
    for row in table["terms"]:
        iri = row["id"]
        out.link(iri, "rdf:type", "schema:DefinedTerm", "skos:Concept")
        out.text(iri, "skos:prefLabel", row["name"])
        out.text(iri, "skos:altLabel", *row.get("alt", []))
        if row.get("set"):
            out.link(iri, "schema:inDefinedTermSet", row["set"], pages[row["set"]])
        for part in (row, *row.get("also", [])):
            for ours in part["ours"]:
                out.link(ours if ":" in ours else _ours(ours), f"skos:{part['match']}Match", iri)
    return out.turtle("Made from source/casrai.yaml by `make ontology`; change the source, not this file.")


def _ours(name: str) -> str:
    return f"{ONTOLOGY}/{name}" if "/" in name else expand(name)


def _head(out: Statements, source: Source, path: str, title: str, description: str, neighbour: str) -> None:
    meta = source.core["ontology"]
    iri = f"{ONTOLOGY}/{path}"
    add_header(
        out,
        meta,
        iri=iri,
        title=title,
        description=description,
        version=meta["version"],
        sources=[ONTOLOGY, neighbour],
    )
    out.link(iri, "owl:imports", f"{ONTOLOGY}/terms")
    declare_skos(out)
