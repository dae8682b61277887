"""Pieces of Turtle text for shapes files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lineage_rdf.vocabulary.namespaces import PREFIXES
from tools.shapes.source import profiles

SHAPE = "https://w3id.org/ftl/shape/"
_NAME = re.compile(r"(?<![\w:/<])([A-Za-z][\w-]*):[A-Za-z_]")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def prefixes() -> dict[str, str]:
    """Return prefix -> namespace for shapes files; each profile's shapes have a prefix of their own.

    The shape namespace of profile `lineage` is `https://w3id.org/ftl/shape/lineage/`.
    """
    return {**PREFIXES, **{name: f"{SHAPE}{name}/" for name in profiles()}}


def quoted(text: str) -> str:
    """Return a text as a Turtle string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def block(subject: str, lines: Iterable[str]) -> str:
    """Return one subject with its statements, one per line; empty lines are left out."""
    return f"{subject}\n    " + " ;\n    ".join(line for line in lines if line) + " .\n"


def document(comment: str, blocks: Iterable[str]) -> str:
    """Return a Turtle document under a comment line, with the prefixes it uses and no others."""
    body = "\n".join(blocks)
    known = prefixes()
    used = sorted(set(_NAME.findall(_TEXT.sub('""', body))) & known.keys())
    head = "".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in used)
    return f"# {comment}\n\n{head}\n{body}"


def targets(row_targets: Iterable[str]) -> list[str]:
    """Return the target statements of `class:X`, `subjectsOf:p` and `objectsOf:p`."""
    words = {
        "class": "sh:targetClass",
        "subjectsOf": "sh:targetSubjectsOf",
        "objectsOf": "sh:targetObjectsOf",
    }
    found: dict[str, list[str]] = {}
    for item in row_targets:
        kind, _, name = item.partition(":")
        found.setdefault(words[kind], []).append(name if ":" in name else f"ftl:{name}")
    return [f"{word} {', '.join(names)}" for word, names in found.items()]
