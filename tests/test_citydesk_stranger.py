"""With the file alone: ten questions of researchers are answered, and other programs open it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from citydesk.archive import Archive
from citydesk.archive.described import described
from citydesk.errors import ArchiveError
from tests.fakes import ROOT

pytestmark = pytest.mark.slow

QUESTIONS = dict(
    re.findall(r"^### (\d+)\. .*?^```sql\n(.*?)^```", (ROOT / "docs" / "researcher.md").read_text("utf-8"), re.S | re.M)
)
DRAINAGE = "a las obras de drenaje de La Torre"


@pytest.fixture(scope="module")
def file(demo_archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{demo_archive}?mode=ro", uri=True)) as connection:
        yield connection


def answer(file: sqlite3.Connection, number: int) -> list[tuple[Any, ...]]:
    return file.execute(QUESTIONS[str(number)]).fetchall()


def test_there_are_ten_questions() -> None:
    assert sorted(map(int, QUESTIONS)) == list(range(1, 11))


def test_1_stories_a_week(file: sqlite3.Connection) -> None:
    weeks = [("2026-W44", 16, 23, 9), ("2026-W45", 30, 33, 10), ("2026-W46", 29, 35, 10), ("2026-W47", 7, 7, 7)]
    assert answer(file, 1) == weeks


def test_2_newcomers_in_finnish_and_greek(file: sqlite3.Connection) -> None:
    greek, finnish = answer(file, 2)
    assert greek[:3] == ("el", "Δήμος Αθηναίων", "Νέο γραφείο απασχόλησης στο Κέντρο Ένταξης Μεταναστών")
    assert finnish[:2] == ("fi", "Helsingin kaupunki")
    assert "maahanmuuttorahoja" in finnish[3]


def test_3_who_translates_whom(file: sqlite3.Connection) -> None:
    found = answer(file, 3)
    assert ("network", "en", "ghent", "nl", 22.0) in found
    assert ("milan", "it", "solidarity", "en", 15.0) in found
    assert len(found) == 11


def test_4_what_was_known_on_a_day(file: sqlite3.Connection) -> None:
    ((was, is_now, known_from, known_until),) = answer(file, 4)
    assert was.startswith(f"València destina 1,2 millones {DRAINAGE}")
    assert is_now.startswith(f"València destina 12 millones {DRAINAGE}")
    assert (known_from, known_until) == ("2026-11-15T18:00:00Z", "2026-11-16T06:00:00Z")


def test_5_what_a_city_speaks_of(file: sqlite3.Connection) -> None:
    answers = answer(file, 5)
    months = [month for month, _, _ in answers]
    assert months == sorted(months)
    assert set(months) == {"2026-10", "2026-11"}
    for month, (topic, stories) in {"2026-10": ("migration-integration", 2), "2026-11": ("climate-energy", 5)}.items():
        first = next(row for row in answers if row[0] == month)  # those with one story differ with the encoder's pass
        assert first == (month, topic, stories)


def test_6_how_a_story_travelled(file: sqlite3.Connection) -> None:
    assert [row[1:] for row in answer(file, 6)] == [
        ("Eurocities", "en", "teaser"),
        ("Eurocities", "en", "original"),
        ("Stad Gent", "nl", "translation"),
        ("Solidarity Cities", "en", "copy"),
        ("Nantes Métropole", "fr", "translation"),
    ]


def test_7_what_is_missing(file: sqlite3.Connection) -> None:
    assert [row[0] for row in answer(file, 7)] == [
        "Ajuntament de Barcelona", "Nantes Métropole", "Solidarity Cities", "Stad Gent", "Δήμος Αθηναίων",
    ]  # fmt: skip


def test_8_from_a_sentence_to_its_page(file: sqlite3.Connection) -> None:
    found = answer(file, 8)
    assert len(found) == 3
    words, url, fetched_at, sha256, extractor = found[0]
    assert words.startswith("The European Commission’s migration department confirmed")
    assert url.endswith("/latest/cities-grow-approved/")
    assert (fetched_at, len(sha256)) == ("2026-11-15T18:00:00Z", 64)
    assert re.fullmatch(r"citydesk [\d.]+, trafilatura [\d.]+", extractor)


def test_9_who_says_so(file: sqlite3.Connection) -> None:
    found = answer(file, 9)
    assert [row[:2] for row in found] == [(kind, "rules") for kind in ("city", "project", "topic", "type")]
    assert found[-1] == ("type", "rules", 98)


def test_10_cities_that_share_news(file: sqlite3.Connection) -> None:
    assert answer(file, 10)[0] == ("ghent", "nantes", 5)


def test_the_file_describes_every_column_of_itself(file: sqlite3.Connection) -> None:
    told = file.execute('SELECT "table", name FROM columns ORDER BY "table", position').fetchall()
    assert told == sorted(
        ((one.name, column.name) for one in described() for column in one.columns), key=lambda pair: pair[0]
    )
    there = file.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'").fetchall()
    assert {name for (name,) in there if not name.startswith("sqlite_")} == {one.name for one in described()}
    assert file.execute("SELECT value FROM about WHERE name = 'site'").fetchone() == ("https://citydesk.example/",)


def test_a_changed_description_reaches_an_archive_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with Archive(path) as archive, archive.write():
        archive.run("UPDATE about SET value = 'another' WHERE name = 'described'")
        archive.run("DELETE FROM columns")
    with Archive(path) as archive:
        assert archive.value("SELECT count(*) FROM columns") > 400


def test_pandas_reads_it(file: sqlite3.Connection) -> None:
    import pandas

    found = pandas.read_sql("SELECT * FROM stories_by_week", file)
    assert found["stories"].sum() == 82


def test_duckdb_reads_it(demo_archive: Path) -> None:
    import duckdb
    import pandas

    with closing(sqlite3.connect(f"file:{demo_archive}?mode=ro", uri=True)) as file:
        articles_flat = pandas.read_sql("SELECT * FROM articles_flat", file)
    assert len(articles_flat) == 98
    with duckdb.connect() as other:
        other.register("flat", articles_flat)
        assert other.execute("SELECT count(DISTINCT language) FROM flat").fetchall() == [(10,)]


def test_the_examples_in_python_run(demo_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo-archive").mkdir()
    (tmp_path / "demo-archive" / "archive.sqlite").symlink_to(demo_archive)
    monkeypatch.chdir(tmp_path)
    programs = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.S | re.M)
    names: dict[str, Any] = {}
    for program in programs:
        exec(compile(program, "docs/python.md", "exec"), names)
    assert len(names["languages"]) == 10
    assert len(names["several"]) >= 1
    assert len(list(names["weeks"]["week"])) == 4


def test_readers_see_what_was_known_and_write_nothing(demo_archive: Path) -> None:
    import citydesk

    before = demo_archive.read_bytes()
    with citydesk.Archive(demo_archive) as archive:
        then = archive.as_of(date(2026, 11, 15))
        assert len(list(archive.articles())) == 98
        assert 80 < len(list(then.articles())) < 98
        (changed,) = [one for one in archive.articles() if one.version > 1]
        (earlier,) = [one for one in then.articles() if one.id == changed.id]
        assert (changed.version, earlier.version) == (2, 1)
        assert then.article(changed.id) == earlier
        unknown = {one.id for one in archive.articles()} - {one.id for one in then.articles()}
        with pytest.raises(KeyError):
            then.article(min(unknown))
        loose, strict = (len(archive.group(archive.articles(), threshold=value)) for value in (0.2, 0.99))
        assert loose <= 82 < strict
        story = next(one for one in archive.stories() if len(one.members) > 3)
        uri = next(archive.rows("SELECT uri FROM stories_flat WHERE id = ?", (story.id,)))["uri"]
        assert archive.story(uri) == archive.story(story.representative) == story
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            list(archive.rows("DELETE FROM articles"))
    assert demo_archive.read_bytes() == before
    with pytest.raises(ArchiveError, match="is not there"):
        citydesk.Archive("nowhere.sqlite")


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_run_and_plot(
    path: Path, demo_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    (tmp_path / "demo-archive").mkdir()
    (tmp_path / "demo-archive" / "archive.sqlite").symlink_to(demo_archive)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), path.name, "exec"), names)
    figures = [plt.figure(number) for number in plt.get_fignums()]
    assert figures
    assert all(axes.has_data() for figure in figures for axes in figure.axes)
    plt.close("all")
