"""Readers, one file per kind of input. Each turns one file into claims; none knows of RDF."""
