"""The documentation against the code: commands, options, tables, columns, examples, links; and nothing that is gone."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from citydesk.archive import Archive
from citydesk.cli import commands
from tests.evaluation.__main__ import runnable

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BY_THE_LEAD = ("docs/quality.md", "docs/performance.md")
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")])
MACHINE_PATH = re.compile(r"(?<![\w.~$}/])/(?:work|root|tmp|home|Users|var|mnt)/")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
TORCH = "TORCH_OPTIONS="
OPTIONS = {"NAME", "--data", "--set", "--json", "--articles"}  # of evaluations and benches


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of a page in a language."""
    return [text for kind, text in FENCE.findall(path.read_text("utf-8")) if kind == language]


def shell_lines() -> list[tuple[str, str]]:
    """Return (page, command) for every line of every shell block."""
    return [
        (place(path), line) for path in PAGES for block in blocks(path, "sh") for line in block.splitlines() if line
    ]


def sections(text: str, heading: str) -> dict[str, str]:
    """Return the sections of a page by what `heading`, a pattern with one group, finds in their headings."""
    found: dict[str, str] = {}
    for part in re.split(r"^(?=#{1,4} )", text, flags=re.MULTILINE):
        if name := re.match(heading, part):
            found[name[1]] = part
    return found


def first_cells(text: str) -> list[list[str]]:
    """Return the cells of all table rows whose first cell is code."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def slugs(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def command_tree(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name; a group inside the program only for its commands."""
    if isinstance(command, click.Group):
        for key, child in command.commands.items():
            yield from command_tree(child, f"{name} {key}")
    if not isinstance(command, click.Group) or name == "citydesk":
        yield name, command


COMMANDS = dict(command_tree(commands, "citydesk"))


# Shell


@pytest.mark.parametrize(("page", "line"), shell_lines())
def test_shell_examples_are_commands_there_are(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    words[0] = words[0].removeprefix(".venv/bin/")
    if words[0] == "make":
        assert {word for word in words[1:] if not word.startswith(TORCH)} <= make_targets()
    elif words[0] == "citydesk":
        parse(words[1:])
    elif words[:2] == ["python", "-m"]:
        assert is_module(words[2])
        assert words[2].endswith(".fit") or words[3] in runnable(ROOT / words[2].replace(".", "/"))
    else:
        assert words[0] == "sqlite3"


def make_targets() -> set[str]:
    return set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def parse(arguments: list[str]) -> None:
    """Parse a command line without running it; click raises on what there is not."""
    command: click.Command = commands
    context = command.make_context("citydesk", arguments)
    while isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        if not rest:
            return
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command, context = found, found.make_context(name, rest, parent=context)


def test_the_readme_names_the_two_commands() -> None:
    assert blocks(ROOT / "README.md", "sh")[0].split("\n")[:2] == ["make demo", "make test"]


# Commands


def test_every_command_is_documented_and_no_other() -> None:
    documented = sections((DOCS / "commands.md").read_text("utf-8"), r"## `(citydesk[a-z ]*)`")
    assert sorted(documented) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    section = sections((DOCS / "commands.md").read_text("utf-8"), r"## `(citydesk[a-z ]*)`")[name]
    documented = {word for row in first_cells(section) for word in code(row[0])} - {"-h", "--help"}
    assert documented == {word for parameter in COMMANDS[name].params for word in spelled(parameter)}


def spelled(parameter: click.Parameter) -> list[str]:
    if isinstance(parameter, click.Argument):
        return [str(parameter.name).upper()]
    return [*parameter.opts, *parameter.secondary_opts]


# Archive


def schema() -> dict[str, list[tuple[str, str, str]]]:
    """Return table or view → (column, type or "", "–" where it can't be null), as a fresh archive has them."""
    with Archive(":memory:") as archive:
        tables = [
            row
            for row in archive.rows("PRAGMA table_list")
            if row["type"] != "shadow" and row["schema"] == "main" and not row["name"].startswith("sqlite_")
        ]
        return {
            f"{'View' if table['type'] == 'view' else 'Table'} {table['name']}": [
                (row["name"], row["type"].lower(), "–" if row["notnull"] else "")
                for row in archive.rows(f"PRAGMA table_xinfo({table['name']})")
                if row["hidden"] == 0
            ]
            for table in tables
        }


def documented_schema() -> dict[str, list[list[str]]]:
    text = (DOCS / "archive.md").read_text("utf-8")
    return {
        f"{kind} {name}": first_cells(section)
        for kind in ("Table", "View")
        for name, section in sections(text, rf"### {kind} `(\w+)`").items()
    }


def test_every_table_and_view_is_documented_and_no_other() -> None:
    assert sorted(documented_schema()) == sorted(schema())


@pytest.mark.parametrize("name", sorted(schema()))
def test_every_column_is_documented_and_no_other(name: str) -> None:
    rows = documented_schema()[name]
    columns = schema()[name]
    assert [code(row[0])[0] for row in rows] == [column for column, _, _ in columns]
    assert [row[1] for row in rows] == [kind or row[1] for row, (_, kind, _) in zip(rows, columns, strict=True)]
    assert all(len(row) == 4 and row[2] and row[3] for row in rows)


@pytest.mark.parametrize("name", [one for one in sorted(schema()) if any(null for _, _, null in schema()[one])])
def test_what_may_be_null_says_what_that_means(name: str) -> None:
    told = {code(row[0])[0]: row[2] for row in documented_schema()[name]}
    assert {column for column, null in told.items() if null == "–"} == {
        column for column, kind, null in schema()[name] if null or (column == "id" and kind == "integer")
    } | ({"page"} if name == "Table extractions" else set())  # integer primary keys can't be null, whatever SQLite says


# Researchers


@pytest.mark.parametrize("statement", blocks(DOCS / "researcher.md", "sql"))
def test_sql_examples_run(statement: str) -> None:
    with Archive(":memory:") as archive:
        assert archive.rows(statement) == []


@pytest.mark.parametrize("program", blocks(DOCS / "researcher.md", "python"))
def test_python_examples_run(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Archive(tmp_path / "demo-archive" / "archive.sqlite").close()
    monkeypatch.chdir(tmp_path)
    exec(compile(program, "docs/researcher.md", "exec"), {})


@pytest.mark.parametrize("path", PAGES, ids=place)
def test_no_page_holds_what_a_merge_left_open(path: Path) -> None:
    assert not re.search(r"^(<{7}|={7}|>{7})( |$)", path.read_text("utf-8"), re.MULTILINE)


# Evaluation and bench


@pytest.mark.parametrize(("heading", "folder"), [("Evaluation", "evaluation"), ("Bench", "bench")])
def test_every_evaluation_and_bench_is_documented_and_no_other(heading: str, folder: str) -> None:
    found = sections((DOCS / "evaluation.md").read_text("utf-8"), r"## (\w+)\n")
    documented = {code(row[0])[0] for row in first_cells(found[heading])} - OPTIONS
    assert sorted(documented) == runnable(ROOT / "tests" / folder)


# All pages


@pytest.mark.parametrize("name", BY_THE_LEAD)
def test_results_are_written_down(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("path", PAGES, ids=place)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(FENCE.sub("", path.read_text("utf-8"))):
        page = (path.parent / target).resolve() if target else path
        assert page.exists() or place(page) in BY_THE_LEAD, target
        assert not anchor or anchor in slugs(page), f"{target}#{anchor}"


@pytest.mark.parametrize("path", PAGES, ids=place)
def test_pages_name_no_path_of_a_machine(path: Path) -> None:
    assert MACHINE_PATH.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", [DOCS / "architecture.md"], ids=place)
def test_files_that_are_named_exist(path: Path) -> None:
    named = re.findall(r"`((?:config|crawler|nlp|digest|citydesk|tests)/[\w/]+(?:\.py|/))`", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", [DOCS / "configuration.md"], ids=place)
def test_config_files_that_are_named_exist(path: Path) -> None:
    named = set(re.findall(r"^\| `(\w+\.toml)`", path.read_text("utf-8"), re.MULTILINE))
    assert named == {file.name for file in (ROOT / "config").iterdir()}
