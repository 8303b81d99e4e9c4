"""Ukrainian: a city's name in, its cases by gender and softening, `-ський` and listed inhabitants out."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.city_words import words
from nlp.inflection import slavic
from nlp.inflection.words import Cases, on, pairs, small, swapped, table

_SOFT = pairs("г:зі к:ці х:сі")
_CASES = table("""
Ірпінь: Ірпеня Ірпеню Ірпенем Ірпені Ірпеневі
Відень: Відня Відню Віднем Відні
Пльзень: Пльзня Пльзню Пльзнем Пльзні Пльзеня Пльзеню Пльзенем Пльзені
Тернопіль: Тернополя Тернополю Тернополем Тернополі
Познань: Познані Познанню
Лодзь: Лодзі Лоддзю
Салоніки: Салонік Салонікам Салоніками Салоніках
Чернівці: Чернівців Чернівцям Чернівцями Чернівцях
Катовіце:
Рівне: Рівного Рівному Рівним
Кривий Ріг: Кривого_Рогу Кривому_Рогу Кривим_Рогом Кривому_Розі
Дніпро: Дніпра Дніпру Дніпром Дніпрі
Біла Церква: Білої_Церкви Білій_Церкві Білу_Церкву Білою_Церквою
Бидгощ: Бидгоща Бидгощу Бидгощем Бидгощі
Брест: Бреста Бресту Брестом Бресті
Гренобль: Гренобля Греноблю Греноблем Греноблі
Рим: Рима Риму Римом Римі
""")
_INVARIANT = words("Бордо Глазго Осло Палермо Порту Турку Тампере Карлсруе Мальме Більбао Торонто Монпельє")
_ADJECTIVE_STEMS = table("""
Київ: київ
Одеса: оде
Вінниця: вінниц
Ніцца: ніцц
Венеція: венеціан венецій
Флоренція: флорентій
Генуя: генуез
Болонья: болон
Рим: рим
Відень: віден
Ірпінь: ірпін
Бидгощ: бидго
Лодзь: лодз
Познань: познан
Хмельницький:
Салоніки: салоніц
Афіни: афін
Житомир: житомир
Краків: краків
Новий Сад: новосад
Прага: праз
Рига: риз
Гаага: гааз
Париж: париз
Цюріх: цюри
Цюрих: цюри
Гельсінкі: гельсін
Брюгге: брюгг
Неаполь: неаполітан
Барі:
Порту:
Турку:
Тбілісі: тбілі
Мілан: мілан
""")
_STEM_ENDINGS = pairs(
    "ськ:# бург:бурз ія:ій лья:ль л:ль ья:# иця:иц ця:ц ца:ц га:з г:з ж:з з:з ка:ц к:ц ч:ц ха:# х:# ш:# с:# "
    "са:# ль:ль ь:# на:н та:т ва:в а:# я:# о:# и:#"
)
_PEOPLE = table("""
Київ: киян
Львів: львів'ян
Харків: харків'ян
Чернігів: чернігівчан чернігівц
Вінниця: вінничан
Житомир: житомирян
Полтава: полтавчан полтавц
Маріуполь: маріупольчан маріупольц
Херсон: херсончан херсонц
Хмельницький: хмельничан
Одеса: одесит
Ірпінь: ірпінчан
Париж: парижан
Лондон: лондонц
Берлін: берлінц
Варшава: варшав'ян
Краків: краків'ян
Відень: віденц
Прага: пражан
Рига: рижан
Вільнюс: вільнюсц
Будапешт: будапештц
Брюссель: брюссельц
Рим: римлян
""")
_SKYI = "ський ська ське ські ського ському ським ської ській ську ською ських ськими"
_PERSON = {"т": "- а у ом и ів ам ами ах", "ц": "я ю ем і ів ям ями ях"}  # `одесит`, `віденці`
_SOFT_MASCULINE = "ль нь ць рь сь зь ть дь"
_AGREEMENT = {
    "ий": {"nouns": "бвгґджзклмнпрстфхцчшщь", "g": "ого", "d": "ому", "l": "ому", "i": "им"},
    "а": {"nouns": "ая", "g": "ої", "d": "ій", "a": "у", "l": "ій", "i": "ою"},
    "е": {"nouns": "оея", "g": "ого", "d": "ому", "l": "ому", "i": "им"},
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    if "-на-" in name:  # Франкфурт-на-Майні
        head, _, tail = name.partition("-на-")
        return (f"{form}-на-{tail}" for form in slavic.forms(head, _cases, _AGREEMENT))
    return iter(_CASES[name]) if name in _CASES else slavic.forms(name, _cases, _AGREEMENT)


def adjectives(name: str) -> Iterator[str]:
    """Yield `львівський` in its cases, and inhabitants that are listed."""
    known = _ADJECTIVE_STEMS.get(name)
    if known is None and not (" " in name or "-" in name or len(name) < 4 or name[-1] in "іуюєе" or name in _INVARIANT):
        known = (swapped(small(name), _STEM_ENDINGS).replace("#", ""),)
    for stem in known or ():
        yield from on(stem, _SKYI.replace("ськ", "ьк") if stem[-1] in "зц" and not stem.endswith("дз") else _SKYI)
    for stem in _PEOPLE.get(name, ()):
        yield from on(stem, _PERSON.get(stem[-1], "и - ам ами ах ин ина ину ином ка ки"))
        if stem[-1] == "ц":
            yield f"{stem[:-1]}ець"
    if known and name[-1] in "нр" and name not in _PEOPLE and " " not in name:
        yield from on(small(name), "ці ців цям цями цях")


def _cases(word: str) -> Cases:
    last = word[-1]
    if word in _CASES:
        yield from (("", form) for form in _CASES[word])
    elif word in _INVARIANT or last in "іуюєе":
        return
    elif last == "а":
        stem = word[:-1]
        genitive, instrumental = ("и", "ею") if stem[-1] in "жчшщ" else ("и", "ою")
        soft = swapped(stem, _SOFT)
        soft = soft if soft != stem else f"{stem}і"
        yield from (("g", stem + genitive), ("d", soft), ("l", soft), ("a", f"{stem}у"), ("i", stem + instrumental))
    elif last == "я":
        stem = word[:-1]
        high, instrumental = ("ї", "єю") if stem[-1] in "аеиіоуюєїь" else ("і", "ею")
        yield from zip("gdali", on(stem, f"{high} {high} ю {high} {instrumental}"), strict=True)
    elif last == "о":
        if word.endswith(("но", "во", "ло", "ро", "єво")):
            yield from zip("gdil", on(word[:-1], "а у ом і"), strict=True)
    elif last == "и":
        yield from zip("gdil", on(word[:-1], "- ам ами ах"), strict=True)
    elif word.endswith("ий"):
        yield from zip("gdil", on(word[:-2], "ого ому им ому"), strict=True)
    elif last == "ь":
        yield from zip("gdill", on(word[:-1], "я ю ем і еві"), strict=True)
    else:
        yield from _masculine(word)


def _masculine(word: str) -> Cases:
    stem = swapped(word, pairs("їв:єв ків:ков гів:гов вів:вов рів:ров нів:нев шів:шев ешув:ешув яшів:яшев"))
    soft = swapped(stem, _SOFT)
    soft = soft if soft != stem else f"{stem}і"
    instrumental = "ем" if stem[-1] in "жчшщ" else "ом"
    yield from (("g", f"{stem}а"), ("g", f"{stem}у"), ("d", f"{stem}у"), ("d", f"{stem}ові"))
    yield from (("i", f"{stem}{instrumental}"), ("l", soft), ("l", f"{stem}у"))
