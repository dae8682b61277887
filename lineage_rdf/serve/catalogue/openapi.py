"""The description of the server in OpenAPI 3.1, made from what the queries of the catalogue say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.check.profiles import profiles
from lineage_rdf.query import Entry, Parameter, catalogue
from lineage_rdf.serve.catalogue.question import DEFAULT, MOST
from lineage_rdf.site import media
from lineage_rdf.version import VERSION

_SCHEMAS: Final[Mapping[str, dict[str, object]]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "string", "pattern": r"^[+-]?[0-9]{1,18}(\.[0-9]{1,18})?$"},
}
_TEXT: Final[dict[str, object]] = {"type": "string", "minLength": 1, "maxLength": 4096}


def describe(address: str) -> dict[str, Any]:
    """Return the description of the server.

    Args:
        address: the address of the server, without a slash at its end.
    """
    paths = {f"/query/{name}": {"get": _query(item)} for name, item in catalogue().items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fine-tune lineage",
            "version": VERSION,
            "summary": "Questions about lineages, checks of lineages, and reading of model folders",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "paths": {**paths, "/check": {"post": _check()}, "/read": {"post": _read()}},
        "components": {"responses": _FAULTS, "schemas": {"Fault": _FAULT}},
    }


def _query(item: Entry) -> dict[str, Any]:
    return {
        "operationId": item.name,
        "summary": item.title,
        "description": " ".join(filter(None, (item.question, item.about))),
        "tags": ["catalogue"],
        "parameters": [*map(_parameter, item.parameters), *_WINDOW],
        "responses": {
            "200": {
                "description": "The rows",
                "content": {form.media_type: {"schema": {}} for form in media.ROWS},
            },
            **_refusals("400", "404", "406", "503", "504", "507"),
        },
    }


def _parameter(item: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS.get(item.kind, _TEXT))
    if item.default is not None:
        schema["default"] = int(item.default) if item.kind == "integer" else item.default
    return {
        "name": item.name,
        "in": "query",
        "required": item.required,
        "description": f"{item.type}: {item.meaning}",
        "schema": schema,
    }


def _own(name: str, meaning: str, schema: dict[str, object]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": meaning, "schema": schema}


_WINDOW: Final = (
    _own(
        "limit",
        "at most so many rows",
        {"type": "integer", "minimum": 0, "maximum": MOST, "default": DEFAULT},
    ),
    _own("offset", "leave out so many rows before", {"type": "integer", "minimum": 0, "default": 0}),
    _own("sort", "the column to sort by; a hyphen before it puts the greatest first", {"type": "string"}),
    _own(
        "format",
        "the form of the answer, in place of the Accept header",
        {"type": "string", "enum": [form.name for form in media.ROWS]},
    ),
)


def _check() -> dict[str, Any]:
    known = [item.token for item in profiles()]
    return {
        "operationId": "check",
        "summary": "Check a lineage against profiles",
        "tags": ["documents"],
        "parameters": [
            {
                "name": "profile",
                "in": "query",
                "description": "the profile; may be repeated",
                "schema": {
                    "type": "array",
                    "items": {"type": "string", "enum": known},
                    "default": ["wellformed"],
                },
            },
            _own(
                "fail-on",
                "the severity from which a finding fails",
                {"enum": ["violation", "warning", "info"]},
            ),
            _own("format", "the form of the report", {"enum": [form.name for form in media.CHECKS]}),
        ],
        "requestBody": {"required": True, "content": _rdf_content()},
        "responses": {
            "200": {
                "description": "The findings; the header Lineage-Verdict says passed or failed",
                "content": {form.media_type: {"schema": {}} for form in media.CHECKS},
            },
            **_refusals("400", "406", "413", "415", "503", "504", "507"),
        },
    }


def _read() -> dict[str, Any]:
    files = {"type": "object", "additionalProperties": {"type": "string"}}
    as_json = {
        "type": "object",
        "properties": {"text": {"type": "string"}, "files": files, "id": {"type": "string"}},
    }
    parts = {
        "type": "object",
        "additionalProperties": {"type": "string", "contentMediaType": "application/octet-stream"},
    }
    return {
        "operationId": "read",
        "summary": "Read the files of a model folder, or shorthand, as a lineage",
        "tags": ["documents"],
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": parts},
                "application/json": {"schema": as_json},
                "text/plain": {"schema": {"type": "string"}},
            },
        },
        "responses": {
            "200": {"description": "The lineage", "content": _rdf_content()},
            **_refusals("400", "406", "413", "415", "503", "504", "507"),
        },
    }


def _rdf_content() -> dict[str, Any]:
    return {form.media_type: {"schema": {}} for form in media.RDF}


_TEXT_ONLY: Final = {"type": "string"}
# RFC 9457
_FAULT: Final = {
    "type": "object",
    "required": ["status", "title"],
    "properties": {"status": {"type": "integer"}, "title": _TEXT_ONLY, "detail": _TEXT_ONLY},
}
_MEANINGS: Final = {
    "400": "What was sent cannot be used",
    "404": "There is no such query",
    "406": "There is no form that the client takes",
    "413": "What was sent is too large",
    "415": "What was sent is of no kind that is read here",
    "503": "The server is busy",
    "504": "The answer took longer than one may take",
    "507": "The answer takes more memory than one may take, or is too large",
}
_FAULTS: Final = {
    f"E{code}": {
        "description": meaning,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Fault"}}},
    }
    for code, meaning in _MEANINGS.items()
}


def _refusals(*codes: str) -> dict[str, Any]:
    return {code: {"$ref": f"#/components/responses/E{code}"} for code in codes}
