"""Writes a glossary in YAML: one entry of fifteen fields for each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lineage_rdf.codec.write import Written
from lineage_rdf.terms.addresses import slug
from lineage_rdf.terms.glossaries.schema import AUDIENCES, FIELDS, GROUPS, RELATIONS, TOP, parts_of
from lineage_rdf.terms.glossaries.yaml_scalars import scalar
from lineage_rdf.terms.licences import licence_text
from lineage_rdf.terms.model import Citation, Glossary, Term

# Fields of a term for which the schema has no place.
_READINGS: Final = frozenset(("audience", audience) for audience in AUDIENCES)
_NO_PLACE: Final = ("is_not", "notes", "practices", "implementations", "replaced_by", "version", "author")


def write_yaml_terms(glossary: Glossary) -> Written:
    """Return a glossary as YAML, one document for each term, and what the schema has no place for.

    Args:
        glossary: the terms.
    """
    names = {term.iri: term.name for term in glossary.terms}
    entries = [_text(_fields(term, names)) for term in glossary.terms]
    return Written("---\n".join(entries), _lost(glossary.terms))


def yaml_files(glossary: Glossary) -> dict[str, str]:
    """Return file name -> text, one file for each term, as the repository of the schema has them.

    Args:
        glossary: the terms.
    """
    names = {term.iri: term.name for term in glossary.terms}
    files: dict[str, str] = {}
    counts: dict[str, int] = {}
    for term in glossary.terms:
        stem = slug(term.name)
        counts[stem] = counts.get(stem, 0) + 1
        # A tilde stands in no slug, so that no other term has this name.
        again = f"~{counts[stem]}" if counts[stem] > 1 else ""
        files[f"{stem}{again}.yml"] = _text(_fields(term, names))
    return files


def _fields(term: Term, names: Mapping[str, str]) -> dict[str, Any]:
    """Return field -> value; fields without one are left out."""
    told = {reading.audience: reading.text for reading in term.readings if reading.kind == "audience"}
    related = {
        f"relationships.{kind}": list(
            dict.fromkeys(
                relation.label or names.get(relation.target, relation.target)
                for relation in term.related(kind)
            )
        )
        for kind in RELATIONS
    }
    values: dict[str, Any] = {
        "term": term.name,
        "aliases": term.aliases,
        "categories": term.categories,
        "roles": term.roles,
        "part_of_speech": term.part_of_speech,
        "short_def": term.definition,
        "long_def": "\n\n".join(term.scope),
        **{f"audiences.{audience}": told.get(audience, "") for audience in AUDIENCES},
        "examples.do": term.examples,
        "examples.dont": term.counter_examples,
        "governance.nist_rmf_tags": term.tags,
        "governance.risk_notes": "\n\n".join(term.risks),
        **related,
        "citations": term.citations,
        "license": licence_text(term.license),
        "status": term.status,
        "last_reviewed": term.reviewed,
    }
    return {name: values[name] for name in FIELDS if values[name]}


def _text(values: Mapping[str, Any]) -> str:
    """Return an entry; a field whose parts may all be missing is written empty, for the schema requires the field."""
    lines: list[str] = []
    for head in TOP:
        inner = {name: value for name, value in values.items() if name.split(".")[0] == head}
        if head not in GROUPS:
            lines += [line for value in inner.values() for line in _lines(head, value, "")]
        elif inner:
            lines.append(f"{head}:")
            lines += [
                line for name, value in inner.items() for line in _lines(name.split(".")[1], value, "  ")
            ]
        elif not any(FIELDS[f"{head}.{part}"].required for part in parts_of(head)):
            lines.append(f"{head}: {{}}")
    return "".join(f"{line}\n" for line in lines)


def _lines(name: str, value: str | Sequence[Any], indent: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{indent}{name}: {scalar(value)}"
        return
    yield f"{indent}{name}:"
    for item in value:
        if not isinstance(item, Citation):
            yield f"{indent}  - {scalar(item)}"
            continue
        parts = [("source", item.source), ("url", item.url)]
        signs = ("- ", "  ")
        told = [(part, text) for part, text in parts if text]
        yield from (
            f"{indent}  {sign}{part}: {scalar(text)}" for sign, (part, text) in zip(signs, told, strict=False)
        )


def _lost(terms: Sequence[Term]) -> tuple[str, ...]:
    """Return one line for each kind of fact for which the schema has no place."""
    counts: Counter[str] = Counter()
    for term in terms:
        for name in _NO_PLACE:
            counts[name.replace("_", " ")] += bool(getattr(term, name))
        for reading in term.readings:
            counts["readings of other audiences"] += (reading.kind, reading.audience) not in _READINGS
        for relation in term.relations:
            is_lost = relation.kind not in RELATIONS or bool(relation.rationale)
            counts["relations of other kinds, or with a reason"] += is_lost
    return tuple(
        f"entries in YAML have no place for {count} {name}" for name, count in counts.items() if count
    )
