"""What all routes of a server share."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen
from starlette.types import Scope

from lineage_rdf.serve.direct.desk import Desk
from lineage_rdf.serve.jobs.pool import Pool
from lineage_rdf.serve.sending import header
from lineage_rdf.serve.settings import Settings

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,255}(?::\d{1,5})?|\[[0-9a-fA-F:.]{2,45}\](?::\d{1,5})?")


@frozen
class Context:
    """What all routes of a server share.

    Args:
        settings: how the server is set up.
        pool: the worker processes.
        desk: what answers before the application does.
    """

    settings: Settings
    pool: Pool
    desk: Desk

    def base_url(self, scope: Scope) -> str:
        """Return the address of the server as others know it, without a slash at its end.

        Args:
            scope: a request, whose address is taken if the server was told none.
        """
        if self.settings.base_url:
            return self.settings.base_url
        host = header(scope, b"host")
        return f"{scope['scheme']}://{host if _HOST.fullmatch(host) else self.settings.host}"

    def address(self, scope: Scope) -> str:
        """Return the address that a request was sent to, without its parameters.

        Args:
            scope: the request.
        """
        return f"{self.base_url(scope)}{scope['raw_path'].decode('ascii')}"
