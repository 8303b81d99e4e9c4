"""Words that tell what kind of text an article is, by kind: in titles, in first lines, in addresses, in any language.

Beginnings of words, in small letters; a blank stands for any white space or hyphen.
"""

from __future__ import annotations

from typing import Literal

ContentKind = Literal["news", "opinion", "press-release", "event", "notice", "job", "tender", "roundup"]

# Anywhere in the title.
IN_TITLE: dict[ContentKind, tuple[str, ...]] = {
    "roundup": (
        "what's new", "week in review", "weekly overview", "weekly review", "weekly roundup", "news in brief",
        "news roundup", "news digest", "round up", "roundup", "newsletter", "wochenrückblick",
        "rückblick auf die woche", "kurz notiert", "kurz gemeldet", "meldungen der woche", "l'actu de la semaine",
        "en bref", "revue de la semaine", "quoi de neuf", "lettre d'information", "resumen de la semana",
        "noticias breves", "resum de la setmana", "notícies breus", "in breve", "notizie della settimana",
        "weekoverzicht", "nieuwsoverzicht", "kort nieuws", "nieuwsbrief", "viikkokatsaus", "viikon uutiset",
        "uutiskirje", "veckans nyheter", "nyhetsbrev", "ugens nyheder", "ukens nyheter", "τα νέα της εβδομάδας",
        "εβδομαδιαία ανασκόπηση", "resumo da semana", "przegląd tygodnia", "souhrn týdne", "heti hírek",
        "rezumatul săptămânii", "haftanın özeti", "тижневий огляд", "седмичен обзор", "tjedni pregled",
        "tedenski pregled", "savaitės apžvalga", "nedēļas apskats", "nädala uudised",
    ),
    "job": (
        "job vacanc", "vacancy", "vacancies", "we are hiring", "we're hiring", "job opening", "job offer",
        "traineeship", "(m/f/d)", "(m/w/d)", "(w/m/d)", "(d/w/m)", "(h/f)", "(f/h)", "(m/v/x)", "(v/m/x)",
        "stellenangebot", "stellenausschreibung", "offene stellen", "offre d'emploi", "offres d'emploi",
        "offre de stage", "oferta de empleo", "ofertas de empleo", "convocatoria de empleo", "oferta de treball",
        "concorso pubblico per", "bando di concorso", "offerta di lavoro", "vacature", "avoin työpaikka",
        "avoimet työpaikat", "lediga jobb", "ledig tjänst", "lediga tjänster", "ledig stilling", "ledige stillinger",
        "θέση εργασίας", "θέσεις εργασίας", "πρόσληψη", "προσλήψεις", "oferta pracy", "nabór na",
        "volné pracovní místo",
        "voľné pracovné miesto", "álláshirdetés", "állásajánlat", "oferta de emprego", "concurs pentru ocuparea",
        "natječaj za prijam", "natječaj za radno mjesto", "prosto delovno mesto", "laisva darbo vieta", "vakance",
        "tööpakkumine", "iş ilanı", "personel alımı", "вакансі", "вакансии", "обява за работа",
    ),
    "tender": (
        "call for tender", "invitation to tender", "tender notice", "contract notice", "procurement notice",
        "request for proposals", "öffentliche ausschreibung", "europaweite ausschreibung", "vergabebekanntmachung",
        "appel d'offres", "appels d'offres", "avis de marché", "marché public", "gara d'appalto", "bando di gara",
        "avviso di gara", "licitación", "licitació", "licitacions", "aanbesteding", "tarjouspyyntö",
        "hankintailmoitus", "upphandling", "udbud af", "anbudskonkurranse", "διακήρυξη διαγωνισμού",
        "ηλεκτρονικός διαγωνισμός", "przetarg", "veřejná zakázka", "verejné obstarávanie", "közbeszerzés",
        "concurso público para", "anunț de licitație", "licitație publică", "javna nabava", "javno naročilo",
        "viešasis pirkimas", "viešieji pirkimai", "iepirkum", "riigihan", "ihale ilanı", "ihalesi", "тендер на",
        "обществена поръчка", "обществени поръчки",
    ),
    "notice": (
        "road work", "roadwork", "road closure", "street work", "opening hours", "water outage", "power cut",
        "council meeting", "weather warning", "air quality value", "air quality index", "public notice", "disruption",
        "feinstaub", "luftqualität", "messwerte", "straßensperrung", "sperrung", "baustellenkalender",
        "baustellekalender", "amtsblatt", "bekanntmachung", "tagesordnung", "öffnungszeiten", "abfuhrtermine",
        "ratssitzung", "agenda des élus", "ordre du jour", "travaux de voirie", "circulation :", "horaires d'ouverture",
        "coupure d'eau", "orden del día", "corte de tráfico", "cortes de tráfico", "corte de agua", "cortes de agua",
        "corte de calle", "cortes de calle", "agenda de", "ordre del dia", "tall de trànsit", "talls de trànsit",
        "tall de carrer", "talls de carrer", "ordine del giorno", "modifiche alla viabilità", "chiusura strad",
        "orari di apertura", "gemeenteraad van", "agenda van", "wegenwerken", "werkzaamheden", "openingsuren",
        "katutyöt", "esityslista", "aukioloajat", "kokouskutsu", "vägarbete", "gatuarbete", "kallelse", "öppettider",
        "vejarbejde", "dagsorden", "διακοπή νερού", "διακοπή κυκλοφορίας", "ημερήσια διάταξη",
        "κυκλοφοριακές ρυθμίσεις", "utrudnienia w ruchu", "porządek obrad", "uzavírka", "program jednání",
        "forgalomkorlátozás", "lezárás", "corte de trânsito", "restricții de circulație", "întreruperea furnizării",
        "zatvaranje prometa", "zapora ceste", "eismo ribojim", "satiksmes ierobežojum", "liikluspiirang",
        "su kesintisi", "перекриття руху", "спиране на водата",
    ),
    "event": (
        "save the date", "open day", "open house day", "tag der offenen tür", "journée portes ouvertes",
        "portes ouvertes", "puertas abiertas", "portes obertes", "porte aperte", "opendeurdag", "open dag",
        "avoimet ovet", "öppet hus", "åbent hus", "åpent hus", "den otevřených dveří", "deň otvorených dverí",
        "dzień otwarty", "dni otwarte", "nyílt nap", "dan otvorenih vrata", "dan odprtih vrat", "atvirų durų diena",
        "atvērto durvju diena", "avatud uste päev", "ziua porților deschise", "день відкритих дверей",
        "ден на отворените врати", "webinar", "einladung zu", "invitation to the", "invitation :", "invitación a",
        "invitació a", "invito al", "uitnodiging", "kutsu:", "inbjudan", "zaproszenie na", "pozvánka na", "meghívó",
        "convite para", "πρόσκληση σε", "πρόσκληση στ", "what's on", "veranstaltungskalender", "weekend programme",
    ),
}  # fmt: skip

# At the beginning of the title, before a colon, a stroke or a dash.
BEFORE_COLON: dict[ContentKind, tuple[str, ...]] = {
    "opinion": (
        "opinion", "op ed", "comment", "commentary", "editorial", "viewpoint", "column", "blog", "guest post",
        "kommentar", "gastbeitrag", "gastkommentar", "standpunkt", "meinung", "leitartikel", "kolumne", "tribune",
        "point de vue", "éditorial", "édito", "chronique", "opinión", "editorial", "columna", "tribuna", "opinió",
        "opinione", "editoriale", "commento", "l'intervento", "opinie", "mening", "standpunt", "kolumni", "mielipide",
        "pääkirjoitus", "näkökulma", "blogi", "krönika", "debatt", "ledare", "debat", "leder", "kronikk", "γνώμη",
        "άποψη", "άρθρο γνώμης", "felieton", "komentarz", "opinia", "komentář", "názor", "komentár", "vélemény",
        "jegyzet", "opinião", "opinie", "editorial", "komentar", "mišljenje", "kolumna", "mnenje", "nuomonė",
        "viedoklis", "arvamus", "görüş", "köşe yazısı", "думка", "колонка", "мнение", "коментар",
    ),
    "press-release": (
        "press release", "media release", "news release", "statement", "pressemitteilung", "medienmitteilung",
        "presseinformation", "presseaussendung", "communiqué", "communiqué de presse", "comunicado", "nota de prensa",
        "nota de premsa", "comunicado de prensa", "comunicat de premsa", "comunicato stampa", "comunicato",
        "persbericht", "tiedote", "lehdistötiedote",
        "pressmeddelande", "pressemeddelelse", "pressemelding", "δελτίο τύπου", "komunikat prasowy",
        "informacja prasowa", "tisková zpráva", "tlačová správa", "sajtóközlemény", "comunicado de imprensa",
        "nota de imprensa", "comunicat de presă", "priopćenje", "priopćenje za javnost", "sporočilo za javnost",
        "pranešimas spaudai",
        "pranešimas žiniasklaidai", "preses relīze", "paziņojums presei", "pressiteade", "basın bülteni",
        "basın açıklaması", "пресреліз", "прес реліз", "прессъобщение", "саопштење", "соопштение",
    ),
}  # fmt: skip

# As a whole line, or before its first colon, among the first lines of the text.
FIRST_LINES: dict[ContentKind, tuple[str, ...]] = {
    "press-release": BEFORE_COLON["press-release"],
    "opinion": ("opinion", "op ed", "gastbeitrag", "gastkommentar", "tribune", "opinión", "editorial", "kolumni"),
}

# Of an event that has a clock time, in the text.
ADMISSION = (
    "admission is free", "admission free", "free admission", "free entry", "free of charge, registration",
    "register by", "registration is open", "sign up by", "eintritt frei", "der eintritt ist frei", "anmeldung bis",
    "anmeldung unter", "entrée libre", "entrée gratuite", "sur inscription", "inscriptions jusqu'au", "entrada libre",
    "entrada gratuita", "entrada lliure", "ingresso libero", "ingresso gratuito", "toegang gratis", "gratis toegang",
    "inschrijven kan", "vapaa pääsy", "ilmoittautu", "fri entré", "fri entre", "anmälan senast", "είσοδος ελεύθερη",
    "ελεύθερη είσοδος", "wstęp wolny", "wstęp bezpłatny", "vstup zdarma", "vstup volný", "vstup voľný",
    "a belépés ingyenes", "belépés díjtalan", "intrarea este liberă", "intrare liberă", "ulaz slobodan",
    "ulaz je slobodan", "vstop prost", "įėjimas laisvas", "ieeja brīva", "sissepääs tasuta", "giriş ücretsiz",
    "вхід вільний", "вход свободен",
)  # fmt: skip

# Whole steps of the path of an address.
IN_PATH: dict[ContentKind, tuple[str, ...]] = {
    "job": (
        "jobs", "job", "careers", "career", "vacancies", "vacancy", "vacatures", "stellenangebote", "karriere",
        "offres-emploi", "emplois", "empleo", "lavora-con-noi", "concorsi", "tyopaikat", "lediga-jobb", "praca",
    ),
    "tender": (
        "tenders", "tender", "procurement", "ausschreibungen", "vergaben", "marches-publics", "licitaciones",
        "licitacions", "bandi-di-gara", "gare", "aanbestedingen", "hankinnat", "upphandlingar", "przetargi",
        "verejne-zakazky", "diagonismoi",
    ),
    "opinion": (
        "opinion", "opinions", "op-ed", "blog", "blogs", "column", "columns", "kommentar", "tribune", "tribunes",
        "opinie", "kolumnit",
    ),
    "event": (
        "event", "events", "veranstaltung", "veranstaltungen", "evenement", "evenements", "evenementen", "evento",
        "eventos", "eventi", "esdeveniments", "tapahtumat", "tapahtuma", "evenemang", "wydarzenia", "akce",
        "rendezvenyek", "evenimente", "dogadanja", "ekdiloseis", "etkinlikler",
    ),
    "press-release": (
        "press", "press-release", "press-releases", "pressreleases", "presse", "pressemitteilung",
        "pressemitteilungen", "communique", "communiques", "communiques-de-presse", "notas-de-prensa", "prensa",
        "premsa", "comunicati", "comunicati-stampa", "comunicato-stampa", "persbericht", "persberichten", "pers",
        "tiedotteet", "pressmeddelanden", "deltia-typou", "tiskove-zpravy", "komunikaty",
    ),
}  # fmt: skip
