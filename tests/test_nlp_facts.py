from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.facts import Facts, facts
from tests.announcement import ANNOUNCEMENT

LANGUAGES = sorted(ANNOUNCEMENT)


def _all(text: str, language: str) -> set[str]:
    found = facts(text, language)
    return set(found.numbers | found.days | found.years | found.months)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_announcement_states_the_same_facts_in_every_language(language: str) -> None:
    assert facts(ANNOUNCEMENT[language], language) == Facts(
        numbers=frozenset({"n:16", "n:18400000", "%:12.5", "n:1250"}),
        days=frozenset({"d:05-15", "d:05-16"}),
        years=frozenset({"y:2027", "y:2030"}),
    )


# A day without its range, a sum in thousands of millions, a share with its sign, a number in another form.
_PLAIN = {
    "bg": "На 9 ноември 2026 г. срещу 2,5 млрд. лева, 40% и на тринадесетте района",
    "ca": "El 9 de novembre del 2026 per 2.500 milions, el 40% i tretze barris",
    "cs": "Dne 9. listopadu 2026 za 2,5 miliardy korun, 40 % a třinácti čtvrtí",
    "da": "Den 9. november 2026 for 2,5 mia. kroner, 40 % og tretten kvarterer",
    "de": "Am Montag, 9. November 2026, um 2,5 Mrd. Euro, 40 % und in dreizehn Vierteln",
    "el": "Τη Δευτέρα 9 Νοεμβρίου 2026 για 2,5 δισ. ευρώ, 40% και δεκατριών συνοικιών",
    "en": "On Monday 9 November 2026 for €2.5 billion, 40% and in thirteen districts",
    "es": "El lunes 9 de noviembre de 2026 por 2.500 millones, el 40 % y trece barrios",
    "et": "9. novembril 2026 2,5 miljardi euro eest, 40% ja kolmeteistkümne linnaosa",
    "eu": "2026ko azaroaren 9an 2.500 milioi euro, % 40 eta hamahiru auzo",
    "fi": "Maanantaina 9. marraskuuta 2026 maksoi 2,5 miljardia, 40 % ja kolmessatoista kaupunginosassa",
    "fr": "Le lundi 9 novembre 2026, pour 2,5 milliards d’euros, 40 % et treize quartiers",
    "ga": "Ar an 9 Samhain 2026 ar €2.5 billiún, 40% agus trí cheantar déag",
    "gl": "O luns 9 de novembro de 2026 por 2.500 millóns, o 40 % e trece barrios",
    "hr": "U ponedjeljak, 9. studenoga 2026., za 2,5 milijarde eura, 40 % i trinaest četvrti",
    "hu": "2026. november 9-én 2,5 milliárd forintért, 40%-kal és tizenhárom kerületben",
    "is": "Mánudaginn 9. nóvember 2026 fyrir 2,5 milljarða króna, 40% og þrettán hverfi",
    "it": "Lunedì 9 novembre 2026 per 2,5 miliardi di euro, il 40% e tredici quartieri",
    "lt": "2026 m. lapkričio 9 d. už 2,5 mlrd. eurų, 40 % ir trylikos rajonų",
    "lv": "2026. gada 9. novembrī par 2,5 miljardiem eiro, 40 % un trīspadsmit apkaimes",
    "mk": "На 9 ноември 2026 за 2,5 милијарди денари, 40 % и тринаесет населби",
    "mt": "Fid-9 ta’ Novembru 2026 għal €2.5 biljun, 40% u tlettax-il distrett",
    "nb": "Mandag 9. november 2026 for 2,5 milliarder kroner, 40 % og tretten bydeler",
    "nl": "Op maandag 9 november 2026 voor 2,5 mld. euro, 40% en dertien wijken",
    "pl": "W poniedziałek 9 listopada 2026 r. za 2,5 mld zł, 40% i w trzynastu dzielnicach",
    "pt": "Na segunda-feira, 9 de novembro de 2026, por 2,5 mil milhões de euros, 40% e treze bairros",
    "ro": "Luni, 9 noiembrie 2026, pentru 2,5 miliarde de euro, 40% și treisprezece cartiere",
    "ru": "В понедельник, 9 ноября 2026 года, за 2,5 млрд рублей, 40 % и в тринадцати районах",
    "sk": "V pondelok 9. novembra 2026 za 2,5 mld. eur, 40 % a trinástich štvrtí",
    "sl": "V ponedeljek, 9. novembra 2026, za 2,5 milijarde evrov, 40 % in trinajstih četrti",
    "sq": "Të hënën, më 9 nëntor 2026, për 2,5 miliardë lekë, 40% dhe trembëdhjetë lagje",
    "sr": "U ponedeljak, 9. novembra 2026, za 2,5 milijardi dinara, 40 % i trinaest četvrti",
    "sv": "Måndagen den 9 november 2026 för 2,5 mdkr, 40 % och tretton stadsdelar",
    "tr": "9 Kasım 2026 Pazartesi günü 2,5 milyar liraya, %40 ve on üç mahallede",
    "uk": "У понеділок, 9 листопада 2026 року, за 2,5 млрд грн, 40 % і в тринадцяти районах",
}


@pytest.mark.parametrize("language", sorted(_PLAIN))
def test_day_thousand_millions_share_and_bent_number_read_alike(language: str) -> None:
    assert _all(_PLAIN[language], language) == {"d:11-09", "y:2026", "n:2500000000", "%:40", "n:13"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "1,250 homes", {"n:1250"}),
        ("en", "12,345,678 and 1,250.50", {"n:12345678", "n:1250.5"}),
        ("de", "1.250 Wohnungen, 1.250,50 Euro", {"n:1250", "n:1250.5"}),
        ("de", "1'250'000 Franken, 16.4 Mrd. Franken", {"n:1250000", "n:16400000000"}),
        ("de", "1’250’000 Franken", {"n:1250000"}),
        ("fr", "1 250 000 francs, 1\u00a0250 et 2\u202f500 m²", {"n:1250000", "n:1250", "n:2500"}),
        ("es", "1.250 millones", {"n:1250000000"}),
        ("it", "rimborsare 4 084 577 franchi", {"n:4084577"}),
        ("it", "1,454 per cento", {"%:1.454"}),
        ("en", "0.250 of them, 3.5 hectares", {"n:3.5"}),
        ("en", "£11million and $1.2bn and €50k", {"n:11000000", "n:1200000000", "n:50000"}),
        ("en", "a track of 500 m", {"n:500"}),
        ("de", "ein 18-Millionen-Euro-Projekt", {"n:18000000"}),
        ("de", "5 bis 10 Millionen, 10 bis 15 Prozent", {"n:5000000", "n:10000000", "%:10", "%:15"}),
        ("en", "between 10 and 15 per cent", {"%:10", "%:15"}),
        ("tr", "yüzde 12,5 ve %7", {"%:12.5", "%:7"}),
        ("eu", "ehuneko 12,5", {"%:12.5"}),
        ("sv", "18,4 mnkr", {"n:18400000"}),
        ("fi", "18,4 M€", {"n:18400000"}),
        ("cs", "45 tis. korun", {"n:45000"}),
        ("fr", "18,4 Md€", {"n:18400000000"}),
        ("de", "2000 Wohnungen", {"n:2000"}),
        ("en", "2026 km of road", {"n:2026"}),
    ],
)
def test_figures_have_the_format_of_their_language(language: str, text: str, expected: set[str]) -> None:
    assert _all(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the 12th meeting"),
        ("de", "das 12. Treffen"),
        ("es", "la 12.ª reunión"),
        ("pt", "o 12º encontro"),
        ("fr", "la 12e réunion"),
        ("it", "la XII riunione"),
        ("pl", "XII spotkanie"),
        ("ru", "12-й форум"),
        ("uk", "12-та зустріч"),
        ("lt", "12-oji sesija"),
        ("hu", "a 12. ülés"),
        ("el", "η 12η συνάντηση"),
        ("sv", "det 12:e mötet"),
    ],
)
def test_ordinals_are_numbers(language: str, text: str) -> None:
    assert _all(text, language) == {"n:12"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "two million", {"n:2000000"}),
        ("de", "drei Millionen Euro für eine Million Bäume", {"n:3000000", "n:1000000"}),
        ("es", "tres mil millones", {"n:3000000000"}),
        ("en", "forty-five teams, three hundred seats", {"n:45", "n:300"}),
        ("de", "fünfundvierzig", {"n:45"}),
        ("nl", "drieëntwintig", {"n:23"}),
        ("it", "ventotto", {"n:28"}),
        ("fr", "dix-neuf, vingt-neuf, quatre-vingt-dix", {"n:19", "n:29", "n:90"}),
        ("hr", "dvadeset i pet", {"n:25"}),
        ("ro", "treizeci și cinci", {"n:35"}),
        ("uk", "сорок п’ять", {"n:45"}),
        ("hu", "huszonöt", {"n:25"}),
        ("fi", "kahdenkymmenen", {"n:20"}),
        ("pl", "dwudziestu pięciu", {"n:25"}),
        ("en", "sixteen per cent", {"%:16"}),
    ],
)
def test_numbers_in_words(language: str, text: str, expected: set[str]) -> None:
    assert _all(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "un bâtiment neuf"),
        ("ca", "el nou pla"),
        ("ro", "o stradă nouă"),
        ("hu", "jövő hét"),
        ("ga", "tríd an bpáirc agus sé anseo"),
        ("sr", "okrugli sto"),
        ("tr", "yüz yüze"),
        ("it", "forti venti"),
        ("de", "außer Acht lassen"),
        ("mt", "nhar it-Tlieta"),
        ("sv", "klockan sju"),
        ("de", "um acht Uhr"),
        ("en", "several hundred"),
        ("en", "a couple, one or two"),
    ],
)
def test_words_that_only_look_like_numbers_are_none(language: str, text: str) -> None:
    assert _all(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "um 18.30 Uhr"),
        ("de", "von 10 bis 18 Uhr"),
        ("da", "kl. 18.30"),
        ("fi", "klo 18"),
        ("fi", "klo 18.30"),
        ("en", "at 6.30 pm"),
        ("en", "from 9am to 5pm"),
        ("fr", "à 18h30, 18 h 30"),
        ("es", "a las 18:30"),
        ("it", "alle ore 18.30"),
        ("hu", "18 órakor"),
        ("cs", "v 18.30 hod."),
        ("el", "στις 18:30"),
        ("pl", "o godz. 18.30"),
        ("pl", "o godzinie 18.30"),
        ("nl", "om 20.00 uur"),
        ("tr", "saat 18.30"),
        ("de", "Tel. 01 4000 81234"),
        ("en", "call +44 20 7946 0958"),
        ("fr", "01 42 34 56 78"),
        ("de", "Rathausplatz 1, 8010 Graz"),
        ("lv", "LV-1050"),
        ("en", "press12@city99.example"),
        ("en", "see https://city.example/2026/05/15/news-16"),
        ("de", "nach § 12 Abs. 3"),
        ("fr", "l’art. 5 de la loi"),
        ("en", "Regulation (EU) 2016/679"),
    ],
)
def test_times_addresses_and_laws_are_no_facts(language: str, text: str) -> None:
    assert _all(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "15 to 16 May", {"d:05-15", "d:05-16"}),
        ("en", "May 15–16, 2026", {"d:05-15", "d:05-16", "y:2026"}),
        ("en", "15, 16 and 17 May", {"d:05-15", "d:05-16", "d:05-17"}),
        ("en", "28 June to 2 July", {"d:06-28", "d:07-02"}),
        ("en", "9/15/2026", {"d:09-15", "y:2026"}),
        ("en", "the 15th of May", {"d:05-15"}),
        ("de", "vom 28. Juni bis 2. Juli", {"d:06-28", "d:07-02"}),
        ("de", "am 15./16. Mai", {"d:05-15", "d:05-16"}),
        ("de", "15.–16.5.2026, 9.11.", {"d:05-15", "d:05-16", "y:2026", "d:11-09"}),
        ("de", "9.11.26", {"d:11-09", "y:2026"}),
        ("fr", "du 15 au 16 mai, le 1er juin", {"d:05-15", "d:05-16", "d:06-01"}),
        ("fr", "9/11/2026", {"d:11-09", "y:2026"}),
        ("it", "dal 15 al 16 maggio, l’8 giugno", {"d:05-15", "d:05-16", "d:06-08"}),
        ("es", "del 15 al 16 de mayo", {"d:05-15", "d:05-16"}),
        ("pt", "1º de maio", {"d:05-01"}),
        ("nl", "15 tot en met 16 mei", {"d:05-15", "d:05-16"}),
        ("nl", "15-05-2026", {"d:05-15", "y:2026"}),
        ("sv", "från den 15 till den 16 maj", {"d:05-15", "d:05-16"}),
        ("fi", "toukokuun 15. päivänä", {"d:05-15"}),
        ("lv", "no 15. līdz 16. maijam", {"d:05-15", "d:05-16"}),
        ("lt", "2026-05-15", {"d:05-15", "y:2026"}),
        ("hu", "2026.05.15., június 28. – július 2.", {"d:05-15", "y:2026", "d:06-28", "d:07-02"}),
        ("pl", "od 15 do 16 maja", {"d:05-15", "d:05-16"}),
        ("cs", "od 15. do 16. května", {"d:05-15", "d:05-16"}),
        ("el", "15 ΜΑΪΟΥ", {"d:05-15"}),
        ("bg", "от 15 до 16 май", {"d:05-15", "d:05-16"}),
        ("ru", "с 15 по 16 мая", {"d:05-15", "d:05-16"}),
        ("tr", "15 Mayıs'ta", {"d:05-15"}),
        ("eu", "maiatzaren 15etik 16ra", {"d:05-15", "d:05-16"}),
        ("en", "in May 2026", {"m:2026-05", "y:2026"}),
        ("de", "im Mai 2026", {"m:2026-05", "y:2026"}),
        ("hu", "2026 májusában", {"m:2026-05", "y:2026"}),
        ("lt", "2026 m. gegužę", {"m:2026-05", "y:2026"}),
        ("lv", "2026. gada maijā", {"m:2026-05", "y:2026"}),
        ("el", "τον Μάιο του 2026", {"m:2026-05", "y:2026"}),
        ("fi", "toukokuussa 2026", {"m:2026-05", "y:2026"}),
        ("en", "2026/27, 2021–2027", {"y:2026", "y:2027", "y:2021"}),
        ("en", "Agenda 2030", {"y:2030"}),
        ("de", "31. Februar", {"n:31"}),
        ("en", "16 mayors may come", {"n:16"}),
        ("en", "12 may attend, 5 decades", {"n:12", "n:5"}),
        ("lt", "12 spalvų", {"n:12"}),
        ("en", "16 towns on 15 May", {"n:16", "d:05-15"}),
    ],
)
def test_days_months_and_years(language: str, text: str, expected: set[str]) -> None:
    assert _all(text, language) == expected


@given(st.text(max_size=400), st.sampled_from([*LANGUAGES, "xx", ""]))
def test_any_text_has_facts(text: str, language: str) -> None:
    found = facts(text, language)
    assert all(fact[:2] in {"n:", "%:"} for fact in found.numbers)


_PIECES = st.lists(
    st.sampled_from(
        ["15", "16.", "-", " ", "и", " May ", "2026", ",", "'", "000", "%", "mil ", "neuf ", "(", "/", "(EU) "]
    )
)


@given(_PIECES, st.sampled_from(LANGUAGES))
def test_any_row_of_pieces_has_facts(pieces: list[str], language: str) -> None:
    facts("".join(pieces), language)


@pytest.mark.parametrize("language", ["de", "en", "hu", "fr", "ga", "tr"])
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1 ",
        "1.000",
        "0 12 ",
        "15-",
        "15. ",
        "15 to ",
        "15 May ",
        "May ",
        "2026 ",
        "@",
        "a@",
        "§1,",
        "XIV",
        "dix ",
        "1/",
        "+1 ",
        "tel 1",
        "at 1.",
        "10 bis ",
        "http://",
        "one hundred ",
        "(",
        "'",
        "%",
        "1% bis ",
    ],
)
@pytest.mark.timeout(30)  # a pattern that backtracks would take hours
def test_hostile_text_is_read_in_the_time_of_its_length(unit: str, language: str) -> None:
    assert facts((unit * 6000)[:6000], language).numbers is not None
