"""The keys of lineage.yaml: what each is called, which element of a lineage it states, and what it holds.

docs/lineage-yaml.md describes every key; a test keeps the two together.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from attrs import frozen


@frozen
class Key:
    """One key.

    Args:
        element: notation of the element it states; empty where the value is read by code of its own.
        holds: `text`, `integer`, `decimal`, `time`, `model`, `models`, `term:<scheme>` or empty.
        hint: what to write there, in a few words.
        example: a value as it would be written.
    """

    element: str = ""
    holds: str = ""
    hint: str = ""
    example: str = ""


TOP: Final[dict[str, Key]] = {
    "id": Key(
        "model-id",
        "text",
        "what the model is called for ever: org/name, or a name of your own",
        "acme/support-8b",
    ),
    "name": Key("model-name", "text", "a name for people to read", "Support 8B"),
    "publisher": Key("publisher", "text", "who makes the model available", "acme"),
    "accountable_agent": Key("accountable-agent", "text", "who answers for the model", "Jane Doe"),
    "rollback_target": Key("rollback-target", "model", "the model to go back to", "acme/support-8b@v1"),
    "intended_use": Key("intended-use", "text", "what the model is for", "answering support questions"),
    "out_of_scope_use": Key("out-of-scope-use", "text", "what it is not for", "legal advice"),
    "intended_change": Key("intended-change", "text", "what training was to change", "answers in our tone"),
    "risk_note": Key("risk-note", "text", "a known risk of the change", "may refuse more often"),
    "licence": Key("weights-licence", "text", "licence of the weights", "apache-2.0"),
    "licence_link": Key("licence-link", "text", "where the text of the licence stands", "LICENSE.txt"),
    "licence_notice": Key(
        "licence-notice", "text", "the notice that the licence of the base asks for", "Built with Llama"
    ),
    "stages": Key(hint="the steps in order"),
    "models": Key(hint="facts about models, by their names"),
    "datasets": Key(hint="facts about datasets, by their names"),
    "evaluations": Key(hint="measured values"),
    "reviews": Key(hint="who reviewed the model, and how it ended"),
}
STAGE: Final[dict[str, Key]] = {
    "stage": Key(hint="the folder of the stage, relative to this file, or a name", example="sft"),
    "kind": Key("step-kind", "", "what the step does to the weights", "FineTuning"),
    "name": Key("stage-name", "text", "what you call the stage", "instruction tuning"),
    "base_model": Key(
        "base-model", "models", "the model training started from", "mistralai/Mistral-7B-v0.1@26bca36"
    ),
    "adapter_for": Key(
        "adapter-for", "model", "the model an adapter has to be loaded with", "mistralai/Mistral-7B-v0.1"
    ),
    "reference_model": Key(
        "reference-model", "model", "the frozen model that preference training keeps close to", "acme/sft"
    ),
    "reward_model": Key("reward-model", "models", "the model whose scores were maximised", "acme/reward"),
    "teacher_model": Key("teacher-model", "models", "the model whose outputs were learned", "acme/teacher"),
    "result": Key("checkpoint", "model", "the model the stage made", "acme/support-8b@main"),
    "result_digest": Key("weights-digest", "digest", "digest of the result's weights", "sha256:9f86d0..."),
    "intermediate_checkpoints": Key(
        "intermediate-checkpoint", "models", "checkpoints saved on the way", "[acme/support-8b@step-500]"
    ),
    "datasets": Key(hint="the data of the stage"),
    "objective": Key("objective", "term:objective", "what training optimised", "sft"),
    "parameterization": Key(
        "parameterization", "term:parameterization", "which values training changed", "lora"
    ),
    "method": Key("method", "text", "the method in words, where no term fits", "hosted fine-tuning service"),
    "hyperparameters": Key(
        "hyperparameters", "", "settings under the names your trainer uses", "{learning_rate: 2e-5}"
    ),
    "merge": Key(hint="how models were merged"),
    "quantization": Key(hint="how weights were stored with fewer bits"),
    "code": Key(
        "code-revision",
        "",
        "the code that ran",
        "{repository: https://github.com/acme/train, revision: 1a2b3c4}",
    ),
    "software": Key("software-versions", "", "libraries and their versions", "{transformers: 4.46.0}"),
    "trainable_parameters": Key(
        "trainable-parameters", "integer", "how many parameters training could change", "41943040"
    ),
    "total_parameters": Key("total-parameters", "integer", "how many parameters the model has", "7241732096"),
    "compute_exaflop": Key("compute", "decimal", "computation of the stage in 10^18 FLOP", "120.5"),
    "gpu_hours": Key("gpu-hours", "decimal", "accelerator hours", "64"),
    "energy_kwh": Key("energy", "decimal", "electrical energy in kWh", "38.2"),
    "emissions_kg": Key("emissions", "decimal", "greenhouse gas in kg CO2e", "9.1"),
    "outcome": Key("outcome", "term:outcome", "how the stage ended: succeeded or failed", "succeeded"),
    "started": Key("started", "time", "when the stage began", "2026-03-01T08:00:00Z"),
    "ended": Key("ended", "time", "when it ended", "2026-03-01T16:00:00Z"),
    "intended_change": Key("intended-change", "text", "what the stage was to change", "follows instructions"),
    "risk_note": Key("risk-note", "text", "a known risk of the stage", "may forget general knowledge"),
    "evaluations": Key(hint="measured values of the stage's result"),
}
DATASET: Final[dict[str, Key]] = {
    "dataset": Key(
        "dataset", "text", "org/name[@revision], a path or a name", "HuggingFaceH4/ultrachat_200k"
    ),
    "role": Key("dataset-role", "term:dataset-role", "what the data was for", "instruction"),
    "revision": Key("dataset-revision", "text", "commit or tag of the dataset", "8049631c4052"),
    "configuration": Key("dataset-configuration", "text", "named subset", "default"),
    "split": Key("dataset-split", "text", "split or splits used", "train_sft"),
    "examples": Key("example-count", "integer", "how many examples were used", "200000"),
    "tokens": Key("token-count", "integer", "how many tokens were used", "150000000"),
    "share": Key("mixture-share", "decimal", "share in the mixture, from 0 to 1", "0.8"),
    "used_share": Key("example-count", "decimal", "share of its examples that was used, from 0 to 1", "0.5"),
    "access": Key("access", "term:access", "who can get at it: public, gated or private", "private"),
    "description": Key("", "text", "what the data is", "tickets of our help desk, 2024"),
    "licence": Key("data-licence", "text", "licence of the data", "cc-by-4.0"),
    "digest": Key("dataset-digest", "digest", "digest of the data", "sha256:2c26b4..."),
    "personal_data": Key(
        "personal-data", "text", "what is known about personal data in it", "names were replaced"
    ),
    "bias": Key("bias", "text", "what is known about bias in it", "English only"),
    "generated_by": Key("generator-model", "models", "the model that wrote the examples", "acme/teacher"),
}
# Facts about a dataset wherever it is used; the rest of DATASET is about one use of it.
ABOUT_DATASET: Final = ("licence", "access", "digest", "personal_data", "bias", "generated_by")
MODEL: Final[dict[str, Key]] = {
    "licence": Key("weights-licence", "text", "licence of the weights", "apache-2.0"),
    "licence_link": Key("licence-link", "text", "where the text of the licence stands", "LICENSE.txt"),
    "licence_notice": Key(
        "licence-notice", "text", "the notice that the licence of its base asks for", "Built with Llama"
    ),
    "digest": Key("weights-digest", "digest", "digest of the weights", "sha256:9f86d0..."),
    "training_compute_exaflop": Key(
        "training-compute", "decimal", "computation of all its training in 10^18 FLOP", "84000"
    ),
    "parameters": Key("total-parameters", "integer", "how many parameters it has", "7241732096"),
}
EVALUATION: Final[dict[str, Key]] = {
    "metric": Key("metric", "text", "what was measured", "accuracy"),
    "value": Key("evaluation-result", "decimal", "the measured value", "0.71"),
    "dataset": Key("evaluation-dataset", "text", "what it was measured on", "cais/mmlu"),
    "split": Key("", "text", "the split", "test"),
    "model": Key("", "model", "head, base or a model's name; head if left out", "base"),
    "role": Key("", "term:comparison-role", "why it was measured before and after", "retention"),
}
REVIEW: Final[dict[str, Key]] = {
    "reviewer": Key("reviewer", "text", "who reviewed", "Jane Doe"),
    "decision": Key("sign-off", "text", "the decision", "approved"),
    "date": Key("", "time", "when", "2026-03-05"),
    "note": Key("", "text", "what else was said", "after the second red-team round"),
}
MERGE: Final[dict[str, Key]] = {
    "method": Key("merge-method", "term:merge-method", "how weights were combined", "dare-ties"),
    "base": Key(
        "merge-base", "model", "the model against which differences are taken", "mistralai/Mistral-7B-v0.1"
    ),
    "models": Key("merge-weights", "", "the models of the merge", "[{model: acme/a, weight: 0.5}]"),
}
MERGED: Final[dict[str, Key]] = {
    "model": Key("", "model", "a model of the merge", "acme/a"),
    "weight": Key("", "decimal", "its weight", "0.5"),
    "density": Key("", "decimal", "share of its changes that is kept", "0.6"),
    "layer_range": Key("", "text", "which of its layers", "0-16"),
}
QUANTIZATION: Final[dict[str, Key]] = {
    "method": Key("quantization-method", "term:quantization-method", "how", "gptq"),
    "bits": Key("setting", "", "bits per weight", "4"),
    "group_size": Key("setting", "", "weights that share a scale", "128"),
    "calibration_dataset": Key("dataset", "text", "the data it was calibrated on", "allenai/c4"),
}
CODE: Final[dict[str, Key]] = {
    "repository": Key("", "text", "address of the repository", "https://github.com/acme/train"),
    "revision": Key("", "text", "commit or tag", "1a2b3c4"),
    "licence": Key("", "text", "licence of the code", "apache-2.0"),
    "name": Key("", "text", "what the code is called", "train.py"),
}
TABLES: Final = {
    "top": TOP, "stage": STAGE, "dataset": DATASET, "model": MODEL, "evaluation": EVALUATION, "review": REVIEW,
    "merge": MERGE, "merged": MERGED, "quantization": QUANTIZATION, "code": CODE,
}  # fmt: skip
# Other spellings that people are likely to use.
SPELLINGS: Final = {
    "license": "licence", "base": "base_model", "roles": "role", "splits": "split", "parametrization": "parameterization",
    "parameterisation": "parameterization", "quantisation": "quantization", "steps": "stages", "rank": "hyperparameters",
    "lr": "hyperparameters", "learning_rate": "hyperparameters", "output": "result", "checkpoint": "result",
}  # fmt: skip
_SAME: Final = {"license": "licence", "roles": "role", "splits": "split"}


def canonical(name: str, table: dict[str, Key]) -> str:
    """Return the key under which a table lists a name: spellings that can only mean one key count as that key."""
    return _SAME[name] if name not in table and _SAME.get(name) in table else name


def suggestion(name: str, table: dict[str, Key]) -> str:
    """Return the key of a table that was probably meant by an unknown name, or nothing."""
    meant = SPELLINGS.get(name.lower(), "")
    if meant in table:
        return meant
    folded = {key.lower().replace("-", "_"): key for key in table}
    close = get_close_matches(name.lower().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""
