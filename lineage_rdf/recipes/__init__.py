"""How to reproduce: one training step of a lineage as a configuration of TRL, axolotl or LLaMA-Factory.

The keys are those by which the readers of these configurations look for facts, turned around.
"""

from lineage_rdf.recipes.in_place import recipe_in
from lineage_rdf.recipes.make import FORMS, recipe_of, tells_of
from lineage_rdf.recipes.recipe import Note, Recipe

__all__ = ["FORMS", "Note", "Recipe", "recipe_in", "recipe_of", "tells_of"]
