"""From one value of a config file to the same value, or a ValueError: what is wrong, what to write."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticKnownError

from citydesk.archive.asked import LONGEST_QUESTION, read_question
from citydesk.errors import ConfigError

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz "
    "ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii "
    "ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi "
    "mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw "
    "sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk "
    "ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGES = frozenset(_ISO_639_1.split())
# countries whose code is often written for their language's
_COUNTRY_AS_LANGUAGE = {"al": "sq", "at": "de", "cz": "cs", "dk": "da", "gb": "en", "ge": "ka", "gr": "el"}
_COUNTRY_AS_LANGUAGE |= {"me": "sr", "rs": "sr", "ua": "uk", "us": "en"}
_COUNTRIES = (  # ISO 3166-1, Europe and its neighbours
    "AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GI GR HR HU IE IS IT LI LT LU LV MC MD ME "
    "MK MT NL NO PL PT RO RS RU SE SI SK SM TR UA VA XK"
)
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_EMAIL = re.compile(r"[^@\s<>()\"]+@[^@\s<>()\"]+\.[^@\s<>()\".]+")


def unknown(kind: str, word: str, known: dict[str, str]) -> str:
    """Say that a name is unknown, and which one was meant. `known`: lower-case wording → name."""
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    remedy = f'did you mean "{known[near[0]]}"?' if near else f"the known ones stand in {kind_file(kind)}"
    return f'unknown {kind} "{word}"; {remedy}'


def kind_file(kind: str) -> str:
    """Return the file that lists what a kind may be: `city` → `cities.toml`."""
    return {"city": "cities.toml"}.get(kind, f"{kind}s.toml")


def check_key(key: str) -> str:
    """Return the key of a table: small letters, digits, single hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
        raise ValueError("is no key; write small letters a-z, digits and hyphens")
    return key


def check_line(text: str) -> str:
    """Return a text of one line that is not blank."""
    if not text.strip() or not text.isprintable():
        raise ValueError("must be one line of text, and not blank")
    return text


def check_search(text: str) -> str:
    """Return a question as `citydesk search` takes it, "" for none."""
    if text and (not text.isprintable() or len(text) > LONGEST_QUESTION):
        raise ValueError(f"must be one line of at most {LONGEST_QUESTION} characters")
    try:
        asked = read_question(text)
    except ConfigError as error:
        raise ValueError(f"holds {error}") from None
    if text and not asked.parts:
        raise ValueError("holds nothing to look for; write words as for `citydesk search`, or leave it out")
    return text


def check_address(url: str) -> str:
    """Return a web address: http or https, a host, no name and password, no blanks."""
    if re.search(r"[\s\x00-\x1f\x7f\\]", url) or not url.isprintable():
        raise ValueError("has a blank or control character; copy the address again")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("is not a web address; write https://host/path") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("is not an http or https address; write https://host/path")
    if not host:
        raise ValueError("has no host; write https://host/path")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a name or password; remove everything between // and @")
    return url


def check_contact(contact: str) -> str:
    """Return an address people can write to or read about the crawler: e-mail, or http or https."""
    if _EMAIL.fullmatch(contact):
        return contact
    try:
        return check_address(contact)
    except ValueError:
        raise ValueError("is neither an e-mail nor a web address; write one that reaches you") from None


def check_email(address: str) -> str:
    """Return an e-mail address in ASCII, without a name beside it."""
    if not address.isascii() or not _EMAIL.fullmatch(address):
        raise ValueError("is no e-mail address; write name@host")
    return address


def check_product(name: str) -> str:
    """Return a name fit for a User-Agent header and robots.txt (RFC 9309, 2.2.1)."""
    if not re.fullmatch(r"[A-Za-z_-]{1,40}", name):
        raise ValueError("is no crawler name; write letters, _ and - only, as robots.txt wants it")
    return name


def check_host(host: str) -> str:
    """Return a host name in lower case without scheme, port or path."""
    if not _HOST.fullmatch(host):
        raise ValueError("is no host name; write it as in example.org, without https:// and path")
    return host


def check_selector(selector: str) -> str:
    """Return a CSS selector that can be read."""
    from cssselect import GenericTranslator, SelectorError  # only where a selector stands: not every start

    try:
        GenericTranslator().css_to_xpath(selector)
    except SelectorError:
        raise ValueError("is no CSS selector; write one such as ul.news a") from None
    return selector


def check_stop(entry: str) -> str:
    """Return an entry of the stop list: a host, or the beginning of a web address."""
    return check_address(entry) if "/" in entry else check_host(entry)


def check_language(code: str) -> str:
    """Return a language code of ISO 639-1."""
    if code in _COUNTRY_AS_LANGUAGE:
        raise ValueError(f'unknown language "{code}"; did you mean "{_COUNTRY_AS_LANGUAGE[code]}"?')
    if code not in _LANGUAGES:
        raise ValueError(f'unknown language "{code}"; write its two letters of ISO 639-1, such as "en"')
    return code


def check_country(code: str) -> str:
    """Return a country code of ISO 3166-1 in Europe and its neighbourhood."""
    if code not in _COUNTRIES.split():
        raise ValueError(f'unknown country "{code}"; write its two capitals of ISO 3166-1, such as "BE"')
    return code


def check_zone(name: str) -> str:
    """Return a time zone the machine knows."""
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        known = {zone.lower(): zone for zone in available_timezones()}
        known |= {zone.rpartition("/")[2].lower(): zone for zone in sorted(known.values())}
        near = get_close_matches(name.lower(), known, n=1)
        remedy = f'did you mean "{known[near[0]]}"?' if near else 'write one such as "Europe/Brussels"'
        raise ValueError(f'unknown zone "{name}"; {remedy}') from None
    return name


def check_hour(hour: int) -> int:
    """Return an hour at which no clock is changed."""
    if hour in (1, 2):
        raise ValueError(f"{hour} is no hour to work: clocks change between 1 and 3; take 0, or 3 to 23")
    return hour


def check_day(text: str) -> str:
    """Return a year, month or day of ISO 8601: `2017`, `2017-02`, `2017-02-13`."""
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        try:
            date.fromisoformat((text + "-01-01")[:10])
            return text
        except ValueError:
            pass
    raise ValueError('is no date; write "2017", "2017-02" or "2017-02-13"')


def check_path(text: object) -> Path:
    """Return a path with `~` as the home folder."""
    if isinstance(text, Path):
        return text
    if not isinstance(text, str):
        raise PydanticKnownError("string_type")
    if not text.strip() or "\0" in text:
        raise ValueError("is no path; write one such as data/archive.sqlite")
    return Path(text).expanduser()
