"""Makes lineage_rdf/vocabulary/terms.py: what the codec must know of the ontology without parsing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tools.vocabulary.source import Source, Table

HEAD = '''"""Names of the ontology. Made from ontology/source/core.yaml by `make ontology`; do not edit."""

from __future__ import annotations

from typing import Final

'''


def python_terms(source: Source) -> str:
    """Return the text of terms.py."""
    classes = {name: row for kind, name, row in source.core_terms() if kind == "class"}
    properties = {name: row for kind, name, row in source.core_terms() if kind != "class"}
    ancestors = {name: _closure(name, classes) for name in classes}
    implied = {name: _prov_parents(name, properties) for name in properties}
    parts = [
        HEAD,
        "# Class -> its superclasses, ours first, then those of PROV-O; schema.org's are left out.\n",
        _mapping("SUPERCLASSES", "tuple[str, ...]", ancestors),
        "\n# Property -> the PROV-O properties that its statements imply and that are written beside them.\n",
        _mapping("IMPLIED", "tuple[str, ...]", {name: value for name, value in implied.items() if value}),
        "\n# Data property -> the local name of its XML Schema datatype.\n",
        _mapping(
            "DATATYPES",
            "str",
            {n: r["range"] for n, r in source.core["data_properties"].items() if "range" in r},
        ),
    ]
    return "".join(parts)


def _closure(name: str, classes: dict[str, Table]) -> tuple[str, ...]:
    found: list[str] = []
    queue = list(classes[name].get("parents", []))
    while queue:
        parent = queue.pop(0)
        if parent not in found and not parent.startswith("schema:"):
            found.append(parent)
            queue += classes.get(parent, {}).get("parents", [])
    return tuple(sorted(found, key=lambda parent: ":" in parent))


def _prov_parents(name: str, properties: dict[str, Table]) -> tuple[str, ...]:
    found: list[str] = []
    queue: list[str] = list(properties[name].get("parents", []))
    while queue:
        parent = queue.pop(0)
        if parent.startswith("prov:"):
            found.append(parent)
        queue += properties.get(parent, {}).get("parents", [])
    return tuple(found)


def _mapping(name: str, kind: str, rows: Mapping[str, Iterable[str]]) -> str:
    lines = "".join(f"    {_quoted(key)}: {_value(value)},\n" for key, value in rows.items())
    return f"{name}: Final[dict[str, {kind}]] = {{\n{lines}}}\n"


def _value(value: Iterable[str]) -> str:
    if isinstance(value, str):
        return _quoted(value)
    items = [_quoted(item) for item in value]
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _quoted(text: str) -> str:
    return f'"{text}"'
