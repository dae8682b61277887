"""What is known around a finding, so that its fix can name the nodes that are there, such as the lineage or a result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.check.snippets import Term
from lineage_rdf.codec.names import iri_to_code, node
from lineage_rdf.vocabulary.namespaces import RDF, XSD
from lineage_rdf.vocabulary.schemes import members

_TYPE: Final = f"{RDF}type"
_TRAINING: Final = ("FineTuning", "RewardModelTraining", "Distilling", "PreTraining")
# Kind of a hyperparameter's values -> the property and an example.
_SETTING: Final = {
    "real": ("realValue", "0.999", "decimal"),
    "integer": ("integerValue", "999", "integer"),
    "boolean": ("booleanValue", "true", "boolean"),
    "text": ("stringValue", "VALUE", "string"),
    "list": ("stringValue", "VALUE", "string"),
}


class Surroundings:
    """The statements of a document, by subject and by object.

    Args:
        quads: the statements.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._down: dict[str, dict[str, list[Term]]] = {}
        self._up: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            subject, predicate = quad.subject.value, quad.predicate.value
            self._down.setdefault(subject, {}).setdefault(predicate, []).append(quad.object)
            if isinstance(quad.object, NamedNode) and predicate != _TYPE:
                self._up[quad.object.value].append((predicate, subject))
        wanted = node("FineTuneLineage")
        self._known: dict[str, dict[str, Term]] = {}
        self._lineages = {name for name, row in self._down.items() if wanted in row.get(_TYPE, ())}

    def places(self, focus: str) -> dict[str, Term]:
        """Return what the snippets call `this:...`, for those that are there.

        Args:
            focus: IRI of the focus node of a finding.
        """
        lineage = self._lineage(focus)
        if lineage not in self._known:
            self._known[lineage] = dict(self._of_lineage(lineage)) if lineage else {}
        found = self._known[lineage]
        return {**found, **dict(self._of_node(focus, found.get("head")))}

    def _lineage(self, focus: str) -> str:
        """Return the lineage from which links lead to a node, the nearest; with one lineage it is that."""
        if len(self._lineages) == 1:
            return next(iter(self._lineages))
        queue, seen = [focus], {focus}
        for name in queue:
            if name in self._lineages:
                return name
            above = sorted({subject for _, subject in self._up.get(name, ())} - seen)
            seen.update(above)
            queue += above
        return ""

    def _of_lineage(self, lineage: str) -> Iterator[tuple[str, Term]]:
        yield "lineage", NamedNode(lineage)
        steps = sorted(self._values(lineage, "hasStep"), key=lambda step: (self._ordinal(step), step.value))
        results = [result for step in steps for result in self._values(step.value, "producedModel")]
        training = [step for step in steps if self._is_training(step.value)]
        head = [*self._values(lineage, "headModel"), *reversed(results)]
        roots = self._values(lineage, "rootModel")
        firsts = {
            "head": head,
            "last-result": list(reversed(results)),
            "root": roots,
            "training-step": training,
            "uncounted-step": [step for step in training if not self._has(step, "computeExaFlop")],
            "uncounted-root": [root for root in roots if not self._has(root, "trainingComputeExaFlop")],
        }
        yield from ((name, found[0]) for name, found in firsts.items() if found)
        there = {self._ordinal(step) for step in steps}
        free = next(number for number in range(1, len(steps) + 2) if number not in there)
        yield "ordinal", _literal(str(free), "integer")

    def _of_node(self, focus: str, head: Term | None) -> Iterator[tuple[str, Term]]:
        made = self._values(focus, "producedModel")
        if made:
            yield "result", made[0]
        elif isinstance(head, NamedNode) and not self._subjects(head.value, "producedModel"):
            yield "result", head
        for place in self._values(focus, "ranIn")[:1]:
            yield "environment", place
        parts = self._values(focus, "hasMergeContribution")
        uses = self._values(focus, "hasDatasetUse")
        datasets = [dataset for use in uses for dataset in self._values(use.value, "usesDataset")]
        for name, found, fact in (
            ("contribution", parts, "mergeWeight"),
            ("dataset", datasets, "dataLicence"),
        ):
            for item in sorted(found, key=lambda item: self._has(item, fact))[:1]:
                yield name, item
        yield from self._of_setting(focus)

    def _of_setting(self, focus: str) -> Iterator[tuple[str, Term]]:
        for name in self._values(focus, "settingOf")[:1]:
            term = members("hyperparameter").get(iri_to_code(name.value, "hyperparameter"))
            if term and term.kind in _SETTING:
                own, example, datatype = _SETTING[term.kind]
                yield "setting-property", node(own)
                yield "setting-value", _literal(example, datatype)

    def _values(self, subject: str, name: str) -> list[NamedNode]:
        row = self._down.get(subject, {})
        found = (item for item in row.get(node(name).value, ()) if isinstance(item, NamedNode))
        return sorted(found, key=lambda item: item.value)

    def _has(self, subject: NamedNode, name: str) -> bool:
        return bool(self._down.get(subject.value, {}).get(node(name).value))

    def _subjects(self, target: str, name: str) -> list[str]:
        wanted = node(name).value
        return sorted(subject for predicate, subject in self._up.get(target, ()) if predicate == wanted)

    def _ordinal(self, step: NamedNode) -> int:
        texts = (item.value for item in self._down.get(step.value, {}).get(node("ordinal").value, ()))
        return next((int(text) for text in texts if text.isdecimal() and len(text) < 10), 0)

    def _is_training(self, step: str) -> bool:
        types = self._down.get(step, {}).get(_TYPE, ())
        return any(node(name) in types for name in _TRAINING)


def _literal(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))
