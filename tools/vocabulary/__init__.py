"""Builds the ontology files from the tables in `ontology/source`."""
