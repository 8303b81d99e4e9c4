from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.phases import PHASES, phases

# Two headlines with their phases, then two that tell of none.
_TITLES: dict[str, tuple[tuple[str, str], tuple[str, str], str, str]] = {
    "bg": (
        ("Съветът одобри бюджета на метрото", "decided"),
        ("Откриха новата библиотека в Пловдив", "opened"),
        "Кметът реши да се срещне с ученици",
        "Открит урок по градинарство в парка",
    ),
    "bs": (
        ("Vijeće odobrilo novac za tramvaj", "decided"),
        ("Radovi na mostu počinju u maju", "started"),
        "Sjednica o prijavama buke",
        "Gradonačelnica posjetila škole",
    ),
    "ca": (
        ("El ple aprova el pla d’habitatge", "decided"),
        ("Arrenquen les obres del tramvia", "started"),
        "L’hora inaugural de la tardor",
        "Com funciona el nou mapa de sorolls",
    ),
    "cs": (
        ("Zastupitelé schválili stavbu mostu", "decided"),
        ("Oprava náměstí skončila", "concluded"),
        "Rozhodnutí o poplatcích najdete na webu",
        "Spusťte si mapu zeleně v mobilu",
    ),
    "da": (
        ("Byrådet godkender ny cykelsti", "decided"),
        ("Havnebadet åbner på lørdag", "opened"),
        "Biblioteket har nye åbningstider",
        "Beslutninger fra mødet i maj",
    ),
    "de": (
        ("Gemeinderat beschließt Ausbau der Linie 3", "decided"),
        ("Ausbau der Linie 3: Bauarbeiten beginnen", "started"),
        "Wie das Amt eingestellte Anträge prüft",
        "Start-up-Szene wächst weiter",
    ),
    "el": (
        ("Εγκρίθηκε ο προϋπολογισμός του δήμου", "decided"),
        ("Εγκαινιάστηκε το νέο πάρκο", "opened"),
        "Οι αποφάσεις της συνεδρίασης",
        "Πώς κινείται η πόλη τον χειμώνα",
    ),
    "en": (
        ("Council approves new tram line", "decided"),
        ("Call for applications: climate grants", "called"),
        "Mayor decided to walk to work",
        "New opening hours at the start-up centre",
    ),
    "es": (
        ("El pleno aprueba el plan de barrios", "decided"),
        ("Arranca la reforma de la plaza", "started"),
        "Solicitudes de información por barrios",
        "La ciudad parte de una buena situación",
    ),
    "et": (
        ("Volikogu kiitis heaks uue trammiliini", "decided"),
        ("Linnaraamatukogu avati pidulikult", "opened"),
        "Otsused istungilt",
        "Avalik arutelu keskväljaku üle",
    ),
    "eu": (
        ("Udalak onartu du aurrekontua", "decided"),
        ("Liburutegi berria ireki dute", "opened"),
        "Erabakiak eta datuak",
        "Irakurle taldea ostegunetan",
    ),
    "fi": (
        ("Valtuusto hyväksyi asemakaavan", "decided"),
        ("Raitiotien rakentaminen alkaa", "started"),
        "Perusopetuksen päätökset verkossa",
        "Hakusana: lumityöt",
    ),
    "fr": (
        ("Le conseil adopte le plan vélo", "decided"),
        ("Coup d’envoi des travaux du tram", "started"),
        "Un jardin récompensé, le record reporté",
        "Valides ou non, tous à la piscine",
    ),
    "ga": (
        ("Cheadaigh an chomhairle an buiséad", "decided"),
        ("Osclaíodh an leabharlann nua", "opened"),
        "Cinneadh faoi pháirceanna",
        "Tús maith le bliain na scoile",
    ),
    "gl": (
        ("O pleno aproba o plan de mobilidade", "decided"),
        ("Arrancan as obras da praza", "started"),
        "As solicitudes dos barrios",
        "A cidade parte dunha boa base",
    ),
    "hr": (
        ("Gradsko vijeće usvojilo proračun", "decided"),
        ("Počela obnova mosta", "started"),
        "Prijavite buku aplikacijom",
        "Odluke sa sjednice",
    ),
    "hu": (
        ("A közgyűlés jóváhagyta a tervet", "decided"),
        ("Elindult a híd felújítása", "started"),
        "Döntött a zsűri hangulata",
        "A város kezdő vállalkozói",
    ),
    "is": (
        ("Borgarstjórn samþykkir nýtt skipulag", "decided"),
        ("Framkvæmdir hefjast við brúna", "started"),
        "Opinn fundur um sorphirðu",
        "Laukur og kál á markaði",
    ),
    "it": (
        ("Il consiglio approva il piano casa", "decided"),
        ("Al via i lavori in piazza", "started"),
        "La polizia arresta due sospettati davanti al cancello",
        "A parte il caldo, buone notizie",
    ),
    "lt": (
        ("Taryba patvirtino biudžetą", "decided"),
        ("Atidaryta nauja biblioteka", "opened"),
        "Nuspręsta dėl vardo",
        "Kviečiame į šventę",
    ),
    "lv": (
        ("Dome apstiprina tramvaja projektu", "decided"),
        ("Atklāta jaunā bibliotēka", "opened"),
        "Domes lēmumi maijā",
        "Atbalsts ģimenēm",
    ),
    "mk": (
        ("Советот го усвои буџетот", "decided"),
        ("Започна обновата на мостот", "started"),
        "Одлуки од седницата",
        "Отворен разговор со граѓаните",
    ),
    "mt": (
        ("Il-kunsill japprova l-baġit", "decided"),
        ("Infetaħ il-ġnien il-ġdid", "opened"),
        "Deċiżjonijiet tal-laqgħa",
        "Programm għat-tfal",
    ),
    "nb": (
        ("Bystyret vedtar ny sykkelplan", "decided"),
        ("Biblioteket åpner lørdag", "opened"),
        "Nye åpningstider i svømmehallen",
        "Beslutninger fra møtet",
    ),
    "nl": (
        ("Raad keurt nieuwe tramlijn goed", "decided"),
        ("Werk aan de brug gaat van start", "started"),
        "Besluiten van de raad",
        "Start-upcafé in de bibliotheek",
    ),
    "pl": (
        ("Rada zatwierdziła plan budowy", "decided"),
        ("Ruszyła przebudowa mostu", "started"),
        "Zgodnie z planem",
        "Finałowy koncert w parku",
    ),
    "pt": (
        ("Câmara aprova plano de habitação", "decided"),
        ("Arrancam as obras do metro", "started"),
        "A cidade começada há séculos",
        "O termo da feira",
    ),
    "ro": (
        ("Consiliul a aprobat bugetul", "decided"),
        ("A început renovarea podului", "started"),
        "Hotărâri de consiliu",
        "Începători la pian",
    ),
    "ru": (
        ("Совет одобрил бюджет", "decided"),
        ("Открылась новая библиотека", "opened"),
        "Принятые меры безопасности",
        "Открытка из прошлого",
    ),
    "sk": (
        ("Zastupiteľstvo schválilo rozpočet", "decided"),
        ("Začala sa oprava mosta", "started"),
        "Rozhodnutia mesta",
        "Otvorený list obyvateľom",
    ),
    "sl": (
        ("Mestni svet je potrdil proračun", "decided"),
        ("Začela se je prenova mostu", "started"),
        "Sklepi seje",
        "Odprti podatki o prometu in odprta koda",
    ),
    "sq": (
        ("Këshilli miratoi buxhetin", "decided"),
        ("Nisi ndërtimi i urës", "started"),
        "Vendimet e mbledhjes",
        "Hapësira publike për fëmijë",
    ),
    "sr": (
        ("Скупштина усвојила буџет", "decided"),
        ("Počela obnova mosta", "started"),
        "Одлуке са седнице",
        "Otvorena vrata opštine su tema",
    ),
    "sv": (
        ("Fullmäktige antar ny översiktsplan", "decided"),
        ("Simhallen öppnar på lördag", "opened"),
        "Beslut från mötet",
        "Nya öppettider och inställningar",
    ),
    "tr": (
        ("Meclis bütçeyi onayladı", "decided"),
        ("Yeni kütüphane açıldı", "opened"),
        "Meclis kararları",
        "Açık hava konserleri",
    ),
    "uk": (
        ("Рада затвердила бюджет", "decided"),
        ("Розпочалася реконструкція мосту", "started"),
        "Рішення сесії",
        "Відкритка з минулого",
    ),
}


@pytest.mark.parametrize("language", sorted(_TITLES))
def test_headlines_tell_their_phase_and_others_none(language: str) -> None:
    first, second, third, fourth = _TITLES[language]
    expected = [{first[1]}, {second[1]}, set(), set()]
    assert [set(phases(title, language)) for title in (first[0], second[0], third, fourth)] == expected


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("en", "Street festival cancelled", {"cancelled"}),
        ("en", "Night bus project concludes", {"concluded"}),
        ("en", "Mayor concludes an agreement with Lyon", set()),
        ("en", "Museum reopens", {"opened"}),
        ("de", "Marathon abgesagt", {"cancelled"}),
        ("de", "Rat heißt Rahmenkredit für die Schule gut", {"decided"}),
        ("de", "Projektaufruf: Ideen für das Grätzl", {"called"}),
        ("fr", "Appel à projets pour le climat", {"called"}),
        ("fr", "Le concert est annulé", {"cancelled"}),
        ("fr", "Le maire s’est lancé dans la course", set()),
        ("es", "Finaliza la obra del puente", {"concluded"}),
        ("it", "Bando per le periferie", {"called"}),
        ("it", "Concerto annullato per maltempo", {"cancelled"}),
        ("fi", "Konsertti peruttu", {"cancelled"}),
        ("fi", "Hanke päättyi", {"concluded"}),
        ("sv", "Marknaden ställs in", {"cancelled"}),
        ("nl", "Kermis afgelast", {"cancelled"}),
        ("pl", "Koncert odwołany", {"cancelled"}),
        ("hu", "Befejeződött a felújítás", {"concluded"}),
        ("el", "ΞΕΚΙΝΗΣΕ Η ΑΝΑΠΛΑΣΗ", {"started"}),
        ("tr", "KONSER İPTAL EDİLDİ", {"cancelled"}),
        ("lt", "Koncertas atšauktas", {"cancelled"}),
        ("hr", "Otkazan koncert", {"cancelled"}),
        ("hr", "Otvoren novi most", {"opened"}),
        ("sl", "Odprta je nova knjižnica", {"opened"}),
        ("pl", "Otwarto nową bibliotekę", {"opened"}),
        ("pl", "Dni otwarte w ratuszu", set()),
        ("xx", "Council approves everything", set()),
    ],
)
def test_more_headlines(language: str, title: str, expected: set[str]) -> None:
    assert set(phases(title, language)) == expected


@given(st.text(), st.sampled_from(sorted(_TITLES)))
def test_any_text_has_phases(text: str, language: str) -> None:
    assert phases(text, language) <= set(PHASES)


@pytest.mark.parametrize("language", sorted(_TITLES))
@pytest.mark.parametrize("unit", ["heißt ", "schreibt", "wins a ", " ", "start", "отмен ", "parte "])
@pytest.mark.timeout(30)  # a pattern that backtracks would take hours
def test_hostile_text_is_read_in_the_time_of_its_length(unit: str, language: str) -> None:
    assert phases((unit * 3000)[:3000], language) <= set(PHASES)
