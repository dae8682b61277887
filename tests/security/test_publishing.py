"""What must not reach a published file: secrets, scripts, hidden letters (threats T12, T17, T21)."""

from __future__ import annotations

import pytest

from lineage_rdf.cli.main import run
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.lineage import read, read_document
from lineage_rdf.picture import draw

TOKEN = "hf_" + "Q" * 34
SECRETS = (TOKEN, "alice", "/home", "s3cret")
CARD = f"""---
base_model: org/base
hub_token: {TOKEN}
datasets: [/home/alice/private/data.jsonl, org/data]
author: alice@example.org
---
# Model

This model is a fine-tuned version of [org/base](https://huggingface.co/org/base) on /home/alice/private/data.jsonl.

### Training hyperparameters

- learning_rate: 1e-5
- output_dir: /home/alice/out
"""
FILES = {
    "README.md": CARD,
    "adapter_config.json": f'{{"peft_type": "LORA", "base_model_name_or_path": "/home/alice/base", "api_key": "{TOKEN}"}}',
    "axolotl.yaml": f"""
base_model: /home/alice/base
datasets:
  - {{path: /home/alice/private/d.jsonl, type: alpaca}}
  - {{path: "https://alice:s3cret@e.org/e.jsonl?part=1&X-Amz-Signature={TOKEN}#access_token={TOKEN}", type: alpaca}}
adapter: lora
wandb_api_key: {TOKEN}
wandb_entity: alice@example.org
hub_token: {TOKEN}
output_dir: /home/alice/out
""",
    "training_args.json": f"""{{"output_dir": "/home/alice/out", "learning_rate": 1e-5, "push_to_hub_token": "{TOKEN}",
        "logging_dir": "/home/alice/runs/host-01", "resume_from_checkpoint": "/home/alice/checkpoint-5",
        "per_device_train_batch_size": 4, "num_train_epochs": 1}}""",
    "lineage.yaml": f"""
stages:
  - name: sft
    base: /home/alice/base
    datasets: [{{path: "/home/alice/d.jsonl"}}]
    code: {{repository: "https://alice:s3cret@github.com/a/b"}}
    # {TOKEN}
""",
}


def test_no_secret_and_no_home_folder_is_published(tmp_path, capsys):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (lineage,) = [read(tmp_path)]
    published = [lineage.to_turtle(), lineage.to_jsonld(), lineage.to_evidence()]
    published += [draw(lineage.record, form) for form in ("svg", "html", "dot", "mermaid")]
    capsys.readouterr()
    assert run(["card", str(tmp_path)]) == 0
    # A diff repeats lines of the card as they are; only what it adds is ours.
    published += [line for line in capsys.readouterr().out.splitlines() if line.startswith("+")]
    for secret in (*SECRETS, str(tmp_path)):
        assert not [text for text in published if secret in text], secret
    assert "github.com/a/b" in published[0]


HOSTILE = '"</script><script>alert(1)</script><img src=x onerror=alert(1)>\\u202Egnp.exe\\u0007"'
RDF = (
    "@prefix ftl: <https://w3id.org/ftl#> . @prefix schema: <http://schema.org/> . "
    f"<urn:x:l> a ftl:FineTuneLineage ; schema:name {HOSTILE} ; ftl:headModel <javascript:alert(1)>, <urn:x:l>, 5 ; "
    f"ftl:hasStep <urn:x:s>, _:b, <urn:x:l>, 'a' . <javascript:alert(1)> a ftl:Model ; schema:name {HOSTILE} . "
    f"<urn:x:s> a ftl:FineTuning ; ftl:stageName {HOSTILE} ; ftl:baseModel <javascript:alert(1)> ; "
    "ftl:producedModel <urn:x:s> ; ftl:followsStep <urn:x:s> ; ftl:ordinal 'x', -1, 1.5 . "
    "_:b a ftl:Merging, ftl:FineTuning ; ftl:baseModel _:b ; ftl:producedModel _:b ."
)


@pytest.mark.parametrize("form", ["svg", "html", "mermaid", "dot", "tree"])
def test_pictures_of_lies_hold_no_script(form):
    (lineage,) = read_document(RDF.encode(), "turtle")
    picture = draw(lineage.record, form)
    assert 'href="javascript' not in picture
    if form in ("svg", "html", "mermaid"):  # the others are plain text
        assert "<script>alert" not in picture
        assert "<img" not in picture
    assert "\u202e" not in picture
    assert "\x07" not in picture


def test_lies_are_findings(tmp_path, capsys):
    (tmp_path / "lies.ttl").write_text(RDF)
    assert run(["check", str(tmp_path / "lies.ttl")]) == 1
    captured = capsys.readouterr()
    assert "violation" in captured.out.lower()
    assert not {"\u202e", "\x07", "\x1b"} & set(captured.out)
    assert captured.err == ""


def test_keys_of_our_context_cannot_be_given_another_meaning():
    text = '{"@context": ["https://w3id.org/ftl/context.jsonld", {"baseModel": "urn:evil"}], "@id": "urn:a"}'
    with pytest.raises(Exception, match="protected"):
        read_quads(text.encode(), Syntax.JSONLD, "doc")
