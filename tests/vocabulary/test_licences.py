from __future__ import annotations

import pytest

from lineage_rdf.vocabulary.licences import is_placeholder, spdx_expression


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("mit", "MIT"),
        ("llama3.1", "LicenseRef-HF-llama3.1"),
        ("openrail++", "LicenseRef-HF-openrail--"),
        ("odbl", "ODbL-1.0"),
        ("MIT AND Apache-2.0", "MIT AND Apache-2.0"),
        ("Harbour internal terms", "LicenseRef-Harbour-internal-terms"),
        ("license", None),
        ("[More Information Needed]", None),
    ],
)
def test_expressions(name: str, expression: str | None) -> None:
    assert spdx_expression(name) == expression
    assert is_placeholder(name) == (expression is None)


@pytest.mark.parametrize(
    "name",
    [
        "LicenseRef-HF-llama3.1",
        "LicenseRef-acme-1.0",
        "MIT AND LicenseRef-HF-llama3.1",
        "LicenseRef-HF-gemma OR Apache-2.0",
        "DocumentRef-notes:LicenseRef-acme",
    ],
)
def test_what_this_program_writes_is_read_again(name: str) -> None:
    assert spdx_expression(name) == name


def test_ids_that_nobody_knows_are_no_expression() -> None:
    assert spdx_expression("MIT AND Nonsense-2.0") == "LicenseRef-MIT-AND-Nonsense-2.0"
