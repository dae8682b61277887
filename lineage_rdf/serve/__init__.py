"""Serves a store of lineages: its pages, its linked data and its SPARQL endpoint."""
