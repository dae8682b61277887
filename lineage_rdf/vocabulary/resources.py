"""Where the ontology and the shapes lie: beside the code in a checkout, inside the package in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def data_folder() -> Path:
    """Return the folder that holds `ontology/` and `shapes/`.

    Raises:
        FileNotFoundError: if neither the wheel's data folder nor the checkout's folders are there.
    """
    for folder in (_PACKAGE / "_data", _PACKAGE.parent):
        if (folder / "ontology" / "ftl.ttl").is_file():
            return folder
    raise FileNotFoundError("the ontology is missing from this installation of lineage-rdf; install it again")


def ontology_folder() -> Path:
    """Return the folder of the ontology files."""
    return data_folder() / "ontology"


def shapes_folder() -> Path:
    """Return the folder of the shapes, one folder per profile."""
    return data_folder() / "shapes"
