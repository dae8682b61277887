"""Records to quads and back, and every syntax that quads are written in."""
