"""All files by which hosts know how to answer."""

from __future__ import annotations

from lineage_rdf.publish.rules.apache import htaccess
from lineage_rdf.publish.rules.nginx import locations, maps
from lineage_rdf.publish.rules.others import netlify_headers, netlify_redirects, w3id
from lineage_rdf.publish.rules.place import Place


def rule_files(place: Place) -> dict[str, bytes]:
    """Return name of a file in the site -> its content.

    Args:
        place: where the site will stand.
    """
    files = {
        ".htaccess": htaccess(place),
        ".nojekyll": "",
        "_redirects": netlify_redirects(place),
        "_headers": netlify_headers(place),
        "server/nginx-maps.conf": maps(place),
        "server/nginx-locations.conf": locations(place),
        "server/w3id.htaccess": w3id(place),
    }
    return {name: text.encode() for name, text in files.items()}
