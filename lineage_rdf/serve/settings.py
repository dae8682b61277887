"""How a server is set up."""

from __future__ import annotations

from attrs import field, frozen

from lineage_rdf.serve.jobs.lanes import Lanes
from lineage_rdf.serve.jobs.pool import Pool
from lineage_rdf.serve.jobs.start import Start


@frozen
class Settings:
    """How a server is set up; without more it is safe for strangers and takes no updates.

    Args:
        place: the folder of a store, or the address of an endpoint.
        host: the address to listen at.
        port: the port to listen at; 0 for any that is free.
        base_url: the address by which others know the server, without a slash at its end; empty for the one they used.
        workers: how many worker processes are kept for questions that are quick.
        long_workers: how many more may be at work at questions that are not.
        time_limit: seconds that a question may take.
        memory_limit: bytes that a worker process may take beyond what it has at its start.
        result_limit: bytes that an answer may have.
        body_limit: bytes that what is posted may have.
        body_time: seconds in which all of it must have come.
        header_time: seconds in which the head of a request must have come.
        taking_time: seconds in which a client must take in at least something of an answer.
        query_limit: bytes that a query may have.
        memory: bytes of small answers that are kept until the store changes.
        rate: requests that one address may make in a second in the long run; 0 for any number.
        burst: requests that it may make at once.
        taking: bytes of what is posted that may be in memory at a time; one address may have half of them.
        connections: how many connections there may be.
        sending: bytes of answers that may be on their way at a time.
        token: the bearer token that an update has to bring; empty if there are no updates.
        union: whether the default graph of a query also holds what the named graphs hold.
        behind_proxy: whether a proxy on this machine says whom requests come from.
        log_all: whether every request is logged, and not only those that failed or took long.
    """

    place: str
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    workers: int = 2
    long_workers: int = 2
    time_limit: float = 30.0
    memory_limit: int = 1 << 30
    result_limit: int = 64 << 20
    body_limit: int = 16 << 20
    body_time: float = 30.0
    header_time: float = 10.0
    taking_time: float = 30.0
    query_limit: int = 1 << 20
    memory: int = 64 << 20
    rate: float = 50.0
    burst: int = 200
    taking: int = 256 << 20
    connections: int = 500
    sending: int = 512 << 20
    token: str = field(default="", repr=False)
    union: bool = True
    behind_proxy: bool = False
    log_all: bool = False


def start_of(settings: Settings) -> Start:
    """Return what a worker process is told.

    Args:
        settings: how the server is set up.
    """
    return Start(
        settings.place,
        union=settings.union,
        memory_limit=settings.memory_limit,
        result_limit=settings.result_limit,
        time_limit=settings.time_limit,
    )


def pool_of(settings: Settings) -> Pool:
    """Return the worker processes that a server is to have; they are started with the server.

    Args:
        settings: how it is set up.
    """
    return Pool(
        start_of(settings),
        Lanes(settings.workers, settings.long_workers),
        time_limit=settings.time_limit,
        memory=settings.memory // 2,
        writes=bool(settings.token),
    )
