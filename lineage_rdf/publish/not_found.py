"""The page of addresses that lead nowhere; on a host that knows no rules its script finds the nearest page."""

from __future__ import annotations

import json
from typing import Final

from lineage_rdf.pages import Addresses, Page, Site, document
from lineage_rdf.publish.rules import Place
from lineage_rdf.site.files import files_of
from lineage_rdf.site.frame import POLICY
from lineage_rdf.site.markup import escape, text

_SCRIPT: Final = "not-found.js"
_POLICY: Final = f"{POLICY}; connect-src 'self'"


def not_found_files(place: Place, site: Site) -> dict[str, bytes]:
    """Return the page and its script.

    Args:
        place: where the site will stand; the page may be shown at any address below, so its links have whole paths.
        site: what all pages share.
    """
    script = files_of(__file__)[_SCRIPT]
    return {"404.html": _page(place, site).encode(), f"assets/{_SCRIPT}": script}


def _page(place: Place, site: Site) -> str:
    home = escape(place.path)
    moved = escape(json.dumps(place.exceptions, sort_keys=True))
    body = [
        "<h1>There is nothing here</h1>",
        f'<p id="_moved" data-home="{home}" data-moved="{moved}">No document of this site tells of this address.</p>',
        f'<p>Begin at <a href="{home}">{text(site.title)}</a>.</p>',
    ]
    page = Page(
        key="404",
        title="Not found",
        summary="No document of this site tells of this address.",
        body=body,
        scripts=[_SCRIPT],
        policy=_POLICY,
        root=place.path,
    )
    return document(page, Addresses(place.base, place.host), site)
