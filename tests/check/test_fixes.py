"""A fix names the file, its snippets parse and say the same, and what they say makes the finding go away."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.check import Finding, check_quads, from_problem
from lineage_rdf.check.codes import codes
from lineage_rdf.check.fix_places import Surroundings
from lineage_rdf.check.fixes import Fix, fix_of, fix_text
from lineage_rdf.check.snippets import snippet_of
from lineage_rdf.claims import Problem, Source
from lineage_rdf.codec.read import read_file, read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.lineage import Lineage, read, read_all
from lineage_rdf.vocabulary.resources import data_folder
from tests.check.fixing import added, fixes, found, mended, put_in_place, statements
from tests.shapes.golden import codes as shape_codes

CODES = tuple(shape_codes())
WITH_SNIPPET = tuple(code for code in CODES if snippet_of(code).turtle)
# Codes that say that something is not there: adding what the snippet says must be enough.
BY_ADDING = ("FTL-G046", "FTL-G112", "FTL-G113", "FTL-Z003", "FTL-Z022", "FTL-Z023",
             "FTL-C020", "FTL-C030", "FTL-C031")  # fmt: skip
MISSING = tuple(code for code in CODES if codes()[code].fault == "missing" or code in BY_ADDING)
NOT_BY_ADDING = {
    "FTL-N001": "the fixture has steps of other kinds already, and the snippet gives the new step the first place",
}
ADDED = tuple(code for code in MISSING if code not in NOT_BY_ADDING)
# Codes of a wrong value: the snippet's statements belong in the place of those that are there.
IN_PLACE = (
    "FTL-W010", "FTL-W021", "FTL-W023", "FTL-W052", "FTL-W053", "FTL-W064", "FTL-W093", "FTL-W094", "FTL-W110",
)  # fmt: skip
NO_SNIPPET = {
    "FTL-W013": "which of several values is right, nobody but the person can tell",
    "FTL-W014": "the right number is not known",
    "FTL-W017": "a class has to be taken out",
    "FTL-W022": "all steps have to be numbered anew",
    "FTL-W034": "a link has to be taken out",
    "FTL-W035": "all steps have to be numbered anew",
    "FTL-W036": "the right times are not known",
    "FTL-W037": "the right times are not known",
    "FTL-W039": "base and result have to be told apart, which renames one of them",
    "FTL-W040": "a base has to be taken out",
    "FTL-W042": "the step has to be split",
    "FTL-W060": "a link has to be taken out",
    "FTL-W061": "the right digest is not known, or the step has to go",
    "FTL-W063": "a result has to be renamed",
    "FTL-W075": "a setting has to be taken out",
    "FTL-W076": "a text has to be taken out",
    "FTL-W096": "a status has to be taken out",
    "FTL-W104": "one of two results has to be another one",
    "FTL-W105": "one of two results has to be another one",
    "FTL-W106": "one of two results has to be another one",
    "FTL-G085": "a refusal is no fault of the graph",
    **{
        f"FTL-C{number:03}": "the right identifier is to be written in the place of the wrong one"
        for number in (1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14)
    },
    "FTL-C021": "when the term was seen, nobody but the person knows",
    "FTL-C032": "a link has to be taken out",
    "FTL-C033": "a link has to be taken out, or the training to be told",
    **dict.fromkeys(
        ("FTL-Z001", "FTL-Z002", "FTL-Z004"), "which licence is meant, nobody but the person can tell"
    ),
    **dict.fromkeys(("FTL-Z011", "FTL-Z012"), "the model has to be renamed, or not: that is for a review"),
    **dict.fromkeys(
        (
            "FTL-Z021",
            "FTL-Z031",
            "FTL-Z032",
            "FTL-Z041",
            "FTL-Z042",
            "FTL-Z043",
            "FTL-Z051",
            "FTL-Z052",
            "FTL-Z053",
        ),
        "what follows from two licences is for a review",
    ),
}


def finding(code: str, **changed: str) -> Finding:
    known = codes()[code]
    fields = {
        "code": code,
        "mnemonic": known.mnemonic,
        "severity": "violation",
        "focus": "https://example.org/good/sft",
        "label": "step 1 (sft)",
        "path": "",
        "value": "",
        "message": known.title,
        "fix": known.fix,
        "shape": "https://example.org/shape",
        "profile": "reproducible",
    }
    return Finding(**{**fields, **changed})


def keys(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(f.code, f.focus, f.path) for f in findings if f.code.startswith("FTL-W")}


def test_every_code_of_a_shape_has_a_snippet_or_a_reason() -> None:
    assert set(CODES) - set(WITH_SNIPPET) == set(NO_SNIPPET)
    assert set(MISSING) <= set(WITH_SNIPPET)


@pytest.mark.parametrize("code", ADDED)
def test_adding_the_snippet_mends_what_is_missing(code: str) -> None:
    before, after = found(CODES)[code], mended(ADDED, added)[code]
    assert code in {f.code for f in before}
    assert code not in {f.code for f in after}
    assert keys(after) <= keys(before)


@pytest.mark.parametrize("code", IN_PLACE)
def test_a_wrong_value_is_mended_by_the_snippet_in_its_place(code: str) -> None:
    before, after = found(CODES)[code], mended(IN_PLACE, put_in_place)[code]
    assert code in {f.code for f in before}
    assert code not in {f.code for f in after}
    assert keys(after) <= keys(before)


def test_a_lineage_of_a_base_model_alone_gets_its_first_step() -> None:
    quads = tuple(read_file(data_folder() / "examples/lineages/base-only.ttl", Syntax.TURTLE))
    (none,) = (f for f in check_quads(quads, "instance").findings if f.code == "FTL-N001")
    fix = fix_of(none, "lineage.ttl", places=Surroundings(quads).places(none.focus))
    after = check_quads(added(quads, statements(fix)), "instance")
    assert after.passed and not after.findings


@pytest.mark.parametrize("code", WITH_SNIPPET)
def test_both_syntaxes_say_the_same_and_name_no_blank_node(code: str) -> None:
    for fix in fixes(code, found(CODES)[code]):
        turtle = statements(fix)
        assert turtle
        assert set(turtle) == set(read_quads(fix.jsonld.encode(), Syntax.JSONLD, "snippet"))
        assert "_:" not in fix.turtle + fix.jsonld
        assert "fix:" not in fix.turtle + fix.jsonld + fix.yaml


# The snippets of these speak of a neighbour alone, whose IRI a finding does not tell.
OF_A_NEIGHBOUR = ("FTL-E051", "FTL-E052", "FTL-E053", "FTL-E054", "FTL-E161", "FTL-E162", "FTL-E163", "FTL-E164",
                  "FTL-N002", "FTL-W043", "FTL-G001", "FTL-G002", "FTL-G003", "FTL-G004", "FTL-G046", "FTL-G112")  # fmt: skip


@pytest.mark.parametrize("code", WITH_SNIPPET)
def test_the_node_of_the_finding_is_in_its_snippet(code: str) -> None:
    for single in (f for f in found(CODES)[code] if f.code == code):
        fix = fix_of(single, "lineage.ttl")
        nodes = {q.subject.value for q in statements(fix)} | {q.object.value for q in statements(fix)}
        assert (not {single.focus, single.value} & nodes) == (code in OF_A_NEIGHBOUR)


def test_what_nobody_knows_is_marked_to_be_replaced() -> None:
    fix = fix_of(finding("FTL-E011"), "lineage.ttl")
    assert "https://example.org/REPLACE-LINEAGE" in fix.examples
    assert fix.turtle.startswith("# To be replaced by your own: ")
    assert "REPLACE" not in "".join(fix_of(finding("FTL-E021"), "lineage.ttl").examples)


@pytest.mark.parametrize("code", WITH_SNIPPET)
def test_every_invented_value_is_told(code: str) -> None:
    message = "not a valid xsd:decimal; not typed as ftl:Model"
    wrong = finding(code, value="https://example.org/v", path="https://w3id.org/ftl#digest", message=message)
    fix = fix_of(wrong, "lineage.ttl")
    told = {example.strip('"') for example in fix.examples}
    literals = {quad.object.value for quad in statements(fix) if isinstance(quad.object, ox.Literal)}
    # The ordinal of a first step is no example.
    assert literals - told <= ({"1"} if code == "FTL-N001" else set())
    iris = {quad.object.value for quad in statements(fix) if isinstance(quad.object, ox.NamedNode)}
    assert {iri for iri in iris if "ORG" in iri or "REPLACE" in iri} <= told
    for example in fix.examples:
        assert example.split(":")[-1].strip('"') in fix.turtle.split("\n", 1)[1]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (
            "FTL-E021",
            "Add the statements in lineage.ttl, or, if it is not to be told, a ftl:FactStatus of the kind",
        ),
        (
            "FTL-E022",
            "If it can be told, add the statements in lineage.ttl and take out the ftl:FactStatus about it.",
        ),
        ("FTL-E023", "Check the value in lineage.ttl; take out the ftl:FactStatus about it, and put"),
        ("FTL-E024", "Decide which value is right, keep that one in lineage.ttl, and take out"),
        ("FTL-W032", "Link the step from its lineage with ftl:hasStep."),
    ],
)
def test_the_text_tells_what_to_do_in_a_graph(fault: str, words: str) -> None:
    assert fix_of(finding(fault), "lineage.ttl").text.startswith(words)


@pytest.mark.parametrize("code", CODES)
def test_the_text_alone_is_that_of_the_fix(code: str, tmp_path: Path) -> None:
    for origin in ("lineage.ttl", str(tmp_path), ""):
        assert fix_text(finding(code), origin) == fix_of(finding(code), origin).text
    problem = from_problem(Problem(code="FTL-R006", message="?", source=Source("a", "", "model-card")))
    assert fix_text(problem, "") == codes()["FTL-R006"].fix


def test_the_lineage_is_named_where_it_is_known() -> None:
    own = {"lineage": ox.NamedNode("https://example.org/good/lineage")}
    fix = fix_of(finding("FTL-E011"), "lineage.ttl", places=own)
    assert "<https://example.org/good/lineage>" in fix.turtle and "REPLACE" not in fix.turtle
    for code in WITH_SNIPPET:
        assert fix_of(finding(code, path="urn:x", value="urn:v"), "a.ttl", places=own).turtle or code in (
            "FTL-W010", "FTL-W012", "FTL-W016"
        )  # fmt: skip
    assert "https://example.org/REPLACE-LINEAGE" in fix_of(finding("FTL-E011"), "a.ttl").examples


def test_a_file_name_in_braces_is_no_pattern() -> None:
    assert "{where}{0}.ttl" in fix_of(finding("FTL-E021"), "{where}{0}.ttl").text


def test_the_text_for_a_folder_speaks_of_lineage_yaml_alone(tmp_path: Path) -> None:
    fix = fix_of(finding("FTL-E021"), str(tmp_path))
    assert fix.text == codes()["FTL-E021"].fix
    assert "dataset: ORG/DATASET" in fix.yaml
    assert fix.turtle


def test_the_file_is_the_one_to_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model" / "sft.ttl").mkdir(parents=True)
    (tmp_path / "model" / "README.md").touch()
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "CURRENT").touch()
    missing = finding("FTL-E021")
    files = {
        "out/lineage.ttl": "out/lineage.ttl",
        "model": "model/lineage.yaml",
        "model/": "model/lineage.yaml",
        "model/sft.ttl": "model/sft.ttl/lineage.yaml",
        "model/README.md": "model/lineage.yaml",
        ".": "lineage.yaml",
        "hub": "",
        "<standard input>": "",
        "https://example.org/sparql": "",
        "Mistral-7B -> SFT": "",
        "": "",
    }
    assert {origin: fix_of(missing, origin).file for origin in files} == files
    for place in ("https://example.org/sparql", "hub"):
        assert fix_of(missing, place).text.startswith("Add the statements in the graph,")
        assert not fix_of(missing, place).yaml


def test_a_fix_of_a_reader_names_the_source(tmp_path: Path) -> None:
    problem = Problem(
        code="FTL-R006", message="?", source=Source("sft/README.md", "", "model-card"), locator="line 3"
    )
    fix = fix_of(from_problem(problem), str(tmp_path))
    assert fix == Fix(codes()["FTL-R006"].fix, f"{tmp_path.as_posix()}/sft/README.md")


def test_a_shape_of_the_user_has_a_file_and_nothing_else() -> None:
    own = Finding("SHACL", "MinCount", "violation", "urn:x", "x", "", "", "?", "", "urn:s", "wellformed")
    assert fix_of(own, "lineage.ttl") == Fix("", "lineage.ttl")


@pytest.mark.parametrize("focus", ["_:b0", "not an iri", "", "urn:a b"])
def test_a_node_without_an_iri_is_to_be_named_first(focus: str) -> None:
    fix = fix_of(finding("FTL-E021", focus=focus), "lineage.ttl")
    assert "https://example.org/REPLACE-FOCUS" in fix.examples
    assert statements(fix)


def test_json_ld_is_left_out_where_it_would_misread_the_node() -> None:
    fix = fix_of(finding("FTL-E021", focus="prov:step"), "lineage.ttl")
    assert fix.turtle and not fix.jsonld


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_text_of_others_becomes_syntax(rest: str, label: str, value: str) -> None:
    hostile = finding("FTL-G031", focus=f"https://example.org/{rest}", label=label, value=value)
    fix = fix_of(hostile, "lineage.ttl")
    assert len(statements(fix)) == 1
    assert fix.turtle.replace("\n", "").isprintable() and fix.jsonld.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("message", "value", "turtle"),
    [
        ("The value of x is not a valid xsd:decimal.", "0.7", "0.7 ."),
        ("The value of x is not a valid xsd:decimal.", "much", "0.999 ."),
        ("The value of x is not a valid xsd:integer.", "12", "12 ."),
        ("The value of x is not a valid xsd:dateTime.", "2026", '"9999-09-09T09:09:09Z"^^xsd:dateTime .'),
        ("The value of x is not a valid xsd:boolean.", "true", "true ."),
        ("The value of x is not a valid xsd:string.", "5", '"5" .'),
    ],
)
def test_a_value_is_spelt_as_its_datatype_wants(message: str, value: str, turtle: str) -> None:
    wrong = finding("FTL-W010", message=message, value=value, path="https://w3id.org/ftl#digest")
    assert turtle in fix_of(wrong, "lineage.ttl").turtle


def test_a_datatype_or_class_that_the_message_does_not_tell_gives_no_snippet() -> None:
    assert not fix_of(finding("FTL-W010", path="https://w3id.org/ftl#digest"), "lineage.ttl").turtle
    assert not fix_of(finding("FTL-W012", value="urn:x"), "lineage.ttl").turtle


# Element of a code -> the element of the claims that say it, where they differ.
SAID_AS = {
    "method": "objective",
    "base-revision": "base-model",
    "checkpoint-revision": "checkpoint",
    "dataset-revision": "dataset",
    "dataset-digest": "dataset",
    "comparison": "evaluation-result",
    "hyperparameters": "setting",
    "sign-off": "review",
    "step": "stage-name",
    "head-model": "model-id",
}
OWN_YAML = {"FTL-G045": "risk-note", "FTL-G111": "risk-note", "FTL-G112": "compute", "FTL-W046": "parameterization",
            "FTL-W050": "merge-weights"}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in WITH_SNIPPET if snippet_of(code).yaml])
def test_the_lines_of_lineage_yaml_say_the_fact(code: str, tmp_path: Path) -> None:
    fix = fix_of(finding(code, label="acme/thing"), str(tmp_path))
    (tmp_path / "lineage.yaml").write_text(fix.yaml, encoding="utf-8")
    (lineage,) = read_all(tmp_path)
    assert not [p.message for p in lineage.problems if p.source.path == "lineage.yaml"]
    element = codes()[code].element.partition(":")[0]
    wanted = OWN_YAML.get(code) or SAID_AS.get(element, element)
    assert wanted in {claim.element for claim in lineage.claims}


ADAPTER = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": "acme/base-7b"}
NOT_BY_YAML = {
    "FTL-E101": "the adapter is for the same model, which its own key has to pin",
    "FTL-G031": "both models lack a licence, and the lines for the base name it alone",
    "FTL-G112": "the lines name an invented root model, for the finding does not tell which it is",
}


def read_with(folder: Path, yaml: str) -> Lineage:
    folder.mkdir()
    (folder / "adapter_config.json").write_text(json.dumps(ADAPTER), encoding="utf-8")
    (folder / "lineage.yaml").write_text(yaml, encoding="utf-8")
    return read(folder)


@pytest.mark.parametrize("profile", ["reproducible", "governance"])
def test_the_lines_of_lineage_yaml_mend_what_is_missing_of_a_folder(profile: str, tmp_path: Path) -> None:
    before = read_with(tmp_path / "before", "").check(profile).findings
    assert len(before) > 8
    for finding in before:
        # A person puts the folder of the stage in; here it is the folder itself.
        yaml = fix_of(finding, str(tmp_path / "before")).yaml.replace("FOLDER", ".")
        assert yaml, finding.code
        if finding.code in NOT_BY_YAML:
            continue
        after = read_with(tmp_path / finding.code, yaml).check(profile).findings
        assert finding.code not in {f.code for f in after}


def test_a_base_and_the_model_of_its_adapter_are_pinned(tmp_path: Path) -> None:
    yaml = fix_of(finding("FTL-E101", label="acme/base-7b"), str(tmp_path)).yaml.replace("FOLDER", ".")
    pinned = yaml.replace(
        "# of an adapter, adapter_for in the same way", f"adapter_for: acme/base-7b@{'9' * 40}"
    )
    codes_after = {f.code for f in read_with(tmp_path / "pinned", pinned).check("reproducible").findings}
    assert "FTL-E101" not in codes_after and "FTL-E151" in codes_after


def test_a_revision_is_added_to_the_name_of_the_model() -> None:
    examples = data_folder() / "examples" / "merge"
    assert "base_model: acme/base@9" in fix_of(finding("FTL-E101", label="acme/base"), str(examples)).yaml
    assert "base_model: ORG/MODEL@9" in fix_of(finding("FTL-E101", label="a: b"), str(examples)).yaml


@pytest.mark.parametrize(
    ("label", "stage"),
    [
        ("step 2 (dpo)", "dpo"),
        ("max_steps of step 2 (dpo)", "dpo"),
        ("step 1 (runs/sft)", "runs/sft"),
        ("step 3 (on)", '"on"'),
        ("step 3 (7 b)", '"7 b"'),
        ("step 1 (FineTuning)", "FOLDER"),
        ("dpo", "FOLDER"),
        ("step 1 (..)", "FOLDER"),
        ("step 1 (/)", "FOLDER"),
        ("step 1 (\0)", "FOLDER"),
    ],
)
def test_the_stage_is_named_where_its_folder_is_known(label: str, stage: str, tmp_path: Path) -> None:
    for name in ("dpo", "runs/sft", "on", "7 b"):
        (tmp_path / name).mkdir(parents=True)
    fix = fix_of(finding("FTL-E021", label=label), str(tmp_path))
    assert f"- stage: {stage}\n" in fix.yaml
    assert ("FOLDER" in fix.examples) == (stage == "FOLDER")


def test_a_snippet_that_names_no_stage_has_no_folder_to_replace(tmp_path: Path) -> None:
    fix = fix_of(finding("FTL-G031", label="acme/base"), str(tmp_path))
    assert fix.yaml and "FOLDER" not in fix.yaml and "FOLDER" not in fix.examples


def test_the_stages_of_a_folder_are_filled_in() -> None:
    origin = data_folder() / "examples" / "three-revisions"
    for one in read(origin).check("disclosure").findings:
        stage = one.label.removesuffix(")").rpartition("(")[2]
        assert f"- stage: {stage}\n" in fix_of(one, str(origin)).yaml
