from __future__ import annotations

import subprocess
import sys

import pytest

import lineage_rdf as lr


def test_the_public_names_are_these() -> None:
    assert sorted(dir(lr)) == [
        "InputError", "Lineage", "LineageError", "ManyErrors", "NoVerdictError", "Recipe", "RowRead", "UsageError",
        "__version__", "read", "read_all", "read_document", "read_many", "recipe_of",
    ]  # fmt: skip
    for name in lr.__all__:
        assert getattr(lr, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        lr.nonsense  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "rdflib pyshacl pyld owlrl rich pyoxigraph yaml"
    code = f"import sys, lineage_rdf; print([m for m in {heavy.split()} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_reading_a_folder_loads_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys, lineage_rdf as lr; lr.read('gpt2 -> SFT').to_jsonld();"
        "print([m for m in ('rdflib', 'pyshacl', 'pyld', 'owlrl', 'rich') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
