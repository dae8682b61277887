"""Whole runs: one graph per lineage, in the order of the input, the same bytes for any number of processes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

import lineage_rdf as lr
from lineage_rdf.bulk import How, Summary, open_inputs, read_bulk
from lineage_rdf.check.check import CheckReport
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.vocabulary.namespaces import PREFIXES
from tests.bulk import tables
from tests.bulk.tables import UNTOLD, tuned


def run(*paths: Path, jobs: int = 1, **how: object) -> tuple[str, Summary]:
    parts: list[str] = []
    inputs = open_inputs([str(path) for path in paths], {})
    summary = read_bulk(inputs, How(**how), parts.append, jobs=jobs)  # type: ignore[arg-type]
    return "".join(parts), summary


def quads(text: str, form: RdfFormat = RdfFormat.N_QUADS) -> list[Quad]:
    return list(parse(text.encode(), format=form))


def heads(found: Sequence[Quad]) -> list[str]:
    name = f"{PREFIXES['ftl']}headModel"
    return [quad.object.value.rsplit("/", 1)[-1] for quad in found if quad.predicate.value == name]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More rows than go into one bundle: told, untold, broken and repeated."""
    rows: list[tuple[object, object]] = []
    for number in range(300):
        card = (tuned(f"quay-lab/base-{number}"), UNTOLD, "---\nbase_model: [\n---\n" + tuned()[4:], None, 5)
        rows.append(
            (f"quay-lab/m{number % 290}", card[number % 5] if number % 7 else tuned(tag="mergekit, merge"))
        )
    return tables.cards(tmp_path_factory.mktemp("table") / "cards.jsonl", rows)


def test_the_bytes_do_not_depend_on_the_number_of_processes(table: Path) -> None:
    text, summary = run(table)
    assert summary.lineages > 64
    for jobs in (2, 3):
        again, counts = run(table, jobs=jobs)
        assert again == text
        assert counts == summary


@pytest.mark.parametrize("step", [1, -1])
def test_the_first_tag_that_names_a_tool_is_the_reason(tmp_path: Path, step: int) -> None:
    """A set has another order in every process; which of several tags is quoted once hung on it."""
    tags = ["merge", "mergekit", "lazymergekit", "mergekit-moe"][::step]
    card = f"---\nbase_model: quay-lab/a\ntags: {tags}\n---\n# Merged\n"
    text, _ = run(tables.cards(tmp_path / "t.jsonl", [("quay-lab/m", card)]))
    assert f'"the card has the tag {tags[0]}"' in text


def test_each_lineage_has_a_graph_of_its_own_described_outside(table: Path) -> None:
    text, summary = run(table)
    found = quads(text)
    outside = [quad for quad in found if isinstance(quad.graph_name, DefaultGraph)]
    graphs = {quad.graph_name for quad in found if isinstance(quad.graph_name, NamedNode)}
    bundles = {quad.subject for quad in outside if quad.object.value == f"{PREFIXES['prov']}Bundle"}
    assert graphs == bundles == {quad.subject for quad in outside}
    assert len(graphs) == summary.lineages == len(heads(found))


def test_lineages_stand_in_the_order_of_the_rows_and_statements_are_sorted(tmp_path: Path) -> None:
    names = [f"quay-lab/{name}" for name in ("zeta", "alpha", "midi")]
    path = tables.cards(tmp_path / "t.jsonl", [(name, tuned()) for name in names])
    text, _ = run(path)
    assert heads(quads(text)) == ["zeta", "alpha", "midi"]
    single = [
        run(tables.cards(tmp_path / f"{n}.jsonl", [(name, tuned())]))[0] for n, name in enumerate(names)
    ]
    assert text == "".join(single)
    assert single[0].splitlines() == sorted(single[0].splitlines())


def test_trig_says_the_same_as_n_quads(table: Path) -> None:
    text, _ = run(table)
    trig, _ = run(table, syntax=Syntax.TRIG)
    assert set(quads(trig, RdfFormat.TRIG)) == set(quads(text))


def test_a_card_is_read_as_report_reads_it_with_its_id(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(tuned(), encoding="utf-8")
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/tide-7b", tuned()), ("tide", tuned(tag="dpo"))])
    named, nameless = lr.read_many(path)
    assert named.lineages[0].to_turtle() == lr.read(tmp_path, model_id="quay-lab/tide-7b").to_turtle()
    (tmp_path / "README.md").write_text(tuned(tag="dpo"), encoding="utf-8")
    assert nameless.lineages[0].to_turtle() == lr.read(tmp_path).to_turtle()


def test_a_base_gives_the_addresses_their_beginning(tmp_path: Path) -> None:
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/tide-7b", tuned())])
    text, _ = run(path, base="https://example.org/l/")
    assert "<https://example.org/l/quay-lab/tide-7b/lineage/step/~2E>" in text
    with pytest.raises(lr.UsageError, match="base"):
        run(path, base="nonsense")


def test_rows_are_counted_by_what_came_of_them(tmp_path: Path) -> None:
    rows = [
        ("quay-lab/a", tuned()),
        ("quay-lab/b", UNTOLD),
        ("quay-lab/c", ""),
        ("quay-lab/d", None),
        ("quay-lab/e", 5),
        ("f", tuned(tag="dpo")),
        ("quay-lab/a", tuned(tag="dpo")),
        ("quay-lab/g", "---\nbase_model: a/b\n\tx: [\n---\n" + UNTOLD),
    ]
    _, summary = run(tables.cards(tmp_path / "t.jsonl", rows))
    counts = (summary.rows, summary.told, summary.unread, summary.lineages, summary.edges)
    assert counts == (8, 3, 1, 2, 2)
    assert summary.untold == 4
    assert summary.broken_front_matter == 1
    assert {code: seen.count for code, seen in summary.findings.items() if code >= "FTL-R135"} == {
        "FTL-R135": 1,
        "FTL-R136": 1,
        "FTL-R137": 1,
        "FTL-R138": 1,
    }
    assert summary.findings["FTL-R138"].first == "t.jsonl:line 7"
    assert summary.exit_code == 1


def test_the_first_of_two_lineages_with_one_iri_is_kept(tmp_path: Path) -> None:
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/a", tuned()), ("quay-lab/a", tuned(tag="dpo"))])
    text, _ = run(path)
    assert text == run(tables.cards(tmp_path / "one.jsonl", [("quay-lab/a", tuned())]))[0]


def test_dataset_cards_tell_nothing_and_hurt_nothing(tmp_path: Path) -> None:
    card = "---\ntask_categories: [text-generation]\nsize_categories: [n<1K]\n---\n# Tides\n"
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/tides", card), ("quay-lab/a", tuned())])
    _, summary = run(path)
    assert (summary.untold, summary.exit_code) == (1, 0)


def test_several_inputs_follow_each_other(tmp_path: Path, examples: Path) -> None:
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/a", tuned())])
    card = tmp_path / "README.md"
    card.write_text(tuned(tag="kto"), encoding="utf-8")
    text, summary = run(path, examples / "zephyr-like", card)
    assert summary.rows == 3
    assert heads(quads(text))[:2] == ["a", "harbour-7b-dpo"]


def test_where_nothing_can_be_read_there_is_no_result(tmp_path: Path) -> None:
    for rows in ([("quay-lab/a", 5)], []):
        path = tables.parquet(tmp_path / "t.parquet", {"id": [""][:0], "card": [""][:0]})
        path = tables.cards(tmp_path / "t.jsonl", rows) if rows else path
        with pytest.raises(lr.InputError):
            run(path)


def test_rdf_among_the_inputs_is_told_and_not_read(tmp_path: Path) -> None:
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/a", tuned())])
    (tmp_path / "lineage.ttl").write_text(lr.read("gpt2 -> SFT").to_turtle(), encoding="utf-8")
    _, summary = run(path, tmp_path / "lineage.ttl")
    assert summary.unread == 1
    assert "RDF" in summary.unread_first[0]


def test_a_fault_of_ours_in_one_row_costs_that_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lineage_rdf.bulk import one

    real = one.gather_file

    def breaks(file: object, origin: str) -> object:
        if origin.endswith("line 1"):
            raise ZeroDivisionError("made up")
        return real(file, origin)  # type: ignore[arg-type]

    monkeypatch.setattr(one, "gather_file", breaks)
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/a", tuned()), ("quay-lab/b", tuned())])
    _, summary = run(path)
    assert (summary.lineages, summary.exit_code) == (1, 3)
    assert summary.faults == ["t.jsonl:line 1: ZeroDivisionError: made up"]


def test_rungs_are_those_of_the_checks(tmp_path: Path, examples: Path) -> None:
    path = tables.cards(tmp_path / "t.jsonl", [("quay-lab/a", tuned())])
    _, summary = run(path, examples / "complete", rungs=True)
    wanted = [lr.read_many(path), lr.read_many(examples / "complete")]
    passed = [
        rung
        for rows in wanted
        for row in rows
        for rung in ("wellformed", "instance", "disclosure", "lineage", "reproducible")
        if row.lineages[0].check(rung).passed
    ]
    assert summary.rungs == {rung: passed.count(rung) for rung in passed}
    assert summary.rungs["reproducible"] == 1
    assert summary.rungs["wellformed"] == 2


def test_a_check_without_a_verdict_is_told_and_costs_no_other_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from lineage_rdf.bulk import rungs

    endless, other = lr.read("gpt2 -> SFT").quads, lr.read("gpt2 -> DPO").quads
    check = rungs.check_ladders

    def gives_up(lineages: Sequence[Sequence[Quad]], top: str) -> list[dict[str, CheckReport]]:
        if endless in lineages:
            raise lr.NoVerdictError("no end")
        return check(lineages, top)

    monkeypatch.setattr(rungs, "check_ladders", gives_up)
    first, second = rungs.rungs_of([endless, other])
    assert first == (rungs.NO_VERDICT,)
    assert second[:2] == ("wellformed", "instance")
    assert Summary(rungs={rungs.NO_VERDICT: 1}).exit_code == 3  # type: ignore[arg-type]


def test_read_many_tells_rows_that_are_broken(tmp_path: Path) -> None:
    path = tables.jsonl(tmp_path / "t.jsonl", [{"repo": "quay-lab/a", "body": tuned()}, "["])
    first, second = lr.read_many(path, columns="id=repo,card=body")
    assert first.lineages[0].name == "quay-lab/a"
    assert (second.lineages, second.where) == ((), "t.jsonl:line 2")
    assert second.unread
    with pytest.raises(lr.UsageError, match="nothing to read"):
        next(lr.read_many())
