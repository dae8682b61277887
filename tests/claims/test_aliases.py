"""Other names of repositories: what the table says is linked, compared as one, and never merged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lineage_rdf import read
from lineage_rdf.claims.aliases import known, read_aliases
from lineage_rdf.claims.identity import identify
from lineage_rdf.errors import InputError

HUB = "https://huggingface.co/"
TABLE = "from,to,kind,source,date\norg/old-7b,org/new-7b,model,the organisation said so,2026-01-05\n"


def _folder(folder: Path, card: str, adapter: str) -> Path:
    folder.mkdir()
    (folder / "README.md").write_text(f"---\nbase_model: {card}\nlibrary_name: peft\n---\n# M\n")
    config = {"peft_type": "LORA", "base_model_name_or_path": adapter}
    (folder / "adapter_config.json").write_text(json.dumps(config))
    return folder


def _table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "names.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_row_of_the_table_has_an_origin_and_a_date() -> None:
    path = Path(__file__).parents[2] / "lineage_rdf" / "claims" / "aliases.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert rows[1:]
    assert rows[0] == ["kind", "name", "repository", "source", "date"]
    assert all(len(row) == 5 and all(row) and row[2].count("/") == 1 for row in rows[1:])


def test_a_legacy_name_and_its_repository_are_one_model_and_two_nodes(tmp_path: Path) -> None:
    lineage = read(_folder(tmp_path / "m", "gpt2", "openai-community/gpt2"))
    assert not [p for p in lineage.problems if p.code == "FTL-R155"]
    assert lineage.steps[0].base_models == (f"{HUB}openai-community/gpt2",)
    lineage = read(_folder(tmp_path / "n", "gpt2", "gpt2"))
    (model,) = [m for m in lineage.record.models if m.identifier == "gpt2"]
    assert model.iri == f"{HUB}gpt2"
    assert model.alternate_of == (f"{HUB}openai-community/gpt2",)


def test_a_renamed_repository_is_a_conflict_until_somebody_says_so(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "m", "org/new-7b", "org/old-7b")
    assert [p.code for p in read(folder).problems] == ["FTL-R155"]
    told = read(folder, aliases=_table(tmp_path))
    assert not told.problems
    (base,) = [m for m in told.record.models if m.identifier == "org/old-7b"]
    assert base.alternate_of == (f"{HUB}org/new-7b",)
    assert told.steps[0].base_models == (f"{HUB}org/old-7b",), "the name of the source stays"
    assert read(folder).problems, "an alias holds for one reading only"


def test_a_bare_name_gets_a_link_and_no_address_of_its_own(tmp_path: Path) -> None:
    table = _table(tmp_path, "from,to,kind,source,date\nheron,org/heron-7b,model,our wiki,2026-01-05\n")
    lineage = read(_folder(tmp_path / "m", "heron", "heron"), aliases=table)
    (base,) = [m for m in lineage.record.models if m.name == "heron"]
    assert base.iri.startswith("urn:uuid:")
    assert base.alternate_of == (f"{HUB}org/heron-7b",)
    (status,) = [s for s in lineage.record.statuses if s.element == "base-model"]
    assert (status.status, status.rule) == ("inferred", "alias")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "from,to\na,b/c\n",
        "from,to,kind,source,date\na,b,model,s,2026\n",
        "from,to,kind,source,date\na,b/c,thing,s,2026\n",
        "from,to,kind,source,date\na,b/c,model,,2026\n",
        "from,to,kind,source,date\nb/c,b/c,model,s,2026\n",
    ],
)
def test_a_table_that_is_not_complete_is_refused_with_the_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="from,to,kind,source,date"):
        read_aliases(_table(tmp_path, text))


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_aliases(tmp_path / "none.csv")


def test_names_are_compared_in_normal_form_c() -> None:
    assert identify("caf\u0065\u0301") == identify("caf\u00e9")
    assert known("model")["gpt2"] == "openai-community/gpt2"
