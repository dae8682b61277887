"""The work behind `/query/NAME`, done in a worker process."""

from __future__ import annotations

from lineage_rdf.pages.addresses import up
from lineage_rdf.pages.linksets import Link, header
from lineage_rdf.query import entry
from lineage_rdf.query.forms import as_format
from lineage_rdf.serve.catalogue.page import overview, question_page
from lineage_rdf.serve.catalogue.question import Part, Question
from lineage_rdf.serve.frame import page
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.things.linking import Linking
from lineage_rdf.site import media
from lineage_rdf.site.frame import HeadLink


def answer_question(here: Opened, asked: Question, media_type: str, base: str) -> Answer:
    """Return the rows of a question.

    Args:
        here: what is open.
        asked: the question.
        media_type: what its rows are written as: HTML, or a name of a form of results.
        base: the address of the server, without a slash at its end.

    Raises:
        UsageError: if a parameter or the column to sort by cannot be used.
        NoVerdictError: if the place does not answer.
    """
    form = next(form for form in media.ROWS if media_type in (form.media_type, *form.others))
    if form is media.HTML:
        part = None if asked.missing else asked.ask(here.store)
        return Answer(_page(here, asked, part, base), form.media_type, _headers(asked, part))
    part = asked.ask(here.store)
    return Answer(as_format(part.found, form.name).encode(), media_type, _headers(asked, part))


def _headers(asked: Question, part: Part | None) -> tuple[tuple[str, str], ...]:
    """Return the links to the rows before and behind, and to the same rows in other forms."""
    links = [Link("service-desc", "../openapi.json", "application/openapi+json")]
    if part is not None and part.more:
        links.append(Link("next", f"../{asked.next.address()}"))
    if part is not None and asked.offset:
        links.append(Link("prev", f"../{asked.previous.address()}"))
    if part is not None:
        links += [Link("alternate", f"../{asked.address(one.name)}", one.media_type) for one in media.ROWS]
    return (("link", header(links)),)


def _page(here: Opened, asked: Question, part: Part | None, base: str) -> bytes:
    item = entry(asked.name)
    place = f"query/{asked.name}"
    rows = part.found.rows if part is not None else ()
    address = Linking.of(here, (term for row in rows for term in row), place, base).address
    forms = [
        HeadLink("alternate", f"{up(place)}{asked.address(form.name)}", form.media_type)
        for form in media.RESULTS
    ]
    body = question_page(asked, part, address, up(place))
    return page(place, item.title, item.question, body, links=forms if part is not None else ())


def all_questions(here: Opened) -> Answer:
    """Return the page of all queries of the catalogue.

    Args:
        here: what is open; nothing of it is asked.
    """
    body = page("query", "Questions", "Questions that can be asked of these lineages", overview(""))
    return Answer(body, media.HTML.media_type)
