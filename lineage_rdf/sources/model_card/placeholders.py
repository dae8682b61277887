"""Words that stand where a fact should stand: what templates and trainers leave behind."""

from __future__ import annotations

from typing import Final

_WORDS: Final = frozenset(
    {"", "none", "null", "nan", "n/a", "na", "tbd", "todo", "tba", "-", "--", "?", "...", "…", "unknown", "unspecified",
     "dataset1", "dataset2", "dataset_name", "any valid license identifier", "optional", "base_model",
     "your-base-model", "unkown", "needs more information", "add here", "fill in", "model id", "undefined"}
)  # fmt: skip
_STARTS: Final = (
    "more information",
    "more info",
    "{{",
    "{%",
    "insert ",
    "todo:",
    "path/to",
    "your_",
    "org/model",
)


# Names that the library `datasets` gives to data from files; they are no datasets of the Hub.
LOADERS: Final = frozenset(
    {
        "imagefolder",
        "audiofolder",
        "videofolder",
        "generator",
        "csv",
        "json",
        "parquet",
        "text",
        "pandas",
        "arrow",
        "webdataset",
    }
)


def is_placeholder(text: str) -> bool:
    """Return whether a text says nothing: `[More Information Needed]`, `None`, `dataset1`, an unfilled template."""
    words = text.strip().strip("[](){}<>*_`\"'. ").casefold() if "{" not in text else text.strip()
    return words in _WORDS or words.startswith(_STARTS)
