"""One fault per code: a SPARQL update that spoils the complete lineage in one place."""

from __future__ import annotations

from tools.shapes.facts import code
from tools.shapes.source import Row, elements
from tools.shapes.turtle import prefixes

HEAD = (
    "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
    + "PREFIX n: <https://example.org/good/>\n"
)


def drop(subject: str, *properties: str) -> str:
    """Return an update that removes all values of properties of one node."""
    return then(*(f"DELETE {{ {subject} {name} ?o }} WHERE {{ {subject} {name} ?o }}" for name in properties))


def put(statements: str) -> str:
    return f"INSERT DATA {{ {statements} }}"


def swap(subject: str, name: str, value: str) -> str:
    return f"{drop(subject, name)} ; {put(f'{subject} {name} {value}')}"


def then(*updates: str) -> str:
    return " ; ".join(updates)


def status(subject: str, element: str, kind: str, value: str = "") -> str:
    meant = f" ; ftl:valueMeant {value!r}" if value else ""
    return put(
        "n:lineage ftl:hasFactStatus n:fault . n:fault a ftl:FactStatus ; "
        f"ftl:statusSubject {subject} ; ftl:statusElement element:{element} ; "
        f"ftl:statusKind status:{kind}{meant}"
    )


def withheld(step: str, name: str) -> str:
    """Return an update that says of a step that one hyperparameter is not disclosed."""
    return then(status(step, "setting", "undisclosed"), put(f"n:fault ftl:objectMeant hyperparameter:{name}"))


WELLFORMED = {
    "FTL-W010": swap("n:task-after", "ftl:metricValue", '"0.7"'),
    "FTL-W011": put('n:sft ftl:hasOutcome "succeeded"'),
    "FTL-W012": drop("n:sft-trl", "rdf:type"),
    "FTL-W013": put('n:sft ftl:stageName "another"'),
    "FTL-W014": put("n:sft-use ftl:tokenCount -1"),
    "FTL-W016": put("n:sft ftl:mergeBase n:root"),
    "FTL-W017": put("n:other a prov:Activity"),
    "FTL-W020": drop("n:lineage", "ftl:headModel"),
    "FTL-W021": swap("n:lineage", "ftl:headModel", "n:fold-model"),
    "FTL-W022": swap("n:quantize", "ftl:ordinal", "7"),
    "FTL-W023": swap("n:lineage", "ftl:rollbackTarget", "n:quantize-model"),
    "FTL-W030": drop("n:quantize", "ftl:producedModel"),
    "FTL-W031": put("n:quantize ftl:producedModel n:extra . n:extra a ftl:Model"),
    "FTL-W032": "DELETE DATA { n:lineage ftl:hasStep n:quantize }",
    "FTL-W033": drop("n:fold", "ftl:ordinal"),
    "FTL-W034": put("n:sft ftl:followsStep n:quantize"),
    "FTL-W035": then(swap("n:fold", "ftl:ordinal", "4"), swap("n:merge", "ftl:ordinal", "3")),
    "FTL-W036": swap("n:dpo", "prov:startedAtTime", '"2025-12-01T00:00:00Z"^^xsd:dateTime'),
    "FTL-W037": swap("n:sft", "prov:endedAtTime", '"2025-12-01T00:00:00Z"^^xsd:dateTime'),
    "FTL-W038": then(swap("n:dpo", "ftl:baseModel", "n:elsewhere"), put("n:elsewhere a ftl:Model")),
    "FTL-W039": swap("n:fold", "ftl:baseModel", "n:fold-model"),
    "FTL-W040": put("n:quantize ftl:baseModel n:root"),
    "FTL-W041": "DELETE DATA { n:sft a ftl:FineTuning } ; INSERT DATA { n:sft a ftl:PreTraining }",
    "FTL-W042": put("n:fold a ftl:Converting"),
    "FTL-W043": put("n:sft a ftl:Prompting"),
    "FTL-W044": put('n:sft ftl:methodText "Few-shot prompting"'),
    "FTL-W045": then(drop("n:sft", "ftl:baseModel"), put('n:sft ftl:methodText "Pre-training"')),
    "FTL-W046": swap("n:sft", "ftl:hasParameterization", "parameterization:full"),
    "FTL-W047": swap("n:sft", "ftl:trainableParameterCount", "2000"),
    "FTL-W050": "DELETE DATA { n:merge ftl:hasMergeContribution n:part-2 }",
    "FTL-W051": drop("n:part-2", "ftl:contributesModel"),
    "FTL-W052": swap("n:part-1", "ftl:layerRange", '"0 to 16"'),
    "FTL-W053": swap("n:part-1", "ftl:mergeDensity", "1.5"),
    "FTL-W060": put("n:root ftl:derivedFromModel n:sft-model"),
    "FTL-W061": swap("n:sft-model", "ftl:digest", f'"sha256:{1:064x}"'),
    "FTL-W062": swap("n:sft-model", "prov:specializationOf", "n:root-repo"),
    "FTL-W063": swap("n:fold", "ftl:producedModel", "n:dpo-model"),
    "FTL-W064": swap("n:mix-data", "ftl:digest", '"md5:900150983cd24fb0d6963f7d28e17f72"'),
    "FTL-W070": drop("n:sft-seed", "ftl:integerValue"),
    "FTL-W071": put(
        "n:sft ftl:hasSetting n:own . "
        'n:own a ftl:HyperparameterSetting ; schema:name "own" ; ftl:integerValue 1 ; ftl:booleanValue true'
    ),
    "FTL-W072": then(drop("n:sft-seed", "ftl:integerValue"), put("n:sft-seed ftl:realValue 42.0")),
    "FTL-W073": then(drop("n:sft-seed", "ftl:integerValue"), put('n:sft-seed ftl:stringValue "auto"')),
    "FTL-W074": drop("n:sft-seed", "ftl:settingOf"),
    "FTL-W075": put(
        "n:sft ftl:hasSetting n:again . "
        "n:again a ftl:HyperparameterSetting ; ftl:settingOf hyperparameter:seed ; ftl:integerValue 43"
    ),
    "FTL-W076": put('n:sft-lr_scheduler_type ftl:stringValue "linear"'),
    "FTL-W080": drop("n:sft-use", "ftl:usesDataset"),
    "FTL-W090": drop("n:status", "ftl:statusSubject"),
    "FTL-W091": drop("n:status", "ftl:statusElement"),
    "FTL-W092": drop("n:status", "ftl:statusKind"),
    "FTL-W093": swap("n:status", "ftl:statusKind", "status:stated"),
    "FTL-W094": swap("n:status", "ftl:statusElement", "element:weather"),
    "FTL-W095": drop("n:status", "ftl:valueMeant"),
    "FTL-W096": status("n:lineage", "intended-use", "conflicting", "internal questions and answers"),
    "FTL-W100": drop("n:task-after", "ftl:usesMetric"),
    "FTL-W101": drop("n:task-after", "ftl:metricValue"),
    "FTL-W102": drop("n:task", "ftl:baselineResult"),
    "FTL-W103": drop("n:task", "ftl:candidateResult"),
    "FTL-W104": swap("n:task-after", "ftl:usesMetric", "<https://w3id.org/ftl/metric/f1>"),
    "FTL-W105": swap("n:task-after", "ftl:measuredOnDataset", "n:sft-data"),
    "FTL-W106": swap("n:task-after", "ftl:resultSplit", '"train"'),
    "FTL-W107": then(drop("n:task-after", "ftl:measuredModel"), drop("n:evaluating", "ftl:evaluatedModel")),
    "FTL-W110": swap("n:sign-off", "ftl:signOffDecision", '"perhaps"'),
}

_RETYPED = " ; ".join(
    f"DELETE DATA {{ n:{step} a ftl:FineTuning }} ; INSERT DATA {{ n:{step} a ftl:Converting }}"
    for step in ("sft", "dpo")
)
_NAMELESS = " ; ".join(
    drop(f"n:{step}", "ftl:hasObjective", "ftl:hasParameterization", "ftl:stageName")
    for step in ("sft", "dpo")
)
OTHERS = {
    "FTL-N001": _RETYPED,
    "FTL-N002": _NAMELESS,
    "FTL-E171": status("n:sft-seed", "setting", "inferred", "42"),
    "FTL-E172": status("n:sft-seed", "setting", "conflicting", "42"),
    "FTL-G045": swap("n:sft-data", "ftl:dataLicence", '"MIT"'),
    "FTL-G046": drop("n:sft-data", "ftl:dataLicence"),
    "FTL-G085": swap("n:sign-off", "ftl:signOffDecision", '"refused"'),
    "FTL-G111": swap("n:sft", "ftl:computeExaFlop", "4000000.0"),
    "FTL-G112": drop("n:root", "ftl:trainingComputeExaFlop"),
    "FTL-G113": drop("n:sft", "ftl:computeExaFlop"),
}

_LLAMA_3, _LLAMA = '"LicenseRef-HF-llama3"', '"LicenseRef-HF-llama3.1"'
_GEMMA = '"LicenseRef-HF-gemma"'
_OF = "ftl:weightsLicence"


def under(node: str, *licences: str) -> str:
    """Return an update that puts a model under a licence, and the models that came of it under another one, if given."""
    own, *others = licences
    later = ("sft", "dpo", "fold", "merge", "quantize")
    return then(
        swap(node, _OF, own), *(swap(f"n:{name}-model", _OF, other) for name in later for other in others)
    )


LICENCES = {
    "FTL-Z001": swap("n:sft-model", _OF, '"MIT-ish"'),
    "FTL-Z002": swap("n:sft-model", _OF, '"LicenseRef-HF-other"'),
    "FTL-Z003": swap("n:sft-model", _OF, '"LicenseRef-Harbour-terms"'),
    "FTL-Z004": then(drop("n:sft-model", _OF), put('n:sft-model ftl:licenceAsFound "license"')),
    "FTL-Z011": under("n:root", _LLAMA_3, _LLAMA_3),
    "FTL-Z012": under("n:root", _LLAMA, _LLAMA),
    "FTL-Z021": swap("n:root", _OF, _GEMMA),
    "FTL-Z022": under("n:root", _GEMMA, _GEMMA),
    "FTL-Z023": under("n:root", _GEMMA, _GEMMA),
    "FTL-Z031": swap("n:other", _OF, _LLAMA_3),
    "FTL-Z032": swap("n:other", _OF, _GEMMA),
    "FTL-Z041": swap("n:sft-data", "ftl:dataLicence", '"CC-BY-NC-4.0"'),
    "FTL-Z042": drop("n:sft-data", "ftl:dataLicence"),
    "FTL-Z043": swap("n:root", _OF, '"CC-BY-NC-4.0"'),
    "FTL-Z051": swap("n:root", _OF, '"CC-BY-ND-4.0"'),
    "FTL-Z052": swap("n:root", _OF, '"CC-BY-SA-4.0"'),
    "FTL-Z053": swap("n:sft-data", "ftl:dataLicence", '"CC-BY-SA-4.0"'),
}

_CASRAI = "https://casrai.org/dictionary/"
_SEEN = '<http://purl.org/pav/sourceAccessedOn> "2026-11-20T00:00:00Z"^^xsd:dateTime'


def linked(iri: str, *told: str) -> str:
    """Return an update that links a step to something of CASRAI, and tells more of that."""
    more = f" . <{iri}> {' ; '.join(told)}" if told else ""
    return put(f"n:sft dcterms:relation <{iri}>{more}")


CASRAI = {
    "FTL-C001": linked("http://casrai.org/dictionary/term/model-lineage"),
    "FTL-C002": linked("https://www.casrai.org/dictionary/term/model-lineage"),
    "FTL-C003": linked(f"{_CASRAI}term/model-lineage/"),
    "FTL-C004": put(f"n:sft dcterms:relation <{_CASRAI}domain/ai-and-ml-research-outputs>"),
    "FTL-C005": linked(f"{_CASRAI}term/Model-Lineage"),
    "FTL-C006": linked(f"{_CASRAI}term/model-lineage#examples"),
    "FTL-C007": linked(f"{_CASRAI}terms/model_lineage"),
    "FTL-C010": linked(f"{_CASRAI}term/instruction-tuning", 'schema:version "v2026.2"', _SEEN),
    "FTL-C011": linked(f"{_CASRAI}term/pre-registration", 'schema:version "v2026.2"', _SEEN),
    "FTL-C012": linked(f"{_CASRAI}domain/machine-learning"),
    "FTL-C013": linked(f"{_CASRAI}term/FM"),
    "FTL-C014": put('n:sft schema:sameAs "fine-tuning provenance"'),
    "FTL-C020": linked(f"{_CASRAI}term/model-card", _SEEN),
    "FTL-C021": linked(f"{_CASRAI}term/model-checkpoint", 'schema:version "v2026.2"'),
    "FTL-C030": drop("n:lineage", "schema:additionalType"),
    "FTL-C031": drop("n:sft", "schema:additionalType"),
    "FTL-C032": put("n:merge schema:additionalType casrai:fine-tuning"),
    "FTL-C033": drop("?step", "ftl:hasObjective", "ftl:hasParameterization", "ftl:stageName"),
}

MODEL_RECORD = {
    "FTL-C061": drop("n:sft-data", "schema:sameAs"),
    "FTL-C062": drop("n:test-data", "schema:sameAs"),
}

# Fact -> (the node it belongs to, how it is removed).
_REMOVED = {
    "base-model": ("n:sft", drop("n:sft", "ftl:baseModel")),
    "dataset": ("n:sft", drop("n:sft", "ftl:hasDatasetUse")),
    "method": ("n:sft", drop("n:sft", "ftl:hasObjective", "ftl:hasParameterization")),
    "hyperparameters": ("n:sft", drop("n:sft", "ftl:hasSetting")),
    "checkpoint": ("n:sft", drop("n:sft-model", "schema:identifier", "ftl:digest")),
    "merge-method": ("n:merge", drop("n:merge", "ftl:usesMergeMethod")),
    "quantization-method": ("n:quantize", drop("n:quantize", "ftl:usesQuantizationMethod")),
    "adapter-for": ("n:sft-model", drop("n:sft-model", "ftl:adapterFor")),
    "teacher-model": ("n:sft", drop("n:sft", "ftl:teacherModel")),
    "base-revision": ("n:root", drop("n:root", "ftl:revision", "ftl:digest")),
    "dataset-revision": ("n:sft-data", drop("n:sft-data", "ftl:revision")),
    "private-dataset-digest": ("n:mix-data", drop("n:mix-data", "ftl:digest")),
    "code-revision": ("n:sft", drop("n:sft", "ftl:usesCode")),
    "software-versions": ("n:sft", drop("n:sft-trl", "schema:softwareVersion")),
    "weights-digest": ("n:fold-model", drop("n:fold-model", "ftl:digest")),
    "merge-weights": ("n:merge", drop("n:part-2", "ftl:mergeWeight")),
    "evaluation": (
        "n:sft",
        then(
            "DELETE WHERE { ?result ftl:measuredModel n:sft-model }",
            "DELETE WHERE { ?evaluating ftl:evaluatedModel n:sft-model }",
        ),
    ),
    "task-comparison": ("n:lineage", drop("n:task", "ftl:hasComparisonRole")),
    "retention-comparison": ("n:lineage", drop("n:safety", "ftl:hasComparisonRole")),
    "weights-licence": ("n:root", drop("n:root", "ftl:weightsLicence")),
    "data-licence": ("n:dpo-data", drop("n:dpo-data", "ftl:dataLicence")),
    "personal-data": ("n:sft-data", drop("n:sft-data", "ftl:personalDataStatement")),
    "bias": ("n:sft-data", drop("n:sft-data", "ftl:biasStatement")),
    "accountable-agent": ("n:lineage", drop("n:lineage", "ftl:accountableAgent")),
    "sign-off": ("n:lineage", drop("n:reviewing", "ftl:hasSignOff")),
    "rollback-target": ("n:lineage", drop("n:lineage", "ftl:rollbackTarget")),
    "risk-note": ("n:lineage", drop("n:lineage", "ftl:riskNote")),
    "intended-use": ("n:lineage", drop("n:lineage", "ftl:intendedUse")),
    "out-of-scope-use": ("n:lineage", drop("n:lineage", "ftl:outOfScopeUse")),
    "parameter-count": ("n:quantize-model", drop("n:quantize-model", "ftl:totalParameterCount")),
    "training-compute": ("n:quantize-model", drop("n:quantize-model", "ftl:trainingComputeExaFlop")),
}


# Fact -> what has to be put into the lineage first, because no step of it is of that kind.
_ADDED = {"teacher-model": put("n:sft a ftl:Distilling ; ftl:teacherModel n:other")}


def _fact(row: Row) -> dict[str, str]:
    node, removed = _REMOVED[row["id"]]
    there = (_ADDED[row["id"]],) if row["id"] in _ADDED else ()
    element = row["elements"][0]
    return {
        code(row, "missing"): then(*there, removed),
        code(row, "undisclosed"): then(*there, removed, status(node, element, "undisclosed")),
        code(row, "inferred"): then(*there, status(node, element, "inferred", "as read")),
        code(row, "conflicting"): then(*there, status(node, element, "conflicting", "as read")),
    }


def _setting(row: Row) -> dict[str, str]:
    name = row["any"][0]
    step = {"beta": "dpo", "bits": "quantize"}.get(row["id"], "sft")
    setting = f"n:{step}-{name}"
    removed = f"DELETE DATA {{ n:{step} ftl:hasSetting {setting} }}"
    return {
        code(row, "missing"): removed,
        code(row, "undisclosed"): f"{removed} ; {withheld(f'n:{step}', name)}",
        code(row, "inferred"): status(setting, "setting", "inferred", "as read"),
        code(row, "conflicting"): status(setting, "setting", "conflicting", "as read"),
    }


def faults() -> dict[str, str]:
    """Return code -> SPARQL update without its prefixes."""
    found = {**WELLFORMED, **OTHERS, **LICENCES, **CASRAI, **MODEL_RECORD}
    for row in elements()["facts"]:
        if row["id"] in _REMOVED:
            found.update(_fact(row))
    for row in elements()["settings"]:
        found.update(_setting(row))
    return found
