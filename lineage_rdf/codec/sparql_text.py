"""Statements as the text of SPARQL 1.1, quoted so that every engine reads the same letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from lineage_rdf.codec.example import variable_of
from lineage_rdf.codec.turtle import Shortener, blocks

# Section 19.2 of SPARQL 1.1 lets an engine replace `\u` escapes before it looks at anything else, and some do so after an
# escaped backslash too. So the letter after a backslash is itself written as an escape, and always with eight digits.
_SPECIAL = re.compile(r'[\x00-\x1f"\x7f]|\\[uU]?')
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}


class SparqlText(Shortener):
    """Turns statements into the text of an update; blank nodes are numbered in the order in which they come."""

    def __init__(self) -> None:
        super().__init__()
        self._blanks: dict[BlankNode, str] = {}

    def blank(self, term: BlankNode) -> str:
        """Return the label that stands for a blank node."""
        return self._blanks.setdefault(term, f"_:b{len(self._blanks)}")

    def is_short(self, literal: Literal) -> bool:
        """Say whether a number or truth value may stand without quotes; rdflib computes signed numbers anew, so not those."""
        return literal.value[:1] not in ("+", "-") and super().is_short(literal)

    def quoted(self, text: str) -> str:
        """Return a text in quotes."""
        return f'"{_SPECIAL.sub(_escaped, text)}"'

    def group(self, quads: Iterable[Quad]) -> str:
        """Return statements between braces, those of a named graph in a GRAPH block of their own."""
        graphs: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            for term in (
                quad.subject,
                quad.object,
            ):  # numbered here, for the blocks are sorted by what they are called
                if isinstance(term, BlankNode):
                    self.blank(term)
            graphs[self._graph(quad.graph_name)].append(quad)
        return f"{{\n{''.join(self._block(name, graphs[name]) for name in sorted(graphs))}}}"

    def _graph(self, name: NamedNode | BlankNode | DefaultGraph) -> str:
        return "" if isinstance(name, DefaultGraph) else self.term(name)

    def _block(self, name: str, quads: Iterable[Quad]) -> str:
        body = "".join(blocks(quads, self))
        return f"  GRAPH {name} {{\n{_indented(body, '    ')}  }}\n" if name else _indented(body, "  ")

    def prologue(self) -> str:
        """Return the declarations of the prefixes that were used so far."""
        lines = [f"PREFIX {prefix}: <{self.used[prefix]}>\n" for prefix in sorted(self.used)]
        return "".join([*lines, "\n" if lines else ""])


class PatternText(SparqlText):
    """The same for a pattern, in which a blank node is a variable, and a node that stands for a variable is that variable.

    Args:
        variables: the names of those variables; the variables for blank nodes get other names.
    """

    def __init__(self, variables: Iterable[str] = ()) -> None:
        super().__init__()
        self._begin = "b"
        while any(name.startswith(self._begin) for name in variables):
            self._begin += "_"

    def blank(self, term: BlankNode) -> str:
        """Return the variable that stands for a blank node."""
        return self._blanks.setdefault(term, f"?{self._begin}{len(self._blanks)}")

    def iri(self, value: str) -> str:
        """Return the variable that a node stands for, or its IRI."""
        name = variable_of(value)
        return super().iri(value) if name is None else f"?{name}"


def _indented(text: str, by: str) -> str:
    """Return lines moved to the right; texts may hold what `splitlines` and textwrap take for ends of lines."""
    return "".join(f"{by}{line}\n" for line in text.split("\n") if line)


def _escaped(found: re.Match[str]) -> str:
    letters = found[0]
    if len(letters) == 2:
        return f"\\\\\\U{ord(letters[1]):08X}"
    return _SHORT.get(letters) or f"\\U{ord(letters):08X}"
