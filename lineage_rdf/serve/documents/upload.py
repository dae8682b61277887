"""Files that were sent to be read, as a folder of a model: few, of bounded size, and never outside their folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, Final

from attrs import field, frozen

from lineage_rdf.errors import InputError, UsageError

MAX_FILES: Final = 200
_DEEPEST: Final = 5  # parts of a path; a folder is read to depth 4
_PART: Final = re.compile(r"(?!\.{1,2}\Z)[^\x00-\x1f\x7f/\\]{1,120}")
_FIX: Final = "write relative paths such as README.md or sft/adapter_config.json"
_JSON_FIX: Final = 'send {"files": {"README.md": "..."}} or {"text": "A -> SFT -> DPO"}'


@frozen
class Upload:
    """What was sent to be read: files, or shorthand.

    Args:
        files: relative path -> content.
        text: shorthand such as `Mistral-7B -> SFT -> DPO`; empty if files were sent.
        model_id: `ORG/NAME[@REVISION]` of the model; empty if nobody said.
    """

    files: dict[str, bytes] = field(factory=dict)
    text: str = ""
    model_id: str = ""

    @classmethod
    def of_files(cls, files: Iterable[tuple[str, bytes]], model_id: str = "") -> Upload:
        """Return files as what is to be read.

        Args:
            files: paths and contents.
            model_id: the id of the model.

        Raises:
            UsageError: if there are none or too many, or a path leads elsewhere or stands twice.
        """
        found: dict[str, bytes] = {}
        for name, data in files:
            path = safe_path(name)
            if path in found:
                raise UsageError("a file was sent twice", path)
            found[path] = data
            if len(found) > MAX_FILES:
                raise UsageError(
                    f"more than {MAX_FILES} files were sent", fix="leave out weights and tokenizers"
                )
        if not found:
            raise UsageError(
                "no file was sent", fix="send the README.md and configurations of a model folder"
            )
        _refuse_file_as_folder(found)
        return cls(found, "", model_id)

    @classmethod
    def of_json(cls, data: bytes) -> Upload:
        """Return the object `{"files": {path: text}}` or `{"text": shorthand}`, either with an `id`, as what is to be read.

        Args:
            data: the document.

        Raises:
            InputError: if it is no such object.
        """
        document = _object(data)
        model_id, text, files = document.get("id", ""), document.get("text", ""), document.get("files", {})
        kinds = isinstance(model_id, str) and isinstance(text, str) and isinstance(files, dict)
        if not kinds or set(document) - {"id", "text", "files"} or bool(text) == bool(files):
            raise InputError("this object is not what is read here", "body", _JSON_FIX)
        if text:
            return cls({}, text, model_id)
        if not all(isinstance(content, str) for content in files.values()):
            raise InputError("the content of a file is no text", "body", _JSON_FIX)
        pairs = ((name, content.encode("utf-8", "surrogatepass")) for name, content in files.items())
        return cls.of_files(pairs, model_id)

    def write(self, folder: Path) -> None:
        """Write the files into a folder that is empty."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def safe_path(name: str) -> str:
    """Return the relative path that a client gives a file, with forward slashes.

    Args:
        name: what the client calls it.

    Raises:
        UsageError: if it is none that stays within the folder.
    """
    parts = name.replace("\\", "/").removeprefix("./").split("/")
    if len(parts) > _DEEPEST or not all(_PART.fullmatch(part) for part in parts) or not name.isprintable():
        raise UsageError("a file has a name that cannot be used", name[:200], _FIX)
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UsageError("a file has a name that is no Unicode text", fix=_FIX) from None
    return "/".join(parts)


def _refuse_file_as_folder(files: Iterable[str]) -> None:
    names = set(files)
    for name in names:
        for parent in PurePosixPath(name).parents:
            if str(parent) in names:
                raise UsageError("a file and a folder have the same name", str(parent))


def _object(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {type(error).__name__}", "body", _JSON_FIX) from None
    if not isinstance(document, dict):
        raise InputError("this is no object of JSON", "body", _JSON_FIX)
    return document
