"""Graphs and texts as arrays of integers: what a floor of Python objects is too slow for. Knows nothing of RDF."""
