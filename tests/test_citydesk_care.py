"""The archive's care: backups while it is written to, damage that is found and mended, a disk that is full."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from citydesk.archive import Archive, crawling
from citydesk.archive.files import compact, copy, damages
from citydesk.archive.retention import let_go
from citydesk.errors import ArchiveError, ConfigError, storage_trouble
from citydesk.pipeline.backing_up import back_up, load, names, restore
from citydesk.pipeline.checking import check, repair
from crawler.crawl import PageRead
from tests.conftest import need, trials
from tests.fakes import NOW, dump, page, run_process, source
from tests.test_citydesk_cli import Run, run
from tests.test_citydesk_kill import Desk, count, desk
from tests.test_citydesk_pipeline import demo_articles, put

__all__ = ["desk", "run"]  # fixtures
SEED = 20261127


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a processed archive of the demo's articles with some pages, that nobody has open."""
    path = tmp_path_factory.mktemp("care") / "archive.sqlite"
    with Archive(path) as archive:
        found = demo_articles()
        crawling.save_sources(archive, [source(key) for key in sorted({one.source for one in found})])
        put(archive, *found)
        run_process(archive)
        add_pages(archive, 30)
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "archive.sqlite"))


def add_pages(archive: Archive, number: int, start: int = 0) -> None:
    """Store answers with pages of some kilobytes that can't be compressed."""
    chance = random.Random(start)
    crawl = crawling.begin_crawl(archive, NOW)
    for at in range(start, start + number):
        kept = page(f"https://ghent.example/{at}", chance.randbytes(6_000).hex())
        event = PageRead(source="ghent", url=kept.url, outcome="ok", reason="", page=kept)
        crawling.save_event(archive, crawl, event, NOW)


def moments() -> Iterator[datetime]:
    """Yield moments a second apart."""
    at = NOW
    while True:
        yield at
        at += timedelta(seconds=1)


# Backups


def test_a_backup_is_the_archive_and_the_next_one_stores_only_what_changed(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = back_up(path, folder, NOW, 14)
    again = back_up(path, folder, NOW + timedelta(seconds=1), 14)
    with Archive(path) as archive, archive.write():
        archive.run("UPDATE sources SET name = 'Gent' WHERE key = 'ghent'")
    third = back_up(path, folder, NOW + timedelta(seconds=2), 14)

    assert again.written == 0
    assert 0 < third.written < first.written / 2
    for name, city in ((first.name, "City of Ghent"), (third.name, "Gent")):
        to = tmp_path / f"{name}.sqlite"
        restore(folder, to, name)
        with Archive(to) as restored:
            assert restored.value("SELECT name FROM sources WHERE key = 'ghent'") == city
    with Archive(path) as archive, Archive(to) as restored:
        assert dump(restored) == dump(archive)
    assert check(to) == []


def test_only_the_newest_backups_stay_and_each_stays_whole(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    clock = moments()
    for number in range(4):
        with Archive(path) as archive:
            add_pages(archive, 20, start=100 * (number + 1))
        done = back_up(path, folder, next(clock), 2)
    kept = names(folder)

    assert len(kept) == 2
    assert done.removed == ("2026-11-16T060001Z",)
    for name in kept:
        restore(folder, tmp_path / f"{name}.sqlite", name)
    pieces = {one.name for one in folder.glob("[0-9a-f][0-9a-f]/*")}
    assert pieces == {piece for name in kept for piece in load(folder, name).pieces}


@pytest.mark.slow
def test_backups_during_a_crawl_restore_to_sound_archives(desk: Desk, tmp_path: Path) -> None:
    chance, clock = random.Random(SEED), moments()
    left = trials(5, 100)
    while left:
        path, folder = tmp_path / f"{left}.sqlite", tmp_path / f"backups-{left}"
        process = desk.start(path, "crawl")
        try:
            while not (path.exists() and count(path, "fetches")):
                time.sleep(0.01)
            while left and process.poll() is None:
                time.sleep(chance.uniform(0, 0.25))
                name = back_up(path, folder, next(clock), 1).name
                restore(folder, to := tmp_path / "restored.sqlite", name, replace=True)
                assert check(to) == []
                left -= 1
        finally:
            process.kill()
            process.wait()
        assert count(to, "fetches") > 0


def test_a_killed_backup_leaves_the_older_ones_and_the_next_one_works(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = back_up(path, folder, NOW, 14).name
    with Archive(path) as archive:
        add_pages(archive, 60, start=1000)
    line = f"from citydesk.pipeline.backing_up import *; from tests.fakes import *; back_up(Path({str(path)!r}), " \
        f"Path({str(folder)!r}), NOW.replace(second=5), 14)"  # fmt: skip
    chance = random.Random(SEED)
    for _ in range(trials(2, 25)):
        process = subprocess.Popen([sys.executable, "-c", line], stderr=subprocess.DEVNULL)
        wait_for(folder / "copy.tmp", process)
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.wait()
        assert set(names(folder)) <= {first, "2026-11-16T060005Z"}
        restore(folder, tmp_path / "restored.sqlite", first, replace=True)
    done = back_up(path, folder, NOW + timedelta(seconds=9), 14)
    restore(folder, to := tmp_path / "last.sqlite", done.name)
    assert check(to) == []


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.001)


def test_a_damaged_piece_is_told_by_restore_and_mended_by_the_next_backup(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up(path, folder, NOW, 14)
    piece = sorted(folder.glob("[0-9a-f][0-9a-f]/*"))[0]
    flip(piece, piece.stat().st_size // 2)

    with pytest.raises(ArchiveError, match=r"piece \d+ of \d+ is missing or damaged; name an earlier one with --at"):
        restore(folder, tmp_path / "restored.sqlite")
    assert not (tmp_path / "restored.sqlite").exists()
    back_up(path, folder, NOW + timedelta(seconds=1), 14)
    restore(folder, tmp_path / "restored.sqlite", "2026-11-16T060000Z")


def test_pages_kept_beside_the_archive_are_backed_up_with_it(path: Path, tmp_path: Path) -> None:
    folder, beside = tmp_path / "backups", path.with_suffix(".warc")
    beside.mkdir()
    (beside / "2026-11-15.warc.gz").write_bytes(random.Random(1).randbytes(400_000))
    (beside / "2026-11-16.warc.gz").write_bytes(b"today")
    back_up(path, folder, NOW, 14)
    (beside / "2026-11-16.warc.gz").write_bytes(b"today, and more")
    (beside / "2026-11-15.warc.gz").write_bytes(b"damaged")

    restore(folder, path, replace=True)
    assert (beside / "2026-11-15.warc.gz").read_bytes() == random.Random(1).randbytes(400_000)
    assert (beside / "2026-11-15.warc.gz.before-restore").read_bytes() == b"damaged"
    assert (beside / "2026-11-16.warc.gz").read_bytes() == b"today, and more"  # what came since is not lost


def test_restoring_puts_the_old_file_and_its_log_aside(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up(path, folder, NOW, 14)
    log = path.with_name("archive.sqlite-wal")
    log.write_bytes(b"an old log that must not be taken for the new file's")

    with pytest.raises(ConfigError, match="is there already; --replace puts it aside as"):
        restore(folder, path)
    restore(folder, path, replace=True)
    assert not log.exists()
    assert {"archive.sqlite.before-restore", "archive.sqlite.before-restore-wal"} <= {
        one.name for one in tmp_path.iterdir()
    }
    assert check(path) == []


def test_a_damaged_archive_is_not_backed_up(path: Path, tmp_path: Path) -> None:
    invert(path, a_page_in_use(path, random.Random(SEED)))
    with pytest.raises(ArchiveError, match="nothing was backed up"):
        back_up(path, tmp_path / "backups", NOW, 14)
    assert names(tmp_path / "backups") == []


# Damage


def test_a_sound_archive_has_no_findings(path: Path) -> None:
    assert check(path) == []
    assert check(path, is_quick=True) == []


def test_a_flipped_page_is_found_and_the_backup_brings_it_back(path: Path, tmp_path: Path) -> None:
    folder, chance = tmp_path / "backups", random.Random(SEED)
    back_up(path, folder, NOW, 14)
    sound = path.read_bytes()
    for _ in range(trials(8, 200)):
        number = a_page_in_use(path, chance)
        invert(path, number)
        found = check(path)
        assert found, f"page {number}"
        assert all("; restore a backup: `citydesk restore`" in str(one) for one in found)
        path.write_bytes(sound)
    invert(path, a_page_in_use(path, chance))
    restore(folder, path, replace=True)
    assert check(path) == []


@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.9999])
def test_a_truncated_file_is_found_and_the_backup_brings_it_back(path: Path, tmp_path: Path, part: float) -> None:
    back_up(path, tmp_path / "backups", NOW, 14)
    os.truncate(path, int(path.stat().st_size * part))

    (found,) = check(path)
    words = "is cut off: its header counts" if path.stat().st_size > 100 else "does not begin as an SQLite file"
    assert words in str(found) and str(found).endswith("; restore a backup: `citydesk restore`")
    restore(tmp_path / "backups", path, replace=True)
    assert check(path) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE versions SET text = text || '.' WHERE is_current AND article = (SELECT min(id) FROM articles)",
         "texts: 1 versions are not the text they were"),
        ("UPDATE pages SET body = substr(body, 1, length(body) - 9) WHERE id = 7",
         "pages: 1 pages are not what was received: 7"),
        ("UPDATE vectors SET vector = zeroblob(768) WHERE text_key = (SELECT min(text_key) FROM vectors)",
         "vectors: 1 vectors are not of length 1"),
        ("UPDATE vectors SET vector = x'00' WHERE text_key = (SELECT min(text_key) FROM vectors)",
         "rows: 1 vectors of another length than the others of their model"),
        ("DELETE FROM vectors WHERE text_key IN (SELECT text_key FROM vectors)", "encoded articles have no vector"),
        ("DELETE FROM story_members WHERE article = (SELECT min(id) FROM articles)", "rows: 1 stories without"),
        ("UPDATE versions SET is_current = 0 WHERE article = (SELECT min(id) FROM articles)",
         "rows: 1 articles without exactly one current version"),
        ("DELETE FROM sources WHERE key = 'ghent'", "point to rows of sources that are not there"),
        ("DELETE FROM version_numbers WHERE number = 3", "search does not find"),
        ("DELETE FROM waiting_pages WHERE page = 9", "rows: 1 pages of articles that were neither read nor wait"),
    ],
)  # fmt: skip
def test_what_does_not_belong_together_is_told_with_its_remedy(path: Path, change: str, words: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute(change)
        raw.commit()
    found = check(path)
    assert any(words in str(one) for one in found), found
    assert all("`citydesk " in one.remedy and "\n" not in str(one) for one in found)


def test_a_full_text_index_that_lost_words_is_found_and_rebuilt(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM article_words_data WHERE id > 10")
        raw.commit()
    assert [one.about for one in check(path)] == ["words"]
    repair(path)
    assert check(path) == []


def test_check_tells_a_line_and_exits_with_1(run: Run, path: Path) -> None:
    assert run("--archive", str(path), "check").out == f"{path} is sound\n"
    os.truncate(path, 5000)
    said = run("--archive", str(path), "check")
    assert (said.code, said.err, said.out.count("\n")) == (1, "", 1)
    assert run("--archive", "nowhere.sqlite", "check").err.startswith("citydesk: nowhere.sqlite: is not there")


def test_backup_and_restore_on_the_command_line(run: Run, path: Path) -> None:
    name = run("--archive", str(path), "backup", "copies", "--json").json["name"]
    assert run("backup", "copies", "--list").out == f"{name}\n"
    assert run("--archive", str(path), "restore", "copies").code == 2
    assert run("--archive", "new/archive.sqlite", "restore", "copies", "--at", name).code == 0
    assert check(Path("new/archive.sqlite")) == []
    assert run("--archive", "a", "restore", "copies", "--at", "1999").err.startswith("citydesk: copies: has no backup")


# Room


def test_vacuum_lets_old_bodies_go_and_makes_the_file_smaller(path: Path) -> None:
    with Archive(path) as archive:
        with archive.write():
            archive.run("DELETE FROM waiting_pages")
            archive.run("INSERT INTO extractions SELECT id, NULL, 'listing page', NULL FROM pages")
        assert let_go(archive, NOW) == 0
        assert let_go(archive, NOW + timedelta(days=1)) == 30
        assert let_go(archive, NOW + timedelta(days=1)) == 0
        before, after = compact(archive)
        assert before - after > 30 * 6_000
    assert check(path) == []


def test_a_full_disk_is_told_clearly_and_costs_nothing(whole: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path, 4 * whole.stat().st_size // 1_000_000 + 2) as disk:
        path = Path(shutil.copy(whole, disk / "archive.sqlite"))
        with Archive(path) as archive:
            was = dump(archive)
            with pytest.raises(sqlite3.OperationalError) as error, archive.write():
                for number in range(40):
                    archive.run("UPDATE versions SET text = hex(randomblob(200000)) WHERE number = 1")
                    archive.run("INSERT INTO validators VALUES (?, 'e', 'l')", (f"https://example.org/{number}",))
            assert storage_trouble(error.value).startswith("the disk is full: nothing was lost; free some space")
            assert dump(archive) == was
        assert check(path) == []


def test_a_page_limit_stands_for_a_full_disk_everywhere(path: Path) -> None:
    with Archive(path) as archive:
        was = dump(archive)
        archive.run(f"PRAGMA max_page_count = {archive.value('PRAGMA page_count') + 4}")
        with pytest.raises(sqlite3.OperationalError) as error:
            add_pages(archive, 50, start=500)
        assert storage_trouble(error.value).startswith("the disk is full")
        assert {name for name, rows in dump(archive).items() if rows != was[name]} <= {
            "crawls", "pages", "fetches", "waiting_pages"
        }  # fmt: skip
    assert check(path) == []


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Yield a disk of a few megabytes, where we may make one."""
    disk = folder / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    may = os.geteuid() == 0 and subprocess.run(words, capture_output=True, check=False).returncode == 0
    need("tmpfs", is_there=may)
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def a_page_in_use(path: Path, chance: random.Random) -> int:
    """Return the number of a page that holds something, from 1; free pages hold nothing."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        used = [row[0] for row in raw.execute("SELECT pageno FROM dbstat ORDER BY pageno")]
    return int(chance.choice(used))


def invert(path: Path, number: int) -> None:
    """Turn every bit of a page."""
    with path.open("r+b") as file:
        size = int.from_bytes(file.read(18)[16:], "big")
        file.seek((number - 1) * size)
        body = file.read(size)
        file.seek((number - 1) * size)
        file.write(bytes(byte ^ 0xFF for byte in body))


def flip(path: Path, at: int) -> None:
    """Turn one bit of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def test_a_copy_is_sound_and_one_file(path: Path, tmp_path: Path) -> None:
    copy(path, to := tmp_path / "copy.sqlite")
    assert damages(to) == []
    assert [one.name for one in tmp_path.glob("copy.sqlite*")] == ["copy.sqlite"]
