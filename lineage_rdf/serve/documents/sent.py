"""What was sent to be read, whichever way it was packed: parts of a form, an object of JSON, or plain text."""

from __future__ import annotations

from typing import Final

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.serve.documents.upload import MAX_FILES, Upload
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.parts import parts_of

KINDS: Final = ("multipart/form-data", "application/json", "text/plain")
_NAMELESS: Final = ("file", "files", "file[]", "files[]", "")  # parts whose path is the name of their file


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
    for part in parts_of(content_type, body, MAX_FILES + len(told)):
        if part.name in told and not part.file_name:
            told[part.name] = _text(part.body)
        else:
            is_named = part.name not in _NAMELESS or not part.file_name
            files.append((part.name if is_named else part.file_name, part.body))
    if told["text"] and files:
        raise UsageError("files and shorthand were sent together", fix="send one of them")
    return Upload({}, told["text"], told["id"]) if told["text"] else Upload.of_files(files, told["id"])


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("what was sent is no UTF-8", "body", "send text as UTF-8") from None
