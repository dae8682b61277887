"""Models whose licence or name does not fit what the licences of what they were made from ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from attrs import frozen
from pyoxigraph import Literal

from lineage_rdf.codec.names import text
from lineage_rdf.errors import UsageError
from lineage_rdf.query.edges import BATCH, Edges
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.labels import names_of
from lineage_rdf.query.licence_facts import LITERALS, LicenceFacts, edges_above, facts_of
from lineage_rdf.query.licence_models import Models
from lineage_rdf.query.licence_rules import RULES, UNKNOWN_DATA, Rule, allows_commerce, is_unnamed
from lineage_rdf.query.licence_ways import Ways, ways
from lineage_rdf.query.results import Cells
from lineage_rdf.query.rows import put_together
from lineage_rdf.query.table import Table
from lineage_rdf.query.terms import node_of, number
from lineage_rdf.query.walks import Terms, with_revisions
from lineage_rdf.store import Store
from lineage_rdf.vocabulary.licence_terms import (
    DATA,
    OUTPUTS,
    WEIGHTS,
    Duty,
    Family,
    duties,
    families,
)

_COLUMNS: Final = (
    "model", "licence", "rule", "severity", "origin", "origin_licence", "source", "steps", "way",
)  # fmt: skip


@frozen
class _Found:
    """One conflict.

    Args:
        model: the model.
        rule: the rule.
        severity: `warning` or `info`.
        origin: what asks for it.
        duty: what it asks for; None if nothing is known of its licence.
        reach: how it reaches the model.
        ways: the ways that lead to the model.
    """

    model: str
    rule: str
    severity: str
    origin: str
    duty: Duty | None
    reach: str
    ways: Ways


def licence_conflicts(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return one row for each model, rule and family of licences."""
    edges = Edges(store, entry.text, texts=LITERALS)
    wanted = with_revisions(store, terms["model"].value) if "model" in terms else None
    facts = facts_of(edges.every() if wanted is None else edges_above(edges, wanted))
    rule = _rule(terms)
    found = [item for item in _conflicts(Models(store, facts, wanted), facts) if rule in ("", item.rule)]
    found.sort(key=lambda item: (item.model, item.severity != "warning", item.rule, item.origin, item.reach))
    return Table(_COLUMNS, _rows(store, facts, found))


def _rule(terms: Terms) -> str:
    """Return the name of the rule that is asked for; empty text for all.

    Raises:
        UsageError: if there is no such rule.
    """
    names = sorted({UNKNOWN_DATA, *(rule.name for rule in RULES)})
    asked = terms["rule"].value if "rule" in terms else ""
    if asked and asked not in names:
        raise UsageError(f"there is no rule {asked!r}", "rule", f"use one of {', '.join(names)}")
    return asked


def _conflicts(models: Models, facts: LicenceFacts) -> Iterator[_Found]:
    for family in families().values():
        asked = [duty for duty in duties() if duty.family == family]
        for reach in (WEIGHTS, OUTPUTS, DATA):
            rules = [
                (rule, duty)
                for duty in asked
                if reach in duty.reach
                for rule in RULES
                if rule.term == duty.term and rule.reach in ("", reach)
            ]
            if rules:
                yield from _of_family(facts, models, family, reach, rules)
    yield from _unknown_data(facts, models)


def _of_family(
    facts: LicenceFacts, models: Models, family: Family, reach: str, rules: list[tuple[Rule, Duty]]
) -> Iterator[_Found]:
    """Yield the conflicts with the licences of a family, on one kind of way."""
    origins = facts.under(_property(reach), family)
    if not origins:
        return
    found = ways(facts.made, origins, reach)
    published = any(rule.published for rule, _ in rules)
    for node, model in models.of(found.models(reach), published=published):
        origin = found.origin(node, reach)
        for rule, duty in rules:
            if origin != node and rule.fits(model, duty):
                yield _Found(node, rule.name, rule.severity, origin, duty, reach, found)


def _unknown_data(facts: LicenceFacts, models: Models) -> Iterator[_Found]:
    """Yield the models that allow commercial use and were trained on data of whose licence nothing is known."""
    told = facts.literals["dataLicence"]
    for node in models.wanted(facts.trained_on):
        if not allows_commerce(facts.licences(node)):
            continue
        for dataset in sorted(set(facts.trained_on[node])):
            if all(map(is_unnamed, told.get(dataset, ()))):
                found = ways({dataset: [(node, "usesDataset")]}, [dataset], DATA)
                yield _Found(node, UNKNOWN_DATA, "warning", dataset, None, DATA, found)


def _rows(store: Store, facts: LicenceFacts, found: Iterable[_Found]) -> Iterator[Cells]:
    """Yield the rows; the names on the ways are asked for many at a time, and only as far as rows are taken."""
    rest = iter(found)
    while some := list(islice(rest, BATCH)):
        names = _names(store, {node for item in some for node in item.ways.nodes(item.model, item.reach)})
        for item in some:
            yield _row(facts, item, names)


def _row(facts: LicenceFacts, item: _Found, names: Mapping[str, str]) -> Cells:
    told = facts.literals[_property(item.reach)]
    return (
        node_of(item.model),
        put_together(facts.licences(item.model)),
        Literal(item.rule),
        Literal(item.severity),
        node_of(item.origin),
        put_together(told.get(item.origin, ())),
        Literal(item.duty.source) if item.duty else None,
        number(item.ways.depth(item.model, item.reach)),
        Literal(item.ways.text(item.model, item.reach, names)),
    )


def _property(reach: str) -> str:
    """Return the property of the licences from which terms reach so far."""
    return "dataLicence" if reach == DATA else "weightsLicence"


def _names(store: Store, nodes: Collection[str]) -> dict[str, str]:
    """Return node -> its Hub id, else its label, else its IRI."""
    known = names_of(store, nodes)
    return {node: next((text(name) for name in known[node] if name is not None), node) for node in nodes}
