"""The layout of the Hub's cache, `models--ORG--NAME/snapshots/COMMIT`: repository and revision stand in the path.

It is that of https://huggingface.co/docs/huggingface_hub/guides/manage-cache. Files of a snapshot are links to `blobs`
beside it, and `refs` says which commit a branch was at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lineage_rdf.claims import Claim, ModelReference, Source, Trust

RULE: Final = "hub-cache:path"
# The key of the claim for the snapshot that is the main branch, which a reference without revision means.
MAIN: Final = "refs/main"
_SNAPSHOT = re.compile(r"models--(?:([^/]+?)--)?([^/]+)/snapshots/([0-9a-f]{7,64})/?\Z")
# Entries for what is no model; their cards are about data and applications.
_OTHERS = re.compile(r"(?:datasets|spaces|kernels)--[^/]")


def is_other_entry(name: str) -> bool:
    """Say whether a folder of the cache is the entry of a dataset or a Space."""
    return bool(_OTHERS.match(name))


def cache_claims(root: Path, paths: Iterable[str], prefix: str) -> list[Claim]:
    """Return repository and commit of every folder that is a snapshot in the cache, in the order of the folders.

    Args:
        root: the folder that was read.
        paths: the paths of the sources found in it, which begin with the prefix.
        prefix: what stands before relative paths in stage keys.
    """
    claims = []
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        place = root.resolve() / folder.removeprefix(prefix.rstrip("/")).lstrip("/")
        found = _SNAPSHOT.search(place.as_posix())
        if found:
            organisation, name, commit = found.groups()
            repository = f"{organisation}/{name}" if organisation else name
            claims.append(_claim(folder, repository, commit, MAIN if _is_main(place) else ""))
    return claims


def _claim(stage: str, repository: str, commit: str, key: str) -> Claim:
    return Claim(
        stage=stage,
        element="checkpoint",
        key=key,
        value=ModelReference(repository, revision=commit),
        source=Source(f"snapshots/{commit}", "", "folder"),
        locator="",
        rule=RULE,
        trust=Trust.MACHINE_STATE,
    )


def _is_main(snapshot: Path) -> bool:
    """Say whether the main branch was at a snapshot when the repository was last asked."""
    try:
        with (snapshot.parent.parent / "refs" / "main").open("rb") as stream:
            return stream.read(100).decode("ascii", "replace").strip() == snapshot.name
    except OSError:
        return False
