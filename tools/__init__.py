"""Programs that make and check the project's own data files."""
