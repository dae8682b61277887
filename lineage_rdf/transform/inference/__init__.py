"""What follows from lineages by the vocabulary: fixed rules as SPARQL updates, and OWL-RL as the reference."""
