"""All files of the documentation, made from the files of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.site.files import files_of, shared_file
from lineage_rdf.terms.docs.alignments_page import alignments_page
from lineage_rdf.terms.docs.all_terms_page import all_terms_page
from lineage_rdf.terms.docs.checks_page import checks_page
from lineage_rdf.terms.docs.collection_page import collection_page
from lineage_rdf.terms.docs.collections import collections_of
from lineage_rdf.terms.docs.home_page import home_page
from lineage_rdf.terms.docs.links import Links
from lineage_rdf.terms.docs.material import Material, read_material
from lineage_rdf.terms.docs.model import Collection
from lineage_rdf.terms.docs.page import Page, framed
from lineage_rdf.terms.docs.schemes_page import schemes_page
from lineage_rdf.terms.docs.search_index import search_index
from lineage_rdf.vocabulary.resources import data_folder


def site(folder: Path | None = None) -> dict[str, bytes]:
    """Return path -> content of every file of the documentation; the same vocabulary gives the same bytes.

    Args:
        folder: holds `ontology`, `shapes` and `examples`; without it those of this installation.

    Raises:
        InputError: if a file of the vocabulary is missing or cannot be read.
    """
    material = read_material(folder or data_folder())
    collections = collections_of(material)
    files = {f"{page.folder}/index.html".lstrip("/"): framed(page) for page in _pages(material, collections)}
    files.update(_data(material))
    files["assets/search-index.js"] = search_index(collections)
    content = {name: text.encode("utf-8") for name, text in files.items()}
    content["ontology/context.jsonld"] = material.context
    content["ontology/logo.svg"] = material.logo
    content.update(material.shape_files)
    content.update({f"assets/{name}": data for name, data in _assets()})
    return dict(sorted(content.items()))


def _assets() -> Iterator[tuple[str, bytes]]:
    """Yield the files that pages load; what all sites share stands before what only these pages need."""
    own = files_of(__file__)
    yield "docs.css", shared_file("base.css") + b"\n" + own["docs.css"]
    yield "docs.js", shared_file("tools.js") + b"\n" + own["docs.js"]
    yield from ((name, shared_file(name)) for name in ("icon.svg", "theme.js"))


def _pages(material: Material, collections: Sequence[Collection]) -> Iterator[Page]:
    codes = {use.code for item in collections for term in item.terms for use in term.uses}
    links = Links(collections, codes & material.codes.keys())
    yield home_page(collections, material, links)
    yield from (collection_page(item, links, material.codes) for item in collections)
    yield schemes_page(collections)
    yield checks_page(collections, material)
    yield alignments_page(collections, material)
    yield all_terms_page(collections)


def _data(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the RDF files in both syntaxes, in the layout of the repository, to which the redirects of w3id lead."""
    for name, file in material.files.items():
        yield f"{name}.ttl", write_turtle(file.quads, {**material.prefixes, **file.prefixes})
        yield f"{name}.jsonld", write_jsonld(file.quads)
