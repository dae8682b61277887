"""Claims as linked data: who says what, where, in a graph of its own (decisions section 2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from attrs import asdict
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.claims import Claim, Source
from lineage_rdf.claims.address import without_secrets
from lineage_rdf.claims.mint import Minter
from lineage_rdf.codec.names import code_to_iri, node
from lineage_rdf.reading.facts import shown
from lineage_rdf.records import LineageRecord

_TYPE = node("rdf:type")


def evidence_quads(record: LineageRecord, claims: Sequence[Claim], step_of: dict[str, str]) -> list[Quad]:
    """Return the claims behind a lineage: the claims in a named graph, the graph's description outside it.

    Args:
        record: the lineage.
        claims: its claims.
        step_of: stage key -> IRI of the step; other claims are about the lineage itself.
    """
    minter = Minter(record.iri)
    graph = NamedNode(minter.iri("evidence"))
    quads = [
        Quad(graph, _TYPE, node("prov:Bundle")),
        Quad(graph, _TYPE, node("prov:Entity")),
        Quad(NamedNode(record.iri), node("prov:wasDerivedFrom"), graph),
    ]
    for source in sorted({claim.source for claim in claims}, key=lambda s: (s.path, s.sha256, s.kind)):
        quads.append(Quad(graph, node("prov:wasDerivedFrom"), _source_iri(minter, source)))
        quads += _source_quads(minter, source, graph)
    for claim in claims:
        quads += _claim_quads(minter, claim, step_of.get(claim.stage, record.iri), graph)
    return list(dict.fromkeys(quads))


def _source_iri(minter: Minter, source: Source) -> NamedNode:
    return NamedNode(minter.iri("source", source.path, source.sha256))


def _source_quads(minter: Minter, source: Source, graph: NamedNode) -> Iterator[Quad]:
    subject = _source_iri(minter, source)
    yield Quad(subject, _TYPE, node("SourceFile"), graph)
    yield Quad(subject, _TYPE, node("prov:Entity"), graph)
    yield Quad(subject, node("fileName"), Literal(source.path), graph)
    if source.sha256 and not source.is_head:  # a folder has none, and that of a head is not the file's
        yield Quad(subject, node("digest"), Literal(f"sha256:{source.sha256}"), graph)


def _claim_quads(minter: Minter, claim: Claim, subject: str, graph: NamedNode) -> Iterable[Quad]:
    value = claimed_text(claim)
    iri = minter.iri(
        "claim", claim.source.path, claim.source.sha256, claim.locator, claim.element, claim.key, value
    )
    source = _source_iri(minter, claim.source)
    status = "inferred" if claim.inferred else "stated"
    rows: list[tuple[str, NamedNode | Literal]] = [
        ("rdf:type", node("SourceClaim")),
        ("rdf:type", node("prov:Entity")),
        ("claimSubject", NamedNode(subject)),
        ("claimElement", NamedNode(code_to_iri(claim.element, "element"))),
        ("claimedValue", Literal(value)),
        ("claimSource", source),
        ("prov:hadPrimarySource", source),
        ("locator", Literal(claim.locator)),
        ("claimKind", NamedNode(code_to_iri(status, "status"))),
        ("byRule", Literal(claim.rule)),
    ]
    if claim.reason:
        rows.append(("schema:description", Literal(without_secrets(claim.reason))))
    return [Quad(NamedNode(iri), node(name), item, graph) for name, item in rows]


def claimed_text(claim: Claim) -> str:
    """Return what a claim says as one line: the value as written, with its key; of paths only the last segment."""
    value = claim.value
    if not isinstance(value, str | int | Decimal | tuple):
        parts = {k: v for k, v in asdict(value).items() if v not in (None, (), "")}
        parts.pop("raw", None)
        rest = ", ".join(f"{name}={_flat(item)}" for name, item in parts.items() if name != "model")
        text = f"{shown(value) if hasattr(value, 'raw') else ''}{f' ({rest})' if rest else ''}".strip()
        model = getattr(value, "model", None)
        text = f"{shown(model)} {text}".strip() if model is not None else text
    else:
        text = shown(value)
    text = without_secrets(text)
    return f"{claim.key} = {text}" if claim.key else text


def _flat(item: object) -> str:
    return " ".join(map(str, item)) if isinstance(item, list | tuple) else str(item)
