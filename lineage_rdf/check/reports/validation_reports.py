"""SHACL's own reports of a run, sh:ValidationReport, as statements with names that are the same on every run.

One verdict gives its report as it is. Several reports are never merged into one: each gets an IRI, says which lineage it is
about (dcterms:subject) and from which profile it follows (prov:wasDerivedFrom; dcterms:conformsTo would say that the report
itself conforms to it), and shares no blank node with another. A verdict without a report, because nothing was there to
check, is not among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, NamedNode, Quad

from lineage_rdf.check.profiles import profiles
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.claims.mint import Minter
from lineage_rdf.vocabulary.namespaces import DCTERMS, ONTOLOGY, PROV, RDF, SH

_REPORT: Final = NamedNode(f"{SH}ValidationReport")
_TYPE: Final = NamedNode(f"{RDF}type")
_SUBJECT: Final = NamedNode(f"{DCTERMS}subject")
_DERIVED: Final = NamedNode(f"{PROV}wasDerivedFrom")


def statements(run: CheckRun) -> list[Quad]:
    """Return the reports of a run; the same run gives the same statements.

    Args:
        run: the verdicts; errors are no part of SHACL's report.
    """
    verdicts = [verdict for verdict in run.verdicts if verdict.report.report]
    if len(run.verdicts) == 1:
        return [quad for verdict in verdicts for quad in _renamed(verdict.report.report, "", None)]
    seen: Counter[tuple[str, str]] = Counter()
    found: list[Quad] = []
    for number, verdict in enumerate(verdicts, 1):
        key = (verdict.lineage, verdict.report.profile)
        seen[key] += 1
        name = NamedNode(report_iri(*key, seen[key]))
        found += [*_renamed(verdict.report.report, f"r{number}x", name), *_about(name, verdict)]
    return found


def report_iri(lineage: str, profile: str, number: int = 1) -> str:
    """Return the IRI of a report.

    Args:
        lineage: IRI of the lineage.
        profile: token of the profile.
        number: which report of this lineage and profile it is within the run; the same lineage may come from two files.
    """
    return Minter(lineage).iri("validation-report", profile, *([str(number)] if number > 1 else []))


def _about(name: NamedNode, verdict: Verdict) -> Iterator[Quad]:
    lineage = _iri(verdict.lineage)
    if lineage is not None:
        yield Quad(name, _SUBJECT, lineage)
    if verdict.report.profile in {item.token for item in profiles()}:
        yield Quad(name, _DERIVED, NamedNode(f"{ONTOLOGY}/profile/{verdict.report.profile}"))


def _iri(text: str) -> NamedNode | None:
    if text.startswith("_:"):
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _renamed(report: Sequence[Quad], prefix: str, name: NamedNode | None) -> Iterator[Quad]:
    """Yield a report with blank nodes named by place, since an engine may name them by chance; `name` is the report's."""
    names = _names(report, prefix)
    if name is not None:
        names |= {quad.subject: name for quad in report if quad.predicate == _TYPE and quad.object == _REPORT}
    for quad in report:
        yield Quad(names.get(quad.subject, quad.subject), quad.predicate, names.get(quad.object, quad.object))


def _names(report: Sequence[Quad], prefix: str) -> dict[Any, Any]:
    """Return blank node -> its new name, in the order of what the nodes say."""
    nodes = _Nodes(report)
    roots = (quad.subject for quad in report if quad.predicate == _TYPE and quad.object == _REPORT)
    found: dict[Any, Any] = {}
    for node in dict.fromkeys([*roots, *(quad.subject for quad in report)]):
        for blank in nodes.below(node) if node not in found else ():
            found.setdefault(blank, BlankNode(f"{prefix}b{len(found)}"))
    return found


class _Nodes:
    """The nodes of a report, comparable by what they say."""

    def __init__(self, report: Iterable[Quad]) -> None:
        self._statements: dict[Any, list[Quad]] = {}
        for quad in report:
            self._statements.setdefault(quad.subject, []).append(quad)
        self._told: dict[Any, str] = {}

    def below(self, root: Any) -> Iterator[Any]:
        """Yield a node if it is blank, and the blank nodes it leads to, in the order of what they say."""
        stack, seen = [root], set()
        while stack:
            node = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            if isinstance(node, BlankNode):
                yield node
            objects = [(q.predicate.value, self._say(q.object, ()), q.object) for q in self._of(node)]
            stack += [
                item[2] for item in sorted(objects, key=lambda o: o[:2], reverse=True) if item[1][:1] == "["
            ]

    def _of(self, node: Any) -> list[Quad]:
        return self._statements.get(node, [])

    def _say(self, node: Any, above: tuple[Any, ...]) -> str:
        """Return what a node says: a blank one in brackets, without its name."""
        if not isinstance(node, BlankNode):
            return str(node)
        if node in above:
            return "[]"
        if node not in self._told:
            parts = [f"{q.predicate} {self._say(q.object, (*above, node))}" for q in self._of(node)]
            self._told[node] = f"[{'; '.join(sorted(parts))}]"
        return self._told[node]
