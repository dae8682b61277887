"""A question reads the files of the catalogue that it needs, and no others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lineage_rdf.errors import UsageError
from lineage_rdf.query import catalogue, make_index
from lineage_rdf.query.catalogue_files import entry, names
from tests.conftest import ROOT
from tests.query.cases import FAMILY
from tests.query.places import quads
from tests.query.test_index import fill

ASKED = """
import os, sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from lineage_rdf.query import open_place, run_query
with open_place(sys.argv[1]) as store:
    print(len(run_query(store, "ancestors", {"model": "tide/gamma"})))
paths = [path.split(os.sep) for path in opened if path.endswith(".rq")]
print(sorted(path[-1] for path in paths if path[-2] == "catalogue"))
"""


def test_the_first_question_of_a_process_reads_no_other_questions(tmp_path: Path) -> None:
    fill(tmp_path / "hub", quads(FAMILY))
    make_index(tmp_path / "hub")
    words = [sys.executable, "-c", ASKED, str(tmp_path / "hub")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    # By the second, too, an index is found that fits the catalogue.
    assert done.stdout == "2\n['affected-by-model.rq', 'ancestors.rq']\n"


@pytest.mark.parametrize("name", ["../parts/bases", "catalogue/ancestors", "ancestors.rq", "", "."])
def test_a_file_elsewhere_is_no_query(name: str) -> None:
    with pytest.raises(UsageError, match="there is no query"):
        entry(name)


def test_one_at_a_time_is_the_catalogue() -> None:
    assert catalogue() == {name: entry(name) for name in names()}
    assert list(names()) == sorted(names())
    assert len(names()) > 15
