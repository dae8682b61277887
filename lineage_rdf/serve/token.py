"""Who may write: whoever brings the token that the server was started with."""

from __future__ import annotations

import hmac

from starlette.types import Scope

from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.sending import header
from lineage_rdf.serve.settings import Settings


def refuse_stranger(scope: Scope, settings: Settings) -> None:
    """Refuse to write for somebody who may not.

    Args:
        scope: the request.
        settings: how the server is set up.

    Raises:
        Refusal: with status 403 if nobody may write here, and 401 if the request does not bring the token.
    """
    if not settings.token:
        raise Refusal(403, "this server takes no updates", "its owner can start it with a token")
    scheme, _, token = header(scope, b"authorization").partition(" ")
    brought = token.strip().encode("latin-1", "replace")
    if scheme.lower() == "bearer" and hmac.compare_digest(brought, settings.token.encode()):
        return
    fix = "send it as Authorization: Bearer TOKEN"
    raise Refusal(401, "an update has to bring the token of this server", fix, {"www-authenticate": "Bearer"})
