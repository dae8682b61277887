"""Makes the description of a profile in the Profiles Vocabulary (https://www.w3.org/TR/dx-prof/)."""

from __future__ import annotations

from pathlib import Path

from tools.shapes.source import profiles
from tools.shapes.turtle import block, document, quoted

PROFILE = "https://w3id.org/ftl/profile/"
ROLE = "http://www.w3.org/ns/dx/prof/role/"


def profile_turtle(name: str, folder: Path) -> str:
    """Return the text of `profile.ttl`: what the profile is and stands on, its files and its anchor shape.

    Args:
        name: the profile.
        folder: the folder that holds one folder of shapes files per profile.
    """
    row = profiles()[name]
    files = sorted(path.name for path in (folder / name).glob("*.ttl") if path.name != "profile.ttl")
    lines = [
        "a prof:Profile",
        f"prof:hasToken {quoted(name)}",
        f"dcterms:title {quoted(row['title'])}@en",
        f"dcterms:description {quoted(row['description'])}@en",
        *(f"prof:isProfileOf <{PROFILE}{above}>" for above in row["above"]),
        *(f"dcterms:source <{source}>" for source in row.get("source", [])),
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        f"dcterms:requires {row['anchor']}",
        "prof:hasResource " + ",\n        ".join(f"<{PROFILE}{name}/{file}>" for file in files)
        if files
        else "",
    ]
    comment = (
        "Made from tools/shapes/source/profiles.yaml by `python -m tools.shapes.build`. "
        "dcterms:requires names the anchor shape."
    )
    blocks = [block(f"<{PROFILE}{name}>", lines), *(_resource(name, file) for file in files)]
    return document(comment, blocks)


def _resource(name: str, file: str) -> str:
    return block(
        f"<{PROFILE}{name}/{file}>",
        [
            "a prof:ResourceDescriptor",
            f"dcterms:title {quoted(f'{name}: {file}')}",
            'dcterms:format "text/turtle"',
            "dcterms:conformsTo <http://www.w3.org/TR/shacl/>",
            f"prof:hasRole <{ROLE}validation>",
            f"prof:hasArtifact <{file}>",
        ],
    )
