"""One request to an endpoint over HTTP: bounded in time and size, tried again where that is safe, never led elsewhere."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from attrs import field, frozen

from lineage_rdf.store.address import LOGIN, TOKEN, Address
from lineage_rdf.store.fault import ENDPOINT_ITSELF, Fault, excerpt, within

if TYPE_CHECKING:
    import urllib3

ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, text/tab-separated-values;q=0.5"
)
MAX_BYTES = 1 << 28  # a page of results is far below; an endless answer is not to fill the memory
PAUSES = (0.5, 1.0, 2.0)  # seconds before each further try
_BUSY = (502, 503, 504)
_LONGEST_WAIT = 10.0
_FORM = "application/x-www-form-urlencoded"


@frozen
class Errand:
    """What is asked of an endpoint, and how that is said (SPARQL 1.1 Protocol, sections 2.1 and 2.2).

    Args:
        word: what messages call it, and the name of its field in a form.
        forms: the media types it may be sent as; an endpoint that does not take the first gets the next.
        done: the statuses that say that it was done.
        itself: what to do if the address is not that of an endpoint.
        accept: the media types of answers that are wanted.
    """

    word: str
    forms: tuple[str, ...]
    done: frozenset[int]
    itself: str
    accept: str = ACCEPT


QUERY = Errand("query", (_FORM, "application/sparql-query"), frozenset({200}), ENDPOINT_ITSELF)
# A form would make IRIs three times as long. Status 202 would say that it may be done later, or not.
UPDATE = Errand(
    "update",
    ("application/sparql-update", _FORM),
    frozenset({200, 201, 204}),
    "name the address that takes SPARQL updates with --update-endpoint; it often ends in /update",
)


@frozen
class Answer:
    """A whole answer.

    Args:
        media: its media type, without parameters, in small letters; empty if it has none.
        body: its bytes.
    """

    media: str
    body: bytes


@frozen
class _Request:
    """What is sent; without content it has no media type."""

    method: str
    url: str = field(repr=False)
    content: bytes = field(repr=False)


class Connection:
    """Asks one endpoint.

    Args:
        address: the endpoint.
        limit: seconds that one request may take.
        errand: what is asked of it.

    A connection that fails is tried again only when `patient` is set, for at first the address may be wrong.
    """

    def __init__(self, address: Address, limit: float, errand: Errand = QUERY) -> None:
        import urllib3

        self._address = address
        self._limit = limit
        self._errand = errand
        self._forms = list(errand.forms)
        self.patient = False
        timeout = urllib3.Timeout(connect=min(limit, 30.0), read=limit)
        self._pool = urllib3.PoolManager(maxsize=1, retries=False, timeout=timeout)

    def post(self, query: str) -> Answer:
        """Return the answer to a query or an update.

        Args:
            query: a query, or an update that changes nothing more when it is done twice, so that sending it again does no harm.

        Raises:
            Fault: if there is no answer that says that it was done within the limits.
        """
        return self.send("POST", self._address.url, query.encode())

    def send(self, method: str, url: str, content: bytes = b"") -> Answer:
        """Return the answer to a request that may be sent again without harm.

        Args:
            method: of HTTP.
            url: the address of the endpoint, or one that differs from it only in what follows the question mark.
            content: what is sent; nothing for none.

        Raises:
            Fault: if there is no answer that says that it was done within the limits.
        """
        request = _Request(method, url, content)
        for pause in (*PAUSES, None):
            try:
                return self._attempt(request)
            except _Again as again:
                if pause is None or (again.connection and not self.patient):
                    raise Fault(again.what) from None
                sleep(max(pause, again.wait))
        raise AssertionError("the last try ends in an answer or a fault")  # pragma: no cover

    def close(self) -> None:
        """Close the connection."""
        self._pool.clear()

    def _attempt(self, request: _Request) -> Answer:
        try:
            return within(self._limit, lambda: self._exchange(request))
        except TimeoutError:
            raise Fault(f"the endpoint did not answer within {self._limit:g} seconds") from None

    def _exchange(self, request: _Request) -> Answer:
        import urllib3

        end = monotonic() + self._limit
        try:
            response = self._pool.request(
                request.method,
                request.url,
                body=self._body_of(request),
                headers=self._headers(request),
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                answer = Answer(_media(response), _body(response, end))
                return self._judged(response, answer, request)
            finally:
                response.close()
        except urllib3.exceptions.TimeoutError as error:
            if isinstance(error, urllib3.exceptions.ConnectTimeoutError):
                raise _Again("the endpoint cannot be reached: it does not accept the connection") from None
            raise TimeoutError from None
        except TimeoutError:
            raise  # of the body: it is an OSError too, of which the last clause would make another fault
        except urllib3.exceptions.SSLError as error:
            raise Fault(f"the endpoint cannot be reached safely: {excerpt(str(error))}") from None
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Again(f"the endpoint cannot be reached: {_reason(error)}") from None

    def _body_of(self, request: _Request) -> bytes | None:
        if self._forms[0] == _FORM:
            return urlencode({self._errand.word: request.content}).encode()
        return request.content or None

    def _headers(self, request: _Request) -> dict[str, str]:
        headers = {"Accept": self._errand.accept, "User-Agent": "lineage-rdf"}
        if request.content:
            headers["Content-Type"] = self._forms[0]
        if self._address.secret:
            headers["Authorization"] = self._address.secret
        return headers

    def _judged(self, response: urllib3.BaseHTTPResponse, answer: Answer, request: _Request) -> Answer:
        status = response.status
        if status in self._errand.done:
            _refuse_partial(response)
            return answer
        if status in _BUSY:
            wait = response.headers.get("Retry-After", "")
            seconds = min(float(wait), _LONGEST_WAIT) if wait.isdecimal() else 0.0
            raise _Again(f"the endpoint is not available (status {status})", seconds, connection=False)
        if status == 415 and len(self._forms) > 1:
            del self._forms[0]
            return self._exchange(request)
        if 300 <= status < 400:
            raise _redirected(self._address, response)
        if status in (401, 403):
            had = "refuses" if self._address.secret else "asks for"
            fix = f"set the environment variable {LOGIN} to user:password, or {TOKEN} to a token"
            raise Fault(f"the endpoint {had} the login or token (status {status})", fix)
        said = excerpt(answer.body[:4000].decode(errors="replace"), self._address.secret)
        fix = self._errand.itself if status in (404, 405, 415, 501) else ""
        what = f"the endpoint refuses the {self._errand.word} (status {status})"
        raise Fault(f"{what}: {said or 'no reason given'}", fix, status)


class _Again(Exception):
    """A fault that may pass."""

    def __init__(self, what: str, wait: float = 0.0, *, connection: bool = True) -> None:
        super().__init__(what)
        self.what = what
        self.wait = wait
        self.connection = connection


def _media(response: urllib3.BaseHTTPResponse) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _body(response: urllib3.BaseHTTPResponse, end: float) -> bytes:
    """Return the whole body, which may drip in, within the limits of time and size."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise Fault("the endpoint compresses its answer although it was not asked to")
    parts: list[bytes] = []
    size = 0
    for part in response.stream(1 << 16, decode_content=False):
        size += len(part)
        parts.append(part)
        if size > MAX_BYTES:
            raise Fault(f"the answer of the endpoint is larger than {MAX_BYTES >> 20} MiB")
        if monotonic() > end:
            raise TimeoutError
    return b"".join(parts)


def _refuse_partial(response: urllib3.BaseHTTPResponse) -> None:
    """Refuse an answer of which Virtuoso says in a header of its own that it holds only what was found in time."""
    state = response.headers.get("X-SQL-State")
    if state:
        said = excerpt(response.headers.get("X-SQL-Message", ""))
        raise Fault(f"the answer of the endpoint is not whole (state {excerpt(state)}): {said}")


def _redirected(address: Address, response: urllib3.BaseHTTPResponse) -> Fault:
    """Return the fault of being sent elsewhere; a query and a login go only where the user said."""
    target = urlsplit(urljoin(address.url, response.headers.get("Location", "")))
    place = excerpt(f"{target.scheme}://{target.netloc.rpartition('@')[2]}{target.path}")
    return Fault(f"the endpoint sends us to {place}, and redirects are not followed", "name that address")


def _reason(error: Exception) -> str:
    """Return why a connection failed; the texts of the library name objects in memory."""
    cause: BaseException = error
    while (inner := cause.__cause__ or cause.__context__) is not None:
        cause = inner
    return excerpt(getattr(cause, "strerror", None) or str(cause).rpartition("> ")[2] or type(cause).__name__)
