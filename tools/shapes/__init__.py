"""Makes the repetitive shapes from tables, and checks all of them against the ontology and the list of codes."""
