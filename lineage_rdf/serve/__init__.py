"""A store of lineages as a web server: pages, data and a SPARQL endpoint that is safe to open to strangers.

A route is a module of `lineage_rdf.serve.routes` with `routes(context) -> list[BaseRoute]`. It hands what touches the store to a
worker process and sends what comes back:

    def page(here: Opened, iri: str) -> Answer:                  # runs in a worker process
        return Answer(..., "text/html")

    class Page:
        async def __call__(self, scope, receive, send):          # runs in the server
            answer = await self._pool.run(Job.of(page, iri), client=receive)
            await Reply(answer)(scope, receive, send)

Every `LineageError` that is raised on the way becomes a response, `Refusal` with the status it names. A body that is posted is
read with `guard.bodies.read_body`, before the job is run.
"""
