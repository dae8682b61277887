"""Shapes of the user that are broken: code 2 and a sentence (decisions section 7.3), never a fault of ours."""

from __future__ import annotations

import pytest

from lineage_rdf.cli.main import run
from tests.security.test_network import LINEAGE, PREFIXES, SPARQL

LOOP = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>"
BROKEN = {
    "regular expression": "sh:property [ sh:path schema:name ; sh:pattern '(((' ]",
    "no path": "sh:property [ sh:minCount 1 ]",
    "path that is a text": "sh:property [ sh:path 'x' ; sh:minCount 1 ]",
    "path that contains itself": "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:zeroOrMorePath _:p",
    "list that contains itself": f"sh:or _:l . _:l {LOOP} _:l",
    "no query": SPARQL.replace("SELECT $this BODY", "SELEC"),
    "count that is a text": "sh:property [ sh:path schema:name ; sh:minCount 'x' ]",
}


@pytest.mark.parametrize("kind", sorted(BROKEN))
def test_a_broken_shape_of_the_user_is_code_2(tmp_path, capfd, kind):
    (tmp_path / "lineage.ttl").write_text(LINEAGE)
    (tmp_path / "shapes.ttl").write_text(
        f"{PREFIXES} <urn:s> a sh:NodeShape ; sh:targetClass ftl:FineTuneLineage ; {BROKEN[kind]} ."
    )
    assert run(["check", str(tmp_path / "lineage.ttl"), "--shapes", str(tmp_path / "shapes.ttl")]) == 2
    message = capfd.readouterr().err  # checks with shapes of the user run in a copy of the process
    assert "a shape cannot be used" in message
    assert "mend the shapes file" in message


@pytest.mark.parametrize("kind", ["sh:node <urn:s>", "sh:property [ sh:path schema:name ; sh:node <urn:s> ]"])
def test_a_shape_that_refers_to_itself_comes_to_an_end(tmp_path, kind):
    (tmp_path / "lineage.ttl").write_text(LINEAGE)
    (tmp_path / "shapes.ttl").write_text(
        f"{PREFIXES} <urn:s> a sh:NodeShape ; sh:targetClass ftl:FineTuneLineage ; {kind} ."
    )
    code = run(["check", str(tmp_path / "lineage.ttl"), "--shapes", str(tmp_path / "shapes.ttl")])
    assert code in (0, 1, 2)
