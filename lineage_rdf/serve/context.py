"""What all routes of a server share."""

from __future__ import annotations

from attrs import frozen
from starlette.requests import Request

from lineage_rdf.serve.jobs.pool import Pool
from lineage_rdf.serve.settings import Settings


@frozen
class Context:
    """What all routes of a server share.

    Args:
        settings: how the server is set up.
        pool: the worker processes.
    """

    settings: Settings
    pool: Pool

    def base_url(self, request: Request) -> str:
        """Return the address of the server as others know it, without a slash at its end.

        Args:
            request: a request, whose address is taken if the server was told none.
        """
        return self.settings.base_url or f"{request.url.scheme}://{request.url.netloc}"
