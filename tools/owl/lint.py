"""The lint: RDF files in, violations of an OWL 2 profile out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.owl.anonymous import check_anonymous
from tools.owl.axioms import read_ontology
from tools.owl.declarations import declarations
from tools.owl.graph import load
from tools.owl.hierarchy import hierarchy
from tools.owl.literals import check_literals
from tools.owl.operands import check_operands
from tools.owl.punning import check_punning
from tools.owl.regularity import check_chains, check_datatypes, check_top_data
from tools.owl.rl import check_rl
from tools.owl.simple import check_simple
from tools.owl.usage import check_usage
from tools.owl.violation import Profile, Violation


def violations(files: Sequence[Path], profile: Profile) -> list[Violation]:
    """Check RDF files, merged, against a profile of OWL 2.

    Args:
        files: The ontology's files; what they import must be among them.
        profile: ``Profile.DL``, or ``Profile.RL`` for the rules of DL and of RL.

    Returns:
        The violations, sorted; empty if the files are in the profile.

    Raises:
        SyntaxError: A file is not valid in its format.
        ValueError: A file's suffix names no RDF format, or a file holds triple terms.
    """
    ontology = read_ontology(load(files))
    axioms, order = ontology.axioms, hierarchy(ontology.axioms)
    found = [
        *ontology.faults,
        *check_usage(ontology),
        *check_punning(ontology.declared),
        *check_literals(ontology),
        *check_operands(axioms),
        *check_simple(axioms, order),
        *check_chains(axioms, order),
        *check_top_data(axioms),
        *check_datatypes(axioms),
        *check_anonymous(axioms),
        *check_rl(axioms, ontology.declared),
    ]
    return sorted(one for one in found if profile is Profile.RL or one.profile is Profile.DL)


def illegal_punning(files: Sequence[Path]) -> list[Violation]:
    """Only the illegal punning of the files merged, one violation per IRI and pair of kinds.

    Raises:
        SyntaxError: A file is not valid in its format.
        ValueError: A file's suffix names no RDF format, or a file holds triple terms.
    """
    return check_punning(declarations(load(files)))
