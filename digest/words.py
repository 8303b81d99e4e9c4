"""A language → the words of our own in an issue, and its ways with dates, names of languages and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

LANGUAGES = ("en", "fr", "de", "es", "nl")
_FALLBACK = "en"

# One line a word, in the order of LANGUAGES; "one|several" where a number stands before it.
_TABLE: dict[str, tuple[str, str, str, str, str]] = {
    "week": ("Week {n}", "Semaine {n}", "Woche {n}", "Semana {n}", "Week {n}"),
    "stories": ("story|stories", "sujet|sujets", "Meldung|Meldungen", "noticia|noticias", "bericht|berichten"),
    "cities_from": ("city|cities", "ville|villes", "Stadt|Städten", "ciudad|ciudades", "stad|steden"),
    "languages": ("language|languages", "langue|langues", "Sprache|Sprachen", "idioma|idiomas", "taal|talen"),
    "minutes": ("minute|minutes", "minute|minutes", "Minute|Minuten", "minuto|minutos", "minuut|minuten"),
    "from": ("{what} from {cities} in {languages}", "{what} de {cities} en {languages}",
             "{what} aus {cities} in {languages}", "{what} de {cities} en {languages}",
             "{what} uit {cities} in {languages}"),
    "from_nowhere": ("{what} in {languages}", "{what} en {languages}", "{what} in {languages}",
                     "{what} en {languages}", "{what} in {languages}"),
    "quiet": ("quiet", "sans nouvelles", "ohne Neuigkeiten", "sin novedades", "geen nieuws"),
    "silent": ("unusually silent", "étonnamment silencieux", "ungewöhnlich still", "inusualmente callados",
               "ongewoon stil"),
    "not_reached": ("not reached", "non joints", "nicht erreicht", "no alcanzados", "niet bereikt"),
    "reported": ("reported", "ont publié", "haben berichtet", "han publicado", "publiceerden"),
    "none": ("none", "aucune", "keine", "ninguno", "geen"),
    "and_more": ("and {n} more", "et {n} de plus", "und {n} weitere", "y {n} más", "en nog {n}"),
    "more_on_page": ("and {n} more on the page", "et {n} de plus sur la page", "und {n} weitere auf der Seite",
                     "y {n} más en la página", "en nog {n} op de pagina"),
    "view_online": ("View online", "Voir en ligne", "Im Browser ansehen", "Ver en línea", "Online bekijken"),
    "change": ("Change what you get", "Modifier l’abonnement", "Abonnement ändern", "Cambiar la suscripción",
               "Abonnement wijzigen"),
    "unsubscribe": ("Unsubscribe", "Se désabonner", "Abbestellen", "Darse de baja", "Afmelden"),
    "lead": ("Lead story", "À la une", "Aufmacher", "En portada", "Hoofdbericht"),
    "other": ("Other news", "Autres nouvelles", "Weitere Meldungen", "Otras noticias", "Overig nieuws"),
    "by_city": ("By city", "Par ville", "Nach Städten", "Por ciudad", "Per stad"),
    "by_topic": ("By topic", "Par thème", "Nach Themen", "Por tema", "Per thema"),
    "map": ("On the map", "Sur la carte", "Auf der Karte", "En el mapa", "Op de kaart"),
    "map_key": ("The larger a dot, the more stories; small dots are cities that were asked and told nothing.",
                "Plus un point est grand, plus il y a de sujets ; les petits points sont des villes sans nouvelles.",
                "Je größer ein Punkt, desto mehr Meldungen; kleine Punkte sind Städte ohne Neuigkeiten.",
                "Cuanto mayor el punto, más noticias; los puntos pequeños son ciudades sin novedades.",
                "Hoe groter een stip, hoe meer berichten; kleine stippen zijn steden zonder nieuws."),
    "numbers": ("The period in numbers", "La période en chiffres", "Der Zeitraum in Zahlen", "El periodo en cifras",
                "De periode in cijfers"),
    "themes": ("One subject, several cities", "Un sujet, plusieurs villes", "Ein Thema, mehrere Städte",
               "Un tema, varias ciudades", "Eén onderwerp, meerdere steden"),
    "theme": ("{cities} ({stories}, {languages})", "{cities} ({stories}, {languages})",
              "{cities} ({stories}, {languages})", "{cities} ({stories}, {languages})",
              "{cities} ({stories}, {languages})"),
    "last_reached": ("last reached on {date}", "joint pour la dernière fois le {date}", "zuletzt erreicht am {date}",
                     "alcanzado por última vez el {date}", "laatst bereikt op {date}"),
    "coverage": ("What this issue saw", "Ce que ce numéro a vu", "Was diese Ausgabe gesehen hat",
                 "Lo que ha visto este número", "Wat dit nummer heeft gezien"),
    "contents": ("In this issue", "Dans ce numéro", "In dieser Ausgabe", "En este número", "In dit nummer"),
    "skip": ("Skip to the news", "Aller aux nouvelles", "Zu den Meldungen", "Ir a las noticias", "Naar het nieuws"),
    "first": ("First reported {date} by {source}", "D’abord publié {date} par {source}",
              "Zuerst gemeldet {date} von {source}", "Publicado primero {date} por {source}",
              "Eerst gemeld {date} door {source}"),
    "once": ("Reported {date} by {source}", "Publié {date} par {source}", "Gemeldet {date} von {source}",
             "Publicado {date} por {source}", "Gemeld {date} door {source}"),
    "first_unknown": ("Date of publication unknown, reported by {source}",
                      "Date de publication inconnue, publié par {source}",
                      "Datum der Veröffentlichung unbekannt, gemeldet von {source}",
                      "Fecha de publicación desconocida, publicado por {source}",
                      "Datum van publicatie onbekend, gemeld door {source}"),
    "on": ("on {date}", "le {date}", "am {date}", "el {date}", "op {date}"),
    "in": ("in {date}", "en {date}", "im {date}", "en {date}", "in {date}"),
    "in_year": ("in {date}", "en {date}", "im Jahr {date}", "en {date}", "in {date}"),
    "also": ("also reported by", "aussi publié par", "auch gemeldet von", "también publicado por", "ook gemeld door"),
    "all_reports": ("More about this story", "En savoir plus sur ce sujet", "Mehr zu dieser Meldung",
                    "Más sobre esta noticia", "Meer over dit bericht"),
    "original": ("", "", "", "", ""),
    "report": ("own report", "article propre", "eigener Bericht", "información propia", "eigen bericht"),
    "copy": ("repost", "reprise", "übernommen", "reproducción", "overgenomen"),
    "teaser": ("short version", "version courte", "Kurzfassung", "versión breve", "korte versie"),
    "translation": ("translation", "traduction", "Übersetzung", "traducción", "vertaling"),
    "rewrite": ("rewritten", "récrit", "umgeschrieben", "reescrito", "herschreven"),
    "part_of": ("Part of: {thread}", "Fait partie de : {thread}", "Teil von: {thread}", "Parte de: {thread}",
                "Onderdeel van: {thread}"),
    "phase_call": ("call", "appel", "Aufruf", "convocatoria", "oproep"),
    "phase_approved": ("approved", "approuvé", "beschlossen", "aprobado", "goedgekeurd"),
    "phase_started": ("started", "lancé", "begonnen", "iniciado", "gestart"),
    "phase_opened": ("opened", "ouvert", "eröffnet", "inaugurado", "geopend"),
    "phase_concluded": ("concluded", "achevé", "abgeschlossen", "concluido", "afgerond"),
    "phase_cancelled": ("cancelled", "annulé", "abgesagt", "cancelado", "geschrapt"),
    "roundup": ("Round-up", "Revue", "Überblick", "Resumen", "Overzicht"),
    "notice": ("Notice", "Avis", "Hinweis", "Aviso", "Mededeling"),
    "machine": ("Machine summary, checked against the sources", "Résumé par une machine, vérifié dans les sources",
                "Zusammenfassung einer Maschine, an den Quellen geprüft",
                "Resumen de una máquina, comprobado con las fuentes",
                "Samenvatting door een machine, getoetst aan de bronnen"),
    "own_words": ("In the words of the sources", "Dans les mots des sources", "In den Worten der Quellen",
                  "En palabras de las fuentes", "In de woorden van de bronnen"),
    "original_in": ("original text in {language}", "texte original en {language}", "Originaltext auf {language}",
                    "texto original en {language}", "oorspronkelijke tekst in het {language}"),
    "by_editor": ("headline by the editors", "titre de la rédaction", "Überschrift der Redaktion",
                  "titular de la redacción", "kop van de redactie"),
    "note": ("Editors’ note", "Note de la rédaction", "Anmerkung der Redaktion", "Nota de la redacción",
             "Noot van de redactie"),
    "corrections": ("Corrections", "Rectifications", "Berichtigungen", "Correcciones", "Rectificaties"),
    "changed_headline": ("Headline", "Titre", "Überschrift", "Titular", "Kop"),
    "changed_sentences": ("Summary", "Résumé", "Zusammenfassung", "Resumen", "Samenvatting"),
    "changed_note": ("Note", "Note", "Anmerkung", "Nota", "Noot"),
    "changed_entry": ("Entry", "Sujet", "Meldung", "Noticia", "Bericht"),
    "changed_place": ("Place", "Place", "Platz", "Lugar", "Plaats"),
    "empty": ("No stories in this period.", "Aucun sujet pendant cette période.", "Keine Meldungen in diesem Zeitraum.",
              "Ninguna noticia en este periodo.", "Geen berichten in deze periode."),
    "how": ("How this was made", "Comment ce numéro est fait", "Wie diese Ausgabe entsteht",
            "Cómo se ha hecho", "Hoe dit is gemaakt"),
    "how_text": (
        "Compiled by software from what city administrations and their networks published. Articles that tell the "
        "same news, in whatever language, stand here as one story. Every sentence under a headline is the source’s "
        "own, unchanged, and links to its place there. Nothing was written or translated by a machine.",
        "Composé par un logiciel à partir de ce que les administrations municipales et leurs réseaux ont publié. Les "
        "articles qui disent la même chose, dans n’importe quelle langue, forment ici un seul sujet. Chaque phrase "
        "sous un titre est celle de la source, inchangée, et mène à l’endroit où elle s’y trouve. Rien n’a été écrit "
        "ni traduit par une machine.",
        "Von Software zusammengestellt aus dem, was Stadtverwaltungen und ihre Netzwerke veröffentlicht haben. "
        "Artikel, die dasselbe melden, gleich in welcher Sprache, stehen hier als eine Meldung. Jeder Satz unter "
        "einer Überschrift ist der unveränderte Satz der Quelle und führt dorthin, wo er steht. Nichts wurde von "
        "einer Maschine geschrieben oder übersetzt.",
        "Compilado por un programa a partir de lo que publicaron las administraciones municipales y sus redes. Los "
        "artículos que dan la misma noticia, en cualquier idioma, aparecen aquí como una sola. Cada frase bajo un "
        "titular es de la fuente, sin cambios, y enlaza con su lugar en ella. Nada ha sido escrito ni traducido por "
        "una máquina.",
        "Door software samengesteld uit wat stadsbesturen en hun netwerken publiceerden. Artikelen die hetzelfde "
        "nieuws brengen, in welke taal ook, staan hier als één bericht. Elke zin onder een kop is die van de bron, "
        "ongewijzigd, en verwijst naar zijn plaats daar. Niets is door een machine geschreven of vertaald.",
    ),
    "how_machine": (
        "Exceptions are the summaries marked as a machine’s: they were generated, checked sentence by sentence against "
        "the sources, and link to the passages they were checked against.",
        "Font exception les résumés signalés comme ceux d’une machine : ils ont été générés, vérifiés phrase par "
        "phrase dans les sources, et mènent aux passages en question.",
        "Ausgenommen sind Zusammenfassungen, die als die einer Maschine gekennzeichnet sind: Sie wurden erzeugt, Satz "
        "für Satz an den Quellen geprüft und führen zu den Stellen, an denen sie geprüft wurden.",
        "Son excepción los resúmenes señalados como de una máquina: fueron generados, comprobados frase por frase con "
        "las fuentes, y enlazan con los pasajes con los que se comprobaron.",
        "Uitzondering zijn de samenvattingen die als die van een machine zijn gemerkt: zij werden gegenereerd, zin "
        "voor zin aan de bronnen getoetst, en verwijzen naar de passages waaraan zij zijn getoetst.",
    ),
}  # fmt: skip
_DAY = {"en": "EEEE d MMMM", "fr": "EEEE d MMMM", "de": "EEEE, d. MMMM", "es": "EEEE d 'de' MMMM", "nl": "EEEE d MMMM"}
_DATE = {"en": "d MMMM", "fr": "d MMMM", "de": "d. MMMM", "es": "d 'de' MMMM", "nl": "d MMMM"}
_YEAR = {"es": " 'de' y"}
_NUMBER_END = {"de": "."}  # of a day number that stands alone: "9.–15. November"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language (one of LANGUAGES)."""

    language: str

    def __getitem__(self, key: str) -> str:
        """Return a word or sentence as it stands in the table."""
        return _TABLE[key][LANGUAGES.index(self.language)]

    def count(self, number: int, key: str) -> str:
        """Return a number and its noun: "1 story", "38 stories"."""
        one, several = self[key].split("|")
        return f"{number} {one if number == 1 else several}"

    def day(self, day: date, *, year: bool) -> str:
        """Return a day in words: "Monday 9 November", with its year where asked for."""
        return self._format(day, _DAY[self.language] + (_YEAR.get(self.language, " y") if year else ""))

    def month(self, day: date) -> str:
        """Return a month in words: "November 2026"."""
        return self._format(day, "MMMM" + _YEAR.get(self.language, " y"))

    def plain_day(self, day: date, *, year: bool) -> str:
        """Return a day without its weekday: "9 November", with its year where asked for."""
        return self._format(day, _DATE[self.language] + (_YEAR.get(self.language, " y") if year else ""))

    def interval(self, first: date, last: date) -> str:
        """Return days in words, as short as they are clear: "9–15 November 2026"."""
        pattern, year = _DATE[self.language], _YEAR.get(self.language, " y")
        if first == last:
            return self.day(first, year=True)
        if (first.year, first.month) == (last.year, last.month):
            start = f"{first.day}{_NUMBER_END.get(self.language, '')}–"
        elif first.year == last.year:
            start = self._format(first, pattern) + " – "
        else:
            start = self._format(first, pattern + year) + " – "
        return start + self._format(last, pattern + year)

    def language_name(self, code: str) -> str:
        """Return the name of a language in this one, or its code where nobody knows it."""
        return str(Locale.parse(self.language).languages.get(code, code))

    def _format(self, day: date, pattern: str) -> str:
        if self.language == "fr" and day.day == 1:
            pattern = pattern.replace("d MMMM", "d'er' MMMM")
        return _formatted(day, pattern, self.language)


@lru_cache(maxsize=4096)  # the stories of a page are of a few days
def _formatted(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(language))


def words_in(language: str) -> Words:
    """Return our words in `language`; in English where we have none."""
    return Words(language if language in LANGUAGES else _FALLBACK)


def listed(names: Sequence[str]) -> str:
    """Return names as one line: "Riga, Naples"."""
    return ", ".join(names)
