"""Deprecated terms: how the source writes them, what it refuses, and that ours keep what they owe."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.cli.terms import term_row
from lineage_rdf.cli.terms_text import Found, text_of
from lineage_rdf.terms.files import own_files
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.versions import compare, vocabulary_of
from lineage_rdf.terms.versions.places import releases
from lineage_rdf.vocabulary import schemes
from tests.ontology.tables import ROOT, SOURCE
from tools.owl import Profile, violations
from tools.vocabulary.build import generated
from tools.vocabulary.core import core_turtle
from tools.vocabulary.deprecation import deprecation_faults
from tools.vocabulary.release import faults, freeze, main, since_last
from tools.vocabulary.schemes import scheme_turtle
from tools.vocabulary.source import Source


def changed(name: str = "gpuHours", **keys: Any) -> Source:
    """Return the source with more keys for one data property."""
    source = Source(SOURCE.folder)
    source.core, source.schemes, source.casrai = (
        deepcopy(SOURCE.core),
        deepcopy(SOURCE.schemes),
        SOURCE.casrai,
    )
    source.core["data_properties"][name].update(keys)
    return source


def built(source: Source, folder: Path) -> Path:
    """Write the files of a vocabulary below a folder, and return their folder."""
    for path, text in generated(source):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / "ontology"


def test_no_term_of_ours_that_is_deprecated_lacks_what_it_owes() -> None:
    assert deprecation_faults(SOURCE) == []
    ours = vocabulary_of(quad for path in own_files() for quad in parse(path=path, format=RdfFormat.TURTLE))
    for iri in ours.terms:
        if ours.is_deprecated(iri):
            row = ours.terms[iri]
            assert row["label"] and row["definition"] and (row.get("replaced by") or row.get("reason")), iri


def test_a_deprecated_term_keeps_all_it_had_and_says_what_to_use_instead() -> None:
    source = changed(deprecated="Energy tells more.", replaced_by=["energyKilowattHours"])
    assert source.unknown_keys() == [] and deprecation_faults(source) == []
    files = {path.name: text for path, text in generated(source)}
    for name in ("ftl.ttl", "terms.ttl"):
        text = files[name]
        block = text[text.index("\nftl:gpuHours\n") :].split("\n\n")[0]
        assert "owl:deprecated true" in block
        assert "dcterms:isReplacedBy ftl:energyKilowattHours" in block
        assert 'skos:changeNote "Energy tells more."@en' in block
        assert "skos:definition" in block
    assert '"gpuHours"' in files["context.jsonld"] and '"gpuHours"' in files["terms.py"]


def test_files_with_a_deprecated_term_are_still_dl_and_rl(tmp_path: Path) -> None:
    source = changed(deprecated="Energy tells more.", replaced_by=["energyKilowattHours"])
    folder = built(source, tmp_path)
    assert violations([folder / "ftl.ttl", folder / "terms.ttl"], Profile.RL) == []


def test_the_difference_of_a_deprecation_is_minor() -> None:
    source = changed(deprecated=True, replaced_by=["energyKilowattHours"])
    old, new = (
        vocabulary_of(parse(text, RdfFormat.TURTLE))
        for text in (
            (ROOT / "ontology" / "ftl.ttl").read_text(encoding="utf-8"),
            core_turtle(source),
        )
    )
    (term,) = compare(old, new).terms
    assert (term.what, term.replaced_by, term.faults) == ("deprecated", ("ftl:energyKilowattHours",), ())
    assert term.impact.name == "MINOR"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"deprecated": True}, "names neither a replacement nor a reason"),
        ({"replaced_by": ["energyKilowattHours"]}, "has a replacement and is not deprecated"),
        ({"deprecated": "Old.", "definition": ""}, "has no definition any more"),
        (
            {"deprecated": True, "replaced_by": ["energyJoules"]},
            "is replaced by energyJoules, which does not exist",
        ),
        (
            {"deprecated": True, "replaced_by": ["gpuHours"]},
            "is replaced by gpuHours, which is deprecated too",
        ),
    ],
)
def test_the_source_refuses_what_is_half_done(keys: dict[str, Any], fault: str) -> None:
    (found,) = deprecation_faults(changed(**keys))
    assert found.startswith("gpuHours: ") and found.endswith(fault)


def test_a_member_of_a_scheme_is_deprecated_alike() -> None:
    source = changed()
    (scheme,) = [scheme for scheme in source.schemes if scheme["scheme"] == "objective"]
    (row,) = [row for row in scheme["terms"] if row["id"] == "orpo"]
    row.update(deprecated="Told twice.", replaced_by=["dpo"])
    assert deprecation_faults(source) == []
    text = scheme_turtle(source, scheme)
    block = text[text.index("\nobjective:orpo\n") :].split("\n\n")[0]
    assert "dcterms:isReplacedBy objective:dpo" in block and "owl:deprecated true" in block
    row["replaced_by"] = ["none"]
    assert deprecation_faults(source) == ["objective/orpo: is replaced by none, which does not exist"]


def test_what_a_deprecated_member_is_replaced_by_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = changed()
    (scheme,) = [scheme for scheme in source.schemes if scheme["scheme"] == "objective"]
    (row,) = [row for row in scheme["terms"] if row["id"] == "orpo"]
    row.update(deprecated="Told twice.", replaced_by=["dpo"])
    (tmp_path / "schemes").mkdir()
    path = tmp_path / "schemes" / "objective.ttl"
    path.write_text(scheme_turtle(source, scheme), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(schemes, "ontology_folder", lambda: tmp_path)
        read = schemes.members.__wrapped__("objective")
    assert not read["dpo"].deprecated and read["orpo"].deprecated
    whole = glossary_of(parse(path=path, format=RdfFormat.TURTLE), scheme="https://w3id.org/ftl/objective")
    shown = whole.by_iri()["https://w3id.org/ftl/objective/orpo"]
    assert "    deprecated: use https://w3id.org/ftl/objective/dpo; Told twice.\n" in text_of(
        Found(shown, whole, "objective", read["orpo"])
    )
    told = term_row("objective", read["orpo"])
    assert (told["replaced_by"], told["reason"]) == (["https://w3id.org/ftl/objective/dpo"], "Told twice.")
    assert "deprecated" not in term_row("objective", read["dpo"])


# releases


def test_the_vocabulary_keeps_the_policy_against_its_last_release() -> None:
    assert list(faults(ROOT / "ontology")) == []


def test_the_page_about_releases_says_whether_there_are_any() -> None:
    known = releases(ROOT / "ontology")
    for page in ("ontology/releases/README.md", "docs/vocabulary-changes.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert ("No version has been released yet." in text) == (not known), page


def test_a_release_is_frozen_once_and_later_ones_are_held_against_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = changed()
    ontology = built(source, tmp_path)
    assert since_last(ontology) is None
    assert main(["--changes"], source, tmp_path) == 0
    assert capsys.readouterr().out == "No version has been released yet.\n"
    assert main([], source, tmp_path) == 0
    assert capsys.readouterr().out == "wrote ontology/releases/0.1.0\n"
    frozen = ontology / "releases" / "0.1.0"
    assert (frozen / "ftl.ttl").read_bytes() == (ontology / "ftl.ttl").read_bytes()
    assert (frozen / "schemes" / "unit.ttl").is_file() and (frozen / "context.jsonld").is_file()
    assert main([], source, tmp_path) == 1
    assert "this version has been released" in capsys.readouterr().err
    assert main(["--check"], source, tmp_path) == 0


def test_what_breaks_the_policy_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = changed()
    ontology = built(source, tmp_path)
    freeze(ontology, "0.1.0")
    core = ontology / "ftl.ttl"
    text = core.read_text(encoding="utf-8")
    start = text.index("\nftl:gpuHours\n")
    core.write_text(text[:start] + text[text.index("\n\n", start) :], encoding="utf-8")
    terms = ontology / "terms.ttl"
    text = terms.read_text(encoding="utf-8")
    start = text.index("\nftl:gpuHours\n")
    terms.write_text(text[:start] + text[text.index("\n\n", start) :], encoding="utf-8")
    assert main(["--check"], source, tmp_path) == 1
    assert capsys.readouterr().err.splitlines() == [
        "ftl:gpuHours is gone; terms are deprecated, never removed",
        "the version is 0.1.0 and has to be at least 0.2.0",
    ]
    with pytest.raises(FileExistsError):
        freeze(ontology, "0.1.0")
    main(["--changes"], source, tmp_path)
    assert "### Removed\n\n* `ftl:gpuHours` (data property) **breaking**" in capsys.readouterr().out
