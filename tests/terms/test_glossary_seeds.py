"""The documents that this project was asked to implement, as importers read them."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.terms.glossaries.formats import format_of
from lineage_rdf.terms.integrity import integrity, repaired
from lineage_rdf.terms.model import Imported, Origin

CASRAI = "https://casrai.org/dictionary/term/"


def read(shared: Path, number: str) -> tuple[str, Imported]:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    form = format_of(path.read_bytes())
    assert form is not None
    return form.name, form.read({path.name: path.read_bytes()}, Origin(path.name, "Seeds"))


def test_the_first_page_of_the_dictionary(shared) -> None:
    name, found = read(shared, "000")
    (term,) = found.glossary.terms
    assert (name, term.iri) == ("casrai-page", f"{CASRAI}model-fine-tune-lineage")
    assert term.aliases == ("fine-tuning provenance",)
    assert (len(term.examples), len(term.counter_examples), len(term.notes), len(term.citations)) == (
        2,
        2,
        1,
        1,
    )
    assert (term.version, term.status, term.reviewed) == ("v2026.2", "stable", "2026-05-21")
    assert term.categories == ("Track C",) and term.author == "CASRAI Editorial Board"
    # The text of the page and its printed JSON-LD agree; only the banner does not.
    assert [remark.code for remark in found.remarks] == [
        "FTL-T001",
        "FTL-T002",
        "FTL-T004",
        "FTL-T005",
        "FTL-T105",
    ]


def test_the_second_page_of_the_dictionary(shared) -> None:
    name, found = read(shared, "001")
    (term,) = found.glossary.terms
    assert (name, term.iri) == ("casrai-page", f"{CASRAI}fine-tuning")
    assert term.aliases == ("Model adaptation", "Domain adaptation (LLM)")
    assert (len(term.examples), len(term.counter_examples), len(term.citations)) == (1, 1, 2)
    assert [remark.code for remark in found.remarks] == [
        "FTL-T001",
        "FTL-T002",
        "FTL-T004",
        "FTL-T005",
        "FTL-T105",
    ]
    assert term.license == "https://creativecommons.org/licenses/by/4.0/"


def test_the_rendered_page(shared) -> None:
    name, found = read(shared, "002")
    (term,) = found.glossary.terms
    assert (name, term.name) == ("markdown-term", "fine-tuning")
    assert term.aliases == ("model adaptation", "supervised fine-tuning")
    assert [(r.kind, r.label) for r in term.relations] == [
        ("broader", "model training"),
        ("narrower", "low-rank adaptation"),
        ("narrower", "reinforcement learning from human feedback"),
        ("related", "knowledge distillation"),
        ("related", "evaluation"),
        ("related", "alignment"),
    ]
    assert len(term.citations) == 3 and all(c.source and c.url for c in term.citations)
    assert (len(term.examples), len(term.counter_examples), len(term.practices)) == (1, 1, 3)
    assert [reading.kind for reading in term.readings] == ["audience", "audience", "takeaway", "takeaway"]
    assert "organization’s" in term.readings[0].text
    assert (term.tags, term.roles) == (("accountability", "validity"), ("data_science", "engineering"))
    assert [(remark.code, remark.repaired) for remark in found.remarks] == [("FTL-T094", True)]
    assert [remark.code for remark in integrity(found.glossary)] == ["FTL-T040"] * 6


def test_the_page_with_interpretations(shared) -> None:
    name, found = read(shared, "003")
    (term,) = found.glossary.terms
    assert (name, term.name) == ("community-page", "Fine-Tuning")
    assert term.aliases == ("Fine-tuning", "Model Fine-tuning", "Transfer Learning")
    assert (term.part_of_speech, term.categories, term.status) == ("process", ("models",), "published")
    assert (len(term.is_not), len(term.examples), len(term.counter_examples)) == (3, 4, 3)
    assert [(reading.audience, len(reading.sources)) for reading in term.readings] == [
        ("llm-practitioners", 3),
        ("ml-research", 2),
    ]
    assert [(r.kind, r.label) for r in term.relations] == [
        ("inTensionWith", "in-context-learning"),
        ("overlapsWith", "instruction-tuning"),
        ("overlapsWith", "rlhf"),
        ("requires", "foundation-model"),
    ]
    assert all(relation.rationale and not relation.target for relation in term.relations)
    assert [remark.code for remark in found.remarks] == ["FTL-T100", "FTL-T104"]
    assert [r.code for r in integrity(found.glossary)] == ["FTL-T040"] * 4
    assert repaired(found.glossary).glossary.terms[0].aliases == term.aliases, (
        "none of the other names is lost"
    )
