"""The redirects for w3id lead from every IRI to its place on the pages, and programs still to the RDF."""

from __future__ import annotations

import re

import pytest

from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from tests.conftest import ROOT
from tests.terms.documentation import pages, site

LINES = (ROOT / "ontology/w3id/.htaccess").read_text(encoding="utf-8").splitlines()


def redirected(path, accept):
    """Return where a path leads, by the part of mod_rewrite that the file uses."""
    holds = True
    for line in LINES:
        directive, _, rest = line.partition(" ")
        if directive == "RewriteCond":
            holds = rest.removeprefix("%{HTTP_ACCEPT} ") in accept
        elif directive == "RewriteRule":
            pattern, target, flags = rest.split()
            match = re.search(pattern, path)
            if match and holds:
                assert ("#" not in target) or "NE" in flags  # else Apache would write %23
                return match.expand(re.sub(r"\$(\d)", r"\\\1", target)).removeprefix("TARGET/")
            holds = True
    return None


def places():
    """Yield the IRI of each term with the page and the anchor that it has."""
    for name, tree in pages().items():
        for article in tree.xpath("//article[@class='term']"):
            yield article.xpath("string(.//p[@class='iri']/code)"), name, article.get("id")


def test_a_person_gets_to_every_term():
    for iri, page, anchor in places():
        path, _, fragment = iri.removeprefix(ONTOLOGY).lstrip("/").partition("#")
        found, _, given = redirected(path, "text/html,application/xhtml+xml").partition("#")
        assert (found, given or fragment) == (page, anchor)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "0.1.0",
        "terms",
        "casrai",
        "align/fair4ml",
        "profile/lineage",
        "objective",
        "objective/dpo",
        "context.jsonld",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_is_led_to_is_there(path, accept):
    found, _, anchor = redirected(path, accept).partition("#")
    assert found in site()
    assert found.endswith(".html") == (accept == "text/html" and path != "context.jsonld")
    assert not anchor or pages()[found].get_element_by_id(anchor) is not None
