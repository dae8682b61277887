"""A lineage as one HTML page without script: the picture, the steps as a table, and how sure each fact is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from lineage_rdf.picture.boxes import LEGEND
from lineage_rdf.picture.html_style import STYLE
from lineage_rdf.picture.layout import base_models, layout
from lineage_rdf.picture.links import safe_link
from lineage_rdf.picture.marks import Marks
from lineage_rdf.picture.steps import data_texts, method_text, verb_text
from lineage_rdf.picture.svg import svg_of
from lineage_rdf.picture.wording import Names, last_part, setting_text
from lineage_rdf.plain_text import clean
from lineage_rdf.records import LineageRecord, Step

# The page may use its own styles and nothing else, whatever a name in it says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def draw(record: LineageRecord) -> str:
    """Return the page."""
    picture = layout(record)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        *_head(picture.title),
        "<body><main>",
        f"<h1>Lineage of {escape(picture.title)}</h1>",
        *(f"<p>{escape(clean(text))}</p>" for text in (record.description,) if text),
        *_facts(record),
        f'<figure class="drawing">{svg_of(picture)}</figure>',
        *_steps(record),
        *_statuses(record),
        "</main></body></html>",
    ]
    return "\n".join(lines) + "\n"


def _head(title: str) -> Iterator[str]:
    yield f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Lineage of {escape(title)}</title><style>{STYLE}</style></head>"


def _facts(record: LineageRecord) -> Iterator[str]:
    """Yield what the lineage says about its head model as a whole."""
    names = Names(record)
    facts = (
        ("Head model", _model(record.head_model, names)),
        ("Intended use", _text(record.intended_use)),
        ("Not meant for", _text(record.out_of_scope_use)),
        ("Intended change", _text(record.intended_change)),
        ("Known risk", _text(record.risk_note)),
        ("Roll back to", _model(record.rollback_target, names)),
    )
    yield "<dl>"
    yield from (f"<dt>{name}</dt><dd>{content}</dd>" for name, content in facts if content)
    yield "</dl>"


def _steps(record: LineageRecord) -> Iterator[str]:
    yield "<h2>Steps</h2>"
    if not record.steps:
        yield "<p>No step is recorded.</p>"
        return
    names, marks = Names(record), Marks(record)
    columns = ("Step", "What", "From", "To", "Method", "Data", "Settings")
    yield '<div class="wide"><table><thead><tr>'
    yield "".join(f'<th scope="col">{column}</th>' for column in columns)
    yield "</tr></thead><tbody>"
    for step in record.ordered_steps:
        yield _row(step, names, marks)
    yield "</tbody></table></div>"


def _row(step: Step, names: Names, marks: Marks) -> str:
    stage = f"<br><small>{escape(clean(step.stage_name))}</small>" if step.stage_name else ""
    cells = (
        escape(verb_text(step, marks)) + stage,
        _list(_model(base, names) for base in base_models(step)) or "unknown",
        _model(step.produced_model, names) or ("failed" if step.outcome == "failed" else "not stated"),
        escape(method_text(step, marks)),
        _list(escape(text) for text in data_texts(step, names, marks)),
        _settings(step),
    )
    number = "" if step.ordinal is None else str(step.ordinal)
    return f'<tr><th scope="row">{number}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _settings(step: Step) -> str:
    pairs = sorted((clean(setting.label), setting_text(setting)) for setting in step.settings)
    return _list(f"<code>{escape(name)}</code> {escape(text)}" for name, text in pairs)


def _statuses(record: LineageRecord) -> Iterator[str]:
    """Yield what is not simply stated, with the reasons."""
    if not record.statuses:
        return
    names = Names(record)
    yield "<h2>How sure the facts are</h2>"
    legend = "".join(f"<li>{escape(mark)} {escape(text)}</li>" for mark, text in LEGEND.items())
    yield f'<ul class="plain">{legend}</ul>'
    yield '<div class="wide"><table><thead><tr><th scope="col">About</th><th scope="col">Fact</th>'
    yield '<th scope="col">Status</th><th scope="col">Why</th></tr></thead><tbody>'
    steps = {step.iri: f"step {step.ordinal}" for step in record.steps if step.ordinal}
    rows = []
    for status in record.statuses:
        subject = status.subject or ""
        about = steps.get(subject) or (
            "the lineage" if subject == record.iri else names.model(subject) or last_part(subject)
        )
        value = status.value_meant or names.model(status.object_meant or "")
        fact = (status.element or "").replace("-", " ") + (f": {value}" if value else "")
        rows.append((about, fact, status.status or "", status.reason or status.rule or ""))
    for row in sorted(rows):
        yield "<tr>" + "".join(f"<td>{escape(clean(cell))}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div>"


def _model(iri: str | None, names: Names) -> str:
    """Return a model's name as HTML, linked if it has a web address."""
    if not iri:
        return ""
    revision = names.revision(iri)
    text = escape((names.model(iri) or "model without a name") + (f" @{revision}" if revision else ""))
    link = safe_link(iri)
    return f'<a href="{escape(link)}" rel="noreferrer">{text}</a>' if link else text


def _list(items: Iterable[str]) -> str:
    texts = [item for item in items if item]
    return (
        texts[0]
        if len(texts) == 1
        else "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"
        if texts
        else ""
    )


def _text(text: str | None) -> str:
    return escape(clean(text)) if text else ""
