"""The style sheet of the HTML report."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark;
  --paper: #ffffff; --ink: #1b2430; --soft: #4d5968; --rule: #d5dbe3; --link: #1a5fb4; --panel: #f5f7fa;
  --violation: #a51d2d; --warning: #7a4b00; --info: #1a5fb4; --good: #1b6e3c }
@media (prefers-color-scheme: dark) {
  :root { --paper: #12171e; --ink: #e9eef5; --soft: #aab5c3; --rule: #3a4552; --link: #8ab8f5; --panel: #1a212b;
    --violation: #ff9a9a; --warning: #f0c36d; --info: #8ab8f5; --good: #7fd6a0 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; overflow-wrap: anywhere }
header, nav, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 16px }
h1 { font-size: 1.5rem; margin: 24px 0 8px }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.6rem }
h3 { font-size: 1rem; margin: 0 }
a { color: var(--link) }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -999px }
.skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 8px }
.soft, footer { color: var(--soft) }
.total { font-size: 1.1rem; font-weight: 600; margin: 0 }
.pass { color: var(--good); font-weight: 700 }
.fail, .violation { color: var(--violation); font-weight: 700 }
.warning { color: var(--warning); font-weight: 700 }
.info { color: var(--info); font-weight: 700 }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; padding: 0; margin: 12px 0 }
.wide { overflow-x: auto; margin: 12px 0 20px }
td { overflow-wrap: break-word }
table { border-collapse: collapse; width: 100%; font-size: 0.94rem }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--rule) }
thead th, caption { color: var(--soft); font-weight: 600; text-align: left }
th[scope=row] { font-weight: 400; min-width: 10em }
meter { width: 5em; margin-right: 8px }
article { border: 1px solid var(--rule); border-radius: 8px; margin: 14px 0; overflow: hidden }
article > header { background: var(--panel); padding: 10px 14px; max-width: none; border-bottom: 1px solid var(--rule) }
article > header p { margin: 4px 0 0 }
article > ol { list-style: none; margin: 0; padding: 0 }
article > ol > li { padding: 10px 14px; border-top: 1px solid var(--rule) }
article > ol > li:first-child { border-top: 0 }
article > p { margin: 0; padding: 10px 14px; border-top: 1px solid var(--rule) }
li p { margin: 2px 0 }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 12px; margin: 4px 0; font-size: 0.9rem }
dt { color: var(--soft) }
dd { margin: 0 }
summary { cursor: pointer; color: var(--link); padding: 4px 0 }
td summary { padding: 0 }
pre { background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 10px; margin: 4px 0;
  overflow-x: auto; overflow-wrap: normal }
code, pre { font-family: ui-monospace, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.88rem }
footer { padding: 24px 16px; font-size: 0.9rem }
@media (max-width: 480px) {
  table.stack thead { position: absolute; left: -999px }
  table.stack tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--rule) }
  table.stack th, table.stack td { display: block; border: 0; padding: 1px 0; overflow-wrap: anywhere }
  table.stack th[scope=row] { font-weight: 600 }
  table.stack td details { display: inline-block; vertical-align: top }
  table.stack [data-name]::before { content: attr(data-name) ': '; color: var(--soft); font-weight: 400 }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --soft: #333333; --rule: #999999; --link: #000000; --panel: #ffffff;
    --violation: #000000; --warning: #000000; --info: #000000; --good: #000000 }
  nav, .skip { display: none }
  article { overflow: visible }
  article > header { break-after: avoid }
  details::details-content { content-visibility: visible }
  article > ol > li, tr { break-inside: avoid }
  pre { white-space: pre-wrap; overflow-wrap: anywhere }
}
"""
