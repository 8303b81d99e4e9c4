"""The names of the months in the languages of the network, in the forms dates have: language → one pattern.

Whole forms, not beginnings: "12 mayors" is no day in May, "12 spalvų" (colours) no day in October.
Text and tables are in lower case; Greek is read without its accents, as capitals drop them (`in_small_letters`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Twelve months a language, each a choice of forms; `_ENDINGS` of the language may follow any of them.
_FORMS = {
    "bg": "януари|ян февруари|февр|фев март април|апр май юни юли август|авг септември|септ октомври|окт "
    "ноември|ноем декември|дек",
    "ca": "gener|gen febrer|febr març abril|abr maig juny juliol|jul agost|ag setembre|set octubre|oct "
    "novembre|nov desembre|des",
    "cs": "leden|ledna|lednu|lednem únor|února|únoru březen|března|březnu duben|dubna|dubnu květen|května|květnu "
    "červen|června|červnu červenec|července|červenci srpen|srpna|srpnu září říjen|října|říjnu "
    "listopad|listopadu prosinec|prosince|prosinci",
    "da": "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sept|sep "
    "oktober|okt november|nov december|dec",
    "de": "januar|jänner|jan|jän februar|feber|feb märz|mär april|apr mai juni|jun juli|jul august|aug "
    "september|sept|sep oktober|okt november|nov dezember|dez",
    "el": "ιανουαριος|ιανουαριου|ιανουαριο|ιαν φεβρουαριος|φεβρουαριου|φεβρουαριο|φεβ μαρτιος|μαρτιου|μαρτιο|μαρ "
    "απριλιος|απριλιου|απριλιο|απρ μαιος|μαιου|μαιο ιουνιος|ιουνιου|ιουνιο|ιουν ιουλιος|ιουλιου|ιουλιο|ιουλ "
    "αυγουστος|αυγουστου|αυγουστο|αυγ σεπτεμβριος|σεπτεμβριου|σεπτεμβριο|σεπ οκτωβριος|οκτωβριου|οκτωβριο|οκτ "
    "νοεμβριος|νοεμβριου|νοεμβριο|νοε δεκεμβριος|δεκεμβριου|δεκεμβριο|δεκ",
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
    "october|oct november|nov december|dec",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
    "septiembre|setiembre|sept|sep octubre|oct noviembre|nov diciembre|dic",
    "et": "jaanuar|jaan veebruar|veebr märts aprill|apr mai juuni juuli august|aug september|septembr|sept "
    "oktoober|oktoobr|okt november|novembr|nov detsember|detsembr|dets",
    "eu": "urtarril otsail martxo apiril maiatz ekain uztail abuztu irail urri azaro abendu",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "fr": "janvier|janv février|fevrier|févr mars avril|avr mai juin juillet|juil août|aout septembre|sept "
    "octobre|oct novembre|nov décembre|decembre|déc",
    "ga": r"eanáir feabhra márta aibreán|aibreáin bealtaine meitheamh|meithimh iúil lúnasa "
    r"m[eh]*án\s(?:an\s)?fh?ómhair dh?eireadh\sfómhair samhain|samhna nollaig|nollag",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "hr": "siječanj|siječnja|siječnju|januara|januaru veljača|veljače|veljači|veljaču|februara|februaru "
    "ožujak|ožujka|ožujku|marta|martu travanj|travnja|travnju|aprila|aprilu svibanj|svibnja|svibnju|maja|maju "
    "lipanj|lipnja|lipnju|juna|junu srpanj|srpnja|srpnju|jula|julu kolovoz|kolovoza|kolovozu|augusta|augustu "
    "rujan|rujna|rujnu|septembra|septembru listopad|listopada|listopadu|oktobra|oktobru "
    "studeni|studenog|studenoga|studenom|studenome|novembra|novembru prosinac|prosinca|prosincu|decembra|decembru",
    "hu": "január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus|aug "
    "szeptember|szept október|okt november|nov december|dec",
    "is": "janúar|jan febrúar|feb mars apríl maí júní júlí ágúst september|sept október|okt nóvember|nóv desember|des",
    "it": "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago "
    "settembre|set|sett ottobre|ott novembre|nov dicembre|dic",
    "lt": "sausis|sausio|sausį vasaris|vasario|vasarį kovas|kovo|kovą balandis|balandžio|balandį "
    "gegužė|gegužės|gegužę birželis|birželio|birželį liepa|liepos|liepą rugpjūtis|rugpjūčio|rugpjūtį "
    "rugsėjis|rugsėjo|rugsėjį spalis|spalio|spalį lapkritis|lapkričio|lapkritį gruodis|gruodžio|gruodį",
    "lv": "janvār februār mart aprīl maij jūnij jūlij august septembr oktobr novembr decembr",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "mt": "jannar frar marzu april mejju ġunju lulju awwissu|awissu settembru ottubru novembru diċembru",
    "nl": "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sept|sep "
    "oktober|okt november|nov december|dec",
    "no": "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sept|sep "
    "oktober|okt november|nov desember|des",
    "pl": "styczeń|stycznia|styczniu luty|lutego|lutym marzec|marca|marcu kwiecień|kwietnia|kwietniu maj|maja|maju "
    "czerwiec|czerwca|czerwcu lipiec|lipca|lipcu sierpień|sierpnia|sierpniu wrzesień|września|wrześniu "
    "październik|października|październiku listopad|listopada|listopadzie grudzień|grudnia|grudniu",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio junho|jun julho|jul agosto|ago setembro|set "
    "outubro|out novembro|nov dezembro|dez",
    "ro": "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug "
    "septembrie|sept octombrie|oct noiembrie|noi|nov decembrie|dec",
    "ru": "январь|января|январе|янв февраль|февраля|феврале|февр март|марта|марте апрель|апреля|апреле|апр "
    "май|мая|мае июнь|июня|июне июль|июля|июле август|августа|августе|авг сентябрь|сентября|сентябре|сент "
    "октябрь|октября|октябре|окт ноябрь|ноября|ноябре|нояб декабрь|декабря|декабре|дек",
    "sk": "január|januára|januári február|februára|februári marec|marca|marci apríl|apríla|apríli "
    "máj|mája|máji jún|júna|júni júl|júla|júli august|augusta|auguste september|septembra|septembri "
    "október|októbra|októbri november|novembra|novembri december|decembra|decembri",
    "sl": "januar|januarja|januarju|jan februar|februarja|februarju|feb marec|marca|marcu april|aprila|aprilu|apr "
    "maj|maja|maju junij|junija|juniju|jun julij|julija|juliju|jul avgust|avgusta|avgustu|avg "
    "september|septembra|septembru|sept oktober|oktobra|oktobru|okt november|novembra|novembru|nov "
    "december|decembra|decembru|dec",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "sr": "januar|januara|januaru|јануар|јануара|јануару februar|februara|februaru|фебруар|фебруара|фебруару "
    "mart|marta|martu|март|марта|марту april|aprila|aprilu|април|априла|априлу maj|maja|maju|мај|маја|мају "
    "jun|juna|junu|јун|јуна|јуну jul|jula|julu|јул|јула|јулу avgust|avgusta|avgustu|август|августа|августу "
    "septembar|septembra|septembru|септембар|септембра|септембру oktobar|oktobra|oktobru|октобар|октобра|октобру "
    "novembar|novembra|novembru|новембар|новембра|новембру decembar|decembra|decembru|децембар|децембра|децембру",
    "sv": "januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sept|sep "
    "oktober|okt november|nov december|dec",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "uk": "січень|січня|січні лютий|лютого|лютому березень|березня|березні квітень|квітня|квітні "
    "травень|травня|травні червень|червня|червні липень|липня|липні серпень|серпня|серпні "
    "вересень|вересня|вересні жовтень|жовтня|жовтні листопад|листопада|листопаді грудень|грудня|грудні",
}
_ENDINGS = {
    "et": "(?:i|il|is|ist|ini|iks|l|s|st|ni|ks|t)?",
    "eu": "(?:aren|ren|ak|ek|k|an|n|ko|eko|a)?",
    "fi": r"(?:n|ta|ssa|sta|hun|lla|ksi|t)?",
    "hu": "(?:ban|ben|j?ában|ében|i|ig|tól|től|ra|re|nak|nek|a|e)?",
    "lv": "(?:is|im|i|ī|s|a|ā|am|u|us|os|iem)",
    "sq": "(?:i|it|in)?",
}
# Languages whose tables serve another one.
_SERVED = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "me": "sr", "cnr": "sr", "lb": "de", "be": "ru", "gsw": "de"}
_ACCENTS = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")
_BLANKS_AND_MARKS = (
    dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008\u200a\t\r\v\f"), " ")
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(map(ord, "’ʼ‘`´"), "'")
)
_TURKISH = str.maketrans("Iİ", "ıi")


def served_by(language: str) -> str:
    """Return the language whose tables serve `language`: "no" for "nb", itself for most."""
    code = language.lower().partition("-")[0]
    return _SERVED.get(code, code)


def with_plain_marks(text: str) -> str:
    """Return `text` composed, with one kind of blank, hyphen and apostrophe; capitals stay."""
    return unicodedata.normalize("NFC", text).translate(_BLANKS_AND_MARKS)


def in_small_letters(text: str, language: str) -> str:
    """Return `text` in lower case as the tables have it: Turkish with its i and ı, Greek without accents."""
    if language == "tr":
        return text.translate(_TURKISH).lower()
    return text.lower().translate(_ACCENTS) if language == "el" else text.lower()


@cache
def month_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern that matches a month's name in plain text of `language` (English where there is no table).

    Group `m1` … `m12` tells which month. A short form may end in a full stop, which is not part of the match.
    """
    known = served_by(language)
    known = known if known in _FORMS else "en"
    ending = _ENDINGS.get(known, "")
    groups = "|".join(f"(?P<m{month}>(?:{forms}){ending})" for month, forms in enumerate(_FORMS[known].split(), 1))
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE)


@cache
def month_forms(language: str) -> str:
    """Return the same as one choice without groups, to build longer patterns from."""
    return re.sub(r"\?P<m\d+>", "?:", month_pattern(language).pattern)
