"""What the tests of plug-ins share: a distribution in a folder, and a process or a while in which it is installed."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

from lineage_rdf.sources import plug_ins, registry


def distribute(site: Path, name: str, modules: Mapping[str, str], entries: Mapping[str, str]) -> Path:
    """Write a distribution as an installer leaves it, and return the folder.

    Args:
        site: the folder that will be on the path.
        name: name of the distribution; its version is 0.2.
        modules: file name -> source.
        entries: name of an entry point -> `module:attribute`.
    """
    site.mkdir(exist_ok=True)
    for file, source in modules.items():
        (site / file).write_text(dedent(source), encoding="utf-8")
    about = site / f"{name.replace('-', '_')}-0.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.2\n")
    lines = "".join(f"{entry} = {value}\n" for entry, value in entries.items())
    (about / "entry_points.txt").write_text(f"[{plug_ins.GROUP}]\n{lines}")
    return site


def program(*arguments: str | Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Run lineage-rdf in a process of its own in which a distribution is installed."""
    command = [sys.executable, "-m", "lineage_rdf.cli.main", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def installed(site: Path) -> Iterator[None]:
    """Have a distribution installed in this process for a while."""
    before, bytecode = set(sys.modules), sys.dont_write_bytecode
    sys.path.insert(0, str(site))
    sys.dont_write_bytecode = True
    _forget()
    try:
        yield
    finally:
        sys.path.remove(str(site))
        sys.dont_write_bytecode = bytecode
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(site)):
                del sys.modules[name]
        _forget()


def _forget() -> None:
    importlib.invalidate_caches()
    plug_ins.installed.cache_clear()
    registry.plug_ins.cache_clear()
