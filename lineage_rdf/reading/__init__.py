"""From arguments to records: scan folders, gather claims, join stages, resolve."""
