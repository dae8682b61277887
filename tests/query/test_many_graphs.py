"""What thousands of graphs tell alike of one model is work once for each graph, not for each pair of graphs."""

from __future__ import annotations

import time

import pytest

from lineage_rdf.query import catalogue, in_memory, run_query
from lineage_rdf.store import Store
from tests.query.places import quads

GRAPHS = 1500
# Each graph tells of a result of its own, and of a base, a dataset and an account that all of them share.
_GRAPH = """
x:g{n} {{
  h:r{n} ftl:derivedFromModel h:base ; ftl:weightsLicence "MIT" ; schema:identifier "tide/r{n}" ; a ftl:Model .
  x:s{n} a ftl:FineTuning ; ftl:baseModel h:base ; ftl:producedModel h:r{n} ; ftl:hasObjective objective:sft ;
    ftl:hasSetting x:t{n} ; ftl:hasDatasetUse x:u{n} .
  x:t{n} ftl:settingOf hyperparameter:lora_r ; ftl:integerValue 16 . x:u{n} ftl:usesDataset d:logs .
  x:e{n} ftl:measuredModel h:r{n} ; ftl:usesMetric metric:accuracy ; ftl:metricValue 0.5 ; ftl:measuredOnDataset d:logs .
  x:l{n} ftl:headModel h:r{n} ; ftl:hasFactStatus x:f{n} . x:f{n} ftl:statusKind status:unresolved ;
    ftl:statusElement element:base-model ; ftl:statusSubject x:s{n} ; ftl:objectMeant h:base .
  x:v{n} ftl:reviewsModel h:r{n} ; prov:wasAssociatedWith x:ann ; prov:qualifiedAssociation x:q{n} .
  x:q{n} prov:agent x:ann ; prov:hadRole agent:reviewer . x:ann schema:name "Ann" .
  h:base a ftl:Model, ftl:Checkpoint ; schema:identifier "tide/base" ; schema:name "base" ; ftl:weightsLicence "Apache-2.0" ;
    ftl:licenceAsFound "apache" ; prov:specializationOf h:family ; prov:alternateOf h:Base .
  h:family ftl:weightsLicence "Apache-2.0" .
  d:logs a schema:Dataset ; schema:identifier "tide/logs" ; schema:name "logs" .
}}
"""
_GIVEN = {
    "affected-by-dataset": {"dataset": "tide/logs"},
    "affected-by-model": {"model": "tide/base"},
    "ancestors": {"model": "tide/r0"},
    "chain": {"model": "tide/r0"},
    "compare-models": {"model": "tide/r0", "other": "tide/r1"},
    "compare-siblings": {"base": "tide/base"},
    "descendants": {"model": "tide/base"},
    "same-recipe": {"model": "tide/r0"},
    "siblings": {"model": "tide/r0"},
}
_ROWS = {
    "aliases": 1,
    "ancestors": 2,
    "chain": 2,
    "compare-models": 9,
    "cycles": 0,
    "hyperparameters": 1,
    "methods": 1,
}
_OTHERS = {"same-recipe", "siblings"}


@pytest.fixture(scope="module")
def store() -> Store:
    return in_memory(quads("".join(_GRAPH.format(n=n) for n in range(GRAPHS))))


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_no_query_pairs_graphs(name: str, store: Store) -> None:
    begin = time.process_time()
    found = run_query(store, name, _GIVEN.get(name, {}))
    assert time.process_time() - begin < 1.5
    assert len(found) == _ROWS.get(name, GRAPHS - (name in _OTHERS))
