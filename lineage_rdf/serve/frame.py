"""The pages that only a server has: questions, the query page, lists, and what could not be answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lineage_rdf.pages.addresses import HOME, Addresses, up
from lineage_rdf.pages.site import Page, document
from lineage_rdf.serve.site import SITE
from lineage_rdf.site.frame import POLICY, HeadLink
from lineage_rdf.site.markup import escape, link, list_of, text

# Forms of these pages ask this server; what else they may do is as on every page.
WITH_FORM: Final = POLICY.replace("form-action 'none'", "form-action 'self'")
_ADDRESSES: Final = Addresses(ending="")


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
    made = Page(
        key=here or HOME,
        title=title,
        summary=summary,
        body=list(body),
        links=links,
        data=data,
        menu=here.partition("/")[0],
        styles=("serve.css", *styles),
        scripts=scripts,
        policy=policy,
    )
    return document(made, _ADDRESSES, SITE).encode()


def turns(before: str, behind: str, what: str) -> str:
    """Return the links to the part of a long list before this one and to that behind it; the empty text without any.

    Args:
        before: where the part before is; empty if there is none.
        behind: where the part behind is; empty if there is none.
        what: what they hold, for example `Rows`.
    """
    steps = [(before, "before", "prev"), (behind, "behind", "next")]
    links = [link(target, f"{what} {side}", f' rel="{kind}"') for target, side, kind in steps if target]
    return f'<nav aria-label="More">{list_of(links, "inline")}</nav>' if links else ""


def field(name: str, label: str, value: str, hint: str, about: str = "", *, required: bool = False) -> str:
    """Return a field of a form.

    Args:
        name: the name of what is sent.
        label: what a person calls it, as HTML.
        value: what stands in it.
        hint: what stands in it as long as it is empty.
        about: what is said below it; empty for nothing.
        required: whether it must be filled.
    """
    ident = f"_{escape(name)}"
    more = f' aria-describedby="{ident}_about"' if about else ""
    more += " required" if required else ""
    below = f'<small id="{ident}_about">{text(about)}</small>' if about else ""
    return (
        f'<p><label for="{ident}">{label}</label>'
        f'<input id="{ident}" name="{escape(name)}" value="{escape(value)}" placeholder="{escape(hint)}"{more}>{below}</p>'
    )


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
