"""Bulgarian: a city's name in, the adjective in `-ски` and listed inhabitants out. Names have no cases."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import on, pairs, small, swapped, table

_ADJECTIVE_STEMS = table("""
Варна: варнен
Атина: атин
Виена: виен
Бърно: бърнен
Никозия: никозий
Хага: хаж
Прага: праж
Рига: риж
Будапеща: будапещен
Хелзинки: хелзинк
Женева: женев
Тампере: тамперск
Осло:
Порто:
Торино: торин
Милано: милан
Катовице: катовиш
Нант: нант
Брест: брест
Нови Сад: новосад
""")
_PEOPLE = table("""
София: софиян
Варна: варнен
Бургас: бургазли
Пловдив: пловдивчан
Лондон: лондончан
Берлин: берлинчан
Париж: парижан
Виена: виенчан
Прага: пражан
Солун: солунчан
Атина: атинян
Рим: римлян
""")
_STEM_ENDINGS = pairs(
    "бург:бург га:ж г:ж ка:ш к:ш х:ш ца:ш ж:ж ш:ш ч:ш с:# ст:ст оня:он ия:ий яна:ян ня:н а:# о:# я:# и:# е:#"
)
_SKI = "ски ския ският ска ската ско ското ските"


def forms(_name: str) -> Iterator[str]:
    """Yield nothing."""
    return iter(())


def adjectives(name: str) -> Iterator[str]:
    """Yield `софийски` with its articles, and `софиянци`; for names of several words only what is listed."""
    known = _ADJECTIVE_STEMS.get(name)
    if known is None and (" " in name or "-" in name or len(name) < 4 or name[-1] in "уьюе"):
        return
    for stem in known or (swapped(small(name), _STEM_ENDINGS).replace("#", ""),):
        yield from on(stem, _SKI.replace("ск", "к") if stem.endswith(("ж", "ш")) else _SKI)
    for stem in _PEOPLE.get(name, ()):
        if stem.endswith("ли"):
            yield from on(stem, "я и ите йка йки")
        elif stem in ("софиян", "варнен"):
            yield from on(stem, "ец еца ци ците ка ки")
        else:
            yield from on(stem, "ин ина и ите ка ки")
