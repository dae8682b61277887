"""Rules for Apache 2.4, as a file that lies in the folder of the site and needs nothing set on the server but leave to be read.

What is asked for is compared by its weights, as HTTP has them, and the nearest document above a thing that has none tells of it.
Source: RFC 9110, 12.5.1 (Accept).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.pages import LINKSET_ENDING, LINKSET_MEDIA
from lineage_rdf.publish.ledger import HIDDEN
from lineage_rdf.publish.rules.place import KINDS, LEVELS, MORE_TYPES, OTHER_NAMES, Place, quoted

_HEAD: Final = """\
# Made by lineage-rdf publish for Apache 2.4. It needs the modules rewrite, headers, setenvif, mime and dir, and
#   AllowOverride FileInfo Indexes Options=MultiViews,Indexes
Options -MultiViews -Indexes
DirectorySlash Off
DirectoryIndex index.html
FileETag MTime Size
"""
_BEGIN: Final = """\

RewriteEngine On
# What the server says of its own accord, such as the page of a name that leads nowhere, is no question of a client.
RewriteCond %{ENV:REDIRECT_STATUS} ^[45]
RewriteRule ^ - [L]
# Where this folder is: AT as an address, IN as a path.
RewriteCond $0#%{REQUEST_URI} (?s)^(.*)#(.*?)\\1$
RewriteRule (?s)^.*$ - [E=AT:%2]
RewriteCond %{CONTEXT_PREFIX}#%{ENV:AT} ^([^#]*)#\\1(.*)$
RewriteRule ^ - [E=IN:%{CONTEXT_DOCUMENT_ROOT}%2,E=SCHEME:%{REQUEST_SCHEME}]
# The client may have asked a proxy in another way than that asks us.
RewriteCond %{HTTP:X-Forwarded-Proto} ^(https?)$
RewriteRule ^ - [E=SCHEME:%1]
"""
_HEADERS: Final = """\

Header always set Access-Control-Allow-Origin "*"
Header always set Access-Control-Expose-Headers "Link, Location"
Header always set X-Content-Type-Options "nosniff"
Header always set Vary "Accept" "expr=%{REQUEST_STATUS} in { '303', '406' } || reqenv('IS_HOME') == 'yes'"
"""


def htaccess(place: Place) -> str:
    """Return the `.htaccess` of the folder of a site.

    Args:
        place: where it will stand.
    """
    parts = (_HEAD, _types(), _weights(), _BEGIN, _rules(place), _HEADERS, _links(), _errors(place))
    return "".join(part if isinstance(part, str) else "".join(f"{line}\n" for line in part) for part in parts)


def _types() -> Iterator[str]:
    for ending, media in (KINDS | MORE_TYPES).items():
        yield f"AddType {media} .{ending}"
    yield _forced(LINKSET_ENDING[1:], LINKSET_MEDIA)
    yield "AddCharset utf-8 .html .ttl .nt .nq .trig .css .js .txt"
    yield "AddEncoding gzip .gz"
    yield _forced("void", KINDS["ttl"])


def _forced(name: str, media: str) -> str:
    pattern = rf"(?:^|\.){re.escape(name)}$"
    return f'<FilesMatch "{pattern}">\n  ForceType "{media}"\n</FilesMatch>'


def _weights() -> Iterator[str]:
    """Yield what sets q_KIND to the weight that the client gives to a kind; the most special name counts."""
    yield "\n# The weight of each kind, 1 or 0.something; what is not wanted has none."
    every = list(KINDS)
    yield from _weight(r"\*/\*", every)
    yield from _weight(r"text/\*", [kind for kind in every if KINDS[kind].startswith("text/")])
    yield from _weight(r"application/\*", [kind for kind in every if KINDS[kind].startswith("application/")])
    for kind in every:
        for name in (*OTHER_NAMES[kind], KINDS[kind]):
            yield from _weight(re.escape(name), [kind])
    yield f'SetEnvIf Accept "^\\s*$" {" ".join(f"q_{kind}=1" for kind in every)}'


def _weight(name: str, kinds: list[str]) -> Iterator[str]:
    start = rf"(?:^|,)\s*{name}\s*"
    ones, given, none = (
        " ".join(form.format(kind) for kind in kinds) for form in ("q_{}=1", "q_{}=$1", "!q_{}")
    )
    yield f'SetEnvIfNoCase Accept "{start}(?:[;,]|$)" {ones}'
    yield f'SetEnvIfNoCase Accept "{start}(?:;[^,]*)?;\\s*q=(0\\.[0-9]+)" {given}'
    yield f'SetEnvIfNoCase Accept "{start}(?:;[^,]*)?;\\s*q=0(?:\\.0*)?\\s*(?:[;,]|$)" {none}'


def _rules(place: Place) -> Iterator[str]:
    yield f"RewriteRule ^{re.escape(HIDDEN)}(?:/|$) - [R=404,L]"
    yield from _of_documents()
    yield "# What there is is sent as it is; a document that is not there is not looked for elsewhere."
    yield "RewriteCond %{REQUEST_FILENAME} -f"
    yield "RewriteRule ^. - [L]"
    yield f"RewriteRule \\.(?:{'|'.join(KINDS)})$ - [R=404,L]"
    yield "# The document that tells of what is asked for: its own, or the nearest above it."
    yield "RewriteRule ^(?:index)?$ - [E=DOC:index]"
    yield from _level(0)
    for path, key in place.exceptions.items():
        yield "RewriteCond %{ENV:DOC} ^$"
        yield f'RewriteRule "^{quoted(path, "%")}(?:/.*)?$" - [E=DOC:{key}]'
    for level in range(1, LEVELS + 1):
        yield from _level(level)
    yield "RewriteCond %{ENV:DOC} ^$"
    yield "RewriteRule ^ - [R=404,L]"
    yield from _choice()


def _level(level: int) -> Iterator[str]:
    """Yield what looks for a document so many parts above what is asked for."""
    yield "RewriteCond %{ENV:DOC} ^$"
    yield "RewriteCond %{ENV:IN}$1.html -f"
    yield f"RewriteRule ^(.+){'(?:/[^/]*)' * level}$ - [E=DOC:$1]"


def _of_documents() -> Iterator[str]:
    """Yield what remembers the address of a document without its ending, for the links between its forms."""
    yield f"RewriteCond %{{REQUEST_URI}} ^([A-Za-z0-9._~@+,=/-]+)\\.({'|'.join(KINDS)})$"
    yield "RewriteRule ^ - [E=DOCUMENT:%1,E=FORM:%2]"


def _choice() -> Iterator[str]:
    yield "# The kind that is wanted most, the first of those that are wanted as much."
    before = "''"
    for kind in KINDS:
        yield f"RewriteCond expr \"reqenv('q_{kind}') > {before}\""
        yield f"RewriteRule ^ - [E=KIND:{kind},E=BEST:%{{ENV:q_{kind}}}]"
        before = "reqenv('BEST')"
    yield "RewriteCond %{ENV:KIND} ^$"
    yield "RewriteRule ^ - [R=406,L]"
    yield "RewriteCond %{ENV:KIND} ^html$"
    yield "RewriteRule ^$ - [E=IS_HOME:yes,L]"
    yield "RewriteRule ^ %{ENV:SCHEME}://%{HTTP_HOST}%{ENV:AT}%{ENV:DOC}.%{ENV:KIND} [R=303,L]"


def _links() -> Iterator[str]:
    """Yield what says with each document in which other forms it is there."""
    others = [kind for kind in KINDS if kind != "html"]
    to_data = ", ".join(_link(kind, "describedby alternate") for kind in others)
    to_data += f', <%{{reqenv:DOCUMENT}}{LINKSET_ENDING}>; rel=linkset; type=\\"{LINKSET_MEDIA}\\"'
    yield f"Header set Link \"expr={to_data}\" \"expr=reqenv('FORM') == 'html'\""
    to_page = _link("html", "describes alternate")
    yield f'Header set Link "expr={to_page}" "expr=reqenv(\'FORM\') in {{ {", ".join(map(repr, others))} }}"'


def _link(kind: str, relations: str) -> str:
    # The quotes stand within a quoted argument.
    return f'<%{{reqenv:DOCUMENT}}.{kind}>; rel=\\"{relations}\\"; type=\\"{KINDS[kind]}\\"'


def _errors(place: Place) -> Iterator[str]:
    forms = ", ".join(f"{media} (.{kind})" for kind, media in KINDS.items())
    yield f"ErrorDocument 404 {place.path}404.html"
    yield f'ErrorDocument 406 "This is there as {forms}. Ask for one of them, or add the ending to the address."'
