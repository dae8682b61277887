"""A claim: one fact as one source states it, with where it stands and how it was read."""

from __future__ import annotations

from enum import IntEnum

from attrs import frozen

from lineage_rdf.claims.values import Value


class Trust(IntEnum):
    """Precedence of sources, the strongest first (decisions section 2.3)."""

    LINEAGE_FILE = 0
    TRAINING_CONFIG = 1
    MACHINE_STATE = 2
    CARD_YAML = 3
    CARD_BODY = 4
    TAG = 5
    NAME = 6


@frozen
class Source:
    """A file that claims were read from.

    Args:
        path: its path relative to the folder that was read, with forward slashes.
        sha256: hexadecimal SHA-256 of its bytes; empty for text given on the command line.
        kind: the kind of input, for example `model-card`.
        is_head: whether only the head of the file was read; the SHA-256 is then that of the head.
    """

    path: str
    sha256: str
    kind: str
    is_head: bool = False


@frozen(kw_only=True)
class Claim:
    """One fact as one source states it.

    Args:
        stage: the stage it belongs to: the relative folder of the file, and `#n` for the n-th stage of a text.
            The empty text is the folder that was read.
        element: notation of the scheme element, for example `base-model`.
        key: which one of several, for example the hyperparameter's name as the source writes it.
        value: what the source says.
        source: the file.
        locator: where in the file: `line 12`, a JSON path `$.r`, or a YAML key `training.lr`.
        rule: the name of the rule that read it, for example `card-yaml:base_model`.
        trust: how strong the source is.
        inferred: whether the source only suggests the fact.
        reason: why an inferred claim follows; empty for a stated one.
    """

    stage: str
    element: str
    value: Value
    source: Source
    locator: str
    rule: str
    trust: Trust
    key: str = ""
    inferred: bool = False
    reason: str = ""


@frozen(kw_only=True)
class Problem:
    """Something a reader noticed that a person should know: a finding whose code begins with FTL-R.

    Args:
        code: the code allocated in shapes/codes.csv, for example `FTL-R003`.
        message: what is wrong, in plain words.
        source: the file.
        locator: where in the file.
        severity: `violation`, `warning` or `info`.
    """

    code: str
    message: str
    source: Source
    locator: str = ""
    severity: str = "warning"
