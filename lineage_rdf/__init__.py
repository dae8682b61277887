"""Fine-tune lineage as linked data: read what a fine-tune leaves behind, check it, write Turtle and JSON-LD.

Example:
    >>> import lineage_rdf as lr
    >>> lineage = lr.read("Mistral-7B -> instruction-SFT -> safety-DPO")
    >>> len(lineage.steps)
    2
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from lineage_rdf.version import VERSION

if TYPE_CHECKING:
    from lineage_rdf.bulk import RowRead, read_many
    from lineage_rdf.errors import InputError, LineageError, ManyErrors, NoVerdictError, UsageError
    from lineage_rdf.lineage import Lineage, read, read_all, read_document
    from lineage_rdf.recipes import Recipe, recipe_of

__all__ = [
    "InputError",
    "Lineage",
    "LineageError",
    "ManyErrors",
    "NoVerdictError",
    "Recipe",
    "RowRead",
    "UsageError",
    "read",
    "read_all",
    "read_document",
    "read_many",
    "recipe_of",
]
__version__ = VERSION

_HOME = {name: "errors" if name.endswith(("Error", "Errors")) else "lineage" for name in __all__}
_HOME |= {"RowRead": "bulk", "read_many": "bulk", "Recipe": "recipes", "recipe_of": "recipes"}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562), so that `lineage-rdf --version` starts at once."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
