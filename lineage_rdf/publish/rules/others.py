"""Rules for hosts of plain files, and for the register of lasting names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.publish.rules.place import KINDS, Place

# How the path of a lineage begins (see `claims.mint`).
# What such a host takes for a sign, and not for a letter of a path.
_MEANS_MORE: Final = re.compile(r"[ *#]|(?:\A|/):")
_HEADS: Final = ("/:org/:name", "/:name")


def netlify_redirects(place: Place) -> str:
    """Return the file `_redirects` of Netlify and its kin; they cannot see what a client accepts.

    Args:
        place: where the site will stand.
    """
    return "".join(f"{line}\n" for line in _redirects(place))


def _redirects(place: Place) -> Iterator[str]:
    yield "# Made by lineage-rdf publish. An address without ending gives the page; what a client accepts is not looked at."
    path = place.path.rstrip("/")
    for known, key in place.exceptions.items():
        if not _MEANS_MORE.search(known):
            yield f"{path}/{known} {path}/{key} 303"
    for head in _HEADS:
        yield f"{path}{head}/lineage/step/:step/* {path}{head}/lineage/step/:step 303"
        yield f"{path}{head}/lineage/* {path}{head}/lineage 303"
    yield f"{path or ''}/* {path}/404.html 404"


def netlify_headers(place: Place) -> str:
    """Return the file `_headers` of Netlify and its kin.

    Args:
        place: where the site will stand.
    """
    return (
        f"{place.path}*\n  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n"
        f"{place.path}.well-known/void\n  Content-Type: {KINDS['ttl']}; charset=utf-8\n"
    )


def w3id(place: Place) -> str:
    """Return the `.htaccess` to submit to the register w3id.org for the name in the base; the host does the rest.

    Args:
        place: where the site will stand.
    """
    target = place.host.replace("%", r"\%")
    return (
        "# Made by lineage-rdf publish. Everything below this name is there; the host tells pages and statements apart.\n"
        "# Maintainer: fill in your name and your GitHub account before you submit this.\n"
        "Options +FollowSymLinks\n"
        'Header always set Access-Control-Allow-Origin "*"\n'
        "RewriteEngine On\n"
        f"RewriteRule ^(.*)$ {target}$1 [R=303,L]\n"
    )
