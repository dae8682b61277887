"""Reads files that were sent, or shorthand, as a lineage, by the same way that the command `report` takes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError, LineageError, ManyErrors
from lineage_rdf.lineage import Lineage, read_all
from lineage_rdf.serve.documents.upload import Upload

_FOLDER: Final = "model"


def read_upload(upload: Upload, syntax: Syntax) -> bytes:
    """Return the lineages of what was sent as an RDF document.

    Args:
        upload: files or shorthand.
        syntax: how they are written.

    Raises:
        InputError: if nothing of it can be read; paths of this machine are not told.
        UsageError: if the id of the model is none.
    """
    quads = [quad for lineage in lineages_in(upload) for quad in lineage.quads]
    return write_quads(list(dict.fromkeys(quads)), syntax).text.encode()


def lineages_in(upload: Upload) -> list[Lineage]:
    """Return the lineages of what was sent; see `read_upload`."""
    model_id = upload.model_id or None
    if upload.text:
        return read_all(upload.text, text=True, model_id=model_id)
    with TemporaryDirectory(prefix="lineage-rdf-") as place:
        folder = Path(place) / _FOLDER
        folder.mkdir()
        try:
            upload.write(folder)
            return read_all(folder, model_id=model_id)
        except LineageError as error:
            raise _without(place, error) from None
        except OSError as error:
            raise InputError(f"the files cannot be written: {error.strerror}", "body") from None


def _without(place: str, error: LineageError) -> LineageError:
    """Return an error that does not tell where on this machine the files were put."""
    if isinstance(error, ManyErrors):
        return ManyErrors(_without(place, one) for one in error.errors)
    what, where, fix = (part.replace(f"{place}/", "") for part in (error.what, error.where, error.fix))
    return type(error)(what, where, fix)
