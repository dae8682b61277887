"""The style sheet of our SVG pictures: light by default, dark where the reader's system asks for it."""

from __future__ import annotations

from typing import Final

# Ink has a contrast of at least 7:1 in both schemes, soft ink of at least 4.5:1 (WCAG 2.2, 1.4.3 and 1.4.6).
STYLE: Final = """
.ftl-picture { --paper: #ffffff; --ink: #1b2430; --soft: #4d5968; --line: #7a8696;
  --model: #f3f6fa; --step: #fff6e5; --head: #e3f4e8; --edge: #2f7d4f;
  max-width: none; font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif }
@media (prefers-color-scheme: dark) {
  .ftl-picture { --paper: #12171e; --ink: #e9eef5; --soft: #aab5c3; --line: #7f8c9c;
    --model: #1d2632; --step: #332a17; --head: #173323; --edge: #5fbf86 }
}
.ftl-ground { fill: var(--paper) }
.ftl-box rect { fill: var(--model); stroke: var(--line); stroke-width: 1.2 }
.ftl-step rect { fill: var(--step) }
.ftl-head rect { fill: var(--head); stroke: var(--edge); stroke-width: 2.2 }
.ftl-unknown rect { fill: none; stroke-dasharray: 5 4 }
.ftl-picture text { text-anchor: middle; fill: var(--ink) }
.ftl-picture .ftl-name { font-size: 13px; font-weight: 600 }
.ftl-picture .ftl-text { font-size: 11.5px; fill: var(--soft) }
.ftl-picture .ftl-label { font-size: 11.5px; fill: var(--soft); text-anchor: start;
  paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round }
.ftl-line { fill: none; stroke: var(--line); stroke-width: 1.5 }
.ftl-order, .ftl-back { stroke-dasharray: 5 4 }
.ftl-picture marker path { fill: var(--line); stroke: none }
.ftl-picture a:hover rect, .ftl-picture a:focus rect { stroke: var(--ink) }
"""
