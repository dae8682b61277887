"""What runs in the worker processes, here in the process of the test."""

from __future__ import annotations

import pickle
import platform
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph
import pytest
from attrs import evolve
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.errors import InputError, LineageError, ManyErrors, NoVerdictError, UsageError
from lineage_rdf.serve.direct.simple import Simple
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs import Answer, Job, Opened
from lineage_rdf.serve.jobs.frames import receive, send
from lineage_rdf.serve.jobs.job import function_of
from lineage_rdf.serve.jobs.settling import Settling
from lineage_rdf.serve.jobs.start import Start, is_overtaken, opened
from lineage_rdf.serve.jobs.warm import pieces, warm_up
from lineage_rdf.serve.jobs.worker import _told, _work, main
from lineage_rdf.serve.sparql.dataset import Dataset
from lineage_rdf.serve.sparql.graphs import add_to_graph, delete_graph, put_graph, read_graph
from lineage_rdf.serve.sparql.query import answer_query
from lineage_rdf.serve.sparql.update import answer_update
from lineage_rdf.store.embedded import EmbeddedStore
from tests.serve.serving import store_at

EX = "http://example.org/"
BASE = f"{EX}sparql"
JSON, TURTLE = "application/sparql-results+json", "text/turtle"
NONE = Dataset()


def here(*, union: bool = True, result_limit: int = 1 << 20) -> Opened:
    store = pyoxigraph.Store()
    for number in range(5):
        store.add(
            Quad(
                NamedNode(f"{EX}s{number % 2}"),
                NamedNode(f"{EX}p"),
                Literal(number),
                NamedNode(f"{EX}g{number}"),
            )
        )
    return Opened(EmbeddedStore(store, "here", union=union), store, union, result_limit)


def asked(text: str, place: Opened | None = None) -> Answer:
    return answer_query(place or here(), text, BASE, NONE, JSON, TURTLE)


SIMPLE = [
    f"SELECT ?o {{ <{EX}s0> ?p ?o }}",
    f"select * where{{<{EX}s1> <{EX}p> ?o.}} limit 1",
    f"PREFIX e: <{EX}>\nSELECT ?o WHERE {{ <{EX}s1> e:p ?o }}",
    f"SELECT ?nothing {{ <{EX}s0> a ?o }}",
    f"DESCRIBE <{EX}s0>",
    f"DESCRIBE <{EX}unknown>",
]


@pytest.mark.parametrize("text", SIMPLE)
@pytest.mark.parametrize("union", [True, False])
def test_what_is_answered_at_once_is_what_a_worker_answers(text: str, union: bool) -> None:
    place = here(union=union)
    assert Simple().answer(place, text, BASE, JSON, TURTLE) == asked(text, place)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?o {{ <{EX}s0> ?p ?o . ?o ?q ?r }}",
        f"SELECT ?o {{ <{EX}s0> <{EX}p>* ?o }}",
        f"SELECT ?o {{ <{EX}s0> ?p ?o }} ORDER BY ?o",
        f"SELECT ?o FROM <{EX}g0> {{ <{EX}s0> ?p ?o }}",
        "SELECT ?o { <relative> ?p ?o }",
        "SELECT ?o { ?s ?p ?o }",
        "DESCRIBE ?s { ?s ?p ?o }",
        f"SELECT (RAND() AS ?o) {{ <{EX}s0> ?p ?o }}",
        f"SELECT ?o {{ <{EX}s0> ?p ?o }} #",
        f"SELECT ?o {{ <{EX}s0> e:p ?o }}",
        f"SELECT ?o {{ <{EX}s0> ?p ?o " + " " * 5000 + "}",
    ],
)
def test_all_other_questions_are_left_to_the_workers(text: str) -> None:
    assert Simple().answer(here(), text, BASE, JSON, TURTLE) is None


def test_a_node_of_which_much_is_said_is_left_to_the_workers() -> None:
    place = here()
    assert place.native is not None
    node = NamedNode(f"{EX}large")
    place.native.extend(Quad(node, NamedNode(f"{EX}p"), Literal("x" * 1000 + str(n))) for n in range(100))
    simple, text = Simple(), f"SELECT ?o {{ {node} ?p ?o }}"
    assert simple.answer(place, text, BASE, JSON, TURTLE) is None
    assert simple.answer(place, f"SELECT ?o {{ {node} ?p ?o }} LIMIT 1", BASE, JSON, TURTLE) is None
    assert len(asked(text, place).body) > 100_000
    assert simple.answer(place, SIMPLE[0], BASE, None, TURTLE) is None


def test_an_answer_has_bounds() -> None:
    with pytest.raises(Refusal, match="larger than the 0 MiB") as refused:
        asked("SELECT * { ?s ?p ?o . ?a ?b ?c }", here(result_limit=1000))
    assert refused.value.status == 507


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT", "cannot be read"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        (f"ASK {{ {'{' * 300}{'}' * 300} }}", "brackets 200 deep"),
    ],
)
def test_what_cannot_be_asked_is_refused(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        asked(text)


def test_who_takes_no_form_is_refused() -> None:
    for text, results, graphs in (("ASK {}", None, TURTLE), (f"DESCRIBE <{EX}s0>", JSON, None)):
        with pytest.raises(Refusal) as refused:
            answer_query(here(), text, BASE, NONE, results, graphs)
        assert refused.value.status == 406


@pytest.mark.parametrize(
    "text", ["PREFIX x: <urn:> LOADx:y", "PREFIX x: <urn:> CLEAR ALL;loadSILENTx:y", "LOAD<urn:x>"]
)
def test_an_update_that_would_fetch_something_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="LOAD is not allowed"):
        answer_update(here(), text, BASE, NONE)


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "aarch64") or sys.platform != "linux", reason="not known there"
)
def test_a_process_that_is_offline_makes_no_socket_of_a_network() -> None:
    program = """
import socket
from lineage_rdf.serve.jobs.offline import go_offline
print(go_offline())
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
    try:
        print(socket.socket(family).family.name)
    except PermissionError:
        print("refused")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "refused", "refused", "AF_UNIX"]


def test_updates_and_graphs() -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    place, graph = here(), f"{EX}g0"
    assert answer_update(place, f"INSERT DATA {{ <x> <{EX}p> 7 }}", BASE, NONE).status == 204
    assert read_graph(place, "", TURTLE).body == f"<{EX}x> <{EX}p> 7 .\n".encode()
    assert put_graph(place, graph, TURTLE, b"<x> <p> 8 .").status == 204
    assert (
        read_graph(place, graph, "application/n-triples").body
        == f'<{EX}x> <{EX}p> "8"^^<{integer}> .\n'.encode()
    )
    assert add_to_graph(place, f"{EX}new", TURTLE, b"<x> <p> 9 .").status == 201
    assert delete_graph(place, graph).status == 204
    with pytest.raises(Refusal, match="no such graph"):
        delete_graph(place, graph)
    with pytest.raises(UsageError, match="LOAD is not allowed"):
        answer_update(place, "LOAD <http://127.0.0.1:1/>", BASE, NONE)


def test_a_form_brings_several_documents() -> None:
    place, graph = here(), f"{EX}new"
    head = b'--line\r\nContent-Disposition: form-data; name="graph"\r\n'
    blank = b'_:b <http://example.org/p> "1" .\r\n'
    body = (
        head + b"\r\n" + blank + head + b"Content-Type: application/n-quads\r\n\r\n" + blank + b"--line--\r\n"
    )
    assert add_to_graph(place, graph, "multipart/form-data; boundary=line", body).status == 201
    counted = asked(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", place)
    assert b'"value":"2"' in counted.body  # the blank nodes of two documents are two


@pytest.mark.parametrize(("media", "status"), [("image/png", 415), ("text/html; charset=utf-8", 415)])
def test_what_is_no_rdf_is_refused(media: str, status: int) -> None:
    with pytest.raises(Refusal, match="not read here") as refused:
        put_graph(here(), EX, media, b"x")
    assert refused.value.status == status


def test_what_the_engine_refuses_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be done"):
        answer_update(here(), "INSERT DATA", BASE, NONE)
    with pytest.raises(UsageError, match="no absolute IRI"):
        answer_query(here(), "ASK {}", BASE, Dataset(("relative",), ()), JSON, TURTLE)
    named = answer_query(here(), "ASK { ?s ?p 0 }", BASE, Dataset((f"{EX}g0",), ()), "text/csv", TURTLE)
    assert named.body == b"true"


def test_an_endpoint_has_its_own_graphs() -> None:
    place = Opened(here().store, None)
    with pytest.raises(InputError, match="another endpoint"):
        read_graph(place, "", TURTLE)
    with pytest.raises(InputError, match="another endpoint"):
        answer_update(place, "CLEAR ALL", BASE, NONE)
    with pytest.raises(UsageError, match="graphs cannot be chosen"):
        answer_query(place, "ASK {}", BASE, Dataset((EX,), ()), JSON, TURTLE)


@pytest.mark.parametrize("media", [JSON, "application/xml", "text/csv", "text/tab-separated-values"])
def test_answers_from_elsewhere_have_all_forms(media: str) -> None:
    place = Opened(here().store, None)
    text = f"SELECT ?o {{ <{EX}s1> <{EX}p> ?o }} ORDER BY ?o"
    answer = answer_query(place, text, BASE, NONE, media, TURTLE)
    assert answer.media_type == media
    assert b"1" in answer.body
    assert b"3" in answer.body
    statements = answer_query(
        place,
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{EX}g1> {{ ?s ?p ?o }} }}",
        BASE,
        NONE,
        media,
        TURTLE,
    )
    assert statements.body == f"<{EX}s1> <{EX}p> 1 .\n".encode()


def test_a_store_is_opened_while_it_is_written(tmp_path: Path) -> None:
    folder = store_at(tmp_path / "store")
    writing = opened(Start(str(folder), writes=True))
    assert writing.native is not None
    for number in range(3):
        writing.native.add(Quad(NamedNode(EX), NamedNode(EX), Literal(number)))
        reading = opened(Start(str(folder)))
        assert reading.native is not None
        assert len(reading.native) == number + 1
    with pytest.raises(InputError, match="another program"):
        opened(Start(str(folder), writes=True))


def test_the_log_of_a_store_is_kept_short(tmp_path: Path) -> None:
    store = pyoxigraph.Store(str(tmp_path / "store"))
    settling = Settling()
    store.add(Quad(NamedNode(EX), NamedNode(EX), Literal("little")))
    assert not settling.settle(store)
    tables = len([*(tmp_path / "store").glob("*.sst")])
    store.extend(Quad(NamedNode(f"{EX}{n}"), NamedNode(EX), Literal("x" * 1000)) for n in range(1000))
    assert settling.settle(store)
    assert len([*(tmp_path / "store").glob("*.sst")]) > tables
    assert not settling.settle(store)
    assert len(store) == 1001


def test_a_folder_without_a_store_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no store"):
        opened(Start(str(tmp_path)))


def test_what_a_worker_loads_meanwhile_is_loaded_until_there_is_a_job() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        loaded: list[int] = []
        warm_up(theirs, iter([lambda: loaded.append(1), lambda: loaded.append(2)]))
        assert loaded == [1, 2]
        left = iter([lambda: 1 // 0, lambda: loaded.append(3)])
        warm_up(theirs, left)  # what cannot be loaded ends it, and the job that needs it says what is wrong
        send(ours, "a job")
        warm_up(theirs, left)
        assert loaded == [1, 2]
        assert len(list(left)) == 1
    for piece in pieces():
        piece()


@contextmanager
def begun(start: Start, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Let a thread do all that a worker process does, with a limit of memory that nothing reaches."""
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(sys, "argv", ["worker", str(theirs.detach())])
    thread = threading.Thread(target=main)
    with ours:
        thread.start()
        send(ours, evolve(start, memory_limit=1 << 60))
        yield ours
    thread.join(timeout=60)
    assert not thread.is_alive()


def test_a_worker_is_told_where_to_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with begun(Start(str(store_at(tmp_path / "store"))), monkeypatch) as link:
        assert receive(link) is None
        assert told(link, 0, QUERY, "ASK {}", BASE, NONE, "text/csv", TURTLE) == Answer(b"true", "text/csv")


def test_a_worker_that_has_nowhere_to_work_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with begun(Start(str(tmp_path / "nowhere")), monkeypatch) as link:
        assert "no such folder" in str(receive(link))


@contextmanager
def working(start: Start) -> Iterator[socket.socket]:
    """Let a thread do what a worker process does, but for its limits."""
    ours, theirs = socket.socketpair()
    with ours:
        thread = threading.Thread(target=_until_gone, args=(theirs, start))
        thread.start()
        yield ours
    thread.join(timeout=30)
    assert not thread.is_alive()


def _until_gone(link: socket.socket, start: Start) -> None:
    with link, suppress(EOFError, OSError):
        _work(link, start, opened(start))


def told(link: socket.socket, generation: int, function: str, *arguments: object) -> object:
    send(link, (generation, function, arguments))
    return receive(link)


QUERY = "lineage_rdf.serve.sparql.query:answer_query"
UPDATE = "lineage_rdf.serve.sparql.update:answer_update"


def test_a_worker_answers_and_sees_what_was_written_when_it_is_told(tmp_path: Path) -> None:
    place = str(store_at(tmp_path / "store"))
    asked = ("ASK { ?s ?p ?o }", BASE, NONE, "text/csv", TURTLE)
    insert = f"INSERT DATA {{ <{EX}> <{EX}> <{EX}> }}"
    with working(Start(place)) as reading, working(Start(place, writes=True)) as writing:
        assert told(reading, 0, QUERY, *asked) == Answer(b"false", "text/csv")
        assert told(writing, 0, UPDATE, insert, BASE, NONE) == Answer(b"", "", status=204)
        assert told(reading, 0, QUERY, *asked) == Answer(b"false", "text/csv")
        assert told(reading, 1, QUERY, *asked) == Answer(b"true", "text/csv")
        shutil.rmtree(place)
        gone = told(reading, 2, QUERY, *asked)
        assert isinstance(gone, Refusal)
        assert gone.status == 503


def test_a_worker_tells_what_went_wrong(tmp_path: Path) -> None:
    with working(Start(str(store_at(tmp_path / "store")), result_limit=10)) as link:
        broken = told(link, 0, QUERY, "ASK", BASE, NONE, JSON, TURTLE)
        assert type(broken) is LineageError
        fault = told(link, 0, "os:system", "true")
        assert type(fault) is NoVerdictError
        large = told(link, 0, "lineage_rdf.serve.routes.health:alive")
        assert isinstance(large, Refusal)
        assert large.status == 507
        text = f"ASK {{ FILTER(STRLEN('{'x' * 100_000}') > 5) }}"  # a message of several pieces
        assert isinstance(told(link, 0, QUERY, text, BASE, NONE, JSON, TURTLE), Refusal)


def test_what_cannot_be_told_as_it_is_becomes_what_can() -> None:
    start = Start("")
    assert isinstance(_told(MemoryError(), start), Refusal)
    many = ManyErrors([InputError("one"), NoVerdictError("two")])
    assert str(pickle.loads(pickle.dumps(_told(many, start)))) == "one; two"


def test_files_that_are_gone_are_opened_anew() -> None:
    assert is_overtaken(OSError("IO error: No such file or directory"))
    assert not is_overtaken(OSError("IO error: disk on fire"))


def test_jobs_are_functions_of_this_package() -> None:
    job = Job.of(answer_query, "ASK {}", BASE, NONE, JSON, TURTLE)
    assert function_of(job.function) is answer_query
    assert job == Job("lineage_rdf.serve.sparql.query:answer_query", ("ASK {}", BASE, NONE, JSON, TURTLE))
    with pytest.raises(ValueError, match="no function of this package"):
        function_of("os:system")
