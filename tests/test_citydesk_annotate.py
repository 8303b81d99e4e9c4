"""Coding by hand: published examples of alpha, samples that follow from a seed, sheets read back, figures known."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.archive import Archive, crawling
from citydesk.archive.samples import load_codes, load_sample, said_by_the_system
from citydesk.errors import ConfigError
from citydesk.pipeline.agreement import alpha, masi, nominal
from citydesk.pipeline.annotation_report import VariableReport, agreed_on, report
from citydesk.pipeline.sampling import draw, read_sheet, write_sheet
from citydesk.settings import Settings, load_settings
from tests.fakes import NOW, ROOT, run_process, source
from tests.test_citydesk_cli import Run, run
from tests.test_citydesk_pipeline import demo_articles, put

__all__ = ["run"]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("annotate") / "archive.sqlite"
    with Archive(found) as archive:
        articles = demo_articles()[::2]
        crawling.save_sources(archive, [source(key) for key in sorted({one.source for one in articles})])
        put(archive, *articles)
        run_process(archive)
    return found


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive(path) as opened:
        yield opened


# Agreement


def units(*coders: str) -> list[list[str]]:
    """Return the values of each unit from a string a coder, `.` where a coder gave none."""
    rows = [coder.replace(" ", "") for coder in coders]
    return [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]


def test_alpha_is_that_of_the_published_examples() -> None:
    # Krippendorff (2011): section A, binary data; B, nominal data of two observers; C, of four with missing data
    binary = units("0100000010", "1110010000")
    two = units("aabbdcccedda", "babbbcccedda".replace("edda", "eddd"))
    four = units("1233214 12...", "1233224125.3", ".333234225 1.", "1233244125 1.")
    assert alpha(binary, nominal) == pytest.approx(0.095, abs=0.0005)
    assert alpha(two, nominal) == pytest.approx(0.692, abs=0.0005)
    assert alpha(four, nominal) == pytest.approx(0.743, abs=0.0005)
    assert alpha([[int(value) for value in unit] for unit in four], squared) == pytest.approx(0.849, abs=0.0005)


def squared(one: int, other: int) -> float:
    return float((one - other) ** 2)


def test_alpha_of_sets_is_that_of_another_library() -> None:
    from nltk.metrics.agreement import AnnotationTask

    chance = random.Random(3)
    coded = [[frozenset(chance.sample("abc", chance.randint(1, 2))) for _ in range(3)] for _ in range(30)]
    triples = [(coder, unit, values) for unit, of in enumerate(coded) for coder, values in enumerate(of)]
    assert alpha(coded, masi) == pytest.approx(AnnotationTask(triples, distance=masi).alpha())


def test_alpha_can_not_be_told_where_chance_alone_agrees() -> None:
    assert alpha([["a", "a"], ["a", "a"]], nominal) is None
    assert alpha([["a"], ["b"]], nominal) is None
    assert alpha([], nominal) is None
    assert alpha([["a", "a"], ["b", "b"]], nominal) == 1


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("ab", "ab", 0),
        ("ab", "a", 1 - 2 / 3 / 2),
        ("ab", "bc", 1 - 1 / 3 / 3),
        ("a", "b", 1),
        ("", "a", 1),
    ],
)
def test_sets_are_apart_as_masi_says(one: str, other: str, distance: float) -> None:
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)


# Samples


def test_a_sample_follows_from_its_seed_and_spreads_over_languages(archive: Archive) -> None:
    one = draw(archive, "one", 30, ["language"], 7, NOW)
    again = draw(archive, "again", 30, ["language"], 7, NOW)
    other = draw(archive, "other", 30, ["language"], 8, NOW)
    languages = Counter(row[0] for row in archive.rows("SELECT language FROM versions WHERE is_current"))

    assert one.drawn == again.drawn != other.drawn
    assert load_sample(archive, "one") == one
    assert {drawn.stratum for drawn in one.drawn} == set(languages)
    assert sum(drawn.weight for drawn in one.drawn) == pytest.approx(sum(languages.values()))
    with pytest.raises(ConfigError, match='a sample is named "one" already'):
        draw(archive, "one", 30, ["language"], 7, NOW)


def test_more_strata_than_articles_to_draw_still_stand_for_all(archive: Archive) -> None:
    sample = draw(archive, "small", 12, ["language", "topic", "city"], 1, NOW)
    total = archive.value("SELECT count(*) FROM articles")
    assert len({one.article for one in sample.drawn}) == 12
    assert sum(one.weight for one in sample.drawn) == pytest.approx(total)


def test_the_sheet_tells_nothing_of_what_the_system_says(archive: Archive, tmp_path: Path) -> None:
    draw(archive, "blind", 10, ["language"], 1, NOW)
    write_sheet(archive, "blind", sheet := tmp_path / "sheet.csv")
    rows = read(sheet)
    assert len(rows) == 10
    assert list(rows[0]) == [
        "article", "language", "source", "published", "url", "title", "text", "topics", "cities", "type"
    ]  # fmt: skip
    assert all(row["topics"] == row["cities"] == row["type"] == "" for row in rows)


def test_what_coders_fill_in_is_read_back(archive: Archive, settings: Settings, tmp_path: Path) -> None:
    draw(archive, "read", 4, ["language"], 1, NOW)
    write_sheet(archive, "read", sheet := tmp_path / "sheet.csv")
    rows = read(sheet)
    rows[0] |= {"topics": "Migration and integration ; urban-planning", "cities": "Gent", "type": "news"}
    rows[1] |= {"topics": "-", "cities": "none", "type": ""}
    write(sheet, rows)

    assert read_sheet(archive, settings.vocabulary, "read", "a", sheet) == 2
    topics = load_codes(archive, "read", "topics")[rows[0]["article"]]["a"]
    assert topics == {"migration-integration", "urban-planning"}
    assert load_codes(archive, "read", "cities") == {
        rows[0]["article"]: {"a": frozenset({"ghent"})}, rows[1]["article"]: {"a": frozenset()}
    }  # fmt: skip
    rows[0]["cities"] = "Riga"
    write(sheet, rows)
    read_sheet(archive, settings.vocabulary, "read", "a", sheet)
    assert load_codes(archive, "read", "cities")[rows[0]["article"]] == {"a": frozenset({"riga"})}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cities": "Gennt"}, 'sheet.csv: row 2: unknown city "Gennt"; did you mean "ghent"?'),
        ({"type": "news; event"}, "sheet.csv: row 2: a text has one type, not 2"),
        ({"article": "a0"}, 'sheet.csv: row 2: "a0" is no article of sample "wrong'),
    ],
)
def test_a_mistake_in_a_sheet_is_told_with_its_row(
    archive: Archive, settings: Settings, tmp_path: Path, change: dict[str, str], words: str
) -> None:
    name = f"wrong-{next(iter(change))}"
    draw(archive, name, 4, ["language"], 1, NOW)
    write_sheet(archive, name, sheet := tmp_path / "sheet.csv")
    rows = read(sheet)
    rows[0] |= change
    write(sheet, rows)
    with pytest.raises(ConfigError) as error:
        read_sheet(archive, settings.vocabulary, name, "a", sheet)
    assert words in str(error.value)
    assert load_codes(archive, name, "cities") == {}


# Figures


def test_the_report_finds_the_precision_and_recall_that_were_put_in(
    archive: Archive, settings: Settings, tmp_path: Path
) -> None:
    sample = draw(archive, "figures", 40, ["language"], 1, NOW)
    said = said_by_the_system(archive, [one.article for one in sample.drawn], "cities")
    write_sheet(archive, "figures", sheet := tmp_path / "sheet.csv")
    rows = read(sheet)
    right = wrong = missed = 0.0
    weights = {one.article: one.weight for one in sample.drawn}
    for number, row in enumerate(rows):
        cities, weight = sorted(said[row["article"]]), weights[row["article"]]
        right, wrong = right + weight * len(cities[1:]), wrong + weight * len(cities[:1])
        row["cities"] = ";".join(cities[1:]) or "-"  # coders deny the first city of each article
        if number % 4 == 0:
            row["cities"] += ";tallinn"  # and see one more in every fourth
            row["cities"] = row["cities"].removeprefix("-;")
            missed += weight
    write(sheet, rows)
    for coder in "ab":
        read_sheet(archive, settings.vocabulary, "figures", coder, sheet)
    (found,) = report(archive, "figures", 300)

    assert found.alpha.value == 1
    assert found.precision.value == pytest.approx(right / (right + wrong))
    assert found.recall.value == pytest.approx(right / (right + missed))
    assert holds(found)
    assert report(archive, "figures", 300) == [found]  # resamples follow from the seed


def holds(found: VariableReport) -> bool:
    """Tell whether intervals are there and hold their figures."""
    figures = [one for one in (found.precision, found.recall) if one.value is not None and one.interval is not None]
    return len(figures) == 2 and all(
        one.interval is not None and one.value is not None and one.interval[0] <= one.value <= one.interval[1]
        for one in figures
    )


def test_what_half_of_the_coders_say_is_disputed() -> None:
    two = {"a": frozenset("xy"), "b": frozenset("x")}
    three = two | {"c": frozenset("y")}
    assert agreed_on(two) == (frozenset("x"), frozenset("y"))
    assert agreed_on(three) == (frozenset("xy"), frozenset())


def test_annotating_on_the_command_line(run: Run, path: Path, tmp_path: Path) -> None:
    def annotate(*words: str) -> str:
        said = run("--archive", str(path), "annotate", *words)
        assert said.code == 0, said.err
        return said.out

    assert "30 articles in hand.csv; what to fill in: hand-codebook.md" in annotate("export", "hand", "--size", "30")
    assert "`urban-planning`" in (tmp_path / "hand-codebook.md").read_text("utf-8")
    rows = read(tmp_path / "hand.csv")
    for coder, kinds in (("a", ["news"] * 30), ("b", ["news"] * 20 + ["event"] * 10)):
        for row, kind in zip(rows, kinds, strict=True):
            row["type"] = kind
        write(tmp_path / f"{coder}.csv", rows)
        assert annotate("import", "hand", f"{coder}.csv", "--coder", coder) == f"30 articles coded by {coder}\n"
    told = annotate("report", "hand", "--resamples", "100")
    assert told.startswith("type: 30 articles by two coders or more, 2 coders\n  Krippendorff's alpha -0.180 (")
    assert run("--archive", str(path), "annotate", "report", "none").err.startswith(
        'citydesk: no sample is named "none"'
    )


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
