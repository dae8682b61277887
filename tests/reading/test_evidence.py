"""The claims behind a lineage, as linked data (decisions section 2.2)."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from lineage_rdf import read
from lineage_rdf.claims import Claim
from lineage_rdf.lineage import Lineage, read_all
from lineage_rdf.reading.evidence import claimed_text
from lineage_rdf.reading.scan import names_in
from lineage_rdf.records import LineageRecord, Setting
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import reader_for
from tests.conftest import ROOT
from tests.sources.weight_cases import safetensors
from tools.examples import folders

# Inputs of several files, whose digest is that of the listing of them.
JOINED = ("mlflow-run",)


def _inputs() -> list[Path]:
    """Return the folders of the examples and, read one by one, the files of the fixtures that a reader knows."""
    files = sorted(path for path in (ROOT / "tests" / "fixtures").rglob("*") if path.is_file())
    known = (
        path for path in files if reader_for(InputFile(path.name, path.read_bytes(), names_in(path.parent)))
    )
    return [*folders(), *known]


def test_every_digest_of_a_source_is_whole_and_a_folder_has_none(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "examples" / "bare-adapter", tmp_path / "m")
    (folder / "checkpoint-500").mkdir()
    (folder / "checkpoint-500" / "adapter_model.safetensors").write_bytes(b"w")
    evidence = read(folder).to_evidence()
    digests = re.findall(r'ftl:digest "(.*)"', evidence)
    assert 'ftl:fileName "checkpoint-500"' in evidence
    assert digests
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in digests)


@pytest.mark.parametrize("path", _inputs(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_fact_of_the_graph_has_a_claim_from_a_file_with_that_digest(path: Path) -> None:
    for lineage in read_all(path):
        folder = path if path.is_dir() else path.parent
        said = _said(lineage)
        missing = [fact for fact in _facts(lineage) if not _is_said(fact, said)]
        assert not missing
        for claim in lineage.claims:
            source = folder / claim.source.path
            assert source.exists(), claim
            if source.is_file() and not claim.source.is_head and claim.source.kind not in JOINED:
                assert hashlib.sha256(source.read_bytes()).hexdigest() == claim.source.sha256, claim


def _said(lineage: Lineage) -> dict[tuple[str, str], list[Claim]]:
    """Return (step or lineage, element) -> claims, as the evidence tells them."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in lineage.claims:
        found.setdefault((lineage.result.step_of.get(claim.stage, ""), claim.element), []).append(claim)
    return found


def _is_said(fact: tuple[str, tuple[str, ...], str], said: dict[tuple[str, str], list[Claim]]) -> bool:
    step, elements, text = fact
    claims = [
        claim
        for (at, element), found in said.items()
        if element in elements
        for claim in found
        if at == "" or step in (at, "")
    ]
    # ModelScope writes a dot of a name as three underscores; the evidence tells the name as it is written.
    texts = (f"{claim.key} {claimed_text(claim)}".replace("___", ".") for claim in claims)
    return any(text.casefold() in told.casefold() for told in texts)


def _facts(lineage: Lineage) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each fact of the steps: the step, the elements that may claim it, and a text that the claim must hold."""
    record = lineage.record
    made = {step.produced_model: step for step in lineage.steps}
    for step in lineage.steps:
        for base in step.base_models:
            if base not in made:
                yield step.iri, ("base-model", "merge-weights", "adapter-for"), _name(record, base)
        for use in step.dataset_uses:
            dataset = record.dataset(use.dataset)
            assert dataset is not None
            yield step.iri, ("dataset",), (dataset.name or dataset.description or "")[:40]
        for element, codes in (("objective", step.objectives), ("parameterization", step.parameterizations)):
            yield from ((step.iri, (element,), code) for code in codes)
        for element, code in (
            ("merge-method", step.merge_method),
            ("quantization-method", step.quantization_method),
        ):
            if code:
                yield step.iri, (element,), code
        yield from ((step.iri, ("method",), text) for text in step.method_texts)
        yield from ((step.iri, ("setting",), _written(setting)) for setting in step.settings)
        result = record.model(step.produced_model)
        assert result is not None
        if result.identifier:
            later = ("checkpoint", "model-id")
            yield step.iri, later if step is lineage.steps[-1] else (*later, "base-model"), result.name or ""
        for component in step.environment.components if step.environment else ():
            yield step.iri, ("software-versions",), component.version or ""
        for part in step.contributions:
            yield step.iri, ("merge-weights",), _name(record, part.model or "")
    for model in record.models:
        for licence in model.licences_as_found:
            yield made[model.iri].iri if model.iri in made else "", ("weights-licence",), licence
    for activity in record.activities:
        for result in activity.results:
            words = str(result.metric_name or "")
            steps = [step.iri for step in lineage.steps]
            yield steps[-1] if steps else "", ("evaluation-result",), words


def _name(record: LineageRecord, iri: str) -> str:
    model = record.model(iri)
    return (model.name if model else "") or ""


def _written(setting: Setting) -> str:
    """Return the name or value as a source may spell it; sources have names of their own, so that the value has to do."""
    value = setting.values[0]
    if isinstance(value, bool) or setting.name:
        return str(setting.name or "")
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def test_digests_of_weights_have_a_claim_too(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "examples" / "bare-adapter", tmp_path / "m")
    (folder / "adapter_model.safetensors").write_bytes(safetensors({"a": (4,)}))
    lineage = read(folder, hash_weights=True)
    digest = hashlib.sha256((folder / "adapter_model.safetensors").read_bytes()).hexdigest()
    (claim,) = [claim for claim in lineage.claims if claim.rule == "weight-file:sha256"]
    assert (claim.key, claim.value) == ("adapter_model.safetensors", f"sha256:{digest}")
    assert f'ftl:claimedValue "adapter_model.safetensors = sha256:{digest}"' in lineage.to_evidence()
    assert not [c for c in read(folder).claims if c.rule == "weight-file:sha256"], "nobody has hashed it"
