"""Small graphs on licences and compute, and the rows that a person read off them."""

from __future__ import annotations

from tests.query.case import Case

# Under Llama 3: base, from which fine comes, which keeps licence, name, notice and link, and from it heron, which keeps nothing.
# heron wrote tales, on which reader was trained; small comes from reader.
LLAMA = """
x:g1 { h:base ftl:weightsLicence "LicenseRef-HF-llama3" . h:Llama-3-fine ftl:derivedFromModel h:base ;
       ftl:weightsLicence "LicenseRef-HF-llama3" ; ftl:licenceNotice "Built with Meta Llama 3" ; ftl:licenceLink "LICENSE" . }
x:g2 { h:heron ftl:derivedFromModel h:Llama-3-fine ; ftl:weightsLicence "MIT" . }
x:g3 { x:p1 ftl:generatorModel h:heron ; ftl:producedDataset d:tales . d:tales ftl:dataLicence "CC-BY-4.0" . }
x:g4 { x:s1 ftl:producedModel h:reader ; ftl:hasDatasetUse x:u1 . x:u1 ftl:usesDataset d:tales .
       h:reader ftl:weightsLicence "Apache-2.0" . h:small ftl:derivedFromModel h:reader . }
x:g5 { x:s2 ftl:producedModel h:tested ; ftl:hasDatasetUse x:u2 . x:u2 ftl:usesDataset d:tales ;
       ftl:hasDatasetRole role:evaluation . }
x:g8 { x:s4 ftl:producedModel h:both ; ftl:hasDatasetUse x:u4 . x:u4 ftl:usesDataset d:tales ;
       ftl:hasDatasetRole role:evaluation, role:instruction . h:both ftl:weightsLicence "Apache-2.0" . }
x:g6 { x:s3 ftl:producedModel h:cousin ; ftl:hasDatasetUse x:u3 . x:u3 ftl:usesDataset d:tales .
       h:cousin ftl:derivedFromModel h:base ; ftl:weightsLicence "LicenseRef-HF-llama3" . }
x:g7 { <https://huggingface.co/meta-llama/own> ftl:derivedFromModel h:base ; ftl:weightsLicence "LicenseRef-HF-llama3" . }
"""
_TOLD = "model rule severity origin steps way"
_FINE = "tide/Llama-3-fine"
_TO_HERON = f"{_FINE} > made into > tide/heron"
_TO_READER = f"{_TO_HERON} > wrote > tide/tales > trained > tide/reader"
_TO_COUSIN = "tide/base > made into > tide/cousin"
LLAMA_CASES = [
    Case(
        "licence-conflicts",
        {},
        _TOLD,
        [
            ("both", "outputs-train-other-model", "warning", "Llama-3-fine", "3",
             f"{_TO_HERON} > wrote > tide/tales > trained > tide/both"),
            ("cousin", "llama-3-name", "warning", "base", "1", _TO_COUSIN),
            ("cousin", "licence-copy-unlinked", "info", "base", "1", _TO_COUSIN),
            ("cousin", "licence-notice-missing", "info", "base", "1", _TO_COUSIN),
            ("heron", "licence-drift", "warning", "Llama-3-fine", "1", _TO_HERON),
            ("heron", "llama-3-name", "warning", "Llama-3-fine", "1", _TO_HERON),
            ("heron", "licence-copy-unlinked", "info", "Llama-3-fine", "1", _TO_HERON),
            ("heron", "licence-notice-missing", "info", "Llama-3-fine", "1", _TO_HERON),
            ("reader", "outputs-train-other-model", "warning", "Llama-3-fine", "3", _TO_READER),
            ("small", "outputs-train-other-model", "warning", "Llama-3-fine", "4", f"{_TO_READER} > made into > tide/small"),
        ],
    ),
    Case(
        "licence-conflicts",
        {"model": "tide/heron", "rule": "licence-drift"},
        "model licence origin_licence source",
        [("heron", "MIT", "LicenseRef-HF-llama3",
          "Meta Llama 3 Community License Agreement, sections 1.b.i and 1.b.iv")],
    ),
    Case("licence-conflicts", {"model": "tide/tested"}, _TOLD, []),
    Case("licence-conflicts", {"rule": "share-alike-base"}, _TOLD, []),
]  # fmt: skip

# gemma is of a repository that tells its licence; taught learned from it. A model under Llama 3.1 wrote songs, from which poems
# were made; singer was trained on them. Who may choose between licences is bound by neither.
TERMS = """
x:g1 { <https://huggingface.co/tide/gemma/tree/r1> prov:specializationOf h:gemma .
       h:gemma ftl:weightsLicence "LicenseRef-HF-gemma" .
       x:s1 ftl:producedModel h:taught ; ftl:teacherModel <https://huggingface.co/tide/gemma/tree/r1> .
       h:taught ftl:weightsLicence "MIT" . }
x:g2 { h:llama ftl:weightsLicence "LicenseRef-HF-llama3.1" . x:p1 ftl:generatorModel h:llama ; ftl:producedDataset d:songs .
       d:songs ftl:dataLicence "CC-BY-4.0" . d:poems ftl:dataLicence "CC-BY-4.0" .
       x:p2 ftl:sourceDataset d:songs ; ftl:producedDataset d:poems . x:s2 ftl:producedModel h:singer ; ftl:hasDatasetUse x:u1 .
       x:u1 ftl:usesDataset d:poems . h:singer ftl:weightsLicence "Apache-2.0" . }
x:g3 { h:choice ftl:weightsLicence "MIT OR LicenseRef-HF-gemma" .
       h:free ftl:derivedFromModel h:choice ; ftl:weightsLicence "MIT" . }
"""
TERMS_CASES = [
    Case(
        "licence-conflicts",
        {},
        _TOLD,
        [
            ("singer", "llama-name", "warning", "llama", "3",
             "tide/llama > wrote > tide/songs > made into > tide/poems > trained > tide/singer"),
            ("taught", "generator-terms", "warning", "gemma/tree/r1", "1", "tide/gemma@r1 > taught > tide/taught"),
        ],
    ),
]  # fmt: skip

# Data and weights that are not for commerce, not to be changed, to be shared alike, or of which nothing is told.
LIMITED = """
x:g1 { d:free ftl:dataLicence "CC-BY-NC-4.0" . x:p1 ftl:sourceDataset d:free ; ftl:producedDataset d:cut .
       x:s1 ftl:producedModel h:shop ; ftl:hasDatasetUse x:u1 . x:u1 ftl:usesDataset d:cut .
       h:shop ftl:weightsLicence "MIT" . h:study ftl:derivedFromModel h:shop ; ftl:weightsLicence "CC-BY-NC-4.0" . }
x:g2 { h:fixed ftl:weightsLicence "CC-BY-ND-4.0" . h:changed ftl:derivedFromModel h:fixed .
       <urn:x:local> ftl:derivedFromModel h:fixed . }
x:g3 { h:copyleft ftl:weightsLicence "GPL-3.0-only" . h:closed ftl:derivedFromModel h:copyleft ; ftl:weightsLicence "MIT" .
       h:open ftl:derivedFromModel h:copyleft ; ftl:weightsLicence "AGPL-3.0-only" . }
x:g4 { h:loop ftl:derivedFromModel h:ring ; ftl:weightsLicence "CC-BY-NC-4.0" . h:ring ftl:derivedFromModel h:loop . }
"""
LIMITED_CASES = [
    Case(
        "licence-conflicts",
        {},
        "model rule origin origin_licence way",
        [
            ("changed", "no-derivatives-base", "fixed", "CC-BY-ND-4.0", "tide/fixed > made into > tide/changed"),
            ("closed", "share-alike-base", "copyleft", "GPL-3.0-only", "tide/copyleft > made into > tide/closed"),
            ("shop", "non-commercial-data", "d:free", "CC-BY-NC-4.0",
             "tide/free > made into > tide/cut > trained > tide/shop"),
            ("shop", "unknown-data-licence", "d:cut", "", "tide/cut > trained > tide/shop"),
        ],
    ),
]  # fmt: skip

# 10^25 operations are 10000000 exaFLOP. The base of lone has no known compute; that of odd is no number.
COMPUTE = """
x:g1 { h:big ftl:trainingComputeExaFlop "10000000"^^<http://www.w3.org/2001/XMLSchema#decimal> .
  h:odd ftl:trainingComputeExaFlop "much" .
  <https://huggingface.co/tide/big/tree/r1> prov:specializationOf h:big .
  x:s1 a ftl:FineTuning ; ftl:baseModel h:big ; ftl:producedModel h:above ; ftl:computeExaFlop 3333333.5 .
  x:s2 a ftl:FineTuning ; ftl:baseModel h:big ; ftl:producedModel h:below ; ftl:computeExaFlop 3333333.25 .
  x:s3 a ftl:FineTuning ; ftl:baseModel h:odd ; ftl:producedModel h:from-odd ; ftl:computeExaFlop 5.5 .
  x:s4 a ftl:FineTuning ; ftl:baseModel h:big ; ftl:producedModel h:huge ; ftl:computeExaFlop "1e25" .
  x:s5 a ftl:FineTuning ; ftl:baseModel h:none ; ftl:producedModel h:lone ; ftl:computeExaFlop 33334.5 .
  x:s6 a ftl:FineTuning ; ftl:baseModel h:big ; ftl:producedModel h:silent .
  x:s7 a ftl:FineTuning ; ftl:baseModel <https://huggingface.co/tide/big/tree/r1> ; ftl:producedModel h:pinned ;
    ftl:computeExaFlop 10000000.5 .
  x:s8 a ftl:Merging ; ftl:producedModel h:merged ; ftl:computeExaFlop 10000000.5 . }
"""
_SHARE = "model against finding"
COMPUTE_CASES = [
    Case(
        "eu-one-third",
        {},
        _SHARE,
        [
            ("from-odd", "base model", "cannot assess"),
            ("huge", "base model", "cannot assess"),
            ("silent", "base model", "cannot assess"),
            ("above", "base model", "more than one third, review"),
            ("lone", "threshold", "more than one third, review"),
            ("pinned", "base model", "more than one third, review"),
            ("below", "base model", "not more than one third"),
        ],
    ),
    Case(
        "eu-one-third",
        {"model": "tide/lone", "threshold": "10000000"},
        "model base compute against whole finding",
        [("lone", "none", "33334.5", "threshold", "10000000", "not more than one third")],
    ),
]

LICENCE_GRAPHS = [
    (LLAMA, LLAMA_CASES),
    (TERMS, TERMS_CASES),
    (LIMITED, LIMITED_CASES),
    (COMPUTE, COMPUTE_CASES),
]
