"""What the value of a claim has to be, by its element.

Our own readers keep to this table, which a test shows; what readers of others claim is held against it before it is used.
`Undisclosed` is not here: that the publisher withholds a fact is for a person to say, in lineage.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from attrs import fields_dict, has

from lineage_rdf.claims import (
    CodeMention,
    DatasetMention,
    MergeMention,
    ModelReference,
    ResultMention,
    ReviewMention,
)
from lineage_rdf.codec.numbers import fits_decimal, fits_integer
from lineage_rdf.sources.lineage_stage import KINDS
from lineage_rdf.vocabulary.schemes import members

_TEXTS: Final = ("model-id", "model-name", "publisher", "accountable-agent", "intended-use", "out-of-scope-use",
                 "intended-change", "risk-note", "stage-name", "method", "software-versions", "weights-licence",
                 "licence-link", "licence-notice",
                 "data-licence", "personal-data", "bias")  # fmt: skip
_MODELS: Final = ("base-model", "adapter-for", "checkpoint", "reference-model", "reward-model", "teacher-model",
                  "generator-model", "merge-base", "rollback-target")  # fmt: skip
_NUMBERS: Final = ("compute", "training-compute", "gpu-hours", "energy", "emissions")
_COUNTS: Final = ("trainable-parameters", "total-parameters", "step-order")
# The elements whose value is the notation of a term in the scheme of the same name.
_TERMS: Final = ("objective", "parameterization", "merge-method", "quantization-method", "outcome", "access")
_CHECKPOINT: Final = "intermediate-checkpoint"

TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys((*_TEXTS, *_TERMS), (str,)),
    **dict.fromkeys(_MODELS, (ModelReference,)),
    **dict.fromkeys(_NUMBERS, (Decimal,)),
    **dict.fromkeys(_COUNTS, (int,)),
    **dict.fromkeys(("started", "ended", "step-kind", "weights-digest", "dataset-digest"), (str,)),
    "dataset": (DatasetMention,),
    "source-dataset": (DatasetMention,),
    "merge-weights": (MergeMention,),
    "evaluation-result": (ResultMention,),
    "code-revision": (CodeMention,),
    "review": (ReviewMention,),
    _CHECKPOINT: (int, ModelReference),
    "setting": (str, int, bool, Decimal, tuple),
}
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)\Z")
# Some four hundred digits, as many as other readers let pass.
_MAX_BITS: Final = 1330
_CODES: Final = {
    (DatasetMention, "roles"): "dataset-role",
    (DatasetMention, "access"): "access",
    (ResultMention, "role"): "comparison-role",
}
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}\Z")


def fault_of_value(element: str, value: object, key: str) -> str:
    """Return why a value cannot be claimed for an element, empty if it can.

    Args:
        element: notation of the element.
        value: what is claimed.
        key: which one of several.
    """
    wanted = TYPES.get(element)
    if wanted is None:
        return f"{element!r} is no element that a file can state"
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        names = " or ".join(kind.__name__ for kind in wanted)
        return f"the {element} is of the type {type(value).__name__}, not {names}"
    if isinstance(value, tuple) and not all(isinstance(item, str) for item in value):
        return f"the members of the {element} are not all texts"
    if not key and (
        element in ("setting", "software-versions") or (element == _CHECKPOINT and isinstance(value, int))
    ):
        return f"the {element} has no key, which is to be its name"
    fault = _fault_of_content(element, value)
    return fault or next(_faults_of_fields(value), "")


def _fault_of_content(element: str, value: object) -> str:
    if element in _TERMS and value not in members(element):
        return f"{value!r} is no notation of the scheme {element}"
    if element == "step-kind" and value not in KINDS:
        return f"{value!r} is none of the kinds of step: {', '.join(KINDS)}"
    if element in ("started", "ended") and not _TIME.match(str(value)):
        return f"{value!r} is no time such as 2026-03-01T08:00:00Z"
    if element.endswith("-digest") and not _DIGEST.match(str(value)):
        return f"{value!r} is not sha256: and 64 hexadecimal digits"
    if element in _NUMBERS and not (fits_decimal(Decimal(str(value))) and Decimal(str(value)) >= 0):
        return f"{value} is no amount that is kept as a number"
    if element in _COUNTS and not (isinstance(value, int) and value >= 0 and fits_integer(value)):
        return f"{value} is no count that is kept as a number"
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        return f"the {element} is a number of more than {_MAX_BITS} bits"
    return ""


def _faults_of_fields(value: object) -> Iterator[str]:
    """Yield what is wrong inside a reference or mention: fields of wrong types, codes that are in no scheme."""
    owner: type[Any] = type(value)
    for name, hint in _hints(owner).items() if has(owner) else ():
        found = getattr(value, name)
        if not _fits(found, hint):
            yield f"{name} of a {owner.__name__} is a {type(found).__name__}"
            return
        if isinstance(found, Decimal) and not fits_decimal(found):
            yield f"{name} of a {owner.__name__} is no number that is kept as one"
        if isinstance(found, int) and not (found >= 0 and fits_integer(found)):
            yield f"{name} of a {owner.__name__} is no count that is kept as a number"
        yield from _faults_of_codes(owner, name, found)
        yield from _faults_of_fields(found)


def _faults_of_codes(owner: type[Any], name: str, found: object) -> Iterator[str]:
    known = _CODES.get((owner, name))
    codes = found if isinstance(found, tuple) else () if found is None else (found,)
    unknown = [str(code) for code in codes if known and code not in members(known)]
    if unknown:
        yield f"{name} of a {owner.__name__} is not known: {', '.join(unknown)}"
    if name == "digest" and isinstance(found, str) and not _DIGEST.match(found):
        yield f"digest of a {owner.__name__} is not sha256: and 64 hexadecimal digits"
    if name == "date" and isinstance(found, str) and not _TIME.match(found):
        yield f"date of a {owner.__name__} is no time such as 2026-03-01T08:00:00Z"


@cache
def _hints(owner: type[Any]) -> dict[str, Any]:
    """Return field -> type of a mention."""
    hints = get_type_hints(owner)
    return {name: hints[name] for name in fields_dict(owner)}


def _fits(value: object, hint: Any) -> bool:
    """Say whether a value is of a type as mentions have them: a class, a union, or a tuple of texts."""
    if isinstance(hint, UnionType):
        return any(_fits(value, option) for option in get_args(hint))
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return isinstance(value, hint) and not (isinstance(value, bool) and hint is not bool)
