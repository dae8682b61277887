"""Measurements: what the project claims about its speed, run again."""
