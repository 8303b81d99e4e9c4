"""Config: the folder that is read, every message for a mistake, the shipped files, and that the docs tell all keys."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from annotated_types import Ge, Gt, Le, MinLen

from citydesk.config_models import (
    CityTable,
    EditionTable,
    FormLines,
    FormsTable,
    Line,
    ProjectTable,
    SourceTable,
    Table,
    TopicTable,
)
from citydesk.errors import ConfigError
from citydesk.service_models import Service, Webhook
from citydesk.settings import FILES, Settings, load_settings, packaged_config, write_config
from crawler.article import Source
from digest.issue import Edition
from nlp.vocabulary import City, Project, Topic

ROOT = Path(__file__).parent.parent
FOUNDING_CITIES = """
    athens barcelona birmingham brighton-hove dresden gdansk ghent helsinki lisbon munich nantes nicosia riga rotterdam
    tampere utrecht thessaloniki amsterdam zurich leeds stockholm milan naples berlin osmangazi brussels
"""
INFLECTED = {"fi", "et", "hu", "pl", "cs", "sk", "sl", "hr", "lt", "lv", "el", "ro", "uk"}

SMALL = {
    "service.toml": "",
    "editions.toml": '[network]\ntitle = "The week"\n',
    "projects.toml": '[dive]\nname = "DIVE"\nspellings = ["DIVE"]\ntopics = ["food"]\n',
    "topics.toml": '[food]\nlabel = "Food"\nwordings = ["Food"]\n',
    "cities.toml": (
        '[ghent]\nname = "Ghent"\nendonym = "Gent"\ncountry = "BE"\ngeonames_id = 2797656\n'
        'latitude = 51.05\nlongitude = 3.71667\nnames = { "nl de" = ["Gent"], fr = ["Gand"], pl = ["Gandawa"] }\n'
        'forms.pl = ["Gandawy", "Gandawie"]\n'
    ),
    "city_forms.toml": "[forms.fi]\nghent = 'Gentin'\n[forms.pl]\nghent = 'Gandaw|ę,ą'\n",
    "sources.toml": '[ghent-news]\nname = "Stad Gent"\nurl = "https://stad.gent/rss"\nkind = "feed"\ncity = "ghent"\n',
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return ./config of a new working folder, small and right."""
    monkeypatch.chdir(tmp_path)
    Path("config").mkdir()
    for name, text in SMALL.items():
        Path("config", name).write_text(text, encoding="utf-8")
    return Path("config")


def message(folder: Path, name: str, text: str) -> str:
    """Return what load_settings says of a folder in which one file has another text."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_settings(folder)
    return str(error.value)


def test_files_become_nouns(folder: Path) -> None:
    settings = load_settings(folder)
    assert settings == Settings(
        folder=folder,
        sources=(
            Source(
                key="ghent-news",
                name="Stad Gent",
                url="https://stad.gent/rss",
                kind="feed",
                owner="city",
                city="ghent",
            ),
        ),
        vocabulary=settings.vocabulary,
        editions=(Edition(key="network", title="The week", language="en", zone="Europe/Brussels"),),
        service=Service(),
    )
    assert settings.vocabulary.cities == (
        City(
            id="ghent",
            name="Ghent",
            endonym="Gent",
            country="BE",
            latitude=51.05,
            longitude=3.71667,
            geonames_id=2797656,
            names=(("de", ("Gent",)), ("fr", ("Gand",)), ("nl", ("Gent",)), ("pl", ("Gandawa",))),
            forms=(("fi", ("Gentin",)), ("pl", ("Gandawy", "Gandawie"))),
        ),
    )
    assert settings.vocabulary.topics == (Topic(id="food", label="Food", wordings=("Food",)),)
    assert settings.vocabulary.projects == (Project(key="dive", name="DIVE", spellings=("DIVE",), topics=("food",)),)


def test_names_and_labels_fall_back_to_english() -> None:
    city = City(
        id="ghent",
        name="Ghent",
        endonym="Gent",
        country="BE",
        latitude=51.0,
        longitude=3.7,
        names=(("fr", ("Gand", "Gands")),),
    )
    topic = Topic(id="food", label="Food", labels=(("fr", "Alimentation"),))
    assert [city.name_in("fr"), city.name_in("sv")] == ["Gand", "Ghent"]
    assert [topic.label_in("fr"), topic.label_in("sv")] == ["Alimentation", "Food"]


SOURCE = '[ghent-news]\nname = "Stad Gent"\nurl = "https://stad.gent/rss"\nkind = "feed"\n'
LISTING = SOURCE.replace('"feed"', '"listing"') + 'city = "ghent"\n'
EDITION = '[network]\ntitle = "The week"\n'
PROJECT = '[dive]\nname = "DIVE"\nspellings = ["DIVE"]\n'
CITY = SMALL["cities.toml"]


def url(address: str) -> str:
    """Return sources.toml with one address."""
    return f"[a]\nname = 'A'\nurl = '{address}'\nkind = 'feed'\ncity = 'ghent'\n"


MISTAKES = [
    ("sources.toml", SOURCE + 'city = "Gent"\n', 'source "ghent-news": unknown city "Gent"; did you mean "ghent"?'),
    ("sources.toml", SOURCE + 'city = "atlantis"\n',
     'source "ghent-news": unknown city "atlantis"; the known ones stand in cities.toml'),
    ("sources.toml", SOURCE + 'city = "ghent"\nlang = "nl"\n',
     'source "ghent-news": unknown key "lang"; did you mean "language"?'),
    ("sources.toml", SOURCE + 'city = "ghent"\nzzz = 1\n',
     'source "ghent-news": unknown key "zzz"; the known ones are name, url, kind, owner, language, city, grade, '
     "evidence, enabled, link_selector, needs_browser, release, note"),
    ("sources.toml", SOURCE, 'source "ghent-news": city is missing; add the city, or owner = "network" or "partner"'),
    ("sources.toml", SOURCE + 'city = 5\n', 'source "ghent-news": city must be text in quotes, not 5'),
    ("sources.toml", SOURCE + 'city = "ghent"\nenabled = "no"\n',
     'source "ghent-news": enabled must be true or false, not "no"'),
    ("sources.toml", SOURCE + 'city = "ghent"\nenabled = 1\nnote = 2\ngrade = "D"\n',
     'source "ghent-news": unknown grade "D"; write A, B, C or U (and 2 more)'),
    ("sources.toml", '[ghent-news]\nname = "Stad Gent"\nkind = "feed"\ncity = "ghent"\n',
     'source "ghent-news": url is missing; add it'),
    ("sources.toml", SOURCE.replace('"feed"', '"listings"') + 'city = "ghent"\n',
     'source "ghent-news": unknown kind "listings"; did you mean "listing"?'),
    ("sources.toml", SOURCE.replace('"feed"', '"rss"') + 'city = "ghent"\n',
     'source "ghent-news": unknown kind "rss"; write feed, listing, sitemap, wordpress or drupal'),
    ("sources.toml", SOURCE + 'city = "ghent"\nlanguage = "gr"\n',
     'source "ghent-news": unknown language "gr"; did you mean "el"?'),
    ("sources.toml", SOURCE + 'city = "ghent"\nlanguage = "Dutch"\n',
     'source "ghent-news": unknown language "Dutch"; write its two letters of ISO 639-1, such as "en"'),
    ("sources.toml", SOURCE + 'city = "ghent"\nlink_selector = "a"\n',
     'source "ghent-news": link_selector is for listings, and kind is feed; remove one of the two'),
    ("sources.toml", SOURCE + 'city = "ghent"\nneeds_browser = true\n',
     'source "ghent-news": needs_browser is for listings, and kind is feed; remove one of the two'),
    ("sources.toml", LISTING + 'link_selector = "li >"\n',
     'source "ghent-news": link_selector "li >" is no CSS selector; write one such as ul.news a'),
    ("sources.toml", LISTING + 'name = "twice"\n', "line 6: a key stands twice; rename or remove one"),
    ("sources.toml", LISTING + LISTING, 'line 6: "ghent-news" stands twice; rename or remove one'),
    ("sources.toml", LISTING + LISTING.replace("ghent-news", "ghent-too"),
     'source "ghent-too": has the same url as source "ghent-news"; remove one'),
    ("sources.toml", LISTING.replace("ghent-news", '"Ghent news"'),
     'source "Ghent news": is no key; write small letters a-z, digits and hyphens'),
    ("sources.toml", 'ghent = "https://stad.gent"\n', 'source "ghent": must be a table, not "https://stad.gent"'),
    ("sources.toml", url("ftp://stad.gent/rss"),
     'source "a": url "ftp://stad.gent/rss" is not an http or https address; write https://host/path'),
    ("sources.toml", url("stad.gent"),
     'source "a": url "stad.gent" is not an http or https address; write https://host/path'),
    ("sources.toml", url("https:///rss"), 'source "a": url "https:///rss" has no host; write https://host/path'),
    ("sources.toml", url("https://me:secret@stad.gent/"),
     'source "a": url "https://me:secret@stad.gent/" holds a name or password; remove everything between // and @'),
    ("sources.toml", url("https://stad.gent/a b"),
     'source "a": url "https://stad.gent/a b" has a blank or control character; copy the address again'),
    ("sources.toml", url("https://stad.gent:99999/"),
     'source "a": url "https://stad.gent:99999/" is not a web address; write https://host/path'),
    ("sources.toml", url("https://[::1/"), 'source "a": url "https://[::1/" is not a web address; write https://host/path'),
    ("sources.toml", SOURCE.replace("Stad Gent", "Stad\\u202eGent") + 'city = "ghent"\n',
     'source "ghent-news": name "Stad\u202eGent" must be one line of text, and not blank'),
    ("sources.toml", "[a]\nname = \n", "line 2: invalid value; mend this line"),
    ("sources.toml", "[a]\nname 5\n", "line 2: expected '=' after a key in a key/value pair; mend this line"),
    ("sources.toml", "[a", "end of document: expected ']' at the end of a table declaration; mend this line"),
    ("sources.toml", "a = " + "[" * 5000, "is nested too deep; write one table for each key"),
    ("sources.toml", "a = " + "1" * 5000, "Exceeds"),
    ("cities.toml", CITY.replace('"BE"', '"EN"'),
     'city "ghent": unknown country "EN"; write its two capitals of ISO 3166-1, such as "BE"'),
    ("cities.toml", CITY.replace("51.05", "151.05"), 'city "ghent": latitude must be at most 90, not 151.05'),
    ("cities.toml", CITY.replace("51.05", "nan"), 'city "ghent": latitude must be a number, not NaN'),
    ("cities.toml", CITY + "population = 1.5\n", 'city "ghent": population must be a whole number, not 1.5'),
    ("cities.toml", CITY + "population = 0\n", 'city "ghent": population must be more than 0, not 0'),
    ("cities.toml", CITY + 'hosts = ["https://stad.gent"]\n',
     'city "ghent": hosts "https://stad.gent" is no host name; write it as in example.org, without https:// and path'),
    ("cities.toml", CITY + 'hosts = "stad.gent"\n',
     'city "ghent": hosts must be a list such as ["a", "b"], not "stad.gent"'),
    ("cities.toml", CITY + 'forms.cz = ["Gentu"]\n', 'city "ghent": unknown language "cz"; did you mean "cs"?'),
    ("cities.toml", CITY + 'forms.cs = "Gentu"\n',
     'city "ghent": forms.cs must be a list such as ["a", "b"], not "Gentu"'),
    ("city_forms.toml", "[forms.pl]\ngent = 'Gandaw|ę,ą'\n",
     'city "gent" is not in cities.toml; run "citydesk cities forms --write"'),
    ("city_forms.toml", "[forms.cz]\nghent = 'Gentu'\n", '[forms] unknown language "cz"; did you mean "cs"?'),
    ("city_forms.toml", "[forms.cs]\nghent = 'Gentu; ; Gentem'\n",
     '[forms] cs.ghent "Gentu; ; Gentem" has an empty form in it; write each form, or beginning|ending,ending'),
    ("city_forms.toml", "[forms.cs]\nghent = ['Gentu']\n", "[forms] cs.ghent must be text in quotes, not a list"),
    ("topics.toml", '[food]\nlabel = "Food"\nwordings = []\n', 'topic "food": wordings is empty; add at least 1'),
    ("topics.toml", '[food]\nlabel = "Food"\nwordings = ["a"]\nlabels.zz = "Mat"\n',
     'topic "food": unknown language "zz"; write its two letters of ISO 639-1, such as "en"'),
    ("projects.toml", PROJECT + 'topics = ["foods"]\n', 'project "dive": unknown topic "foods"; did you mean "food"?'),
    ("projects.toml", PROJECT + 'started = "2017-13"\n',
     'project "dive": started "2017-13" is no date; write "2017", "2017-02" or "2017-02-13"'),
    ("projects.toml", PROJECT + "started = 2017-02-13\n",
     'project "dive": started must be text in quotes, not "2017-02-13"'),
    ("editions.toml", EDITION + 'projects = ["dives"]\n',
     'edition "network": unknown project "dives"; did you mean "dive"?'),
    ("editions.toml", EDITION + 'cities = ["Ghent", "x"]\ntopics = ["y"]\n',
     'edition "network": unknown city "Ghent"; did you mean "ghent"? (and 2 more)'),
    ("editions.toml", EDITION + 'zone = "Brussels"\n',
     'edition "network": unknown zone "Brussels"; did you mean "Europe/Brussels"?'),
    ("editions.toml", EDITION + 'zone = "Europe"\n', 'edition "network": unknown zone "Europe"; '),
    ("editions.toml", EDITION + 'zone = "../etc/passwd"\n',
     'edition "network": unknown zone "../etc/passwd"; write one such as "Europe/Brussels"'),
    ("editions.toml", EDITION + 'search = "tram after:soon"\n',
     'edition "network": search "tram after:soon" holds after:soon: is no date; write it as '
     "2026-11-09, 2026-11 or 2026"),
    ("editions.toml", EDITION + 'search = "()"\n',
     'edition "network": search "()" holds nothing to look for; write words as for `citydesk search`, or leave it out'),
    ("editions.toml", EDITION + "max_entries = 0\n", 'edition "network": max_entries must be at least 1, not 0'),
    ("service.toml", "[crawll]\n", 'unknown key "crawll"; did you mean "crawl"?'),
    ("service.toml", "crawl = 5\n", "crawl must be a table, not 5"),
    ("service.toml", "[crawl]\ndelay = 1\n", '[crawl] unknown key "delay"; did you mean "delay_seconds"?'),
    ("service.toml", '[crawl]\ndelay_seconds = "fast"\n', '[crawl] delay_seconds must be a number, not "fast"'),
    ("service.toml", "[crawl]\ntimeout_seconds = 0\n", "[crawl] timeout_seconds must be more than 0, not 0"),
    ("service.toml", '[crawl]\ncontact = "me"\n',
     '[crawl] contact "me" is neither an e-mail nor a web address; write one that reaches you'),
    ("service.toml", '[crawl]\nuser_agent_name = "city desk"\n',
     '[crawl] user_agent_name "city desk" is no crawler name; write letters, _ and - only, as robots.txt wants it'),
    ("service.toml", '[archive]\npath = ""\n',
     '[archive] path "" is no path; write one such as data/archive.sqlite'),
    ("service.toml", "[archive]\npath = 5\n", "[archive] path must be text in quotes, not 5"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "complaint"), MISTAKES)
def test_a_mistake_is_told_in_one_line(folder: Path, name: str, text: str, complaint: str) -> None:
    told = message(folder, name, text)
    if complaint == "Exceeds":  # the wording is Python's own
        assert told.startswith(f"config/{name}: exceeds the limit")
    elif complaint.endswith("; "):  # the guess depends on the zones the machine knows
        assert told.startswith(f"config/{name}: {complaint}")
    else:
        assert told == f"config/{name}: {complaint}"
    assert "\n" not in told


def test_generated_forms_may_be_missing(folder: Path) -> None:
    (folder / "city_forms.toml").unlink()
    assert load_settings(folder).vocabulary.cities[0].forms == (("pl", ("Gandawy", "Gandawie")),)


def test_a_file_that_is_missing_or_unreadable_is_named(folder: Path) -> None:
    (folder / "topics.toml").unlink()
    with pytest.raises(ConfigError) as missing:
        load_settings(folder)
    (folder / "topics.toml").mkdir()
    with pytest.raises(ConfigError) as directory:
        load_settings(folder)
    assert str(missing.value) == 'config/topics.toml: is missing; "citydesk init DIR" writes a whole set'
    assert str(directory.value) == "config/topics.toml: can't be read (Is a directory); check its rights"


def test_a_file_in_another_encoding_is_told_and_a_byte_order_mark_is_not(folder: Path) -> None:
    (folder / "topics.toml").write_bytes(SMALL["topics.toml"].encode("utf-8-sig"))
    assert load_settings(folder).vocabulary.topics[0].label == "Food"
    (folder / "topics.toml").write_bytes('[food]\nlabel = "Ernährung"\n'.encode("latin-1"))
    with pytest.raises(ConfigError) as error:
        load_settings(folder)
    assert str(error.value) == "config/topics.toml: is not UTF-8; save it as UTF-8"


def test_folder_is_argument_then_environment_then_here_then_package(folder: Path, tmp_path: Path) -> None:
    named = tmp_path / "named"
    folder.rename(named)
    environ = {"CITYDESK_CONFIG": str(named)}
    assert load_settings(named, {}).folder == named
    assert load_settings(environ=environ).folder == named
    assert load_settings(environ={}).folder == packaged_config()
    named.rename(folder)
    assert load_settings(environ={}).folder == folder
    assert load_settings(packaged_config(), environ).folder == packaged_config()


def test_init_writes_an_editable_copy_once(tmp_path: Path) -> None:
    written = write_config(tmp_path / "new")
    assert [path.name for path in written] == list(FILES)
    assert [path.read_bytes() for path in written] == [(packaged_config() / name).read_bytes() for name in FILES]
    for path in written[:-1]:
        path.unlink()
    with pytest.raises(ConfigError) as error:
        write_config(tmp_path / "new")
    assert str(error.value) == f"{written[-1]}: is there already; remove it or name another folder"
    assert [path for path in written if path.exists()] == [written[-1]]


def test_init_into_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError) as error:
        write_config(tmp_path / "file")
    assert str(error.value) == f"{tmp_path}/file: can't be written (File exists); name another folder"


def test_shipped_config_holds_the_founding_cities_and_their_sources() -> None:
    settings = load_settings(packaged_config())
    cities = {city.id: city for city in settings.vocabulary.cities}
    founding = set(FOUNDING_CITIES.split())
    known = [source for source in settings.sources if source.owner == "network" and source.is_enabled]
    assert len(founding) == 26 and founding <= set(cities)
    assert len(cities) == 221
    assert known
    assert {source.city for source in settings.sources if source.city} >= founding
    assert all(source.grade in "AB" for source in settings.sources if source.is_enabled)
    assert sum(not topic.is_none for topic in settings.vocabulary.topics) == 24
    assert {edition.key for edition in settings.editions} == {"network", "migration-integration", "ghent"}
    assert settings.service == Service()


def test_shipped_projects_are_never_an_ordinary_word() -> None:
    projects = load_settings(packaged_config()).vocabulary.projects
    spellings = [spelling for project in projects for spelling in (project.name, *project.spellings)]
    assert not {"Dive", "dive", "cities grow", "VALUES", "CONNECTION", "UNITES"} & set(spellings)
    assert {"CITIES-GROW", "CITIES GROW", "Cities-Grow", "DIVE", "MIXITIES", "INTI-Cities"} <= set(spellings)


def test_shipped_cities_are_told_apart_and_inflected() -> None:
    cities = load_settings(packaged_config()).vocabulary.cities
    numbers = [city.geonames_id for city in cities if city.geonames_id]
    hosts = [host for city in cities for host in city.hosts]
    assert len(numbers) == len(set(numbers))
    assert len(hosts) == len(set(hosts))
    names, forms = ({city.id: dict(of(city)) for city in cities} for of in (attrgetter("names"), attrgetter("forms")))
    assert {"Helsingin", "Helsingissä"} <= set(forms["helsinki"]["fi"])
    assert {"Gandawy", "Gandawie"} <= set(forms["ghent"]["pl"])
    assert {"Αθήνας", "Αθηνών"} <= set(forms["athens"]["el"])
    assert names["munich"]["it"] == ("Monaco di Baviera",)  # Monaco alone is the principality
    assert set(forms["berlin"]) >= INFLECTED


def test_shipped_phrases_against_a_city_hold_one_of_its_names_and_are_no_name() -> None:
    cities = load_settings(packaged_config()).vocabulary.cities
    names = {word for city in cities for _, forms in city.names for word in (city.name, city.endonym, *forms)}
    for city in cities:
        spelled = (*city.names, *city.forms, *city.adjectives)
        words = {one.casefold() for one in (city.name, city.endonym, *(word for _, forms in spelled for word in forms))}
        assert not names & set(city.not_when), city.id
        assert [p for p in city.not_when if not any(word in p.casefold() for word in words)] == [], city.id


def test_shipped_topics_have_headlines_local_wordings_and_labels_in_nine_languages() -> None:
    for topic in load_settings(packaged_config()).vocabulary.topics:
        if topic.is_none:
            continue
        assert len(topic.wordings) >= 3, topic.id
        assert len(topic.local_wordings) >= 12, topic.id
        assert {code for code, _ in topic.labels} == {"fr", "de", "es", "it", "nl", "ca", "fi", "el"}, topic.id


def test_reading_config_loads_no_heavy_library_and_is_quick() -> None:
    script = (
        "import sys, time; from citydesk.settings import load_settings; load_settings(); start = time.process_time();"
        "load_settings(); print(time.process_time() - start, *{'torch', 'scrapy', 'trafilatura'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert len(answer) == 1
    assert float(answer[0]) < 0.5  # 0.08 s alone on the machine


DOCUMENTED: list[tuple[str, type[Table]]] = [
    ("sources.toml", SourceTable),
    ("cities.toml", CityTable),
    ("topics.toml", TopicTable),
    ("projects.toml", ProjectTable),
    ("editions.toml", EditionTable),
    ("city_forms.toml", FormsTable),
    *((f"service.toml [{name}]", field.annotation) for name, field in Service.model_fields.items()),  # type: ignore[list-item]
    ("service.toml [[api.webhooks]]", Webhook),
]


@pytest.mark.parametrize(("heading", "model"), DOCUMENTED)
def test_docs_tell_every_key(heading: str, model: type[Table]) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    section = re.split(r"^#+ ", text.partition(f"## `{heading}`\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    assert [line for line in section.splitlines() if line.startswith("| `")] == table_of(model)


def table_of(model: type[Table]) -> list[str]:
    """Return the lines of the table that tells a model's keys: key, type, default, meaning."""
    lines = []
    for key, field in model.model_fields.items():
        default = "required" if field.is_required() else toml(field.default)
        told = (field.description or "").replace("|", "\\|")
        lines.append(f"| `{key}` | {type_of(field.annotation, tuple(field.metadata))} | {default} | {told} |")
    return lines


def toml(value: object) -> str:
    """Return a default as an editor would write it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (str, Path)):
        return f'`"{value}"`'
    return "`[]`" if value == () else f"`{value}`"


CHECKED = {
    "check_hour": "0 or 3 to 23",
    "check_address": "web address",
    "check_contact": "e-mail or web address",
    "check_country": "country code",
    "check_day": "year, month or day",
    "check_email": "e-mail address",
    "check_host": "host name",
    "check_language": "language code",
    "check_line": "text",
    "check_path": "path",
    "check_search": "search",
    "check_product": "letters, `_` and `-`",
    "check_selector": "CSS selector",
    "check_stop": "host name or web address",
    "check_zone": "time zone",
}
PLAIN = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`", Webhook: "table"}


def type_of(annotation: Any, metadata: tuple[object, ...] = ()) -> str:
    """Return an annotation in words, with its limits."""
    inner = get_args(annotation)
    for mark in metadata:
        if hasattr(mark, "func"):
            return CHECKED[mark.func.__name__]
    if get_origin(annotation) is Annotated:
        return type_of(inner[0], inner[1:])
    if get_origin(annotation) in (Union, types.UnionType):
        return type_of(inner[0], metadata)
    if get_origin(annotation) is Literal:
        return ", ".join(f'`"{word}"`' for word in inner)
    if get_origin(annotation) is tuple:
        return f"list of {type_of(inner[0])}" + (", not empty" if any(isinstance(m, MinLen) for m in metadata) else "")
    if annotation == FormLines:
        return "table: language → city → line of forms"
    if get_origin(annotation) is dict:
        return f"table: {'text' if inner[0] == Line else 'language'} → {type_of(inner[1])}"
    return PLAIN[annotation] + limits_of(metadata)


def limits_of(metadata: tuple[object, ...]) -> str:
    """Return the limits of a number: `, 1 to 500`."""
    low = next((mark.ge for mark in metadata if isinstance(mark, Ge)), None)
    above = next((mark.gt for mark in metadata if isinstance(mark, Gt)), None)
    high = next((mark.le for mark in metadata if isinstance(mark, Le)), None)
    if above is not None:
        return f", over {above}" + ("" if high is None else f", {high} at most")
    return "" if low is None else f", {low} to {high}"
