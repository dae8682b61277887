"""A small graph for each query of the catalogue, and the rows that a person read off it."""

from __future__ import annotations

from tests.query import cases_compare
from tests.query.case import Case as Case
from tests.query.cases_licences import LICENCE_GRAPHS

# alpha -> beta -> gamma; alpha -> delta, which distils; beta's repository has a revision r1, from which epsilon comes.
FAMILY = """
x:g1 { h:beta ftl:derivedFromModel h:alpha .
    x:s1 a ftl:FineTuning, ftl:TransformationStep, ftl:LineageActivity, prov:Activity ;
         ftl:baseModel h:alpha ; ftl:producedModel h:beta ; ftl:hasObjective objective:sft ;
         ftl:hasParameterization parameterization:lora ; ftl:hasDatasetUse x:u1 . x:u1 ftl:usesDataset d:logs .
       d:logs schema:identifier "tide/logs" . h:alpha schema:identifier "tide/alpha" ; schema:name "alpha" . }
x:g2 { h:gamma ftl:derivedFromModel h:beta . x:s2 a ftl:FineTuning, ftl:TransformationStep ; ftl:baseModel h:beta ;
         ftl:producedModel h:gamma ; ftl:hasObjective objective:dpo . h:beta ftl:derivedFromModel h:alpha . }
x:g3 { h:delta ftl:derivedFromModel h:alpha . x:s3 a ftl:Distilling, ftl:FineTuning, ftl:TransformationStep ;
         ftl:baseModel h:alpha ; ftl:producedModel h:delta . }
x:g4 { h:epsilon ftl:derivedFromModel <https://huggingface.co/tide/beta/tree/r1> .
       <https://huggingface.co/tide/beta/tree/r1> prov:specializationOf h:beta ; schema:identifier "tide/beta" ;
    ftl:revision "r1" . }
"""
R1 = "beta/tree/r1"
_STEPS = "model depth certainty relation via"

FAMILY_CASES = [
    Case(
        "ancestors",
        {"model": "tide/gamma"},
        _STEPS,
        [("beta", "1", "certain", "FineTuning", "gamma"), ("alpha", "2", "certain", "FineTuning", "beta")],
    ),
    # The chain of epsilon ends at a revision of which nothing is known: its repository is certain, what that came from is not.
    Case(
        "ancestors",
        {"model": "tide/epsilon"},
        _STEPS,
        [
            ("beta", "1", "certain", "specializationOf", R1),
            (R1, "1", "certain", "derivedFromModel", "epsilon"),
            ("alpha", "2", "possible", "FineTuning", "beta"),
        ],
    ),
    Case(
        "descendants",
        {"model": "tide/alpha"},
        _STEPS,
        [
            ("beta", "1", "certain", "FineTuning", "alpha"),
            ("delta", "1", "certain", "Distilling", "alpha"),
            (R1, "1", "possible", "specializationOf", "beta"),
            ("gamma", "2", "certain", "FineTuning", "beta"),
            ("epsilon", "2", "possible", "derivedFromModel", R1),
        ],
    ),
    Case(
        "descendants",
        {"model": "tide/beta"},
        _STEPS,
        [
            ("epsilon", "1", "certain", "derivedFromModel", R1),
            ("gamma", "1", "certain", "FineTuning", "beta"),
        ],
    ),
    # gamma comes from the repository at no revision, of which something is known: so nothing leads from r1 to it.
    Case(
        "descendants",
        {"model": "tide/beta@r1"},
        _STEPS,
        [("epsilon", "1", "certain", "derivedFromModel", R1)],
    ),
    Case(
        "chain",
        {"model": "tide/gamma"},
        "ordinal model bases steps methods datasets",
        [
            ("1", "alpha", "", "", "", ""),
            ("2", "beta", "tide/alpha", "FineTuning", "lora; sft", "tide/logs"),
            ("3", "gamma", "tide/beta", "FineTuning", "dpo", ""),
        ],
    ),
    Case(
        "siblings",
        {"model": "tide/beta"},
        "base sibling certainty",
        [("alpha", "delta", "certain")],
    ),
    Case("siblings", {"model": "tide/gamma"}, "base sibling certainty", [("beta", "epsilon", "possible")]),
    Case("cycles", {}, "cycle models model base", []),
]

LOOP = """
x:g1 { h:a ftl:derivedFromModel h:b . } x:g2 { h:b ftl:derivedFromModel h:c . } x:g3 { h:c ftl:derivedFromModel h:a, h:d . }
x:g4 { h:s ftl:derivedFromModel h:s . h:t ftl:derivedFromModel h:a . }
"""
LOOP_CASES = [
    Case(
        "cycles",
        {},
        "cycle models model base",
        [("1", "3", "a", "b"), ("1", "3", "b", "c"), ("1", "3", "c", "a"), ("2", "1", "s", "s")],
    ),
    Case(
        "ancestors",
        {"model": "tide/a"},
        "model depth",
        [("b", "1"), ("c", "2"), ("d", "3")],
    ),
    Case("chain", {"model": "tide/s"}, "ordinal model bases", [("1", "s", "tide/s")]),
]

# writer was trained on logs and wrote tales; reader was trained on tales; judge, trained on reader's notes, rewarded pupil.
SYNTHETIC = """
x:g1 { x:s1 ftl:producedModel h:writer ; ftl:hasDatasetUse x:u1 . x:u1 ftl:usesDataset d:logs ;
    ftl:hasDatasetRole role:training . }
x:g2 { x:p1 a ftl:DatasetPreparation ; ftl:generatorModel h:writer ; ftl:producedDataset d:tales . }
x:g3 { x:s2 ftl:producedModel h:reader ; ftl:hasDatasetUse x:u2 . x:u2 ftl:usesDataset d:tales . }
x:g4 { h:small ftl:derivedFromModel h:reader . }
x:g5 { x:p2 ftl:sourceDataset d:tales ; ftl:producedDataset d:notes . }
x:g6 { x:s3 ftl:producedModel h:pupil ; ftl:rewardModel h:small . }
x:g7 { x:s4 ftl:producedModel h:tested ; ftl:hasDatasetUse x:u4 . x:u4 ftl:usesDataset d:logs ;
    ftl:hasDatasetRole role:evaluation . }
x:g9 { x:s6 ftl:producedModel h:both ; ftl:hasDatasetUse x:u6 . x:u6 ftl:usesDataset d:logs ;
    ftl:hasDatasetRole role:evaluation, role:training . }
x:g8 { x:s5 ftl:producedModel h:blend ; ftl:hasMergeContribution x:c1 . x:c1 ftl:contributesModel h:pupil . }
"""
_AFFECTED = "node kind depth relation via"
_BELOW_WRITER = [
    ("d:tales", "dataset", "generatorModel", "writer"),
    ("d:notes", "dataset", "sourceDataset", "d:tales"),
    ("reader", "model", "usesDataset", "d:tales"),
    ("small", "model", "derivedFromModel", "reader"),
    ("pupil", "model", "rewardModel", "small"),
    ("blend", "model", "contributesModel", "pupil"),
]
_DEPTHS = (1, 2, 2, 3, 4, 5)
SYNTHETIC_CASES = [
    Case(
        "affected-by-dataset",
        {"dataset": "tide/logs"},
        _AFFECTED,
        [
            ("both", "model", "1", "usesDataset", "d:logs"),
            ("writer", "model", "1", "usesDataset", "d:logs"),
            *((n, k, str(d + 1), r, v) for (n, k, r, v), d in zip(_BELOW_WRITER, _DEPTHS, strict=True)),
        ],
    ),
    Case(
        "affected-by-model",
        {"model": "tide/writer"},
        _AFFECTED,
        [(n, k, str(d), r, v) for (n, k, r, v), d in zip(_BELOW_WRITER, _DEPTHS, strict=True)],
    ),
    Case("affected-by-dataset", {"dataset": "tide/nothing"}, _AFFECTED, []),
]

# top (NC) -> middle, of which no licence is told -> low (Apache); other (NC) keeps it; pinned comes from a revision of top.
LICENCES = """
x:g1 { h:top ftl:weightsLicence "CC-BY-NC-4.0" . h:middle ftl:derivedFromModel h:top . }
x:g2 { h:low ftl:derivedFromModel h:middle ; ftl:weightsLicence "Apache-2.0" . }
x:g3 { h:other ftl:derivedFromModel h:top ; ftl:weightsLicence "CC-BY-NC-4.0" . h:child ftl:derivedFromModel h:low ;
    ftl:weightsLicence "MIT" . }
x:g4 { h:pinned ftl:derivedFromModel <https://huggingface.co/tide/top/tree/r2> ; ftl:weightsLicence "MIT" .
       <https://huggingface.co/tide/top/tree/r2> prov:specializationOf h:top . }
"""
_DRIFT = "model licence ancestor ancestor_licence depth"
LICENCE_CASES = [
    Case(
        "licence-drift",
        {},
        _DRIFT,
        [
            ("child", "MIT", "low", "Apache-2.0", "1"),
            ("low", "Apache-2.0", "top", "CC-BY-NC-4.0", "2"),
            ("pinned", "MIT", "top/tree/r2", "CC-BY-NC-4.0", "1"),
        ],
    ),
    Case(
        "licence-drift",
        {"licence": "Apache-2.0"},
        _DRIFT,
        [("child", "MIT", "low", "Apache-2.0", "1")],
    ),
]

STATUSES = """
x:g1 { x:l1 ftl:headModel h:one ; ftl:hasFactStatus x:f1, x:f2 .
  x:f1 ftl:statusKind status:undisclosed ; ftl:statusElement element:dataset ; ftl:statusSubject x:s1 ;
    ftl:statusReason "private" .
  x:f2 ftl:statusKind status:inferred ; ftl:statusElement element:objective ; ftl:statusSubject x:s1 .
    x:s1 ftl:producedModel h:one . }
x:g2 { x:l2 ftl:headModel h:two ; ftl:hasFactStatus x:f3, x:f4 .
  x:f3 ftl:statusKind status:unresolved ; ftl:statusElement element:base-model ; ftl:statusSubject x:s2 ;
    ftl:objectMeant x:b ;
    ftl:statusReason "a path" . x:s2 ftl:producedModel h:middle .
  x:f4 ftl:statusKind status:conflicting ; ftl:statusElement element:licence ; ftl:statusSubject h:two ;
    ftl:valueMeant "MIT" . }
"""
_FACTS = "lineage model element kind subject meant reason"
STATUS_CASES = [
    Case(
        "incomplete",
        {},
        _FACTS,
        [
            ("l1", "one", "element:dataset", "status:undisclosed", "s1", "", "private"),
            ("l2", "two", "element:base-model", "status:unresolved", "s2", "b", "a path"),
            ("l2", "two", "element:licence", "status:conflicting", "two", "MIT", ""),
        ],
    ),
    Case(
        "incomplete",
        {"status": "inferred"},
        _FACTS,
        [("l1", "one", "element:objective", "status:inferred", "s1", "", "")],
    ),
    Case(
        "dead-ends",
        {},
        "lineage model base kind reason",
        [("l2", "middle", "b", "status:unresolved", "a path")],
    ),
]

# one and two have the same recipe but for the seed; three has another rank; four has one setting more.
SETTINGS = """
x:g1 { x:s1 ftl:producedModel h:one ; ftl:hasObjective objective:sft ;
    ftl:hasParameterization parameterization:lora ; ftl:hasSetting x:a1, x:a2, x:a3 .
  x:a1 ftl:settingOf hyperparameter:lora_r ; ftl:integerValue 16 . x:a2 ftl:settingOf hyperparameter:learning_rate ;
    ftl:realValue 0.0002 .
  x:a3 ftl:settingOf hyperparameter:seed ; ftl:integerValue 1 . h:one ftl:derivedFromModel h:root . }
x:g2 { x:s2 ftl:producedModel h:two ; ftl:hasObjective objective:sft ;
    ftl:hasParameterization parameterization:lora ; ftl:hasSetting x:b1, x:b2, x:b3 .
  x:b1 ftl:settingOf hyperparameter:lora_r ; ftl:integerValue 16 . x:b2 ftl:settingOf hyperparameter:learning_rate ;
    ftl:realValue 0.0002 .
  x:b3 ftl:settingOf hyperparameter:seed ; ftl:integerValue 2 . h:two ftl:derivedFromModel h:root . }
x:g3 { x:s3 ftl:producedModel h:three ; ftl:hasObjective objective:sft ;
    ftl:hasParameterization parameterization:lora ; ftl:hasSetting x:c1, x:c2 .
  x:c1 ftl:settingOf hyperparameter:lora_r ; ftl:integerValue 8 . x:c2 ftl:settingOf hyperparameter:learning_rate ;
    ftl:realValue 0.0002 . }
x:g4 { x:s4 ftl:producedModel h:four ; ftl:hasObjective objective:sft ;
    ftl:hasParameterization parameterization:lora ; ftl:hasSetting x:d1, x:d2, x:d3 .
  x:d1 ftl:settingOf hyperparameter:lora_r ; ftl:integerValue 16 . x:d2 ftl:settingOf hyperparameter:learning_rate ;
    ftl:realValue 0.0002 .
  x:d3 schema:name "odd_flag" ; ftl:booleanValue true . }
x:g5 { x:s5 ftl:producedModel h:five ; ftl:hasObjective objective:dpo . x:s1 ftl:producedModel h:one ;
    ftl:hasObjective objective:sft . }
x:g6 { x:s6 ftl:hasObjective objective:sft . }
"""
_HOW_OFTEN = "parameter name kind results values least greatest"
SETTING_CASES = [
    Case("same-recipe", {"model": "tide/one"}, "other base methods settings", [("two", "root", "2", "2")]),
    Case("same-recipe", {"model": "tide/three"}, "other base", []),
    Case(
        "methods",
        {},
        "axis method results",
        [
            ("objective", "objective:sft", "4"),
            ("parameterization", "parameterization:lora", "4"),
            ("objective", "objective:dpo", "1"),
        ],
    ),
    Case(
        "methods",
        {"also": "parameterization:lora", "least": "2"},
        "axis method results",
        [("objective", "objective:sft", "4"), ("parameterization", "parameterization:lora", "4")],
    ),
    Case("methods", {"least": "5"}, "axis method results", []),
    Case(
        "hyperparameters",
        {},
        _HOW_OFTEN,
        [
            ("hyperparameter:learning_rate", "", "number", "4", "1", "0.0002", "0.0002"),
            ("hyperparameter:lora_r", "", "number", "4", "2", "8", "16"),
            ("hyperparameter:seed", "", "number", "2", "2", "1", "2"),
            ("", "odd_flag", "boolean", "1", "1", "true", "true"),
        ],
    ),
    Case(
        "hyperparameters",
        {"hyperparameter": "lora_r", "above": "8.5"},
        _HOW_OFTEN,
        [("hyperparameter:lora_r", "", "number", "3", "1", "16", "16")],
    ),
]

COMPARED = """
x:g1 { h:one ftl:derivedFromModel h:base ; ftl:weightsLicence "MIT" . x:s1 a ftl:FineTuning, ftl:TransformationStep ;
    ftl:producedModel h:one ;
    ftl:hasObjective objective:sft ; ftl:hasDatasetUse x:u1, x:u2 . x:u1 ftl:usesDataset d:logs .
    x:u2 ftl:usesDataset x:private .
  d:logs schema:identifier "tide/logs" . x:private schema:name "keepers" .
  x:r1 ftl:measuredModel h:one ; ftl:usesMetric metric:accuracy ; ftl:metricValue 0.5 ; ftl:measuredOnDataset x:private .
  x:r2 ftl:measuredModel h:one ; ftl:metricName "tide score" ; ftl:metricValue 7 . }
x:g2 { h:two ftl:derivedFromModel <https://huggingface.co/tide/base/tree/r1> ; ftl:licenceAsFound "who knows" .
  <https://huggingface.co/tide/base/tree/r1> prov:specializationOf h:base . }
"""
_BESIDE = "model steps methods datasets licences evaluations"
COMPARED_CASES = [
    Case(
        "compare-siblings",
        {"base": "tide/base"},
        _BESIDE,
        [
            (
                "one",
                "FineTuning",
                "sft",
                "keepers; tide/logs",
                "MIT",
                "accuracy on keepers 0.5; tide score 7",
            ),
            ("two", "", "", "", "who knows", ""),
        ],
    ),
    Case(
        "compare-siblings",
        {"base": "tide/base", "metric": "accuracy"},
        "model evaluations",
        [("one", "accuracy on keepers 0.5"), ("two", "")],
    ),
]

REVIEWS = """
x:g1 { x:v1 a ftl:Reviewing ; ftl:reviewsModel h:one ;
    prov:endedAtTime "2026-01-02T03:04:05Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> ;
    prov:wasAssociatedWith x:ann ; prov:qualifiedAssociation x:q1 ; ftl:hasSignOff x:o1 . x:q1 prov:agent x:ann ;
    prov:hadRole agent:reviewer .
  x:o1 ftl:signOffDecision "approved" ; schema:description "with care" . x:ann schema:name "Ann" . }
x:g2 { x:v2 a ftl:Reviewing ; ftl:reviewsModel <https://huggingface.co/tide/two/tree/r1> ; ftl:hasSignOff x:o2 .
  x:o2 ftl:signOffDecision "rejected" ; prov:wasAttributedTo <https://huggingface.co/tide-board> .
  <https://huggingface.co/tide/two/tree/r1> prov:specializationOf h:two . }
"""
_WHO = "reviewed decision reviewer role when note"
_ANN = ("one", "approved", "ann", "agent-role:reviewer", "2026-01-02T03:04:05Z", "with care")
_BOARD = ("two/tree/r1", "rejected", "<https://huggingface.co/tide-board>", "", "", "")
REVIEW_CASES = [
    Case("signed-off", {}, _WHO, [_ANN, _BOARD]),
    Case("signed-off", {"model": "tide/two"}, _WHO, [_BOARD]),
    Case("signed-off", {"agent": "tide-board"}, _WHO, [_BOARD]),
    Case("signed-off", {"agent": "urn:x:ann"}, _WHO, [_ANN]),
    Case("signed-off", {"name": "Ann"}, _WHO, [_ANN]),
    Case("signed-off", {"name": "ann"}, _WHO, []),
]

NAMES = """
x:g1 { h:new prov:alternateOf h:old . h:new a ftl:Model ; schema:identifier "tide/new" . }
x:g2 { h:Big a ftl:Model ; schema:identifier "tide/Big" . } x:g3 { h:big a ftl:Model ; schema:identifier "tide/big" . }
x:g4 { d:New a schema:Dataset ; schema:identifier "tide/New" . h:old prov:alternateOf h:new . }
"""
NAME_CASES = [
    Case("aliases", {}, "this other reason", [("Big", "big", "case"), ("new", "old", "alternateOf")]),
    Case("aliases", {"node": "tide/old"}, "this other reason", [("new", "old", "alternateOf")]),
]

GRAPHS = [
    (FAMILY, FAMILY_CASES),
    (LOOP, LOOP_CASES),
    (SYNTHETIC, SYNTHETIC_CASES),
    (LICENCES, LICENCE_CASES),
    (STATUSES, STATUS_CASES),
    (SETTINGS, SETTING_CASES),
    (COMPARED, COMPARED_CASES),
    (REVIEWS, REVIEW_CASES),
    (NAMES, NAME_CASES),
    *cases_compare.GRAPHS,
    *LICENCE_GRAPHS,
]
