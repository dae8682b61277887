"""The files that pages load."""

from __future__ import annotations

from functools import cache

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf import serve
from lineage_rdf.pages.assets import assets
from lineage_rdf.serve.context import Context
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs.job import Answer
from lineage_rdf.serve.sending import Reply
from lineage_rdf.serve.site import EDITOR
from lineage_rdf.site.files import bundled, files_of
from lineage_rdf.site.media import OTHER_FILES


def routes(context: Context) -> list[BaseRoute]:
    """Return `/assets/NAME`.

    Args:
        context: what all routes share.
    """
    return [Route("/assets/{name}", _Asset(), methods=["GET", "HEAD"])]


class _Asset:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path_params"]["name"]
        content = _files().get(name)
        if content is None:
            raise Refusal(404, "there is no such file")
        media_type = OTHER_FILES[name.rpartition(".")[2]]
        await Reply(Answer(content, media_type), vary="")(scope, receive, send)


@cache
def _files() -> dict[str, bytes]:
    """Return name -> content of all that pages load; nothing else can be asked for."""
    found = {path.rpartition("/")[2]: content for path, content in assets().items()}
    found |= files_of(serve.__file__)
    editor = {name: bundled(name) for name in EDITOR}
    return found | {name: content for name, content in editor.items() if content is not None}
