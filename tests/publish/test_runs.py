"""What a second run does, and a run that is ended at any moment: the folder holds the old site as a whole, or the new one."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.publish import exchange
from lineage_rdf.publish.ledger import HIDDEN
from tests.conftest import ROOT
from tests.publish import made

A, B, C = (f"{made.BASE}{name}" for name in "abc")


@pytest.fixture
def sources(tmp_path):
    return made.write(tmp_path / "sources", a=made.turtle(A), b=made.turtle(B))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site"


def inodes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_again_writes_nothing(folder, sources):
    first = made.site(folder, sources)
    before = inodes(folder)
    again = made.site(folder, sources)
    assert first.files.written == first.files.files and first.switched
    assert (again.files.written, again.files.removed, again.switched) == (0, 0, False)
    assert inodes(folder) == before


def test_accounts_that_were_damaged_are_mended(folder, sources):
    made.site(folder, sources)
    (ledger,) = (folder / HIDDEN / "ledger").iterdir()
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[: len(whole) // 2])
    done = made.site(folder, sources)
    assert done.files.written == 0 and ledger.read_bytes() == whole
    made.site(folder, sources[:1])
    assert not (folder / "b.html").exists()


def test_only_what_changed_is_written(folder, sources, tmp_path):
    made.site(folder, sources)
    before = inodes(folder)
    made.write(tmp_path / "sources", b=made.turtle(B, '"quay-lab/other"'))
    done = made.site(folder, sources)
    after = inodes(folder)
    written = {name for name in after if before.get(name) != after[name]}
    assert {"b/model.html", "b/model.ttl", "list/models.html", "dumps/lineages.nq.gz"} <= written
    # The page of a model names its siblings.
    assert not {"a/step.html", "a.ttl", "a/model.ttl", "assets/base.css", "404.html"} & written
    assert done.files.written == len({name for name in written if not name.startswith(HIDDEN)})


def test_what_is_no_longer_told_goes_and_so_does_its_empty_folder(folder, sources, tmp_path):
    made.site(folder, sources)
    done = made.site(folder, sources[:1])
    assert not (folder / "b.html").exists() and not (folder / "b").exists()
    assert done.files.removed > 10
    fresh = tmp_path / "fresh"
    made.site(fresh, sources[:1])
    assert made.content(folder) == made.content(fresh)


def test_any_number_of_processes_writes_the_same(tmp_path):
    sources = [str(path) for path in sorted((ROOT / "examples/lineages").glob("*.ttl"))[:3]]
    sources += made.write(tmp_path / "more", **{f"m{n}": made.turtle(f"{made.BASE}m{n}") for n in range(16)})
    for jobs in (1, 2):
        made.site(tmp_path / str(jobs), sources, jobs=jobs)
    assert made.content(tmp_path / "1") == made.content(tmp_path / "2")


def test_shards_of_another_number_do_not_matter(tmp_path):
    """A site that grows over a bound has more shards, and what it had before is still known."""
    folder = tmp_path / "site"
    many = made.write(tmp_path / "s", **{f"m{n}": made.turtle(f"{made.BASE}m{n}") for n in range(16)})
    for some in (many[:3], many, many[2:4]):
        made.site(folder, some)
        fresh = tmp_path / "fresh"
        made.site(fresh, some)
        assert made.content(folder) == made.content(fresh)
        shutil.rmtree(fresh)


def test_files_of_others_stay(folder, sources):
    made.site(folder, sources)
    (folder / "CNAME").write_text("lineages.example")
    (folder / "notes" / "empty").mkdir(parents=True)
    (folder / "b" / "mine.txt").write_text("mine")
    (folder / "link").symlink_to("/etc/passwd")
    before = inodes(folder)["CNAME"]
    made.site(folder, sources[:1])
    assert inodes(folder)["CNAME"] == before and (folder / "CNAME").read_text() == "lineages.example"
    assert (folder / "notes" / "empty").is_dir() and (folder / "link").is_symlink()
    assert [path.name for path in (folder / "b").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("text", ["mine", ""])
def test_a_file_of_another_in_the_way_is_refused_and_nothing_changes(folder, sources, text):
    made.site(folder, sources[:1])
    (folder / "b.html").write_text(text)
    before = made.content(folder)
    with pytest.raises(UsageError, match=r"b\.html"):
        made.site(folder, sources)
    assert made.content(folder) == before
    assert made.site(folder, sources, force=True).switched
    assert (folder / "b.html").read_text() != text


def test_a_page_that_somebody_changed_is_not_overwritten_and_not_removed(folder, sources):
    made.site(folder, sources)
    (folder / "b.html").write_text("changed")
    with pytest.raises(UsageError, match=r"b\.html"):
        made.site(folder, sources)
    done = made.site(folder, sources[:1])
    assert done.files.kept == ["b.html"] and (folder / "b.html").read_text() == "changed"


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_is_no_file_is_in_the_way(folder, sources, kind, tmp_path):
    made.site(folder, sources[:1])
    if kind == "folder":
        (folder / "b.html").mkdir()
    else:
        (folder / "b.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"b\.html"):
        made.site(folder, sources)
    assert not (folder / "b.ttl").exists()


def test_a_file_of_another_where_a_folder_belongs_is_refused(folder, sources):
    made.site(folder, sources[:1])
    (folder / "b").write_text("mine")
    with pytest.raises(UsageError):
        made.site(folder, sources)
    assert (folder / "b").read_text() == "mine" and not (folder / "b.html").exists()


def test_a_folder_that_is_not_ours_is_refused(folder, sources):
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    with pytest.raises(UsageError, match="holds other things"):
        made.site(folder, sources)
    assert [path.name for path in folder.iterdir()] == ["thesis.tex"]
    made.site(folder, sources, force=True)
    assert (folder / "thesis.tex").read_text() == "years of work" and (folder / "a.html").exists()


def test_a_file_is_no_folder(folder, sources):
    folder.write_text("")
    with pytest.raises(UsageError, match="no folder"):
        made.site(folder, sources)


def test_what_can_be_no_name_is_told(tmp_path, sources):
    with pytest.raises(UsageError, match="no folder"):
        made.site(tmp_path / ("n" * 300), sources)


def test_a_link_where_the_next_site_is_made_is_not_followed(folder, sources, tmp_path):
    for name in ("work", "new"):
        (tmp_path / "mine" / name).mkdir(parents=True)
        (tmp_path / "mine" / name / "thesis.tex").write_text("years of work")
    before = made.content(tmp_path / "mine")
    (tmp_path / ".site.lineage-rdf").symlink_to(tmp_path / "mine")
    with pytest.raises(UsageError, match="link"):
        made.site(folder, sources)
    assert made.content(tmp_path / "mine") == before


def test_a_link_in_place_of_the_lock_is_not_followed(folder, sources, tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    (tmp_path / ".site.lineage-rdf").mkdir()
    (tmp_path / ".site.lineage-rdf" / "lock").symlink_to(tmp_path / "thesis.tex")
    with pytest.raises(UsageError):
        made.site(folder, sources)
    assert (tmp_path / "thesis.tex").read_text() == "years of work"


def test_an_empty_folder_and_one_behind_a_link_will_do(folder, sources, tmp_path):
    (tmp_path / "real").mkdir()
    folder.symlink_to(tmp_path / "real")
    made.site(folder, sources)
    assert folder.is_symlink() and (tmp_path / "real" / "a.html").is_file()


def test_nothing_is_left_beside_the_site(folder, sources, tmp_path):
    made.site(folder, sources)
    with pytest.raises(InputError):
        made.site(folder, [str(tmp_path / "nothing.ttl")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "sources"]


def test_where_names_cannot_be_exchanged_there_are_two_steps(folder, sources, monkeypatch):
    monkeypatch.setattr(exchange, "_exchanged", lambda new, target: False)
    made.site(folder, sources)
    (folder / "CNAME").write_text("mine")
    made.site(folder, sources[:1])
    assert (folder / "CNAME").read_text() == "mine" and not (folder / "b.html").exists()


def no(code: int):
    """Return what stands for a call of the system that is refused."""

    def refuse(*arguments, **more):
        raise OSError(code, os.strerror(code))

    return refuse


def test_a_switch_that_fails_changes_nothing(folder, sources, monkeypatch):
    made.site(folder, sources)
    before = made.content(folder)
    monkeypatch.setattr(exchange, "_exchanged", lambda new, target: False)
    rename = os.rename

    def second_fails(old, new):
        rename(old, new) if not str(new).endswith("/site") or Path(old).name != "new" else no(errno.EACCES)()

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(UsageError, match="Permission denied"):
        made.site(folder, sources[:1])
    assert made.content(folder) == before and not folder.with_name(".site.lineage-rdf").exists()


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EACCES])
def test_a_system_that_cannot_exchange_names_is_told_from_one_that_must_not(tmp_path, monkeypatch, code):
    """What the C library answers cannot be had otherwise: no file system here is without it."""
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "is").write_text(name)

    class Library:
        @staticmethod
        def renameat2(*arguments):
            ctypes.set_errno(code)
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *arguments, **more: Library)
    if code == errno.ENOSYS:
        exchange.put_in_place(tmp_path / "new", tmp_path / "old")
        assert (tmp_path / "old" / "is").read_text() == "new"
    else:
        with pytest.raises(OSError):
            exchange.put_in_place(tmp_path / "new", tmp_path / "old")
        assert (tmp_path / "old" / "is").read_text() == "old"


def test_where_files_cannot_have_two_names_they_are_copied(folder, sources, monkeypatch):
    made.site(folder, sources)
    before = made.content(folder)
    monkeypatch.setattr(os, "link", no(errno.EPERM))
    made.site(folder, sources[:1])
    made.site(folder, sources)
    assert made.content(folder) == before


@pytest.mark.parametrize("name", ["a.html", "dumps/lineages.nq", "CNAME"])
def test_a_disk_that_is_full_leaves_the_old_site(folder, sources, monkeypatch, name):
    made.site(folder, sources)
    (folder / "CNAME").write_text("mine")
    before = made.content(folder)
    calls = {"link": os.link, "rename": os.rename, "open": os.open}

    def full(call):
        def some(*arguments, **more):
            here = [str(one) for one in arguments if isinstance(one, str | os.PathLike)]
            return (no(errno.ENOSPC) if here and here[-1].endswith(f"/new/{name}") else call)(
                *arguments, **more
            )

        return some

    for kind, call in calls.items():
        monkeypatch.setattr(os, kind, full(call))
    monkeypatch.setattr(shutil, "copy2", no(errno.ENOSPC))
    with pytest.raises(UsageError, match="No space left"):
        made.site(folder, sources[:1])
    monkeypatch.undo()
    assert made.content(folder) == before
    assert made.site(folder, sources[:1]).switched


def test_a_dump_of_another_is_in_the_way(folder, sources):
    made.site(folder, sources[:1])
    (folder / "dumps" / "lineages.nq").write_text("mine")
    with pytest.raises(UsageError, match=r"dumps/lineages\.nq"):
        made.site(folder, sources)
    assert (folder / "dumps" / "lineages.nq").read_text() == "mine"


def test_what_others_write_while_a_site_is_made_is_taken_along(folder, sources, monkeypatch):
    made.site(folder, sources)
    before = exchange.put_in_place

    def late(new: Path, target: Path) -> None:
        (target / "late.txt").write_text("late")
        before(new, target)

    monkeypatch.setattr("lineage_rdf.publish.workshop.put_in_place", late)
    made.site(folder, sources[:1])
    assert (folder / "late.txt").read_text() == "late" and not (folder / "b.html").exists()


CHILD = """
import sys
from lineage_rdf.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def start(folder: Path, sources: list[str], jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", CHILD, "publish", *sources, "--base-url", made.BASE, "-o", str(folder)]
    return subprocess.Popen(
        [*command, "--jobs", str(jobs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=ROOT,
    )


def killed(folder: Path, sources: list[str], seconds: float, jobs: int) -> bool:
    """Publish, kill every process of it after some seconds, and tell whether it was still at work."""
    process = start(folder, sources, jobs)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def _killed_at_random(tmp_path: Path, times: int, jobs: int, many: int) -> None:
    chance = random.Random(7)
    old = made.write(tmp_path / "old", **{f"m{n}": made.turtle(f"{made.BASE}m{n}") for n in range(4)})
    new = made.write(
        tmp_path / "new", **{f"m{n}": made.turtle(f"{made.BASE}m{n}", '"x/y"') for n in range(2, many)}
    )
    sides = {}
    for name, sources in (("old", old), ("new", new)):
        made.site(tmp_path / f"{name}-site", sources)
        sides[name] = made.content(tmp_path / f"{name}-site")
    folder = tmp_path / "site"
    made.site(folder, old)
    begun = time.monotonic()
    assert start(folder, new, jobs).wait() == 0
    whole = time.monotonic() - begun
    seen = set()
    for turn in range(times):
        made.site(folder, old if turn % 2 == 0 else new)
        (folder / "CNAME").write_text("mine")
        # Most of what can go wrong does so at the end.
        killed(
            folder,
            new if turn % 2 == 0 else old,
            whole * chance.choice([0.5, 0.8, 0.9, 1, 1.1]) * chance.uniform(0.7, 1),
            jobs,
        )
        found = made.content(folder)
        assert found.pop("CNAME") == b"mine"
        assert found in sides.values(), turn
        seen.add(found == sides["old"])
    made.site(folder, new)
    assert set(made.content(folder)) == {*sides["new"], "CNAME"}
    assert not (tmp_path / ".site.lineage-rdf").exists()


def test_a_run_that_is_killed_leaves_the_old_site_or_the_new_one(tmp_path):
    _killed_at_random(tmp_path, 2, 1, 8)


@pytest.mark.full
@pytest.mark.parametrize("jobs", [1, 2])
def test_many_runs_that_are_killed_leave_the_old_site_or_the_new_one(tmp_path, jobs):
    _killed_at_random(tmp_path, 25, jobs, 30)


@pytest.mark.parametrize("when", ["before", "after", "between"])
def test_the_next_run_finishes_what_a_killed_one_left(folder, sources, monkeypatch, when):
    """The process ends before the switch, right after it, or between its two steps."""
    made.site(folder, sources)
    (folder / "CNAME").write_text("mine")
    child = os.fork()
    if not child:
        _end_at(when)
        made.site(folder, sources[:1])
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    if when != "between":
        assert (folder / "b.html").exists() == (when == "before")
    (folder / "later.txt").write_text("later") if folder.exists() else None
    made.site(folder, sources[:1])
    assert not (folder / "b.html").exists() and (folder / "CNAME").read_text() == "mine"
    assert not folder.with_name(".site.lineage-rdf").exists()


def _end_at(when: str) -> None:
    """End this process without a word in the midst of the switch."""
    from lineage_rdf.publish import workshop

    before = exchange.put_in_place

    def switch(new: Path, target: Path) -> None:
        if when == "after":
            before(new, target)
            (new / "late.txt").write_text("late")
        elif when == "between":
            os.rename(target, exchange.aside(new))
        os._exit(9)

    workshop.put_in_place = switch


def test_two_runs_at_once_are_refused(folder, sources):
    from lineage_rdf.publish.workshop import workshop

    with workshop(folder), pytest.raises(UsageError, match="at this moment"):
        made.site(folder, sources)
    assert made.site(folder, sources).switched


def test_a_folder_that_cannot_be_written_is_told(tmp_path, sources):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        made.site(tmp_path / "file" / "site", sources)
