"""Questions about one node that cannot take long: one pattern with a fixed subject, or DESCRIBE of one node.

They are answered in the server itself from a store opened for reading, up to a number of bytes; whatever turns out to be more
is asked again of a worker process, as all other questions are. Handing a question to a process and back takes longer than
such an answer.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from typing import Any, Final

from lineage_rdf.errors import LineageError
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.sparql.formats import GRAPHS, RESULTS, Bounded

# Absolute, as what is relative depends on the address that was asked.
_IRI: Final = r'<[A-Za-z][A-Za-z0-9+.-]{0,30}:[^<>"{}|^`\\\x00-\x20]*>'
_VARIABLE: Final = r"[?$][A-Za-z_]\w{0,40}"
_SHORT: Final = r"[A-Za-z][\w-]{0,40}:[A-Za-z][\w-]{0,80}"
_PROLOGUE: Final = rf"\s*(?:PREFIX\s+[A-Za-z][\w-]{{0,40}}:\s*{_IRI}\s*)*"
_FORM: Final = re.compile(
    rf"{_PROLOGUE}(?:"
    rf"(?P<select>SELECT)\s+(?:\*|{_VARIABLE}(?:\s+{_VARIABLE}){{0,2}})\s*(?:WHERE\s*)?"
    rf"\{{\s*(?P<one>{_IRI})\s*(?:{_IRI}|{_VARIABLE}|a|{_SHORT})\s+{_VARIABLE}\s*\.?\s*\}}\s*(?:LIMIT\s+\d{{1,9}}\s*)?"
    rf"|DESCRIBE\s*(?P<other>{_IRI})\s*)",
    re.IGNORECASE | re.ASCII,
)
_LONGEST: Final = 4096  # letters of a question that is looked at
_MOST: Final = 64 << 10  # bytes of an answer
_MOMENT: Final = 0.005  # seconds
_SLOW: Final = 4096  # nodes that are kept in mind


class Simple:
    """Answers questions about one node; nodes about which that took more than a moment are left to the workers from then on."""

    def __init__(self) -> None:
        self._slow: OrderedDict[str, None] = OrderedDict()

    def answer(
        self, here: Opened, text: str, base: str, results: str | None, graphs: str | None
    ) -> Answer | None:
        """Answer a question, if it is one of these.

        Args:
            here: what is open.
            text: the query.
            base: see `answer_query`.
            results: see `answer_query`.
            graphs: see `answer_query`.

        Returns:
            The answer; None if a worker is to be asked.

        Raises:
            OSError: if files of the store are gone.
        """
        found = _FORM.fullmatch(text) if len(text) <= _LONGEST else None
        if found is None or here.native is None:
            return None
        media, forms = (results, RESULTS) if found["select"] else (graphs, GRAPHS)
        node = found["one"] or found["other"]
        if media is None or node in self._slow:
            return None
        begun = time.thread_time()
        body = _body(here, text, base, forms[media])
        if body is None or time.thread_time() - begun > _MOMENT:
            self._slow[node] = None
            if len(self._slow) > _SLOW:
                self._slow.popitem(last=False)
        return None if body is None else Answer(body, media)


def _body(here: Opened, text: str, base: str, form: Any) -> bytes | None:
    out = Bounded(_MOST)
    assert here.native is not None
    try:
        found: Any = here.native.query(text, base_iri=base, use_default_graph_as_union=here.union)
        found.serialize(out, format=form)
    except (LineageError, RuntimeError, SyntaxError, ValueError):
        return None  # the worker says what is wrong
    return out.content
