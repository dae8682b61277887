"""What the commands that edit a model folder have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lineage_rdf.errors import InputError, UsageError

if TYPE_CHECKING:
    from lineage_rdf.lineage import Lineage

MAX_BYTES = 32 << 20


def folder_of(path: Path) -> Path:
    """Return the path if it is a folder.

    Raises:
        UsageError: if it is not.
    """
    if not path.is_dir():
        raise UsageError("there is no such folder", str(path), "name the folder that holds the model")
    return path


def existing_text(path: Path) -> str:
    """Return the text of a file, line ends as they are; the empty text if there is no such file.

    Raises:
        InputError: if it is no ordinary file, is too large, cannot be read or is not UTF-8.
    """
    try:
        if not path.exists():
            return ""
        if not path.is_file():
            # A pipe would wait for a writer that may never come.
            raise InputError("this is not an ordinary file", str(path), "put a text file in its place")
        if path.stat().st_size > MAX_BYTES:
            raise InputError("the file is larger than 32 MiB", str(path), "it is no text that we edit")
        return path.read_bytes().decode()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path)) from None
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8", str(path), "save it as UTF-8") from None


def of_one_repository(lineages: Sequence[Lineage], folder: Path) -> Sequence[Lineage]:
    """Return the lineages that the card of a folder speaks of: the only one, or those whose models lie in it.

    Raises:
        UsageError: if there are several and which of them the folder is about is not known.
    """
    if len(lineages) == 1:
        return lineages
    here = [lineage for lineage in lineages if _head_folder(lineage) == ""]
    files = [lineage for lineage in here if "#gguf:" in _head_stage(lineage)]
    if here and (len(here) == 1 or here == files):
        return here
    names = ", ".join(lineage.name for lineage in lineages[:5]) + (", ..." if len(lineages) > 5 else "")
    raise UsageError(
        f"{len(lineages)} separate lineages were found ({names}), and the card is of one model",
        str(folder),
        "name the result of the earlier stage as base_model of the later one in lineage.yaml (`lineage-rdf init` writes it with"
        " a line for each stage), or name the folder of one model",
    )


def _head_stage(lineage: Lineage) -> str:
    return next(reversed(lineage.result.step_of), "#")


def _head_folder(lineage: Lineage) -> str:
    stage = _head_stage(lineage)
    return stage.partition("#")[0] if stage != "#" else "?"
