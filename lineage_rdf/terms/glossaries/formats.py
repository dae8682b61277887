"""The forms of glossaries that are read here, and which of them a text is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from attrs import frozen

from lineage_rdf.terms.glossaries.casrai_page import looks_like_casrai_page, read_casrai_pages
from lineage_rdf.terms.glossaries.community_page import looks_like_community_page, read_community_pages
from lineage_rdf.terms.glossaries.markdown_term import looks_like_markdown_term, read_markdown_terms
from lineage_rdf.terms.glossaries.yaml_terms import looks_like_yaml_terms, read_yaml_terms
from lineage_rdf.terms.model import Imported, Origin


class Read(Protocol):
    """Reads files of one form as one glossary."""

    def __call__(self, files: Mapping[str, bytes], origin: Origin, *, repair: bool = True) -> Imported:
        """Return the terms of some files, name -> content, with a remark for each defect."""


@frozen
class Format:
    """One form.

    Args:
        name: what messages and options call it.
        title: what it is, in a few words.
        looks_like: says whether a text is in it; no text is in two of them.
        read: reads files of it.
    """

    name: str
    title: str
    looks_like: Callable[[str], bool]
    read: Read


FORMATS: Final = (
    Format(
        "casrai-page", "text of a page of the CASRAI Dictionary", looks_like_casrai_page, read_casrai_pages
    ),
    Format(
        "community-page",
        "text of a page with interpretations",
        looks_like_community_page,
        read_community_pages,
    ),
    Format(
        "markdown-term", "rendered Markdown page of an entry", looks_like_markdown_term, read_markdown_terms
    ),
    Format("yaml-terms", "entries in YAML", looks_like_yaml_terms, read_yaml_terms),
)


def format_of(data: bytes) -> Format | None:
    """Return the form that a file is in, None if it is none of these.

    Args:
        data: its content; what is no UTF-8 is taken as far as it can be read, for the reader says what is wrong.
    """
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return next((form for form in FORMATS if form.looks_like(text)), None)
