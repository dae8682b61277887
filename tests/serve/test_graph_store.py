"""The SPARQL 1.1 Graph Store HTTP Protocol, in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from tests.serve.serving import TOKEN, Client, Response, serving, store_at

EX = "http://example.org/"
NAMED = f"/graphs?graph={quote(f'{EX}graph', safe='')}"
DIRECT = "/graphs/people/ann"
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(store_at(tmp_path_factory.mktemp("graphs") / "store")) as found:
        yield found


def write(client: Client, method: str, path: str, body: str = "", media: str = TURTLE) -> Response:
    return client.request(method, path, body, token=TOKEN, content_type=media)


def values(client: Client, path: str) -> list[str]:
    response = client.get(path, accept="application/n-triples")
    assert response.status == 200
    return sorted(quad.object.value for quad in parse(response.body, RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("path", [NAMED, DIRECT, "/graphs?default"])
def test_a_graph_is_put_added_to_and_deleted(client: Client, path: str) -> None:
    is_default = path.endswith("default")
    assert client.get(path).status == (200 if is_default else 404)
    assert write(client, "PUT", path, f"<{EX}a> <{EX}p> '1' , '2' .").status == (204 if is_default else 201)
    assert values(client, path) == ["1", "2"]
    assert write(client, "PUT", path, f"<{EX}a> <{EX}p> '3' .").status == 204
    assert values(client, path) == ["3"]
    assert write(client, "POST", path, f"<{EX}a> <{EX}p> '4' .").status == 204
    assert values(client, path) == ["3", "4"]
    head = client.request("HEAD", path, accept=TURTLE)
    assert (head.status, head.body, head.media) == (200, b"", TURTLE)
    assert client.request("DELETE", path, token=TOKEN).status == 204
    if is_default:
        assert values(client, path) == []
    else:
        assert client.request("HEAD", path).status == 404
        assert client.request("DELETE", path, token=TOKEN).status == 404


def test_other_graphs_are_left_alone(client: Client) -> None:
    write(client, "PUT", NAMED, f"<{EX}a> <{EX}p> 'named' .")
    write(client, "PUT", "/graphs?default", f"<{EX}graph> <{EX}p> 'about the graph' .")
    write(client, "PUT", NAMED, f"<{EX}a> <{EX}p> 'again' .")
    assert values(client, "/graphs?default") == ["about the graph"]
    write(client, "DELETE", NAMED)
    assert values(client, "/graphs?default") == ["about the graph"]


def test_an_empty_graph_is_there(client: Client) -> None:
    assert write(client, "PUT", NAMED).status == 201
    assert values(client, NAMED) == []
    assert write(client, "DELETE", NAMED).status == 204


def test_a_new_graph_gets_a_name(client: Client) -> None:
    posted = write(client, "POST", "/graphs", "[] <http://example.org/p> 'new' .")
    assert posted.status == 201
    location = posted.headers["location"]
    assert location.startswith(f"{client.url}/graphs/")
    assert values(client, location.removeprefix(client.url)) == ["new"]
    assert values(client, f"/graphs?graph={quote(location, safe='')}") == ["new"]


def test_relative_names_are_relative_to_the_graph(client: Client) -> None:
    write(client, "PUT", NAMED, "<> <#p> <other> .")
    assert client.query(f"ASK {{ <{EX}graph> <{EX}graph#p> <{EX}other> }}").truth


def form(*parts: str) -> str:
    head = "--line\r\nContent-Disposition: form-data; name=x; filename=x\r\nContent-Type: text/turtle\r\n\r\n"
    return "".join(f"{head}{part}\r\n" for part in parts) + "--line--\r\n"


def test_a_form_brings_several_documents(client: Client) -> None:
    body = form(f"_:x <{EX}p> 'one' .", f"_:x <{EX}p> 'two' .")
    write(client, "PUT", NAMED)
    assert write(client, "POST", NAMED, body, "multipart/form-data; boundary=line").status == 204
    assert values(client, NAMED) == ["one", "two"]
    # A label means something within its document only.
    assert not client.query(f"ASK {{ ?x <{EX}p> 'one' , 'two' }}").truth


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        ("<a", TURTLE, 400),
        ("x", "image/png", 415),
        ("x", "", 415),
        (form("<a"), "multipart/form-data; boundary=line", 400),
        ("--other", "multipart/form-data; boundary=line", 400),
        ("x", "multipart/form-data", 400),
    ],
)
def test_what_cannot_be_read_changes_nothing(client: Client, body: str, media: str, status: int) -> None:
    write(client, "PUT", NAMED, f"<{EX}a> <{EX}p> 'kept' .")
    for method in ("PUT", "POST"):
        assert write(client, method, NAMED, body, media).status == status
    assert values(client, NAMED) == ["kept"]


@pytest.mark.parametrize(
    "path", ["/graphs?default&graph=http://a/", "/graphs?graph=", "/graphs", "/graphs?graph=x"]
)
def test_one_graph_is_to_be_named(client: Client, path: str) -> None:
    assert client.get(path).status == 400


def test_no_other_method_is_taken(client: Client) -> None:
    response = client.request("PATCH", NAMED, "", token=TOKEN)
    assert response.status == 405
    assert response.headers["allow"] == "GET, HEAD, PUT, POST, DELETE"


def test_a_client_that_takes_no_syntax_is_told_which_there_are(client: Client) -> None:
    assert client.get("/graphs?default", accept="image/png").status == 406


def test_too_many_parameters_are_refused(client: Client) -> None:
    assert client.get(f"/graphs?{'a=b&' * 60}default").status == 400
