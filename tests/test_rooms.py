"""The arrows of the architecture: imports point left, rooms share nouns only, the API is light, SQL has its place."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("crawler", "nlp", "digest", "citydesk")  # left to right
NOUNS = {"crawler.article", "nlp.story", "nlp.vocabulary", "digest.issue", "digest.edits"}
SCRAPY = {f"crawler/{name}.py" for name in ("spider", "politeness", "robots", "restraint", "received", "guard", "wire")}
SCRAPY |= {"crawler/browser_handler.py", "crawler/browser_visit.py"}
VERBS_MEET = (
    "citydesk/pipeline/",
    "citydesk/archive/",
    "citydesk/engine.py",
    "citydesk/reader.py",
    "citydesk/mailing/",
    "citydesk/cli",
    "citydesk/demo/",
    "citydesk/web/",
)
NOUN_READERS = ("citydesk/settings.py", "citydesk/config_models.py")
HEAVY = ("torch", "scrapy", "trafilatura", "sentence_transformers", "scipy", "lxml")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Return every module a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if is_module(name)} or {node.module}
    return found


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def foreign(path: Path) -> set[str]:
    """Return what a file takes from other rooms."""
    own = place(path).split("/")[0]
    return {name for name in imports(path) if (room := name.split(".")[0]) in ROOMS and room != own}


@pytest.mark.parametrize("path", FILES, ids=place)
def test_imports_point_left(path: Path) -> None:
    room = ROOMS.index(place(path).split("/")[0])
    assert {name for name in foreign(path) if ROOMS.index(name.split(".")[0]) > room} == set()


@pytest.mark.parametrize("path", [path for path in FILES if not place(path).startswith(VERBS_MEET)], ids=place)
def test_rooms_share_nouns_only(path: Path) -> None:
    assert foreign(path) - NOUNS == set()


@pytest.mark.parametrize("path", FILES, ids=place)
def test_scrapy_stays_behind_its_files(path: Path) -> None:
    uses = any(name.split(".")[0] in ("scrapy", "twisted") for name in imports(path))
    assert not uses or place(path) in SCRAPY


@pytest.mark.parametrize("path", FILES, ids=place)
def test_sql_lives_in_the_archive(path: Path) -> None:
    homes = ("citydesk/archive/", "citydesk/subscribers/")
    is_home = place(path).startswith(homes) or place(path) in (
        "citydesk/schema/__init__.py",
        "citydesk/accounts.py",  # files of their own, as the subscribers': personal data never enters the archive
    )
    statements = re.findall(r'"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE)\s', path.read_text("utf-8"))
    assert is_home or not statements


@pytest.mark.parametrize("path", FILES, ids=place)
def test_a_file_begins_with_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_public_name_is_light() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); import citydesk; took = time.perf_counter() - start\n"
        f"print([name for name in {HEAVY} if name in sys.modules], took < 0.5)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "[] True"


def test_config_is_data_only() -> None:
    assert {path.suffix for path in (ROOT / "config").iterdir()} == {".toml"}
