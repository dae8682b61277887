"""What was sent to be read, whichever way it was packed: parts of a form, an object of JSON, or plain text."""

from __future__ import annotations

from typing import Any, Final

import python_multipart
from python_multipart.exceptions import FormParserError

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.serve.documents.upload import MAX_FILES, Upload
from lineage_rdf.serve.faults import Refusal

KINDS: Final = ("multipart/form-data", "application/json", "text/plain")
_NAMELESS: Final = ("file", "files", "file[]", "files[]", "")  # parts whose path is the name of their file
_FIX: Final = "send the files as parts of a form, each with its path as its name"


def upload_sent(body: bytes, content_type: str) -> Upload:
    """Return what was sent as what is to be read.

    Args:
        body: what was sent.
        content_type: its media type with parameters.

    Raises:
        Refusal: with status 415, if it is of no kind that is read here.
        InputError: if it is malformed.
        UsageError: if its files cannot be those of a folder.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return Upload.of_json(body)
    if kind == "text/plain":
        return Upload(text=_text(body))
    if kind == "multipart/form-data":
        return _form(body, content_type)
    raise Refusal(415, "what was sent is of no kind that is read here", f"send {', '.join(KINDS)}")


def _form(body: bytes, content_type: str) -> Upload:
    """Return the parts of a form: `text` and `id` are what they are called, all others are files (RFC 7578)."""
    files: list[tuple[str, bytes]] = []
    told = {"text": "", "id": ""}

    def on_field(field: Any) -> None:
        name = _text(field.field_name or b"")
        if name in told:
            told[name] = _text(field.value or b"")
        else:
            _add(files, name, field.value or b"")

    def on_file(file: Any) -> None:
        name = _text(file.field_name or b"")
        file.file_object.seek(0)
        _add(files, _text(file.file_name or b"") if name in _NAMELESS else name, file.file_object.read())
        file.close()

    try:
        headers = {"Content-Type": content_type.encode("latin-1")}
        # All of it is in memory already, so nothing is written to disk.
        config = {"MAX_MEMORY_FILE_SIZE": len(body) + 1}
        parser = python_multipart.create_form_parser(headers, on_field, on_file, config)
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError, UnicodeError) as error:
        raise InputError(f"the form cannot be read: {error}", "body", _FIX) from None
    if told["text"] and files:
        raise UsageError("files and shorthand were sent together", fix="send one of them")
    return Upload({}, told["text"], told["id"]) if told["text"] else Upload.of_files(files, told["id"])


def _add(files: list[tuple[str, bytes]], name: str, data: bytes) -> None:
    files.append((name, data))
    if len(files) > MAX_FILES:
        raise UsageError(f"more than {MAX_FILES} files were sent", fix="leave out weights and tokenizers")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("what was sent is no UTF-8", "body", "send text as UTF-8") from None
