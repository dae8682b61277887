"""The hierarchy of the classes as pictures: a tree for each class of another vocabulary that they hang from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage_rdf.plain_text import counted
from lineage_rdf.terms.docs.links import Links
from lineage_rdf.terms.docs.model import Collection, Term
from lineage_rdf.terms.docs.tree_picture import Row, tree_picture
from lineage_rdf.vocabulary.namespaces import FTL, PROV


def class_pictures(collection: Collection, links: Links) -> str:
    """Return the trees of the classes, the largest first.

    Args:
        collection: the classes and properties.
        links: where terms stand.
    """
    families: dict[str, list[Row]] = {}
    root = ""
    for term in (term for term in collection.terms if term.kind == "Class"):
        root = root if term.depth else _foreign_class(term)
        families.setdefault(root, []).append(
            Row(term.name, term.depth + 1, links.to(term.iri, collection.page))
        )
    ordered = sorted(families.items(), key=lambda item: (-len(item[1]), item[0]))
    return f'<div class="forest">{"".join(_pictures(ordered))}</div>'


def _pictures(families: Sequence[tuple[str, list[Row]]]) -> Iterator[str]:
    for number, (root, rows) in enumerate(families):
        title = f"Classes below {root}" if root else "Classes that stand alone"
        description = f"{counted(len(rows), 'class').replace('classs', 'classes')}: {', '.join(row.words for row in rows)}."
        head = Row(root or "owl:Thing", 0, foreign=True)
        yield f'<div class="picture">{tree_picture([head, *rows], f"_tree-{number}", title, description)}</div>'


def _foreign_class(term: Term) -> str:
    """Return the class of another vocabulary that a class hangs from: PROV-O's, if there is one, else the first."""
    above = [value for fact in term.facts if fact.title == "Subclass of" for value in fact.values]
    foreign = [value for value in above if not value.iri.startswith(FTL)]
    chosen = next((value for value in foreign if value.iri.startswith(PROV)), next(iter(foreign), None))
    return chosen.text if chosen else ""
