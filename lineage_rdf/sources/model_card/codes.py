"""Codes of the problems that model cards give rise to; their texts stand in shapes/codes.csv."""

from __future__ import annotations

from typing import Final

UNREADABLE: Final = "FTL-R001"
REPAIRED: Final = "FTL-R002"
NOT_A_MAPPING: Final = "FTL-R003"
REPEATED_KEY: Final = "FTL-R004"
PLACEHOLDER: Final = "FTL-R005"
LICENCE_PLACEHOLDER: Final = "FTL-R006"
MISSPELT_KEY: Final = "FTL-R007"
LOCAL_BASE: Final = "FTL-R008"
OWN_BASE: Final = "FTL-R009"
UNKNOWN_DATASET: Final = "FTL-R010"
FROM_SCRATCH: Final = "FTL-R011"
NO_FINE_TUNING: Final = "FTL-R012"
METHODS_DIFFER: Final = "FTL-R013"
LICENCE_UNNAMED: Final = "FTL-R014"
UNKNOWN_RELATION: Final = "FTL-R015"
WRONG_TYPE: Final = "FTL-R016"
EMBEDDED_CONFIG: Final = "FTL-R017"
EMPTY_BASE: Final = "FTL-R018"
TRAINING_OF_BASE: Final = "FTL-R140"
