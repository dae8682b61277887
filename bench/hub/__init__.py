"""A made-up model hub of any size: models, datasets and lineages as on the real one, and faults whose codes are known.

The same number of models and the same seed give the same bytes.
"""
