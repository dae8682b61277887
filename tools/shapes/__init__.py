"""Makes the repetitive shapes from tables, and checks all shapes against the ontology and the codes."""
