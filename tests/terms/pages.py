"""Pages of the three layouts in our own words, with what surrounds the text on the web."""

from __future__ import annotations

import json
from typing import Any

MARKDOWN = """<!--
  Made by a script.
-->

# lamp trimming

**Aliases:** wick cutting, dressing (oil, or spirit)
**Categories:** Lamps & Oil, Daily Duty
**Roles:** Engineering & Platform, Security
**Part of speech:** `process`
**Status:** <span class="status-chip status-reviewed">Reviewed</span> (Last reviewed: 2025-03-09)

## Role takeaways
- **Engineering & Platform:** Cut the wick before dusk.

## Practice & apply
- Keep the scissors dry.
- Count the wicks
  every evening.

## Short definition
Cutting the burnt end off a wick so that the flame is even.

## Long definition
LONG

## Audience perspectives
- **Exec:** Itâ€™s cheap, and ships stay off the rocks.
- **Engineer:** Cut square, two millimetres above the brass.

## Examples
**Do**
- Trim at four o'clock.

**Don't**
- Trim a burning wick.
- Trim in the dark.

## Governance
- **NIST RMF tags:** safety, reliability
- **Risk notes:** A ragged flame smokes the lens.

## Relationships
- **Broader:** lamp work
- **Narrower:** wick soaking
- **Related:** lens cleaning, oil counting

!!! info "Something missing?"
    - **Exec:** Write to the harbour master.

## Citations
- [Book of duties](https://example.org/duties)
- [Wicks (a history)](https://example.org/wicks_(history))

_License: CC BY-SA 4.0_

_Source file: `data/terms/lamp-trimming.yml`_
""".replace(
    "LONG", " ".join(["The keeper cuts the wick again and again until the flame stands even and white."] * 8)
)

COMMUNITY = """Home
Browse

Fog Signal

Process sound-making published

Also known as: Foghorn, Horn (steam, or air), Siren

Definition

A loud sound that tells ships in fog where the coast is.

It is given at a fixed rhythm.

What this is NOT

  • Not a ship's bell (a bell is struck by hand)
  • Not a radio beacon

Alternative Interpretations

Different communities use this term differently:

pilots

The rhythm by which one station is told from another.

Sources: List of lights, Notices to mariners

sound-engineers

A siren driven by compressed air.

Examples

  • The diaphone on the north pier
  • A reed horn
    with two reeds

Counterexamples

Things that might seem like Fog Signal but are not:

  • The bell of a buoy

Relations

  • inTensionWith light-beam (Fog swallows light)
  • overlapsWith sound-buoy (Both are heard (not seen))
  • requires compressed-air
  • outranks hand-bell (It is louder)
  • nothing

Implementations

Tools and machines that implement this concept:

Privacy policy
"""


def printed(**changes: Any) -> str:
    """Return JSON-LD as a page of the dictionary prints it."""
    term = "https://casrai.org/dictionary/term/keeper-relief"
    row = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": "Keeper relief",
        "identifier": term,
        "description": "The handing over of a station from one crew to the next {with keys}.",
        "inDefinedTermSet": "https://casrai.org/dictionary/domain/stations/",
        "url": term,
        "sameAs": ["Crew change", "Relief (lights)"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    return json.dumps({**row, **changes}, indent=2)


def casrai(
    block: str | None = None, banner: str = "v2026.2", also: str = "Crew change · Relief (lights)"
) -> str:
    """Return the text of a page of the dictionary.

    Args:
        block: the JSON-LD on it.
        banner: the version in the banner.
        also: the other names.
    """
    return f"""Skip to main content
{banner}812 entries · CC-BY 4.0
CASRAI
Dictionary termTrack EStablev2026.2

Keeper relief

The handing over of a station from one crew to the next {{with keys}}.

ByThe Board
· Last updated 3 March 2026

Examples

Worked examples

  • Is an instance

    The boat of Tuesday brings three keepers and takes three.

  • Is an instance

    A relief by helicopter,
    with a written handover.

Counter-examples

Looks similar, but isn’t

  • Not an instance

    A visit of the inspector.

Editorial commentary

Weather often delays it.

References

  • Board of Lights 1911 ‘On reliefs’
  • Station rules, part 2.

Also known as

{also}

Machine-readable encodings

Use in your systems

JATS XML <role> element
xml
<role vocab="credit"
      vocab-term="Keeper relief"
      vocab-term-identifier="https://casrai.org/dictionary/term/keeper-relief" />
Schema.org DefinedTerm (JSON-LD)
json
{printed() if block is None else block}
ACME

Partner Deal

Also known as

Cheap lamps

  • University of the Rocks logo

View adoption →"""
