"""Where versions are read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.terms.versions import compare, places, read_version
from lineage_rdf.terms.versions.places import releases
from lineage_rdf.vocabulary.resources import ontology_folder
from tests.conftest import SHARED
from tests.terms.versions.tide import CLASSES, turtle


def test_a_file_a_folder_and_several_syntaxes_are_one_version(tmp_path: Path) -> None:
    (tmp_path / "parts" / "deep").mkdir(parents=True)
    (tmp_path / "tide.ttl").write_text(turtle(), encoding="utf-8")
    (tmp_path / "parts" / "head.ttl").write_text(turtle(""), encoding="utf-8")
    (tmp_path / "parts" / "deep" / "body.ttl").write_text(turtle(), encoding="utf-8")
    (tmp_path / "parts" / "releases" / "1.0.0").mkdir(parents=True)
    (tmp_path / "parts" / "releases" / "1.0.0" / "old.ttl").write_text(
        turtle(CLASSES + "tide:Old a owl:Class ."), encoding="utf-8"
    )
    whole, parts = read_version(str(tmp_path / "tide.ttl")), read_version(str(tmp_path / "parts"))
    assert compare(whole, parts).equal
    assert not compare(whole, read_version(str(tmp_path / "parts" / "releases" / "1.0.0"))).equal


def test_our_vocabulary_as_it_is_now_is_that_of_the_folder() -> None:
    assert compare(read_version(""), read_version(str(ontology_folder()))).equal


@pytest.mark.parametrize(
    ("place", "error", "words"),
    [
        ("9.9.9", InputError, "there is no released version 9.9.9"),
        ("none.ttl", InputError, "none.ttl"),
        ("empty", InputError, "no Turtle file"),
        ("notes.txt", UsageError, "unknown RDF syntax"),
    ],
)
def test_places_that_hold_no_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: type[Exception], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    with pytest.raises(error, match=words):
        read_version(place)


def test_a_released_version_goes_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "releases" / "0.1.0").mkdir(parents=True)
    (tmp_path / "releases" / "0.1.0" / "tide.ttl").write_text(turtle(version="0.1.0"), encoding="utf-8")
    monkeypatch.setattr(places, "ontology_folder", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    assert read_version("0.1.0").versions == {"https://w3id.org/tide": "0.1.0"}
    with pytest.raises(InputError, match=r"there are 0\.1\.0"):
        read_version("0.2.0")


def test_releases_are_in_order_of_their_numbers(tmp_path: Path) -> None:
    assert releases(tmp_path) == {}
    for name in ("0.10.0", "0.2.0", "1.0.0", "README.md"):
        (tmp_path / "releases" / name).mkdir(parents=True)
    assert list(releases(tmp_path)) == ["0.2.0", "0.10.0", "1.0.0"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="copies of other vocabularies are not there")
@pytest.mark.parametrize("name", ["prov-o.ttl", "dcat3.ttl", "dpv-ai-owl.ttl", "mlso.ttl"])
def test_vocabularies_of_others_are_equal_to_themselves_and_differ_from_ours(name: str) -> None:
    one = read_version(str(SHARED / "vocab" / name))
    assert compare(one, read_version(str(SHARED / "vocab" / name))).equal
    assert compare(one, read_version("")).breaking
