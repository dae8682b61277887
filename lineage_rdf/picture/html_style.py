"""The style sheet of the HTML page around the picture."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark;
  --paper: #ffffff; --ink: #1b2430; --soft: #4d5968; --rule: #d5dbe3; --link: #1a5fb4 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #12171e; --ink: #e9eef5; --soft: #aab5c3; --rule: #3a4552; --link: #8ab8f5 }
}
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif }
main { max-width: 1180px; margin: 0 auto; padding: 24px; overflow-wrap: anywhere }
h1 { font-size: 1.5rem }
h2 { font-size: 1.15rem; margin-top: 2rem }
a { color: var(--link) }
small { color: var(--soft) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px }
dt { color: var(--soft) }
dd { margin: 0 }
.drawing { margin: 16px 0; overflow-x: auto; text-align: center;
  border: 1px solid var(--rule); border-radius: 6px }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem }
th, td { text-align: left; vertical-align: top; padding: 6px 10px; border-bottom: 1px solid var(--rule) }
td { min-width: 6.5em }
thead th { color: var(--soft); font-weight: 600 }
td ul { margin: 0; padding-left: 1.1em }
.plain { list-style: none; padding: 0; color: var(--soft) }
code { font-family: ui-monospace, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.92em }
"""
