"""What the server answers; each module has `routes(context)`, and `ORDER` if its routes come after those of others."""
