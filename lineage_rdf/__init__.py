"""Fine-tune lineage as linked data: read what a fine-tune leaves behind, check it, write Turtle and JSON-LD.

Example:
    >>> import lineage_rdf as lr
    >>> lineage = lr.read("Mistral-7B -> instruction-SFT -> safety-DPO")
    >>> len(lineage.steps)
    2
"""

from lineage_rdf.errors import InputError, LineageError, ManyErrors, NoVerdictError, UsageError
from lineage_rdf.lineage import Lineage, read, read_all, read_document

__all__ = [
    "InputError",
    "Lineage",
    "LineageError",
    "ManyErrors",
    "NoVerdictError",
    "UsageError",
    "read",
    "read_all",
    "read_document",
]
__version__ = "0.1.0"
