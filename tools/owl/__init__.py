"""OWL 2 DL and OWL 2 RL lint of RDF files, and their consistency by HermiT."""

from __future__ import annotations

from tools.owl.lint import illegal_punning, violations
from tools.owl.violation import Profile, Violation

__all__ = ["Profile", "Violation", "illegal_punning", "violations"]
