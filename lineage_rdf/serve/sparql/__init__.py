"""SPARQL 1.1 over HTTP: the protocol, the graph store and the description of the service."""
