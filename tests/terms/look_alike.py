"""A glossary of lighthouse keeping in the fifteen fields, in our own words, sound or with every defect sown once."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import yaml

from lineage_rdf.terms.glossaries.schema import PARTS_OF_SPEECH, ROLES

Entry = dict[str, Any]
# PyYAML with libyaml where it has it, which is ten times as fast.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def dump(*documents: Any) -> bytes:
    """Return YAML as PyYAML writes it."""
    text: str = yaml.dump_all(documents, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    return text.encode()


def load(text: str | bytes) -> list[Any]:
    """Return the documents of a text as PyYAML reads them."""
    return list(yaml.load_all(text, _LOADER))


ROOT = "lighthouse keeping"
AREAS = ("lamp", "lens", "fog signal", "tower", "landing", "log book", "clockwork", "weather watch", "relief")
WORKS = (
    "cleaning",
    "trimming",
    "fitting",
    "testing",
    "painting",
    "storing",
    "counting",
    "mending",
    "handing over",
    "repair",
)
_LONG = (
    "The work of {0} is done every day of the year, in calm and in storm, by whoever has the watch. "
    "It is written down at once, with the hour and the name, so that the next keeper knows what is still to do. "
    "New keepers learn it beside an old one for a month before they do it alone. "
    "Where {0} goes wrong, ships may lose their bearing, and so a second pair of eyes looks at the result before dusk. "
    "Tools for it hang at their own hooks and are counted in the evening."
)  # fmt: skip


def sound() -> list[Entry]:
    """Return one hundred sound entries: a root, nine areas below it, ten works below each area."""
    entries = {ROOT: _entry(ROOT, 0)}
    for number, area in enumerate(AREAS):
        head = entries[f"{area} work"] = _entry(f"{area} work", number + 1)
        _below(head, entries[ROOT])
        for place, work in enumerate(WORKS):
            entry = entries[f"{area} {work}"] = _entry(f"{area} {work}", 10 + number * 10 + place)
            _below(entry, head)
    for number in range(0, len(AREAS) - 1, 2):
        for work in WORKS:
            _beside(entries[f"{AREAS[number]} {work}"], entries[f"{AREAS[number + 1]} {work}"])
    return list(entries.values())


def _entry(name: str, number: int) -> Entry:
    return {
        "term": name,
        "aliases": [f"{name} by hand", f"work no. {number}"],
        "categories": [f"Watch {number % 4}", "Station"],
        "roles": [ROLES[number % 7], ROLES[(number + 2) % 7]],
        "part_of_speech": PARTS_OF_SPEECH[number % 6],
        "short_def": f"What a keeper does for {name}, number {number} of the duties.",
        "long_def": _LONG.format(name),
        "audiences": {
            "exec": f"{name.capitalize()}: it keeps ships off the rocks.",
            "engineer": f"See drawing {number}.",
        },
        "examples": {
            "do": [f"Write down {name} at once.", "Work in pairs."],
            "dont": [f"Leave {name} to the next watch."],
        },
        "governance": {
            "nist_rmf_tags": ["safety", f"watch_{number % 3}"],
            "risk_notes": f"Without {name} the light may fail.",
        },
        "relationships": {"broader": [], "narrower": [], "related": []},
        "citations": [
            {"source": f"Book of duties, page {number}", "url": f"https://example.org/duties/{number}"}
        ],
        "license": "CC BY-SA 4.0",
        "status": ("draft", "reviewed", "approved")[number % 3],
        "last_reviewed": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def _below(entry: Entry, above: Entry) -> None:
    entry["relationships"]["broader"].append(above["term"])
    above["relationships"]["narrower"].append(entry["term"])


def _beside(one: Entry, other: Entry) -> None:
    one["relationships"]["related"].append(other["term"])
    other["relationships"]["related"].append(one["term"])


def as_files(entries: list[Entry]) -> dict[str, bytes]:
    """Return one file for each entry, written by PyYAML."""
    return {f"terms/{number:03}.yml": dump(entry) for number, entry in enumerate(entries)}


Sow = Callable[[Entry, "dict[str, Entry]"], None]


def _add(kind: str, label: str) -> Sow:
    return lambda entry, _: entry["relationships"][kind].append(label)


def _set(field: str, value: Any) -> Sow:
    def sow(entry: Entry, _: dict[str, Entry]) -> None:
        *groups, last = field.split(".")
        for group in groups:
            entry = entry[group]
        entry[last] = value

    return sow


def _drop(field: str) -> Sow:
    def sow(entry: Entry, _: dict[str, Entry]) -> None:
        *groups, last = field.split(".")
        for group in groups:
            entry = entry[group]
        del entry[last]

    return sow


def _alias(text: str) -> Sow:
    return lambda entry, _: entry["aliases"].append(text)


def _related_to_what_is_below(entry: Entry, entries: dict[str, Entry]) -> None:
    _beside(entry, entries[entry["relationships"]["narrower"][0]])


def _circle(entry: Entry, entries: dict[str, Entry]) -> None:
    other = entries["weather watch work"]
    _below(entry, other)
    _below(other, entry)


def _lonely(entry: Entry, entries: dict[str, Entry]) -> None:
    """Make an entry deprecated, and leave it one link from an entry that is not."""
    for other in entries.values():
        for labels in other["relationships"].values():
            labels[:] = [label for label in labels if label != entry["term"]]
    entry["relationships"] = {}
    entry["status"] = "deprecated"


def _linked_to_deprecated(entry: Entry, entries: dict[str, Entry]) -> None:
    entries["relief counting"]["relationships"]["related"] = []
    _beside(entry, entries["relief counting"])


# (term, what is sown, code of the remark)
SOWN: list[tuple[str, Sow, str]] = [
    ("lamp cleaning", _add("broader", "harbour lore"), "FTL-T040"),
    ("lamp trimming", _add("narrower", "wick lore"), "FTL-T040"),
    ("lamp fitting", _add("related", "lamp fittings"), "FTL-T040"),
    ("lamp testing", _add("broader", "relief work"), "FTL-T041"),
    ("landing work", _add("narrower", "lens painting"), "FTL-T041"),
    ("lamp painting", _add("related", "landing storing"), "FTL-T042"),
    ("lens work", _related_to_what_is_below, "FTL-T043"),
    ("clockwork work", _circle, "FTL-T044"),
    ("lens trimming", _alias("work no. 33"), "FTL-T045"),
    ("lens fitting", _alias("Tower Mending"), "FTL-T046"),
    ("lens testing", _alias("lens  testing"), "FTL-T047"),
    ("lens storing", _add("related", "lens storing"), "FTL-T049"),
    ("lens counting", _set("short_def", "What a keeper does for lens mending, number 27 of the duties."), "FTL-T051"),
    ("relief counting", _lonely, "FTL-T052"),
    ("relief mending", _linked_to_deprecated, "FTL-T053"),
    ("fog signal cleaning", _set("colour", "red"), "FTL-T080"),
    ("fog signal trimming", _set("audiences.child", "Mind the horn."), "FTL-T080"),
    ("fog signal fitting", _drop("citations"), "FTL-T081"),
    ("fog signal testing", _drop("audiences.exec"), "FTL-T081"),
    ("fog signal painting", _drop("short_def"), "FTL-T081"),
    ("fog signal storing", _set("aliases", []), "FTL-T081"),
    ("fog signal counting", _drop("governance"), "FTL-T081"),
    ("fog signal mending", _set("long_def", ["a", "list"]), "FTL-T082"),
    ("fog signal handing over", _set("categories", "Station"), "FTL-T082"),
    ("fog signal repair", _set("governance.risk_notes", 12), "FTL-T082"),
    ("tower cleaning", _set("roles", ["pirate"]), "FTL-T083"),
    ("tower trimming", _set("part_of_speech", "interjection"), "FTL-T083"),
    ("tower fitting", _set("status", "lost at sea"), "FTL-T083"),
    ("tower testing", _set("license", "MIT"), "FTL-T083"),
    ("tower painting", _set("short_def", "A word of great length: " + "x" * 300), "FTL-T084"),
    ("tower storing", _set("short_def", " ".join(["so"] * 41)), "FTL-T084"),
    ("tower counting", _set("long_def", "Said in a few words."), "FTL-T085"),
    ("tower mending", _set("long_def", " ".join(["on"] * 221)), "FTL-T085"),
    ("landing cleaning", _set("last_reviewed", "2025-02-30"), "FTL-T086"),
    ("landing trimming", _set("citations", [{"source": "Chart", "url": "example.org/chart"}]), "FTL-T087"),
    ("landing fitting", _alias("Landing fitting by HAND"), "FTL-T089"),
    ("landing testing", _set("categories", ["Station", "Station"]), "FTL-T090"),
    ("landing painting", _set("audiences.exec", "The keeperâ€™s first duty, in a cafÃ© or not."), "FTL-T094"),
    ("log book work", _set("audiences.engineer", "The entry of the n\ufffdxt watch."), "FTL-T095"),
]  # fmt: skip


def sown() -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """Return the files with all defects, and (code, term) of each remark that is due."""
    entries = {entry["term"]: entry for entry in deepcopy(sound())}
    for term, sow, _ in SOWN:
        sow(entries[term], entries)
    files = as_files(list(entries.values()))
    again = dict(sound()[50], term=sound()[50]["term"].upper(), short_def="Another text.")
    files["terms/again.yml"] = dump(again)
    spare = dump([_entry("spare lamp", 200)]).decode()
    spare = spare.replace("- term: spare lamp", "- term: a spare lamp\n  term: spare lamp")
    spare = spare.replace("status: approved", "status: !word approved") + "- only a remark\n"
    files["terms/raw.yml"] = spare.encode()
    due = [(code, term) for term, _, code in SOWN]
    due += [("FTL-T088", again["term"]), ("FTL-T091", ""), ("FTL-T093", ""), ("FTL-T092", "")]
    return files, due
