"""Tests of arrays that stand for graphs and texts."""
