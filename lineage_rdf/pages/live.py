"""The material of one page from a store: a bounded number of queries, whatever the store holds.

Every query names how many rows it takes at most. What is beyond is not read, and the page says that there is more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve
from pyoxigraph import BlankNode, NamedNode, Quad

from lineage_rdf.codec.names import node, text
from lineage_rdf.codec.slices import slices
from lineage_rdf.codec.terms import is_iri
from lineage_rdf.pages.gather import JUDGED, material, merged, term_material
from lineage_rdf.pages.live_labels import things
from lineage_rdf.pages.live_uses import PREFIXES, family, siblings, uses
from lineage_rdf.pages.material import Limits, Material, Relative, Some, Use
from lineage_rdf.pages.terms import term_statements
from lineage_rdf.pages.things import CLASSES, SHARED, Division, Kind, Thing, divide, is_term, term_thing
from lineage_rdf.pages.verdicts import verdicts
from lineage_rdf.store import Store

# A graph of more statements than this is not read for a page.
_MOST: Final = 20_000
# How to find the lineage that tells most of a thing, the best way first.
_HOMES: Final = {
    Kind.LINEAGE: ("VALUES ?l { ?this } ?l a ftl:FineTuneLineage",),
    Kind.STEP: ("?l ftl:hasStep ?this",),
    Kind.MODEL: (
        "?l ftl:headModel ?this",
        "?step ftl:producedModel ?this . ?l ftl:hasStep ?step",
        "?this a ftl:Model . ?l a ftl:FineTuneLineage",
    ),
    Kind.DATASET: ("?this a schema:Dataset . ?l a ftl:FineTuneLineage",),
    Kind.AGENT: ("?this a ?kind . ?l a ftl:FineTuneLineage",),
}


class Live:
    """Gathers the material of pages from a store.

    Args:
        store: the store; its default graph is the union of its graphs.
        limits: how much a page shows.
        judge: whether lineages are judged against the profiles, which takes longer than all else.
    """

    def __init__(self, store: Store, limits: Limits | None = None, *, judge: bool = True) -> None:
        self._store = store
        self._known = _FromStore(store, limits or Limits())
        self._judge = judge

    def material(self, iri: str) -> Material | None:
        """Return the material of the page of a thing, or None if the store knows no such thing.

        Args:
            iri: the thing.

        Raises:
            NoVerdictError: if the store does not answer.
        """
        if not is_iri(iri):
            return None
        if is_term(iri):
            return self._term(iri)
        kind = self._kind(iri)
        division = self._division(iri, kind) if kind else None
        if kind is None or division is None or iri not in division.things:
            return self._told(iri, kind) if kind else None
        return self._with_others(iri, division)

    def _term(self, iri: str) -> Material | None:
        thing = term_thing(iri)
        found = term_material(thing, self._known.uses(thing))
        return found if found.quads or found.uses.items else None

    def _kind(self, iri: str) -> Kind | None:
        query = f"SELECT DISTINCT ?class {{ {NamedNode(iri)} a ?class }} LIMIT 100"
        classes = {text(row["class"]) for row in self._store.select(query)}
        return next(
            (kind for kind, names in CLASSES.items() if classes & {node(name).value for name in names}), None
        )

    def _division(self, iri: str, kind: Kind) -> Division | None:
        """Return the lineage that tells most of a thing."""
        for where in _HOMES[kind]:
            known = where.replace("?this", str(NamedNode(iri)))
            query = f"{PREFIXES}SELECT DISTINCT ?g ?l {{ GRAPH ?g {{ {known} }} }} LIMIT 1"
            for row in self._store.select(query):
                lineage = text(row["l"])
                quads = self._graph(text(row["g"]), lineage)
                return divide(quads, lineage) if quads else None
        return None

    def _graph(self, graph: str, lineage: str) -> Sequence[Quad]:
        """Return the statements of a lineage in its graph; nothing if they are too many for a page."""
        query = f"SELECT ?s ?p ?o {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }} LIMIT {_MOST + 1}"
        rows = self._store.select(query)
        quads = [quad for row in rows if (quad := _quad(row["s"], row["p"], row["o"]))]
        if len(quads) > _MOST:
            return ()
        tenants = {
            text(quad.subject) for quad in quads if quad.predicate == _TYPE and quad.object == _LINEAGE
        }
        return slices(quads, sorted(tenants)).get(lineage, ())

    def _with_others(self, iri: str, division: Division) -> Material:
        thing, verdict = division.things[iri], None
        if self._judge and thing.kind in JUDGED:
            every = [quad for quads in division.statements.values() for quad in quads]
            verdict = verdicts([every])[0]
        return material(thing, division, self._known, verdict)

    def _told(self, iri: str, kind: Kind) -> Material:
        """Return what is told of a thing without a lineage around it."""
        thing = things(self._store, [iri], kind)[iri]
        found = Material(thing=thing, quads=self._known.statements(iri))
        return evolve(found, uses=self._known.uses(thing)) if kind in SHARED else found

    def owner(self, iri: str) -> str:
        """Return the IRI of the thing on whose page a part of a lineage stands; empty if the store knows no such part."""
        if not is_iri(iri):
            return ""
        query = f"{PREFIXES}SELECT DISTINCT ?g ?l {{ GRAPH ?g {{ {NamedNode(iri)} ?p ?o . ?l a ftl:FineTuneLineage }} }} LIMIT 1"
        for row in self._store.select(query):
            quads = self._graph(text(row["g"]), text(row["l"]))
            return divide(quads, text(row["l"])).owners.get(iri, "") if quads else ""
        return ""

    def counts(self) -> dict[Kind, int]:
        """Return kind -> how many things of it there are; terms are not counted among them."""
        return {kind: self._count(kind) for kind in CLASSES}

    def _count(self, kind: Kind) -> int:
        query = f"SELECT (COUNT(DISTINCT ?this) AS ?count) {{ {_of_kind(kind)} }}"
        return next((int(text(row["count"])) for row in self._store.select(query)), 0)

    def listed(self, kind: Kind, offset: int, limit: int, where: str = "") -> list[Thing]:
        """Return some things of a kind in the order of their IRIs.

        Args:
            kind: the kind.
            offset: how many to pass over.
            limit: how many to return at most.
            where: see `iris`.
        """
        return list(things(self._store, self.iris(kind, offset, limit, where), kind).values())

    def iris(self, kind: Kind, offset: int, limit: int, where: str = "") -> list[str]:
        """Return the IRIs of some things of a kind, in their order.

        Args:
            kind: the kind.
            offset: how many to pass over.
            limit: how many to return at most.
            where: what else they have to be, as patterns of SPARQL about `?this`; the prefixes ftl, prov and schema are known.
        """
        query = (
            f"{PREFIXES}SELECT DISTINCT ?this {{ {_of_kind(kind)} FILTER(isIRI(?this)) {where} }} "
            f"ORDER BY ?this LIMIT {limit} OFFSET {offset}"
        )
        return [text(row["this"]) for row in self._store.ordered(query)]

    def statements(self, iri: str) -> list[Quad]:
        """Return what the RDF documents of a page hold, without gathering what else its page shows; of a part its own statements.

        Args:
            iri: the thing or part.

        Raises:
            NoVerdictError: if the store does not answer.
        """
        if not is_iri(iri):
            return []
        if is_term(iri):
            return list(term_statements(iri))
        kind = self._kind(iri)
        division = self._division(iri, kind) if kind else None
        if division is None or iri not in division.things:
            return self._known.statements(iri)
        own = division.statements[iri]
        return merged(own, self._known.statements(iri)) if kind in SHARED else list(own)


class _FromStore:
    """What is known across lineages, asked of a store.

    Args:
        store: the store.
        limits: how much a page shows.
    """

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits

    def statements(self, iri: str) -> list[Quad]:
        """Return what any graph says of a thing and of the files it consists of."""
        this = NamedNode(iri)
        query = (
            f"{PREFIXES}SELECT DISTINCT ?s ?p ?o {{ {{ VALUES ?s {{ {this} }} }} UNION {{ {this} ftl:hasWeightFile ?s }} "
            f"?s ?p ?o }} LIMIT {_MOST}"
        )
        rows = self._store.select(query)
        return [quad for row in rows if (quad := _quad(row["s"], row["p"], row["o"]))]

    def uses(self, thing: Thing) -> Some[Use]:
        """Return where lineages speak of a thing."""
        return uses(self._store, thing, self._limits.uses)

    def siblings(self, iri: str) -> Some[Relative]:
        """Return the models made from the same bases; none where no query can name the model."""
        return siblings(self._store, iri, self._limits.siblings) if is_iri(iri) else Some()

    def family(self, iri: str) -> Some[Relative]:
        """Return what descends from a model; nothing where no query can name it."""
        return family(self._store, iri, self._limits.family) if is_iri(iri) else Some()


_TYPE: Final = node("rdf:type")
_LINEAGE: Final = node("FineTuneLineage")


def _of_kind(kind: Kind) -> str:
    classes = " ".join(str(node(name)) for name in CLASSES[kind])
    return f"VALUES ?class {{ {classes} }} ?this a ?class"


def _quad(subject: object, predicate: object, target: object) -> Quad | None:
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
        return Quad(subject, predicate, target)  # type: ignore[arg-type]
    return None
