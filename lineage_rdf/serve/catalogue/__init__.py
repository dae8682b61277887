"""The catalogue of queries over HTTP: `/query/NAME?parameter=value`, and its description in OpenAPI."""
