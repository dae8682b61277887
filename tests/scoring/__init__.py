"""Facts of labels and of lineages, and how they compare."""
