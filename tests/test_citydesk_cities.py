"""The command that makes forms: what it shows, leaves out and writes; and that what is shipped is what it makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citydesk.cli import commands
from citydesk.cli_cities import layout
from citydesk.config_files import read_tables
from citydesk.config_models import CityTable, FormsTable
from citydesk.errors import ConfigError
from citydesk.settings import load_settings, packaged_config
from nlp.inflection.generate import RULES, generate

PLACE = "latitude = 51.05\nlongitude = 3.71667\n"
CITIES = (
    f'[ghent]\nname = "Ghent"\nendonym = "Gent"\ncountry = "BE"\n{PLACE}names.pl = ["Gandawa"]\n'
    f'[vigo]\nname = "Vigo"\nendonym = "Vigo"\ncountry = "ES"\n{PLACE}names.cs = ["Gentem"]\nforms.fi = ["Vigossa"]\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cities.toml").write_text(CITIES, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(commands, ["--config", str(folder), "cities", "forms", *words], catch_exceptions=False)


def test_forms_of_one_city_and_language_are_shown(folder: Path) -> None:
    shown = run(folder, "ghent", "--language", "pl").stdout.splitlines()
    assert shown[0].startswith("pl ghent: Gandawy, Gandawie, Gandawę, Gandawą, gandawski, ")
    assert shown[-1].endswith(" forms")


def test_a_form_that_is_the_name_of_another_city_is_left_out_and_told(folder: Path) -> None:
    made = json.loads(run(folder, "ghent", "--language", "cs", "--json").stdout)[0]
    assert "Gentu" in made["forms"]
    assert "Gentem" not in made["forms"]
    assert made["left_out"] == ["Gentem is also vigo"]
    assert "cs ghent: left out, Gentem is also vigo" in run(folder, "--write").stdout


def test_forms_that_config_gives_itself_are_not_made(folder: Path) -> None:
    made = json.loads(run(folder, "vigo", "--language", "fi", "--json").stdout)[0]
    assert made["forms"] == []
    assert "vigolainen" in made["adjectives"]


def test_what_is_written_is_read_back(folder: Path) -> None:
    for name in ("service.toml", "editions.toml", "projects.toml", "topics.toml", "sources.toml"):
        (folder / name).write_text("")
    (folder / "city_forms.toml").write_text("[forms.pl]\ngone = 'Gone'\n")
    run(folder, "--write")
    ghent, vigo = load_settings(folder).vocabulary.cities
    assert {"Gandawy", "Gandawie"} <= set(dict(ghent.forms)["pl"])
    assert dict(vigo.forms)["fi"] == ("Vigossa",)
    first = (folder / "city_forms.toml").read_bytes()
    run(folder, "--write")
    assert (folder / "city_forms.toml").read_bytes() == first


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["gent"], 'no city is named "gent"'),
        (["--language", "en"], 'no rules for language "en"; there are: bg, cs, '),
        (["ghent", "--write"], "--write is for all cities and languages"),
    ],
)
def test_mistakes_are_told(folder: Path, words: list[str], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        run(folder, *words)


def test_shipped_forms_are_what_the_rules_make() -> None:
    tables = read_tables(packaged_config() / "cities.toml", "city", CityTable)
    cities = [table.noun(key, FormsTable()) for key, table in tables.items()]
    made = [one for code in RULES for one in generate(cities, code)]
    shipped = (packaged_config() / "city_forms.toml").read_text(encoding="utf-8")
    assert layout(made) == shipped, "run `citydesk cities forms --write`"
