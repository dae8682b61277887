"""Our own ontology files, and those of others where copies of them lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.terms.fair import Assessment, assess_file
from lineage_rdf.terms.files import own_files
from lineage_rdf.vocabulary.resources import ontology_folder
from tests.conftest import SHARED

COPIES = sorted((SHARED / "vocab").glob("*.ttl")) if SHARED.is_dir() else []
# What cannot be met truthfully: nobody has given us a DOI, and the statuses are this project's own. When one of these has what
# it lacks, it goes into ontology/source, and out of here.
NOT_MET = {"OM3": {"DOI"}}
ALSO_MISSING = {"schemes/status.ttl": {"source"}}
ALIGNMENTS = {"casrai.ttl", *(f"align/{path.name}" for path in (ontology_folder() / "align").glob("*.ttl"))}


def name_of(path: Path) -> str:
    return path.relative_to(ontology_folder()).as_posix()


def assessed(name: str) -> Assessment:
    return assess_file(SHARED / "vocab" / name)


def test_all_files_of_the_vocabulary_are_ours() -> None:
    built = {path for path in ontology_folder().rglob("*.ttl") if "releases" not in path.parts}
    assert set(own_files()) == built and len(own_files()) == len(built) > 30


@pytest.mark.parametrize("path", own_files(), ids=name_of)
def test_our_own_files_lack_only_what_does_not_exist(path: Path) -> None:
    found = assess_file(path)
    lacking = {c.id: set(outcome.missing) for c, outcome in found.run if not outcome.passed}
    also = ALSO_MISSING.get(name_of(path), set())
    assert set(lacking) <= set(NOT_MET)
    assert set().union(*lacking.values()) == NOT_MET["OM3"] | also
    terms = bool(found.ontology.terms)
    assert terms != (name_of(path) in ALIGNMENTS)
    assert len(found.run) == (16 if terms else 14)


def test_the_core_owns_all_its_classes_and_properties() -> None:
    from tools.vocabulary.source import Source

    names = {f"https://w3id.org/ftl#{name}" for _, name, _ in Source().core_terms()}
    assert set(assess_file(own_files()[0]).ontology.terms) == names


needs_copies = pytest.mark.skipif(not COPIES, reason="copies of other vocabularies are not there")


@needs_copies
@pytest.mark.parametrize(
    "path", [path for path in COPIES if path.stem != "qudt-units"], ids=lambda path: path.name
)
def test_every_other_ontology_is_assessed_or_refused(path: Path) -> None:
    try:
        found = assess_file(path)
    except InputError as error:
        assert error.where.startswith(str(path)) and "not valid" in error.what
        return
    assert 0 < found.score <= 1 and len(found.run) in (14, 16)


@needs_copies
@pytest.mark.parametrize(
    ("name", "terms", "failed"),
    [
        ("airo.ttl", 98, {"VOC3"}),
        ("mls.ttl", 38, {"FIND1", "OM1", "OM2", "OM3", "OM5.1", "OM5.2", "VOC2", "VOC3", "VOC4"}),
        ("prov-o.ttl", 80, {"FIND1", "OM1", "OM2", "OM3", "OM4.1", "OM5.1", "OM5.2", "URI2", "VOC2", "VOC4"}),
    ],
)
def test_what_others_lack(name: str, terms: int, failed: set[str]) -> None:
    found = assessed(name)
    assert {criterion.id for criterion, outcome in found.run if not outcome.passed} == failed
    assert len(found.ontology.terms) == terms


@needs_copies
def test_a_namespace_property_in_wrong_case_is_seen_in_a_published_ontology() -> None:
    assert "instead of <http://purl.org/vocab/vann/preferredNamespaceURI>" in (
        assessed("mldcat-1.0.ttl").outcome("OM1").todo
    )
