"""Makes the shapes of the profile `casrai-alignment` from its rules and from what is known of the CASRAI Dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lineage_rdf.terms.alignment import PROCEDURE
from lineage_rdf.vocabulary.casrai import casrai_terms, cited_slugs, term_sets
from tools.shapes.source import Row, casrai
from tools.shapes.turtle import block, quoted, targets

PROFILE = "casrai-alignment"
_MACRO = re.compile(r"%\{([a-z-]+)(?::([a-z]+))?\}")
# Any address of the dictionary, rightly written or not: scheme, host and letters are judged by rules of their own.
_HERE = r"^https?://([^/?#]+[.])?casrai[.]org(:[0-9]+)?/dictionary"
_END = r"/*([?#].*)?$"
_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
# What leads from a term to what is told of it, beside the term itself: the set it says it is in, and sets that say they hold it.
_SETS = ("schema:inDefinedTermSet", "skos:inScheme", "[ sh:inversePath schema:hasDefinedTerm ]")
_TOLD = {
    "version": ("schema:version", "owl:versionInfo", "dcterms:hasVersion", "<http://purl.org/pav/version>"),
    "accessed": (
        "<http://purl.org/pav/sourceAccessedOn>",
        "<http://purl.org/pav/sourceLastAccessedOn>",
        "<http://purl.org/pav/retrievedOn>",
    ),
}
_LINK = "[ sh:alternativePath ( rdf:type schema:additionalType dcterms:type ) ]"
_PROCEDURE = f"[ sh:alternativePath ( {' '.join(f'ftl:{name}' for name in PROCEDURE)} ) ]"
_HELPER = """a sh:NodeShape
sh:name "training step that tells a method or a stage name"@en
sh:class ftl:FineTuning
sh:property [ sh:path %{procedure} ; sh:minCount 1 ]"""


def casrai_shapes() -> Iterator[tuple[str, str]]:
    """Yield (file, Turtle block) of each rule."""
    table = casrai()
    for row in table["identifiers"]:
        yield row["file"], _of_values(row, table["properties"])
        yield row["file"], _of_nodes(row, row.get("nodes", table["nodes"]))
    for row in table["links"]:
        told = [f"a sh:{row['kind']}", *targets(row["targets"]), *_told(row), _filled(row["constraint"])]
        yield row["file"], block(f"{PROFILE}:{row['shape']}", told)
    yield "links", block(f"{PROFILE}:TellsTraining", [_filled(line) for line in _HELPER.splitlines()])


def _of_values(row: Row, properties: list[str]) -> str:
    """Return the shape that looks at the values of properties."""
    return block(
        f"{PROFILE}:{row['shape']}",
        [
            "a sh:PropertyShape",
            *targets(f"subjectsOf:{name}" for name in properties),
            *_told(row),
            f"sh:path [ sh:alternativePath ( {' '.join(properties)} ) ]",
            _constraint(row),
        ],
    )


def _of_nodes(row: Row, nodes: list[str]) -> str:
    """Return the shape that looks at nodes that have such an identifier as their own name."""
    return block(
        f"{PROFILE}:{row['shape']}OfNode",
        ["a sh:NodeShape", *targets(nodes), *_told(row), _constraint(row)],
    )


def _told(row: Row) -> Iterator[str]:
    yield f"sh:name {quoted(row['name'])}@en"
    yield f"sh:message {quoted(row['message'])}@en"
    yield f"sh:severity sh:{row['severity']}"
    yield f"dcterms:identifier {quoted('FTL-' + row['code'])}"


def _constraint(row: Row) -> str:
    """Return what holds of a good identifier: it has not the wrong form, or there is something that makes up for it."""
    wrong = _matches(row["wrong"])
    if "but" not in row:
        return f"sh:not {wrong}"
    parts = [f"[ sh:not {wrong} ]", *(_filled(but) if "[" in but else _matches(but) for but in row["but"])]
    lines = "".join(f"\n        {part}" for part in parts)
    return f"sh:or ({lines}\n    )"


def _matches(name: str) -> str:
    """Return the shape of what has a form; those that mind the case say so."""
    flags = "" if name in ("right-term", "small-letters") else ' ; sh:flags "i"'
    return f"[ sh:pattern {quoted(_pattern(name))}{flags} ]"


def _pattern(name: str) -> str:
    sets = _one(iri.rstrip("/").rpartition("/")[2] for iri in term_sets())
    pages = _one(iri.rpartition("/")[2] for iri in term_sets().values())
    terms = [term.slug for term in casrai_terms().values()]
    return {
        "here": f"{_HERE}([/?#]|$)",
        "http": "^http:" + _HERE.removeprefix("^https?:") + "([/?#]|$)",
        "other-host": "^https?://([^/?#]+[.]casrai[.]org(:[0-9]+)?|casrai[.]org:[0-9]+)/dictionary([/?#]|$)",
        "small-letters": "^[^A-Z?#]*([?#].*)?$",
        "query-or-fragment": f"{_HERE}/(terms?|domains?)/[^?#]*[?#]",
        "right-term": f"^https://casrai[.]org/dictionary/term/{_SLUG}$",
        "term": f"{_HERE}/term/{_SLUG}{_END}",
        "term-with-slash": f"{_HERE}/term/{_SLUG}/+([?#].*)?$",
        "like-term": f"{_HERE}/(terms?([/?#]|$)|{_one(terms)}{_END})",
        "known-or-cited": f"{_HERE}/term/{_one([*terms, *cited_slugs()])}{_END}",
        "cited": f"{_HERE}/term/{_one(cited_slugs())}{_END}",
        "alias": f"{_HERE}/(term/)?{_one(_alias_patterns())}{_END}",
        "set": f"{_HERE}/domains?/[^/?#]+{_END}",
        "known-set": f"{_HERE}/domain/({sets}|{pages}){_END}",
        "set-slash": f"{_HERE}/domain/({sets}|{pages}/+)([?#].*)?$",
    }[name]


def _one(names: Iterable[str]) -> str:
    return f"({'|'.join(sorted(names))})"


def _alias_patterns() -> Iterator[str]:
    """Yield what readers of JSON-LD make of each alias: the alias itself, with blanks as they are or escaped."""
    known = {term.slug for term in casrai_terms().values()}
    for term in casrai_terms().values():
        for alias in term.aliases:
            if alias.lower() not in known:
                escaped = re.sub(r"[().]", r"[\g<0>]", alias)
                yield escaped.replace(" ", "( |%20|[+])")


def _filled(text: str) -> str:
    paths = {"link": _LINK, "procedure": _PROCEDURE}
    return _MACRO.sub(lambda found: paths.get(found[1]) or _path(found[2]), text)


def _path(what: str) -> str:
    """Return the path from a term to its version, or to the day on which it was seen."""
    told = _TOLD[what]
    through = [f"( {step} [ sh:alternativePath ( {' '.join(told)} ) ] )" for step in _SETS]
    return f"[ sh:alternativePath ( {' '.join((*told, *through))} ) ]"
