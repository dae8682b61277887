"""Apache and nginx on this machine, with the rules of a site and nothing else set."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_MODULES = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers", "setenvif")
APACHE = """
ServerRoot {folder}
PidFile {folder}/pid
DefaultRuntimeDir {folder}
Listen 127.0.0.1:{port}
ServerName 127.0.0.1
{modules}
TypesConfig /dev/null
ErrorLog {folder}/error.log
LogLevel error
{user}
DocumentRoot {root}
<Directory {root}>
  AllowOverride FileInfo Indexes Options=MultiViews,Indexes
  Options FollowSymLinks
  Require all granted
</Directory>
"""
_NGINX = """
pid {folder}/pid; error_log {folder}/error.log error; daemon off; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {site}/server/nginx-maps.conf;
  server {{ listen 127.0.0.1:{port}; root {root}; include {site}/server/nginx-locations.conf; }}
}}
"""


@contextmanager
def apache(folder: Path, root: Path, port: int, more: str = "") -> Iterator[None]:
    """Run Apache over a folder that holds a site, with more lines of configuration."""
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    modules = Path("/usr/lib/apache2/modules")
    if program is None or not modules.is_dir():
        pytest.skip("Apache is not installed (make ci-deps)")
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES)
    user = "User www-data\nGroup www-data" if _is_root() else ""
    (folder / "conf").write_text(
        APACHE.format(folder=folder, root=root, port=port, modules=loaded, user=user) + more
    )
    with _running([program, "-f", str(folder / "conf"), "-DFOREGROUND"], port, folder):
        yield


@contextmanager
def nginx(folder: Path, root: Path, port: int, site: Path) -> Iterator[None]:
    """Run nginx over a folder that holds a site."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed (make ci-deps)")
    head = "user www-data;" if _is_root() else ""
    (folder / "conf").write_text(head + _NGINX.format(folder=folder, root=root, port=port, site=site))
    with _running([program, "-c", str(folder / "conf")], port, folder):
        yield


def _is_root() -> bool:
    import os

    return os.geteuid() == 0


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(process, port, folder)
            yield
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[str], port: int, folder: Path) -> None:
    for _ in range(1200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        time.sleep(0.05)
    raise AssertionError((folder / "error.log").read_text())
