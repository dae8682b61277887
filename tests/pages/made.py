"""Lineages for tests of pages: the examples, a chain, a family of any size, and names that attack; and a site made of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache

from attrs import evolve
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.claims.mint import graph_of
from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.names import node
from lineage_rdf.pages import (
    HOME,
    Addresses,
    Kind,
    assets,
    clashing,
    divide,
    home,
    list_pages,
    render,
    row,
    shards,
    verdicts,
)
from lineage_rdf.query import in_memory
from lineage_rdf.records import (
    Agent,
    Association,
    Dataset,
    DatasetUse,
    FactStatus,
    LineageRecord,
    MergeContribution,
    Model,
    Setting,
    Step,
)
from tests.conftest import ROOT
from tests.pages.index import Index, materials, term_materials

BASE = "https://lineages.example/"
HUB = "https://huggingface.co/"
EVIL = "</script><script>alert(1)</script>\" onload='alert(2)' x=\"<b>\u202e"
EVIL_IRI = f"{BASE}a'b&amp;c/%3Cscript%3E"


def examples():
    """Return the statements of each example lineage."""
    return [
        list(parse(path=path, format=RdfFormat.TURTLE))
        for path in sorted((ROOT / "examples/lineages").glob("*.ttl"))
    ]


def model(name, **more):
    return Model(iri=HUB + name, identifier=name, name=name.rpartition("/")[2], **more)


def lineage(
    name, base, *, kind="FineTuning", licence="Apache-2.0", data="harbour-lab/tide-talk", steps=1, **more
):
    """Return a lineage of one model in a row of steps from a base, as statements."""
    iri = f"{BASE}{name}/lineage"
    between = [f"{name}-stage-{number}" for number in range(1, steps)]
    results = [*between, name]
    sources = [base, *between]
    made = [
        _step(iri, number, kind, source, result, data)
        for number, (source, result) in enumerate(zip(sources, results, strict=True), 1)
    ]
    models = [model(base, weights_licence=licence)]
    models += [
        model(
            result,
            derived_from=[HUB + source],
            weights_licence=licence,
            attributed_to=[HUB + name.split("/")[0]],
        )
        for source, result in zip(sources, results, strict=True)
    ]
    record = LineageRecord(
        iri=iri,
        head_model=HUB + name,
        root_models=[HUB + base],
        steps=made,
        models=models,
        datasets=[Dataset(iri=f"{HUB}datasets/{data}", identifier=data, licence="CC-BY-4.0")],
        agents=[Agent(iri=HUB + name.split("/")[0], kind="prov:Organization", name=name.split("/")[0])],
        statuses=[_inferred(iri, step) for step in made],
    )
    return encode(evolve(record, **more))


def _step(lineage_iri, number, kind, base, result, data):
    iri = f"{lineage_iri}/step/stage-{number}"
    objectives = ["sft"] if number == 1 else ["dpo"]
    merging = kind == "Merging"
    return Step(
        iri=iri,
        kind=kind,
        ordinal=number,
        stage_name=f"stage-{number}",
        follows=[f"{lineage_iri}/step/stage-{number - 1}"] if number > 1 else [],
        base_models=[] if merging else [HUB + base],
        contributions=[MergeContribution(iri=f"{iri}/model/1", model=HUB + base, weight=Decimal("0.5"))]
        if merging
        else [],
        merge_method="dare-ties" if merging else None,
        produced_model=HUB + result,
        objectives=[] if merging else objectives,
        parameterizations=[] if merging else ["lora"],
        dataset_uses=[
            DatasetUse(
                iri=f"{iri}/data/1", dataset=f"{HUB}datasets/{data}", roles=["training"], example_count=50000
            )
        ],
        settings=[
            Setting(iri=f"{iri}/setting/lora_r", hyperparameter="lora_r", integer=64),
            Setting(
                iri=f"{iri}/setting/learning_rate", hyperparameter="learning_rate", real=Decimal("0.00002")
            ),
        ],
        associations=[
            Association(iri=f"{iri}/agent/1", agent=f"{HUB}{result.split('/')[0]}", roles=["trainer"]),
        ],
    )


def _inferred(lineage_iri, step):
    return FactStatus(
        iri=f"{step.iri}/status/objective",
        subject=step.iri,
        element="objective",
        status="inferred",
        object_meant="https://w3id.org/ftl/objective/sft",
        reason="the name of the folder says so",
        rule="test:rule",
    )


KINDS = ("FineTuning", "Merging", "Quantizing", "Distilling", "FineTuning", "FineTuning")


def forest(count, root="harbour-lab/harbour-7b"):
    """Return the lineages of models that all descend from one, each a step from another: a tree with many leaves."""
    names = [root, *(f"fleet-{number % 17}/vessel-{number}" for number in range(1, count + 1))]
    return [
        lineage(
            names[number],
            names[(number - 1) // 4],
            kind=KINDS[number % len(KINDS)],
            data=f"fleet/log-{number % 5}",
        )
        for number in range(1, count + 1)
    ]


def hostile():
    """Return a lineage in which every text attacks and every IRI is one that may lead nowhere."""
    iri = "urn:x:javascript"
    step = Step(
        iri="javascript:alert(3)",
        ordinal=1,
        name=EVIL,
        stage_name=EVIL,
        base_models=[EVIL_IRI],
        produced_model="data:text/html,evil",
        objectives=["javascript:alert(4)"],
        method_texts=[EVIL],
        settings=[Setting(iri="urn:x:set", name=EVIL, texts=[EVIL])],
        dataset_uses=[
            DatasetUse(iri="urn:x:use", dataset="file:///etc/passwd", configuration=EVIL, splits=[EVIL])
        ],
        risk_note=EVIL,
    )
    models = [
        Model(iri=EVIL_IRI, name=EVIL, identifier=EVIL, weights_licence=EVIL, licences_as_found=[EVIL]),
        Model(
            iri="data:text/html,evil",
            name=EVIL,
            revision=EVIL,
            derived_from=[EVIL_IRI],
            digest=EVIL,
            attributed_to=["urn:x:a"],
        ),
    ]
    record = LineageRecord(
        iri=iri, name=EVIL, description=EVIL, head_model="data:text/html,evil", root_models=[EVIL_IRI],
        steps=[step], models=models,
        datasets=[Dataset(iri="file:///etc/passwd", name=EVIL, description=EVIL, licence=EVIL)],
        agents=[Agent(iri="urn:x:a", name=EVIL)],
        accountable_agents=["urn:x:a"],
        statuses=[FactStatus(iri="urn:x:s", subject=step.iri, element="dataset", status="inferred", reason=EVIL, rule=EVIL)],
    )  # fmt: skip
    return encode(record)


def indexed(lineages):
    """Return the divisions of some lineages and the index of all of them."""
    index = Index()
    divisions = [divide(quads) for quads in lineages]
    for division in divisions:
        index.add(division)
    return divisions, index


def site_of(lineages, *, judge=True, addresses=None):
    """Return path -> text of a whole site, and IRI -> material of each of its pages."""
    divisions, index = indexed(lineages)
    judged = verdicts(lineages) if judge else [None] * len(divisions)
    found = [
        item
        for one, verdict in zip(divisions, judged, strict=True)
        for item in materials(one, index, verdict)
    ]
    found += term_materials(index)
    things = [item.thing for item in found]
    addresses = addresses or Addresses(BASE)
    addresses = evolve(addresses, apart=clashing([thing.iri for thing in things], addresses))
    files = {f"{addresses.key(item.thing.iri)}.html": render(item, addresses) for item in found}
    for kind in (Kind.LINEAGE, Kind.MODEL, Kind.DATASET, Kind.AGENT, Kind.TERM):
        listed = [thing for thing in things if thing.kind is kind]
        files |= {f"{key}.html": page for key, page in list_pages(kind, listed, addresses)}
    files |= dict(shards(row(item, addresses) for item in found if item.thing.kind is Kind.MODEL))
    files[f"{HOME}.html"] = home(Counter(thing.kind for thing in things), addresses)
    files |= assets()
    return files, {item.thing.iri: item for item in found}


def write(files, folder):
    """Write a site into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def store_of(lineages):
    """Return a store with each lineage in a graph of its own."""
    quads = []
    for statements in lineages:
        graph = node("prov:Bundle").__class__(graph_of(divide(statements).record.iri))
        quads += [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in statements]
    return in_memory(quads)


@cache
def example_site():
    """Return the site of the example lineages."""
    return site_of(examples())
