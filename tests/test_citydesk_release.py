"""Releases: the same bytes again, every flipped byte noticed, issues derived from the package alone, nobody named."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from citydesk.archive import Archive, articles, crawling, kept_pages
from citydesk.archive.files import copy
from citydesk.archive.releasing import part
from citydesk.archive.revisions import published_issues
from citydesk.errors import ConfigError
from citydesk.pipeline.checking import check
from citydesk.pipeline.correcting import city_wish, set_tags
from citydesk.pipeline.desk import act
from citydesk.pipeline.desk_publishing import Published, correct, publish
from citydesk.pipeline.desk_verifying import verify
from citydesk.pipeline.editing import Desk, merge
from citydesk.pipeline.package_verifying import verify_package
from citydesk.pipeline.packaging import SUMS, release
from citydesk.pipeline.page_index import page_lines
from citydesk.pipeline.releasing import EXTRACT, excerpt
from citydesk.settings import Settings, load_settings
from crawler.article import Source
from digest.edits import Action
from digest.period import iso_week
from tests.conftest import trials
from tests.fakes import NOW, ROOT, article, dump, frozen_encoder, page, run_process, source
from tests.test_citydesk_pipeline import LIBRARY, LINE_FOUR, put

WEEK = iso_week("2026-W46")
NAMES = ("noor.vandamme", "Zdeněk Dvořák")  # editors; a reason names a third person
THIRD = "Colleague Marguerite"
HIDDEN = "Where she lived before is told at the very end only."
LAST = "Nobody quotes this last sentence, and so it stays at home."
LONG = LINE_FOUR + "\n\n" + "The works are explained at length. " * 40
FULL = article("tram", LONG, title="Council approves tram line 4", days=5)
HOURS = LIBRARY + "\n\n" + "More hours are planned. " * 40 + LAST
CUT = article("books", HOURS, title="Library opens on Sundays", days=3, source="riga")
BARE = article(
    "harbour", "A harbour master was named. " * 30 + HIDDEN, title="New harbour master named", days=4, source="oslo"
)
OLD = article("old", "An old text that belongs to no week of this release. " * 9, title="Long ago", days=60)


@pytest.fixture(scope="module")
def settings() -> Settings:
    shipped = load_settings(ROOT / "config", {})
    sources: tuple[Source, ...] = (
        replace(source("ghent"), release="full"), source("riga"), replace(source("oslo"), release="metadata")
    )  # fmt: skip
    return replace(shipped, sources=sources)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """Return an archive with an issue that two editors edited, published and corrected."""
    found = tmp_path_factory.mktemp("release") / "archive.sqlite"
    edition, first, second = settings.editions[0], *NAMES
    with Archive(found) as archive:
        crawling.save_sources(archive, settings.sources)
        kept = page(FULL.url, "<html><body>Council approves tram line 4</body></html>")
        with archive.write():
            kept_pages.save_imported_page(archive, kept)
            articles.save_version(archive, FULL, 1, NOW)
            kept_pages.save_extraction(archive, 1, article=FULL.id)
        put(archive, CUT, BARE, OLD)
        run_process(archive)
        desk = Desk(archive=archive, encoder=frozen_encoder(), projects=settings.vocabulary.projects)
        set_tags(desk, FULL.id, [city_wish(settings.vocabulary, "riga", "partner")], first, THIRD, NOW)
        merge(desk, story_of(archive, BARE.id), story_of(archive, CUT.id), second, THIRD, NOW)

        def edit(action: Action, editor: str, days: int = 0) -> None:
            act(archive, settings, edition, WEEK, action, editor, now=NOW + timedelta(days=days), reason=THIRD)

        edit(Action(kind="headline", story=FULL.url, text="A tram to the harbour"), first)
        edit(Action(kind="note", story=FULL.url, text="We were there."), second)
        edit(Action(kind="lead", story=FULL.url), second)
        assert isinstance(publish(archive, settings, edition, WEEK, first, now=NOW), Published)
        edit(Action(kind="headline", story=FULL.url, text="A tram for the harbour"), second, 1)
        done = correct(archive, settings, edition, WEEK, "It was wrong.", second, now=NOW + timedelta(days=1))
        assert isinstance(done, Published)
    return found


def story_of(archive: Archive, article: str) -> str:
    return str(archive.value("SELECT story FROM story_members WHERE article = ?", (article,)))


@pytest.fixture(scope="module")
def package(path: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "citydesk-2026-W46"
    with Archive(path) as archive:
        release(archive, settings, WEEK, folder)
    return folder


@pytest.fixture
def released(package: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive(shutil.copy(package / "archive.sqlite", tmp_path / "archive.sqlite")) as archive:
        yield archive


def test_a_release_verifies_and_derives_its_issue_again(package: Path) -> None:
    found = verify_package(package)
    assert (found.differences, found.issues) == ((), ("network-2026-W46",))
    assert {one.name for one in package.iterdir()} == {
        "archive.sqlite", "articles.parquet", "stories.parquet", "entries.parquet", "pages.cdxj", "issues", "README.md",
        "LICENCES.md", "CITATION.cff", "croissant.json", SUMS,
    }  # fmt: skip


def test_an_issue_is_reproduced_from_the_package_alone(released: Archive, path: Path) -> None:
    assert list(published_issues(released)) == ["network-2026-W46"]
    for revision in (1, 2):
        assert verify(released, "network-2026-W46", revision).differences == ()
    with Archive(path) as archive:
        same = "SELECT * FROM revision_renderings ORDER BY revision, format"
        assert [tuple(row) for row in released.rows(same)] == [tuple(row) for row in archive.rows(same)]


def test_the_same_archive_gives_the_same_bytes(package: Path, path: Path, settings: Settings, tmp_path: Path) -> None:
    copied = shutil.copy(path, tmp_path / "elsewhere.sqlite")
    with Archive(copied) as archive:
        archive.run("VACUUM")
        release(archive, settings, WEEK, tmp_path / "again")
    for one in (one for one in package.rglob("*") if one.is_file()):
        assert (tmp_path / "again" / one.relative_to(package)).read_bytes() == one.read_bytes(), one.name


def test_any_flipped_bit_is_noticed(package: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(package, tmp_path / "copied"))
    chance = random.Random(20261127)
    every = sorted(one for one in copied.rglob("*") if one.is_file())
    assert all(one.stat().st_size for one in every)
    tried = [copied / SUMS] * 4 + [chance.choice(every) for _ in range(trials(20, 2000))]
    for one in tried:
        body = bytearray(one.read_bytes())
        at = chance.randrange(len(body))
        body[at] ^= 1 << chance.randrange(8)
        sound = one.read_bytes()
        one.write_bytes(body)
        assert verify_package(copied).differences, f"{one.name} at {at}"
        one.write_bytes(sound)
    (copied / "more.txt").write_text("x")
    (copied / "README.md").unlink()
    assert verify_package(copied).differences == ("README.md: is missing", "more.txt: is not part of the release")


def test_each_source_gives_what_it_may(released: Archive) -> None:
    texts = {row["article"]: row["text"] for row in released.rows("SELECT * FROM versions")}
    assert texts == {FULL.id: LONG, CUT.id: excerpt(CUT.text), BARE.id: ""}
    assert len(texts[CUT.id]) <= EXTRACT + 2
    assert [tuple(row) for row in released.rows("SELECT article, rights FROM withheld ORDER BY rights")] == [
        (CUT.id, "extract"), (BARE.id, "metadata")
    ]  # fmt: skip
    assert released.rows("SELECT 1 FROM tags WHERE article = ? AND evidence <> '[]'", (BARE.id,)) == []
    kept = repr(dump(released, without=("entry_sentences", "renderings", "revision_renderings", "revisions")))
    assert not any(one in kept for one in (LAST, HIDDEN))  # what went out in an issue stays as it went out


def test_a_source_that_nobody_speaks_for_gives_metadata_only(path: Path, settings: Settings, tmp_path: Path) -> None:
    with Archive(path) as archive:
        done = release(archive, replace(settings, sources=()), WEEK, tmp_path / "bare")
    assert done.rights == {"full": 0, "extract": 0, "metadata": 3}


def test_nobody_who_edited_is_named_anywhere(package: Path, released: Archive, path: Path) -> None:
    import pyarrow.parquet as pq

    with Archive(path) as archive:
        before = everything(archive)
    assert all(name in before for name in (*NAMES, THIRD))  # the scan finds them where they are
    after = everything(released)
    tables = "".join(str(pq.read_table(one).to_pylist()) for one in package.glob("*.parquet"))
    files = "".join(one.read_bytes().decode("latin-1") for one in package.rglob("*") if one.is_file())
    utf8 = "".join(one.read_bytes().decode("utf-8", "replace") for one in package.rglob("*") if one.is_file())
    for name in (*NAMES, THIRD, "Marguerite", "Zdeněk", "vandamme", "Dvořák"):
        assert name not in after + tables + files + utf8
    assert {"editor-1", "editor-2"} <= {row[0] for row in released.rows("SELECT editor FROM edits")}


def everything(archive: Archive) -> str:
    """Return all that stands in an archive, also in what is compressed."""
    bases = [zlib.decompress(row[0]).decode() for row in archive.rows("SELECT basis FROM revisions")]
    bodies = [row[0].decode() for row in archive.rows("SELECT body FROM revision_renderings")]
    return repr(dump(archive)) + "".join(bases) + "".join(bodies)


def test_the_archive_of_a_release_is_sound_and_searchable(package: Path, released: Archive, tmp_path: Path) -> None:
    assert check(tmp_path / "archive.sqlite") == []
    (found,) = released.rows(
        "SELECT article FROM article_words JOIN version_numbers ON number = article_words.rowid"
        " WHERE article_words MATCH 'tram AND explained'"
    )
    assert found["article"] == FULL.id
    assert OLD.id not in {row["id"] for row in released.rows("SELECT id FROM articles")}
    assert [one.id for one in articles.all_articles(released)] == sorted([FULL.id, CUT.id, BARE.id])


def test_check_finds_a_published_file_that_was_changed(path: Path, tmp_path: Path) -> None:
    copy(path, own := tmp_path / "own.sqlite")
    with contextlib.closing(sqlite3.connect(own)) as raw:
        raw.execute("DROP TRIGGER revision_renderings_stay")
        raw.execute("UPDATE revision_renderings SET body = CAST('x' AS BLOB) WHERE revision = 1 AND format = 'text'")
        raw.commit()
    (found,) = check(own)
    assert str(found) == (
        "issues: 1 published files are not what was published: network-2026-W46 revision 1 (text or basis);"
        " restore a backup: `citydesk restore`"
    )


def test_croissant_loads_every_table(package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path))
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mlcroissant as mlc

        described = mlc.Dataset(jsonld=str(package / "croissant.json"))
        assert described.metadata.ctx.issues.errors == set()
        told = {name: list(described.records(name)) for name in ("articles", "stories", "entries")}
    assert {row["articles/id"].decode() for row in told["articles"]} == {FULL.id, CUT.id, BARE.id}
    assert told["entries"][0]["entries/headline"].decode() == "A tram for the harbour"
    assert len(told["stories"]) == 2


def test_the_index_of_pages_tells_where_and_when_a_text_was_read(package: Path) -> None:
    (line,) = (package / "pages.cdxj").read_text("utf-8").splitlines()
    key, stamp, told = line.split(" ", 2)
    assert (key, stamp) == ("example,ghent)/tram", "20261116060000")
    digest = hashlib.sha256(b"<html><body>Council approves tram line 4</body></html>").hexdigest()
    assert json.loads(told) == {"url": FULL.url, "mime": "text/html", "status": "200", "digest": f"sha256:{digest}"}


def test_the_index_tells_the_record_of_a_page_in_its_web_archive(path: Path, tmp_path: Path) -> None:
    copy(path, own := tmp_path / "own.sqlite")
    with Archive(own) as archive:
        with archive.write():
            archive.run("UPDATE pages SET warc_file = '2026-11-16.warc.gz', warc_offset = 512, warc_length = 99")
        (line,) = page_lines(archive, part(archive, "2026-11-09", "2026-11-15", "2026-11-09", "2026-11-16"))
    told = json.loads(line.split(" ", 2)[2])
    assert (told["filename"], told["offset"], told["length"]) == ("2026-11-16.warc.gz", "512", "99")


def test_the_citation_is_well_formed(package: Path) -> None:
    import yaml

    said = yaml.safe_load((package / "CITATION.cff").read_text("utf-8"))
    assert said["cff-version"] == "1.2.0" and said["type"] == "dataset"
    assert str(said["date-released"]) == "2026-11-17"  # of the newest revision, not of today
    assert json.loads((package / "croissant.json").read_text())["datePublished"] == "2026-11-17"


def test_a_release_is_never_overwritten_and_an_empty_one_never_made(
    package: Path, path: Path, settings: Settings, tmp_path: Path
) -> None:
    with Archive(path) as archive:
        with pytest.raises(ConfigError, match="a release never changes"):
            release(archive, settings, WEEK, package)
        with pytest.raises(ConfigError, match="nothing was published in 2020-W01"):
            release(archive, settings, iso_week("2020-W01"), tmp_path / "empty")
    assert list(tmp_path.iterdir()) == []
