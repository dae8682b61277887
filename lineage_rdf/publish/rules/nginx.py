"""Rules for nginx, in two files: maps, which stand beside servers, and locations, which stand within one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.pages import LINKSET_ENDING, LINKSET_MEDIA
from lineage_rdf.publish.ledger import HIDDEN
from lineage_rdf.publish.rules.place import KINDS, LEVELS, MORE_TYPES, OTHER_NAMES, Place, quoted
from lineage_rdf.site.media import GZIP

_DIGITS: Final = "987654321"  # of weights below 1 the first digit counts


def maps(place: Place) -> str:
    """Return the file to be included beside servers (in `http`).

    Args:
        place: where the site will stand.
    """
    return "".join(f"{line}\n" for line in _maps(place))


def _maps(place: Place) -> Iterator[str]:
    yield "# Made by lineage-rdf publish: include it in the block http, before the servers."
    for kind in KINDS:
        yield from _weight(kind)
    together = "".join(f"${{lineage_q_{kind}}}" for kind in KINDS)
    yield "# The kind that is wanted most, the first of those that are wanted as much."
    yield f'map "{together}" $lineage_kind {{\n  default "";'
    for weight in f"a{_DIGITS}":
        for number, kind in enumerate(KINDS):
            yield f'  "~^.{{{number}}}{weight}" {kind};'
    yield "}"
    yield "# What is asked for below the address of the site, and what stands above it."
    yield f'map $uri $lineage_0 {{\n  default "";\n  "~^{quoted(place.path, "$")}(?<lineage_k0>.+)$" $lineage_k0;\n}}'
    for level in range(1, LEVELS + 1):
        above = f'"~^(?<lineage_k{level}>.+)/[^/]*$" $lineage_k{level};'
        yield f'map $lineage_{level - 1} $lineage_{level} {{\n  default "";\n  {above}\n}}'
    yield f'map $uri $lineage_vary {{\n  default "";\n  {place.path}index.html Accept;\n}}'
    yield 'map $lineage_0 $lineage_moved {\n  default "";'
    for path, key in place.exceptions.items():
        yield f'  "~^{quoted(path, "$")}(?:/.*)?$" {key};'
    yield "}"
    yield "# The address of a document without its ending, for the links between its forms."
    name = "[A-Za-z0-9._~@+,=/-]+"
    others = [kind for kind in KINDS if kind != "html"]
    links = ", ".join(_link("lineage_page", kind, "describedby alternate") for kind in others)
    links += f', <${{lineage_page}}{LINKSET_ENDING}>; rel=linkset; type="{LINKSET_MEDIA}"'
    yield f'map $uri $lineage_link {{\n  default "";\n  "~^(?<lineage_page>{name})\\.html$" \'{links}\';'
    link = _link("lineage_data", "html", "describes alternate")
    yield f"  \"~^(?<lineage_data>{name})\\.(?:{'|'.join(others)})$\" '{link}';\n}}"


def _weight(kind: str) -> Iterator[str]:
    """Yield a map from what the client accepts to the weight of a kind: a for 1, else the first digit."""
    media = KINDS[kind]
    names = [re.escape(name) for name in (media, *OTHER_NAMES[kind])]
    wild = [rf"{media.partition('/')[0]}/\*", r"\*/\*"]
    yield f"map $http_accept $lineage_q_{kind} {{\n  default 0;\n  '' a;"
    for name in (*names, *wild):
        start = rf"(?:^|,)\s*{name}\s*"
        yield f'  "~*{start}(?:;[^,]*)?;\\s*q=0(?:\\.0*)?\\s*(?:[;,]|$)" 0;'
        for digit in _DIGITS:
            yield f'  "~*{start}(?:;[^,]*)?;\\s*q=0\\.{digit}" {digit};'
        yield f'  "~*{start}(?:;[^,]*)?;\\s*q=0\\.0" 1;'
        yield f'  "~*{start}(?:[;,]|$)" a;'
    yield "}"


def locations(place: Place) -> str:
    """Return the file to be included in a server whose root holds the site at its path.

    Args:
        place: where the site will stand.
    """
    return "".join(f"{line}\n" for line in _locations(place))


def _locations(place: Place) -> Iterator[str]:
    path = place.path
    forms = ", ".join(f"{media} (.{kind})" for kind, media in KINDS.items())
    yield f"# Made by lineage-rdf publish: include it in a server. The folder of the site is ROOT{path}"
    yield f"location ^~ {path}{HIDDEN}/ {{ return 404; }}"
    yield f"location = {path} {{"
    yield from _headers(vary=True)
    yield '  if ($lineage_kind = "") { return 406; }'
    yield f"  if ($lineage_kind != html) {{ return 303 {path}index.$lineage_kind; }}"
    yield f"  rewrite ^ {path}index.html last;\n}}"
    yield f"location {path} {{"
    yield from _types()
    yield from _headers(vary=False)
    yield "  add_header Link $lineage_link;\n  add_header Vary $lineage_vary;"
    yield f"  error_page 404 {path}404.html;"
    yield "  try_files $uri @lineage_thing;\n}"
    ending = re.escape(LINKSET_ENDING)
    yield f'location ~ "^{quoted(path, "$")}.*{ending}$" {{\n  types {{ }}\n  default_type {LINKSET_MEDIA};'
    yield from _headers(vary=False)
    yield "}"
    yield f"location = {path}.well-known/void {{\n  types {{ }}\n  default_type {KINDS['ttl']};"
    yield from _headers(vary=False)
    yield "}"
    yield "location @lineage_thing {"
    yield from _headers(vary=True)
    yield f"  error_page 404 {path}404.html;\n  error_page 406 @lineage_none;"
    yield f'  if ($uri ~ "\\.(?:{"|".join(KINDS)})$") {{ return 404; }}'
    yield '  set $lineage_doc "";'
    for level in range(LEVELS, -1, -1):
        if level == 0:
            yield '  if ($lineage_moved != "") { set $lineage_doc $lineage_moved; }'
        yield f"  if (-f $document_root{path}$lineage_{level}.html) {{ set $lineage_doc $lineage_{level}; }}"
    yield '  if ($lineage_doc = "") { return 404; }'
    yield '  if ($lineage_kind = "") { return 406; }'
    yield f"  return 303 {path}$lineage_doc.$lineage_kind;\n}}"
    yield "location @lineage_none {\n  default_type text/plain;"
    yield from _headers(vary=True)
    yield f'  return 406 "This is there as {forms}. Ask for one of them, or add the ending to the address.\\n";\n}}'


def _types() -> Iterator[str]:
    yield "  types {"
    for ending, media in (KINDS | MORE_TYPES | {"gz": GZIP}).items():
        yield f"    {media} {ending};"
    yield "  }"
    yield "  charset utf-8;\n  charset_types text/turtle application/n-triples application/n-quads application/trig;"


def _headers(*, vary: bool) -> Iterator[str]:
    yield "  absolute_redirect off;"
    yield '  add_header Access-Control-Allow-Origin "*" always;'
    yield '  add_header Access-Control-Expose-Headers "Link, Location" always;'
    yield "  add_header X-Content-Type-Options nosniff always;"
    if vary:
        yield "  add_header Vary Accept always;"


def _link(variable: str, kind: str, relations: str) -> str:
    return f'<${{{variable}}}.{kind}>; rel="{relations}"; type="{KINDS[kind]}"'
