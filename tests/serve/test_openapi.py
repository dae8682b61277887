"""The description of the server is good OpenAPI 3.1, and says what the catalogue says."""

from __future__ import annotations

from openapi_spec_validator import OpenAPIV31SpecValidator

from lineage_rdf.query import catalogue
from lineage_rdf.serve.catalogue.openapi import describe


def test_it_is_valid() -> None:
    described = describe("http://127.0.0.1:8000")
    assert not list(OpenAPIV31SpecValidator(described).iter_errors())
    broken = describe("http://127.0.0.1:8000")
    del broken["info"]["version"]
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_every_query_is_there_with_its_parameters() -> None:
    paths = describe("http://127.0.0.1:8000")["paths"]
    for name, item in catalogue().items():
        told = {one["name"]: one["required"] for one in paths[f"/query/{name}"]["get"]["parameters"]}
        assert {one.name: one.required for one in item.parameters}.items() <= told.items()
        assert {"limit", "offset", "sort", "format"} <= set(told)
