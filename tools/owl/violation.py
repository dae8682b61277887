"""What the lint reports: one broken rule of an OWL 2 profile."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import in_

from tools.owl.rules import DL_RULES, RL_RULES


class Profile(StrEnum):
    """The two profiles the ontology promises; RL builds on DL."""

    DL = "DL"
    RL = "RL"


@frozen(order=True)
class Violation:
    """One broken rule.

    Attributes:
        profile: Whose rule it is. A DL violation is a violation of RL too.
        kind: The rule's name, a key of ``DL_RULES`` or ``RL_RULES``.
        subject: The IRI concerned, or ``(anonymous)`` for a blank node.
        message: What is wrong, in one line.
    """

    profile: Profile
    kind: str = field(validator=in_({*DL_RULES, *RL_RULES}))
    subject: str
    message: str
