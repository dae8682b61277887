"""Readers of other distributions: real ones in folders, with what can be wrong with them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.claims import (
    DatasetMention,
    MergeMention,
    ModelReference,
    Problem,
    ResultMention,
    Undisclosed,
)
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import Lineage, read
from lineage_rdf.sources.claim_values import TYPES, fault_of_value
from lineage_rdf.sources.lineage_stage import KINDS
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import READERS, choose, plug_ins
from lineage_rdf.vocabulary.schemes import members
from tests.plug_in_cases import distribute, installed, program

CARD = "---\nbase_model: acme/base-7b\ndatasets: [acme/chats]\n---\n# Zeta\n"
HEAD = """
from decimal import Decimal
from lineage_rdf.claims import *
from lineage_rdf.sources.reader import Reader

def recognises(file):
    return file.name == "tide.log"

def read(reading):
    reading.claim("base-model", ModelReference("tide-lab/anchor-1b"), locator="line 1", rule="base")

"""
GOOD = (
    HEAD
    + 'READER = Reader("tide", "log of Tide", recognises, read, Trust.MACHINE_STATE, names=("tide.*",))\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "zeta"
    made.mkdir()
    (made / "README.md").write_text(CARD)
    (made / "tide.log").write_text("base\n")
    return made


def of_plug_ins(lineage: Lineage) -> list[Problem]:
    """Return the problems with a plug-in or its file; that it disagrees with the card about the base is another matter."""
    return [problem for problem in lineage.problems if problem.code != "FTL-R155"]


def tide(site: Path, source: str, name: str = "tide-readers") -> Path:
    module = name.replace("-", "_")
    return distribute(site, name, {f"{module}.py": source}, {"tide": f"{module}:READER"})


BROKEN = {
    "import a_library_that_is_not_there": "ModuleNotFoundError",
    "raise SystemExit(3)": "SystemExit: 3",
    "def broken(": "SyntaxError",
    "NOTHING = 1": "AttributeError",
    "READER = 'tide'": "is a str, not a lineage_rdf.sources.reader.Reader",
    HEAD + "READER = Reader('Tide Log', 't', recognises, read, Trust.NAME)": "its kind is not a name",
    HEAD + "READER = Reader('adapter-config', 't', recognises, read, Trust.NAME)": "'adapter-config' already",
    HEAD + "READER = Reader('tide', None, recognises, read, Trust.NAME)": "have to be texts",
    HEAD + "READER = Reader('tide', 't', None, read, Trust.NAME)": "have to be functions",
    HEAD + "READER = Reader('tide', 't', recognises, read, Trust.LINEAGE_FILE)": "its trust is none",
    HEAD + "READER = Reader('tide', 't', recognises, read, 2)": "its trust is none",
    HEAD + "READER = Reader('tide', 't', recognises, read, Trust.NAME, names='*.log')": "lists of texts",
    HEAD + "READER = Reader('tide', 't', recognises, read, Trust.NAME, before=['lineage-yaml'])": "go before",
}


@pytest.mark.parametrize(("source", "why"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_plug_in_that_cannot_be_used_is_told_and_all_others_go_on(
    source: str, why: str, tmp_path: Path, folder: Path
) -> None:
    site = tide(tmp_path / "site", source, "adrift")
    with installed(tide(site, GOOD)):
        lineage = read(folder)
    (problem,) = of_plug_ins(lineage)
    assert (problem.code, problem.severity) == ("FTL-R165", "warning")
    assert "the reader 'tide' of adrift 0.2 cannot be used: " in problem.message and why in problem.message
    assert {source.kind for source in lineage.result.sources} == {"model-card", "tide"}


def test_a_kind_that_another_plug_in_has_is_taken(tmp_path: Path) -> None:
    site = tide(tmp_path / "site", GOOD, "beta-readers")
    with installed(tide(site, GOOD, "alpha-readers")):
        found = plug_ins()
    assert [plug_in.distribution for plug_in in found.readers] == ["alpha-readers 0.2"]
    assert "beta-readers 0.2" in found.problems[0].message


def test_what_was_wrong_is_told_where_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "zeta").mkdir()
    log = tmp_path / "zeta" / "tide.log"
    log.write_text("base\n")
    with installed(tide(tmp_path / "site", "import a_library_that_is_not_there")):
        for argument in (log, log.parent):
            with pytest.raises(
                InputError, match=r"tide-readers 0\.2 cannot be used: loading tide_readers:READER"
            ):
                read(argument)


def test_ours_come_first_unless_a_plug_in_goes_before_that_kind(tmp_path: Path) -> None:
    every = GOOD.replace('file.name == "tide.log"', "True")
    ours = InputFile("README.md", CARD.encode()), InputFile("adapter_config.json", b'{"peft_type": "LORA"}')
    with installed(tide(tmp_path / "site", every)):
        kinds = [choose(file).reader for file in (*ours, InputFile("tide.log", b""))]
    assert [reader and reader.kind for reader in kinds] == ["model-card", "adapter-config", "tide"]
    before = every.replace("names=", "before=frozenset({'model-card'}), names=")
    with installed(tide(tmp_path / "other", before)):
        kinds = [choose(file).reader for file in ours]
    assert [reader and reader.kind for reader in kinds] == ["tide", "adapter-config"]


def test_a_plug_in_is_imported_once_and_only_where_a_file_is_read(tmp_path: Path, folder: Path) -> None:
    site = tide(tmp_path / "site", f"import sys; sys.stderr.write('imported\\n')\n{GOOD}")
    for arguments in (
        ["--version"],
        ["profiles"],
        ["terms", "list"],
        ["report", "A -> SFT", "--format", "json"],
    ):
        assert "imported" not in program(*arguments, site=site).stderr, arguments
    ran = program("report", folder, folder, "--format", "json", site=site)
    assert ran.stderr.count("imported") == 1 and "tide-lab/anchor-1b" in ran.stdout


REFUSED = [
    ("favourite-colour", "blue", "no element that a file can state"),
    ("base-model", "acme/base-7b", "of the type str, not ModelReference"),
    ("base-model", ModelReference(3), "raw of a ModelReference is a int"),
    ("base-model", ModelReference("a/b", digest="sha256:1"), "64 hexadecimal digits"),
    ("dataset", DatasetMention(raw="d", roles=("fun",)), "not known: fun"),
    ("dataset", DatasetMention(raw="d", example_count=-1), "no count"),
    ("dataset", DatasetMention(raw="d", mixture_share=Decimal("NaN")), "no number"),
    ("dataset", Undisclosed("secret"), "of the type Undisclosed"),
    ("merge-weights", MergeMention(model=None), "model of a MergeMention is a NoneType"),
    ("objective", "learning", "no notation of the scheme objective"),
    ("step-kind", "Baking", "none of the kinds of step"),
    ("started", "yesterday", "no time such as"),
    ("weights-digest", "9f86", "64 hexadecimal digits"),
    ("compute", Decimal(-1), "no amount"),
    ("total-parameters", True, "of the type bool, not int"),
    ("total-parameters", 2**63, "no count"),
    ("setting", ("a", 1), "not all texts"),
    ("setting", 0.1, "of the type float"),
    ("setting", 1 << 4000, "more than 1330 bits"),
]


@pytest.mark.parametrize(("element", "value", "why"), REFUSED, ids=range(len(REFUSED)))
def test_a_value_that_is_not_of_its_element_is_refused(element: str, value: object, why: str) -> None:
    assert why in fault_of_value(element, value, "name")


@pytest.mark.parametrize(
    ("element", "value"), [("setting", 1), ("software-versions", "1"), ("intermediate-checkpoint", 5)]
)
def test_what_has_a_name_needs_a_key(element: str, value: object) -> None:
    assert "has no key" in fault_of_value(element, value, "")
    assert not fault_of_value(element, value, "name")


def test_every_element_of_the_table_is_one_of_the_scheme() -> None:
    assert TYPES.keys() <= members("element").keys()


LEFT_OUT = {
    "reading.claims.append('base')": "it is a str, not a Claim",
    "reading.claim('setting', 1, locator='l', rule='r', key=3)": "have to be texts",
    "reading.claim('stage-name', 'a', locator='l', rule='r', inferred=True)": "inferred without a reason",
    "reading.claim('stage-name', 'a', locator='l', rule='r', trust=Trust.LINEAGE_FILE)": "the trust of the stage-name",
    "reading.claims.append(Claim(stage='', element='stage-name', value='a', source=Source('x', '', 'y'), locator='l',"
    " rule='r', trust=Trust.NAME))": "not from the file that was read",
    "reading.claim('stage-name', '\\ud800', locator='l', rule='r')": "half a surrogate pair",
    "reading.claim('setting', 'hf_' + 'a' * 20, locator='l', rule='r', key='hub')": "may hold a credential",
    "reading.claim('setting', 'abc', locator='l', rule='r', key='push_to_hub_token')": "may hold a credential",
}


@pytest.mark.parametrize(("source", "why"), LEFT_OUT.items(), ids=range(len(LEFT_OUT)))
def test_a_claim_that_is_none_is_left_out_and_the_others_stay(
    source: str, why: str, tmp_path: Path, folder: Path
) -> None:
    lines = GOOD.replace("    reading.claim(", f"    {source}\n    reading.claim(", 1)
    with installed(tide(tmp_path / "site", lines)):
        lineage = read(folder)
    (problem,) = of_plug_ins(lineage)
    assert (problem.code, problem.source.path) == ("FTL-R168", "tide.log")
    assert "tide-readers 0.2" in problem.message and why in problem.message
    assert [claim.element for claim in lineage.result.claims if claim.source.kind == "tide"] == ["base-model"]


def test_of_a_path_in_a_setting_the_last_part_is_kept(tmp_path: Path, folder: Path) -> None:
    claim = "reading.claim('setting', '/home/someone/zero2.json', locator='l', rule='r', key='deepspeed')"
    lines = GOOD.replace("    reading.claim(", f"    {claim}\n    reading.claim(", 1)
    with installed(tide(tmp_path / "site", lines)):
        lineage = read(folder)
    assert {claim.value for claim in lineage.result.claims if claim.element == "setting"} == {"zero2.json"}


def test_a_plug_ins_own_problem_is_one_of_its_file(tmp_path: Path, folder: Path) -> None:
    line = "reading.problem('TIDE-1', 'cut short', severity='dreadful')"
    with installed(
        tide(tmp_path / "site", GOOD.replace("    reading.claim(", f"    {line}\n    reading.claim(", 1))
    ):
        (problem,) = of_plug_ins(read(folder))
    assert (problem.code, problem.severity, problem.source.kind) == ("TIDE-1", "warning", "tide")


SPOKEN = (
    HEAD.replace(
        'reading.claim("base-model", ModelReference("tide-lab/anchor-1b"), locator="line 1", rule="base")',
        "[reading.claim(e, v, locator='l', rule='r', key=k) for e, v, k in eval(reading.file.text)]",
    )
    + 'READER = Reader("tide", "t", recognises, read, Trust.MACHINE_STATE, names=("tide.*",))\n'
)
_WORDS = st.text(max_size=12) | st.sampled_from(
    ["acme/base-7b", "/home/x/run", "none", "head", "base", "ft:gpt:a::b"]
)
_MODELS = st.builds(ModelReference, _WORDS, revision=st.none() | _WORDS, name=st.none() | _WORDS)
_REALS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)
_COUNTS = st.integers(0, 2**63 - 1)
_BY_TYPE = {
    str: _WORDS,
    int: _COUNTS,
    bool: st.booleans(),
    Decimal: _REALS,
    tuple: st.lists(_WORDS, max_size=3).map(tuple),
    ModelReference: _MODELS,
    DatasetMention: st.builds(
        DatasetMention, raw=_WORDS, example_count=st.none() | _COUNTS, description=st.none() | _WORDS
    ),
    MergeMention: st.builds(MergeMention, model=_MODELS, weight=st.none() | _REALS),
    ResultMention: st.builds(ResultMention, metric=_WORDS, value=_REALS, dataset=st.none() | _WORDS),
}


@st.composite
def _claims(draw: st.DrawFn) -> tuple[str, object, str]:
    element = draw(st.sampled_from(sorted(TYPES)))
    if element in (
        "objective",
        "parameterization",
        "merge-method",
        "quantization-method",
        "outcome",
        "access",
    ):
        return element, draw(st.sampled_from(sorted(members(element)))), ""
    kinds = [_BY_TYPE[kind] for kind in TYPES[element] if kind in _BY_TYPE]
    values = st.sampled_from(KINDS) if element == "step-kind" else st.one_of(kinds) if kinds else st.none()
    return element, draw(values), draw(st.sampled_from(["", "lora_r", "learning_rate", "acme/chats", "Zeta"]))


@given(claims=st.lists(_claims(), max_size=6))
def test_no_claims_of_a_plug_in_make_reading_fail(
    claims: list, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = tmp_path_factory.mktemp("zeta")
    (made / "tide.log").write_text(repr(claims), encoding="utf-8", errors="surrogatepass")
    with installed(tide(made / "site", SPOKEN)):
        lineage = read(made)
    assert lineage.to_turtle() and "FTL-R167" not in {problem.code for problem in lineage.problems}


def test_readers_lists_ours_and_those_of_plug_ins_with_what_is_wrong(tmp_path: Path) -> None:
    site = tide(tmp_path / "site", "import a_library_that_is_not_there", "adrift")
    ran = program("readers", "--format", "json", site=tide(site, GOOD))
    rows = json.loads(ran.stdout)
    assert [row["kind"] for row in rows] == [*(reader.kind for reader in READERS), "tide"]
    assert {row["distribution"] for row in rows[:-1]} == {"lineage-rdf 0.1.0"}
    assert rows[-1] == {
        "kind": "tide", "title": "log of Tide", "recognised_by": "", "distribution": "tide-readers 0.2"
    }  # fmt: skip
    assert ran.returncode == 1 and "FTL-R165 the reader 'tide' of adrift 0.2 cannot be used" in ran.stderr


def test_every_reader_of_ours_says_by_what_it_knows_a_file() -> None:
    assert not [reader.kind for reader in READERS if not reader.recognised_by]
