"""Importers of glossaries: entries in YAML, their rendered pages, and the text of pages with fixed headings."""
