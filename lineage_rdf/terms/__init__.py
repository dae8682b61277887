"""Terms: glossaries and dictionaries in and out, the CASRAI alignment, and the documentation of the vocabulary."""
