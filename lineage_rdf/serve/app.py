"""Puts the application together: every module of `routes` adds its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from lineage_rdf.serve import routes
from lineage_rdf.serve.context import Context
from lineage_rdf.serve.direct.desk import Desk
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.guard.guard import Guard
from lineage_rdf.serve.jobs.pool import Pool
from lineage_rdf.serve.sending import problem
from lineage_rdf.serve.settings import Settings


def make_app(settings: Settings, pool: Pool) -> Starlette:
    """Return the application.

    Each module of `lineage_rdf.serve.routes` has `routes(context) -> list[BaseRoute]`; one that also takes what no other
    route takes has an `ORDER` above 0.

    Args:
        settings: how the server is set up.
        pool: the worker processes; they are started and ended with the application unless they run already.
    """
    context = Context(settings, pool, Desk(settings, pool))
    found = [route for module in _modules() for route in module.routes(context)]
    app = Starlette(
        routes=found,
        middleware=[Middleware(Guard, settings=settings, desk=context.desk)],
        exception_handlers={HTTPException: _refused},  # type: ignore[dict-item]
        lifespan=_lifespan(pool),
    )
    app.state.desk = context.desk
    return app


def _lifespan(pool: Pool):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        mine = not pool.is_running
        if mine:
            await pool.start()
        try:
            yield
        finally:
            if mine:
                await pool.stop()

    return life


def _modules() -> list[ModuleType]:
    names = sorted(module.name for module in iter_modules(routes.__path__))
    modules = [import_module(f"{routes.__name__}.{name}") for name in names if not name.startswith("_")]
    return sorted(modules, key=lambda module: getattr(module, "ORDER", 0))


class _Problem(Response):
    """What Starlette itself refuses, such as a path that no route takes, told as all errors are."""

    def __init__(self, error: Refusal) -> None:
        super().__init__(status_code=error.status)
        self._error = error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await problem(self._error, scope)(scope, receive, send)


async def _refused(request: Request, error: HTTPException) -> Response:
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    what = "there is nothing at this address" if error.status_code == 404 else error.detail
    return _Problem(Refusal(error.status_code, what, "", headers))
