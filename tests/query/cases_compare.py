"""Small graphs for the queries that lay models side by side, and the rows that a person read off them."""

from __future__ import annotations

from tests.query.case import Case

# root -> first -> one, which was trained in two steps; root -> other, which was trained in the second way alone.
CHAINS = """
x:g1 { h:first ftl:derivedFromModel h:root . h:one ftl:derivedFromModel h:first .
  h:root schema:identifier "tide/root" ; ftl:weightsLicence "MIT" . h:first schema:identifier "tide/first" .
  h:one schema:identifier "tide/one" ; ftl:weightsLicence "MIT" ; ftl:adapterFor h:first .
  x:s1 a ftl:FineTuning, ftl:TransformationStep ;
    ftl:producedModel h:first ; ftl:baseModel h:root ; ftl:hasObjective objective:sft .
  x:s2 a ftl:FineTuning, ftl:TransformationStep ;
    ftl:producedModel h:one ; ftl:baseModel h:first ; ftl:hasObjective objective:dpo ;
    ftl:hasParameterization parameterization:lora ; ftl:hasDatasetUse x:u1 ; ftl:hasSetting x:p1, x:p2, x:p3 .
  x:u1 ftl:usesDataset d:pairs . d:pairs schema:identifier "tide/pairs" .
  x:p1 ftl:settingOf hyperparameter:learning_rate ; ftl:realValue 0.0005 .
  x:p2 ftl:settingOf hyperparameter:seed ; ftl:integerValue 7 . x:p3 schema:name "own_knob" ; ftl:stringValue "a", "b" . }
x:g2 { h:other ftl:derivedFromModel h:root . h:other schema:identifier "tide/other" ; ftl:licenceAsFound "who knows" .
  x:s3 a ftl:FineTuning, ftl:TransformationStep ;
    ftl:producedModel h:other ; ftl:baseModel h:root ; ftl:hasObjective objective:dpo ;
    ftl:hasParameterization parameterization:full ; ftl:hasDatasetUse x:u2 ; ftl:hasSetting x:p4, x:p5 .
  x:u2 ftl:usesDataset d:pairs .
  x:p4 ftl:settingOf hyperparameter:learning_rate ; ftl:realValue 0.0002 .
  x:p5 ftl:settingOf hyperparameter:seed ; ftl:integerValue 7 .
  x:r1 ftl:measuredModel h:other ; ftl:usesMetric metric:accuracy ; ftl:metricValue 0.5 ; ftl:measuredOnDataset d:pairs . }
"""
_ROWS = "step what name value other_value same"
CHAIN_CASES = [
    Case(
        "compare-models",
        {"model": "tide/one", "other": "tide/other"},
        _ROWS,
        [
            ("1", "model", "", "tide/root", "tide/root", "same"),
            ("2", "model", "", "tide/first", "", "model only"),
            ("2", "step", "", "FineTuning", "", "model only"),
            ("2", "base", "", "tide/root", "", "model only"),
            ("2", "objective", "", "sft", "", "model only"),
            ("3", "model", "", "tide/one", "tide/other", "different"),
            ("3", "step", "", "FineTuning", "FineTuning", "same"),
            ("3", "base", "", "tide/first", "tide/root", "different"),
            ("3", "adapter for", "", "tide/first", "", "model only"),
            ("3", "objective", "", "dpo", "dpo", "same"),
            ("3", "parameterization", "", "lora", "full", "different"),
            ("3", "dataset", "", "tide/pairs", "tide/pairs", "same"),
            ("3", "hyperparameter", "learning_rate", "0.0005", "0.0002", "different"),
            ("3", "hyperparameter", "own_knob", "a; b", "", "model only"),
            ("3", "hyperparameter", "seed", "7", "7", "same"),
            ("3", "licence", "", "MIT", "who knows", "different"),
            ("3", "evaluation", "accuracy on tide/pairs", "", "0.5", "other only"),
        ],
    ),
    Case(
        "compare-models",
        {"model": "tide/first", "other": "tide/one"},
        "step value other_value same",
        [
            ("1", "tide/root", "tide/root", "same"),
            ("2", "tide/first", "tide/first", "same"),
            *[
                ("3", "", value, "other only")
                for value in ("tide/one", "FineTuning", "tide/first", "tide/first", "dpo", "lora", "tide/pairs",
                              "0.0005", "a; b", "7", "MIT")
            ],
        ],
    ),
    Case("compare-models", {"model": "tide/one", "other": "tide/nobody"}, _ROWS, []),
]  # fmt: skip

# two was measured as its base was, and by another metric; of three the base has two values, so there is no difference to tell.
MEASURED = """
x:g1 { h:two ftl:derivedFromModel h:base . h:three ftl:derivedFromModel h:base .
  x:r1 ftl:measuredModel h:base ; ftl:usesMetric metric:accuracy ; ftl:metricValue 0.5 ; ftl:measuredOnDataset d:quiz ;
    ftl:resultSplit "test" .
  x:r2 ftl:measuredModel h:base ; ftl:metricName "tide score" ; ftl:metricValue 3.5 .
  x:r3 ftl:measuredModel h:base ; ftl:metricName "tide score" ; ftl:metricValue 4.5 . d:quiz schema:name "quiz" . }
x:g2 { x:r4 ftl:measuredModel h:two ; ftl:usesMetric metric:accuracy ; ftl:metricValue 0.75 ; ftl:measuredOnDataset d:quiz ;
    ftl:resultSplit "test" . d:quiz schema:name "quiz" .
  x:r5 ftl:measuredModel h:two ; ftl:usesMetric metric:f1 ; ftl:metricValue 0.1 . }
x:g3 { x:r6 ftl:measuredModel h:three ; ftl:metricName "tide score" ; ftl:metricValue 2.5 . }
"""
MEASURED_CASES = [
    Case(
        "compare-siblings",
        {"base": "tide/base"},
        "model evaluations deltas result delta",
        [
            ("three", "tide score 2.5", "", "2.5", ""),
            ("two", "accuracy on quiz 0.75; f1 0.1", "accuracy on tide/quiz (test) +0.25", "", "0.25"),
        ],
    ),
    Case(
        "compare-siblings",
        {"base": "tide/base", "metric": "accuracy"},
        "model deltas result delta",
        [("three", "", "", ""), ("two", "accuracy on tide/quiz (test) +0.25", "0.75", "0.25")],
    ),
]

GRAPHS = [(CHAINS, CHAIN_CASES), (MEASURED, MEASURED_CASES)]
