"""What the service is, as it says itself (SPARQL 1.1 Service Description, section 2)."""

from __future__ import annotations

from pyoxigraph import serialize

from lineage_rdf.pages.description import PREFIXES, service
from lineage_rdf.serve.jobs.job import Answer
from lineage_rdf.serve.settings import Settings
from lineage_rdf.serve.sparql.formats import GRAPHS


def description(settings: Settings, endpoint: str, media: str) -> Answer:
    """Return the description of the service.

    Args:
        settings: how the server is set up.
        endpoint: the address of the endpoint.
        media: the media type to write it as, one of `GRAPHS`.
    """
    found = service(endpoint, updates=bool(settings.token), union=settings.union)
    body = serialize((quad.triple for quad in found), format=GRAPHS[media], prefixes=PREFIXES) or b""
    return Answer(body, media)
