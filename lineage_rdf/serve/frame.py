"""The frame of the pages that only a server has: questions, the query page, and what could not be answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lineage_rdf.pages.addresses import HOME, up
from lineage_rdf.serve.site import SITE
from lineage_rdf.site.frame import POLICY, Document, Entry, HeadLink, framed
from lineage_rdf.site.markup import escape, link, text

# Forms of these pages ask this server; what else they may do is as on every page.
WITH_FORM: Final = POLICY.replace("form-action 'none'", "form-action 'self'")


def page(
    here: str,
    title: str,
    summary: str,
    body: Iterable[str],
    *,
    links: Sequence[HeadLink] = (),
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    policy: str = WITH_FORM,
    data: str = "",
) -> bytes:
    """Return a page.

    Args:
        here: the path of its address, without the first slash.
        title: its title.
        summary: one sentence for search engines.
        body: the pieces of HTML of its main part.
        links: links for machines.
        styles: more style sheets.
        scripts: more scripts.
        policy: what the page may load.
        data: JSON-LD to embed, safe inside a script element.
    """
    root = up(here)
    about = f"{link(f'{root}void.ttl', 'About these data')} · {link(f'{root}openapi.json', 'OpenAPI')}"
    document = Document(
        site=SITE.title,
        mark="ftl",
        home=root or "./",
        assets=f"{root}assets",
        root=root,
        title=title,
        summary=summary,
        body=list(body),
        links=links,
        data=data,
        menu=list(_menu(root, here)),
        styles=("base.css", "pages.css", "serve.css", *styles),
        scripts=("tools.js", *scripts),
        foot=(f"<p>{about}</p>",),
        policy=policy,
    )
    return framed(document).encode()


def _menu(root: str, here: str) -> Iterable[Entry]:
    for key, words in SITE.menu:
        place = "" if key == HOME else key
        near = bool(place) and here.startswith(f"{place}/")
        yield Entry(root + place or "./", words, "here" if here == place else "near" if near else "")


def refusal(here: str, status: int, title: str, what: str, fix: str = "") -> bytes:
    """Return the page of what could not be answered.

    Args:
        here: the path that was asked for.
        status: the status of the answer.
        title: what that status means.
        what: why.
        fix: what to do; empty if there is nothing to say.
    """
    body = [f"<h1>{text(title)}</h1>", f'<p class="lead-in">{text(what)}</p>']
    body += [f"<p>{text(fix)}</p>"] if fix else []
    body.append(f'<p><a href="{escape(up(here) or "./")}">{text(SITE.title)}</a></p>')
    return page(here, f"{status} {title}", what[:200], body)
