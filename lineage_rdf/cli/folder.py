"""What the commands that edit a model folder have in common."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.errors import InputError, UsageError


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
        InputError: if it cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode() if path.exists() else ""
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path)) from None
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8", str(path), "save it as UTF-8") from None
