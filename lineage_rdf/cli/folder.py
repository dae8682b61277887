"""What the commands that edit a model folder have in common."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.errors import InputError, UsageError

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
