"""An article in, its kind out: news, a recurring notice, or a roundup of many happenings. Used for ranking."""

from __future__ import annotations

import re
from typing import Literal

from crawler.article import Article

ContentKind = Literal["news", "notice", "roundup"]
LONGEST_NOTICE = 1200  # characters: a longer text tells something
_ROUNDUP = re.compile(
    r"(?:what[’']?s new|week in review|weekly (?:overview|review|roundup)|news (?:in brief|roundup|digest)|round-?up|"
    r"newsletter|wochenrückblick|rückblick auf die woche|kurz (?:notiert|gemeldet)|meldungen der woche|"
    r"l[’']actu de la semaine|en bref|revue de la semaine|quoi de neuf|lettre d[’']information|"
    r"resumen de la semana|noticias breves|resum de la setmana|notícies breus|"
    r"in breve|notizie della settimana|weekoverzicht|nieuwsoverzicht|kort nieuws|nieuwsbrief|"
    r"viikkokatsaus|viikon uutiset|uutiskirje|veckans nyheter|nyhetsbrev|ugens nyheder|ukens nyheter|"
    r"τα νέα της εβδομάδας|εβδομαδιαία ανασκόπηση|resumo da semana|przegląd tygodnia|souhrn týdne)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:\b(?:road ?works?|road closures?|street works?|opening hours|water outage|power cut|council meeting|agenda\b|"
    r"weather warning|air quality (?:values|index)|public notice|disruptions?)\b|"
    r"feinstaub|luftqualität|messwerte|straßensperrung|sperrung|baustellen?kalender|amtsblatt|bekanntmachung|"
    r"tagesordnung|öffnungszeiten|abfuhrtermine|ratssitzung|"
    r"agenda des élus|ordre du jour|travaux de voirie|circulation :|horaires d[’']ouverture|coupure d[’']eau|"
    r"orden del día|cortes? de (?:tráfico|agua|calles?)|agenda de|ordre del dia|talls? de (?:trànsit|carrers?)|"
    r"ordine del giorno|modifiche alla viabilità|chiusura strad|orari di apertura|"
    r"gemeenteraad van \d|agenda van|wegenwerken|werkzaamheden|openingsuren|"
    r"katutyöt|esityslista|aukioloajat|kokouskutsu|vägarbete|gatuarbete|kallelse|öppettider|vejarbejde|dagsorden|"
    r"διακοπή (?:νερού|νερο|κυκλοφορίας)|ημερήσια διάταξη|κυκλοφοριακές ρυθμίσεις|"
    r"utrudnienia w ruchu|porządek obrad|uzavírka|program jednání)",
    re.IGNORECASE,
)
_CLOCK_OR_DATE = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2}\b|\.\s?\d{1,2}\.|\.?\s+[^\W\d_]{3,}\s+20\d\d)|\b(?:klo|Uhr|uur|heures?|horas?|ore|hores)\b"
)


def content_kind(article: Article) -> ContentKind:
    """Tell news from a service notice (short, template words in the title, a date or hour) and from a roundup.

    By the title, in thirteen languages; what no rule knows is news.
    """
    if _ROUNDUP.search(article.title):
        return "roundup"
    whole = f"{article.title}\n{article.text}"
    if len(article.text) <= LONGEST_NOTICE and _NOTICE.search(article.title) and _CLOCK_OR_DATE.search(whole):
        return "notice"
    return "news"
