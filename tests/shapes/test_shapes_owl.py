"""What the reasoner HermiT calls inconsistent, `wellformed` refuses; the shapes are stricter, never weaker."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from lineage_rdf.check import check_quads
from lineage_rdf.codec.turtle import write_turtle
from tests.owl.owlpaths import CORE, PROV_FACTS, ROOT
from tests.shapes.faults import HEAD
from tools.owl.consistency import is_consistent

# Nearly all of the time is that of other engines.
pytestmark = pytest.mark.uncounted

EXAMPLE = ROOT / "examples" / "lineages" / "zephyr-like.ttl"
FIRST = "?step a ftl:FineTuning ; ftl:ordinal 1"
BASE = "?lineage ftl:rootModel ?model"

# Case -> (statements added to the example, where their variables come from, whether HermiT refuses the result).
CASES = {
    "merge base of a fine-tuning": ("?step ftl:mergeBase ?model", f"{FIRST} . {BASE}", True),
    "model that is a weight file": ("?model a ftl:WeightFile", BASE, True),
    "model that is an activity": ("?model a prov:Activity", BASE, True),
    "model evaluated by a step": ("?step ftl:evaluatedModel ?model", f"{FIRST} . {BASE}", True),
    "ordinal of a model": ("?model ftl:ordinal 1", BASE, True),
    "setting of a model": ("?model ftl:settingOf hyperparameter:seed", BASE, True),
    "fine-tuning that is merging": ("?step a ftl:Merging", FIRST, True),
    "ordinal in words": ('?step ftl:ordinal "first"', FIRST, True),
    "model that is a dataset": ("?model a schema:Dataset", BASE, True),
    "dataset derived from a model": (
        "?data ftl:derivedFromModel ?model",
        f"?use ftl:usesDataset ?data . {BASE}",
        True,
    ),
    "model with the value of a setting": ("?model ftl:integerValue 1", BASE, True),
    "model that used something": ("?model prov:used ?step", f"{FIRST} . {BASE}", True),
    "step derived from a model": ("?step prov:wasDerivedFrom ?model", f"{FIRST} . {BASE}", True),
    "model that prompts a model": ("?model ftl:promptsModel ?model", BASE, True),
    "step used by a step": ("?step prov:used ?step", FIRST, True),
    "use of data that is a thing": ("?use a prov:Entity", "?use a ftl:DatasetUse", True),
    "adapter without a class": ("<https://example.org/x> ftl:adapterFor ?model", BASE, False),
}


def example(statements: str = "", where: str = "") -> tuple[ox.Quad, ...]:
    """Return the statements of the example with some more, for the first match of a pattern."""
    store = ox.Store()
    store.load(path=str(EXAMPLE), format=ox.RdfFormat.TURTLE)
    if statements:
        before = len(store)
        store.update(f"{HEAD} INSERT {{ {statements} }} WHERE {{ SELECT * WHERE {{ {where} }} LIMIT 1 }}")
        assert len(store) > before
    return tuple(store)


def hermit_accepts(quads: tuple[ox.Quad, ...], folder: Path) -> bool:
    data = folder / "data.ttl"
    data.write_text(write_turtle(quads), encoding="utf-8")
    return is_consistent([CORE, PROV_FACTS, data]).consistent


def test_both_accept_the_example(tmp_path: Path) -> None:
    assert check_quads(example(), "wellformed").passed
    assert hermit_accepts(example(), tmp_path)


@pytest.mark.parametrize("case", CASES)
def test_wellformed_refuses_what_hermit_refuses(case: str, tmp_path: Path) -> None:
    statements, where, refused = CASES[case]
    quads = example(statements, where)
    assert not check_quads(quads, "wellformed").passed
    assert hermit_accepts(quads, tmp_path) is not refused
